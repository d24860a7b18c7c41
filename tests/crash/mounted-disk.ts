/** Small disks of a test's own, which can be filled and cut off. Needs root. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { succeeds } from "./requirement.ts";

/** A disk that is mounted. */
export interface MountedDisk {
  /** Where it is mounted. */
  readonly path: string;
  /** Occupies what is free, to the last byte. */
  fill(): void;
  /** Gives back what `fill` occupied. */
  empty(): void;
  remove(): void;
}

/** A disk whose power can be cut. */
export interface CuttableDisk extends MountedDisk {
  /** Brings to it what the system still holds back, such as files that a test copied. */
  flush(): void;
  /** Gets ready to cut; what it returns cuts at once. Nobody may use the disk afterwards. */
  arm(): Promise<() => Promise<void>>;
  /** Mounts it again, as after the power came back: with what had been written to it, no more. */
  restart(mode?: "read-only"): void;
}

/** Why disks cannot be mounted here; undefined when they can. */
export function whyNotMounted(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "not root on Linux";
  for (const tool of ["mount", "umount", "mkfs.ext4", "python3"]) {
    if (!succeeds("sh", "-c", `command -v ${tool}`)) return `${tool} is not there`;
  }
  try {
    mountExt4(16).remove();
    return undefined;
  } catch (error) {
    return `no disk can be mounted: ${error instanceof Error ? error.message : error}`;
  }
}

/** A disk in memory, of so many MiB. */
export function mountTmpfs(mebibytes: number): MountedDisk {
  const place = fs.mkdtempSync(path.join(tmpdir(), "openbell-tmpfs-"));
  run("mount", "-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", place);
  return { ...filling(place), remove: () => unmount(place) };
}

/** An ext4 file system in a file, of so many MiB. None of it is set aside for root. */
export function mountExt4(mebibytes: number): CuttableDisk {
  const place = fs.mkdtempSync(path.join(tmpdir(), "openbell-ext4-"));
  const image = `${place}.image`;
  fs.writeFileSync(image, "");
  fs.truncateSync(image, mebibytes * 1_048_576);
  run("mkfs.ext4", "-q", "-F", "-m", "0", image);
  const mount = (options: string) => run("mount", "-o", options, image, place);
  mount("loop");
  return {
    ...filling(place),
    flush: () => run("sync", "-f", place),
    arm: () => armCut(place),
    restart(mode) {
      run("umount", place);
      mount(mode === "read-only" ? "loop,ro" : "loop");
    },
    remove() {
      unmount(place);
      fs.rmSync(image);
    },
  };
}

function filling(place: string): Omit<MountedDisk, "remove"> {
  const filler = path.join(place, "filler");
  return {
    path: place,
    fill() {
      const descriptor = fs.openSync(filler, "a");
      for (let size = 1_048_576; size >= 1; ) {
        try {
          fs.writeSync(descriptor, Buffer.alloc(size));
        } catch {
          size = Math.floor(size / 2);
        }
      }
      fs.closeSync(descriptor);
    },
    empty: () => fs.rmSync(filler, { force: true }),
  };
}

/**
 * EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH: from one moment to the next nothing more
 * reaches the disk, not even the journal.
 */
const cutProgram = `
import fcntl, os, struct, sys
disk = os.open(sys.argv[1], os.O_RDONLY)
print("armed", flush=True)
sys.stdin.readline()
fcntl.ioctl(disk, 0x8004587D, struct.pack("I", 2))
`;

async function armCut(place: string): Promise<() => Promise<void>> {
  const child = spawn("python3", ["-c", cutProgram, place], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  await once(child.stdout, "data");
  return async () => {
    child.stdin.end("now\n");
    const [code] = await exited;
    if (code !== 0) throw new Error(`the disk cannot be cut off: ${code}`);
  };
}

function unmount(place: string): void {
  run("umount", place);
  fs.rmdirSync(place);
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
}
