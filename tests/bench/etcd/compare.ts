/**
 * Openbell beside etcd: durable writes and reads of one entry, on the same machine and disk, with
 * the same clients, in turn, several rounds. Run it through `compare-etcd.sh`, which finds the
 * programs and the disk.
 */
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { describeMachine, machineList } from "../machine.ts";
import { writeBlock } from "../marked-block.ts";
import { comparisonTables, type Round } from "./comparison.ts";
import { measureSide } from "./measure-side.ts";
import { entryCount, startFilledEtcd, startOpenbell } from "./side.ts";

const { values: options } = parseArgs({
  options: {
    etcd: { type: "string", default: "etcd" },
    folder: { type: "string" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
    json: { type: "boolean", default: false },
    write: { type: "string" },
  },
});
const folder = options.folder;
const roundCount = Number(options.rounds);
const seconds = Number(options.seconds);
if (folder === undefined) throw new Error("run compare-etcd.sh: it passes --folder");
if (!Number.isInteger(roundCount) || roundCount < 3) throw new Error("--rounds: 3 or more");
if (!Number.isInteger(seconds) || seconds < 1) throw new Error("--seconds: 1 or more");

const machine = describeMachine();
const [etcdVersion = "etcd"] = execFileSync(options.etcd, ["--version"], {
  encoding: "utf8",
}).split("\n");
const rounds: Round[] = [];
let valueBytes = 0;
for (let round = 1; round <= roundCount; round += 1) {
  process.stderr.write(`round ${round} of ${roundCount}: openbell …`);
  const openbell = await startOpenbell();
  valueBytes = openbell.sessionBytes;
  const ours = await measureSide(openbell, seconds, folder).finally(openbell.stop);
  process.stderr.write(" etcd …");
  const etcd = await startFilledEtcd(options.etcd, folder, valueBytes);
  const theirs = await measureSide(etcd, seconds, folder).finally(etcd.stop);
  process.stderr.write("\n");
  rounds.push({ ours, theirs });
}

const tables = [
  machineList(machine),
  `${etcdVersion}, one member, its defaults (fsync on). Keys of 40 bytes and values of ` +
    `${valueBytes} bytes, as long as a session's id and a session; ${entryCount} entries at the ` +
    `start of each round. ${roundCount} rounds, openbell and etcd in turn: medians, and the least ` +
    "and the most of the ratio of a round. `h2load` repeats one request: it puts one key and reads " +
    "one entry; the other clients take another one each time.",
  ...comparisonTables(rounds),
].join("\n\n");
console.log(options.json ? JSON.stringify({ machine, etcdVersion, valueBytes, rounds }) : tables);
if (options.write !== undefined) writeBlock(options.write, "etcd", tables);
