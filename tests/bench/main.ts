/**
 * `npm run bench`: what Openbell does in a second on this machine, as a table in Markdown. The
 * server has a process of its own, and so has the load. Figures of two machines, or of one that has
 * other work, do not compare; the ratios of one run do.
 */
import { mkdirSync } from "node:fs";
import { aimsTable } from "./aims.ts";
import { type Figure, markdownTable } from "./figure.ts";
import { describeMachine, machineList } from "./machine.ts";
import { writeBlock } from "./marked-block.ts";
import { type BenchOptions, readOptions, usage } from "./options.ts";
import { profileReport } from "./profile-report.ts";
import { Stage } from "./stage.ts";

const options = optionsOrComplaint();
if (options?.help) process.stdout.write(usage);
else if (options !== undefined) await run(options);

function optionsOrComplaint(): BenchOptions | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function run({ wanted, json, write, profile, transport }: BenchOptions): Promise<void> {
  if (profile !== undefined) mkdirSync(profile, { recursive: true });
  // Before any work: its load is that of others.
  const machine = describeMachine();
  const figures: Figure[] = [];
  using stage = new Stage({ profile, transport });
  for (const [name, part] of wanted) {
    const start = performance.now();
    process.stderr.write(`${name} …`);
    figures.push(...(await part(stage)));
    process.stderr.write(` ${((performance.now() - start) / 1_000).toFixed(1)} s\n`);
  }
  const aims = aimsTable(figures);
  const tables = [
    machineList(machine),
    markdownTable(figures),
    ...(aims === "" ? [] : ["Where the aims stand after this run:", aims]),
  ].join("\n\n");
  console.log(json ? JSON.stringify({ machine, figures }) : tables);
  if (write !== undefined) writeBlock(write, "figures", tables);
  for (const each of stage.profiles) console.log(`\n${profileReport(each)}`);
}
