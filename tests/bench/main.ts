/**
 * `npm run bench`: what Openbell does in a second on this machine, as a table in Markdown; with
 * `--json` as one value. The server has a process of its own, the load comes from this one. Figures
 * of two machines, or of one that has other work, do not compare; the ratios of one run do.
 */
import { parseArgs } from "node:util";
import { dataFolder } from "../e2e/server-process.ts";
import { benchCalendar } from "./calendar.bench.ts";
import { benchEngine } from "./engine.bench.ts";
import { benchFanOut } from "./fan-out.bench.ts";
import { type Figure, markdownTable } from "./figure.ts";
import { benchLifecycle } from "./lifecycle.bench.ts";
import { describeMachine } from "./machine.ts";
import { benchReplay } from "./replay.bench.ts";
import { startServer } from "./server-under-load.ts";
import { benchStore } from "./store.bench.ts";
import { benchUnary, sessionCount } from "./unary.bench.ts";
import { benchValidation } from "./validation.bench.ts";

const { json } = parseArgs({ options: { json: { type: "boolean", default: false } } }).values;
// Before any work: its load is that of others.
const machine = describeMachine();
const figures: Figure[] = [];

await bench("calendar", benchCalendar);
await bench("validation", benchValidation);
await bench("engine", benchEngine);
await bench("store", benchStore);
await benchServer();

if (json) {
  console.log(JSON.stringify({ machine, figures }));
} else {
  for (const [fact, value] of Object.entries(machine)) console.log(`- ${fact}: ${value}`);
  console.log(`\n${markdownTable(figures)}`);
}

async function benchServer(): Promise<void> {
  const folder = await dataFolder();
  try {
    let server = await startServer(folder.path);
    const memory = (name: string, size: string) => () => [
      { name, size, mebibytes: server.residentMebibytes() },
    ];
    figures.push(started("Start", "no session", server.startMs));
    await bench("idle memory", memory("Memory, just started", "no session"));
    const connection = server.connect();
    await bench("calls", () => benchUnary(connection));
    await bench("lifecycle", () => benchLifecycle(connection));
    await bench("feed", () => benchFanOut(server));
    await bench("replay", () => benchReplay(connection));
    await bench("memory", memory("Memory, after all of this", `${sessionCount} READY sessions`));
    connection.close();
    await server.process.stop();
    server = await startServer(folder.path);
    figures.push(started("Cold start", `${sessionCount} READY sessions`, server.startMs));
    await bench("memory", memory("Memory, just started", `${sessionCount} READY sessions`));
    await server.process.stop();
  } finally {
    folder.remove();
  }
}

function started(name: string, size: string, startMs: number): Figure {
  return { name: `${name}: process until it serves`, size, p50Ms: startMs };
}

async function bench(
  name: string,
  run: () => readonly Figure[] | Promise<readonly Figure[]>,
): Promise<void> {
  process.stderr.write(`${name} …\n`);
  figures.push(...(await run()));
}
