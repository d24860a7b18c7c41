/**
 * Run by `import.bench.ts` in a process of its own, so that its peak of memory is that of an import
 * alone. Arguments: the catalog folder, a file, the symbol. Prints one line of JSON.
 */
import { importFiles } from "../../src/market/import/import-files.ts";
import { parseInterval } from "../../src/market/interval.ts";
import { loadInstruments } from "../../src/market/load-instruments.ts";

const [catalogDir = "", file = "", symbol = ""] = process.argv.slice(2);
const instrument = loadInstruments().find((each) => each.symbol === symbol);
const interval = parseInterval("1m");
if (instrument === undefined || interval === undefined) throw new Error(`no ${symbol}`);
const nowNs = BigInt(Date.now()) * 1_000_000n;
const start = performance.now();
const outcome = await importFiles({ files: [file], interval }, { catalogDir, instrument, nowNs });
const milliseconds = performance.now() - start;
if (outcome.kind !== "imported") throw new Error(JSON.stringify(outcome));
const { rows, bytes } = outcome.series;
const peakMebibytes = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ rows, bytes, milliseconds, peakMebibytes }));
