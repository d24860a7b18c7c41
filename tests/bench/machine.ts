/** The machine that figures are of: without it they mean nothing. */
import { spawnSync } from "node:child_process";
import { readFileSync, statfsSync } from "node:fs";
import {
  arch,
  availableParallelism,
  cpus,
  loadavg,
  platform,
  release,
  tmpdir,
  totalmem,
} from "node:os";

/** Facts in words. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
  /** Of the folder that the bench writes to. */
  readonly fileSystem: string;
  /** Processes that wanted a core in the last minute. Before a bench it has to be near 0. */
  readonly load: number;
  /** Version and commit of what is measured. */
  readonly source: string;
}

/** The names of the file systems that a bench is likely to meet, by their number in Linux. */
const fileSystems: Readonly<Record<number, string>> = {
  61267: "ext4",
  2435016766: "btrfs",
  1481003842: "xfs",
  2035054128: "overlayfs",
  // Commits cost nothing there, and their figures say nothing.
  16914836: "tmpfs, which is memory and no disk",
};

/** Looks at this machine. */
export function describeMachine(): Machine {
  const folder = tmpdir();
  const type = statfsSync(folder).type;
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    fileSystem: `${fileSystems[type] ?? `0x${type.toString(16)}`} (${folder})`,
    load: loadavg()[0] ?? Number.NaN,
    source: describeSource(),
  };
}

function describeSource(): string {
  const root = new URL("../../", import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const asked = spawnSync("git", ["describe", "--always", "--dirty"], {
    cwd: root,
    encoding: "utf8",
  });
  return asked.status === 0 ? `${version}, commit ${asked.stdout.trim()}` : version;
}

/** The facts as a list in Markdown. */
export function machineList(machine: Machine): string {
  return Object.entries(machine)
    .map(([fact, value]) => `- ${fact}: ${value}`)
    .join("\n");
}
