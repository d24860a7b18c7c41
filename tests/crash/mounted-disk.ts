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
  /**
   * Gets ready to cut; what it returns cuts at once, and says when: in nanoseconds of the clock of
   * `process.hrtime`, taken right before. Nobody may use the disk afterwards. A sync that is under
   * way meanwhile may succeed without having written: ext4 takes a transaction that it has dropped
   * for one that it has written. When power really fails, nobody is there to be told so.
   */
  arm(): Promise<() => Promise<bigint>>;
  /** Mounts it again, as after the power came back: with what had been written to it, no more. */
  restart(mode?: "read-only"): void;
}

/** A disk that has less below it than it says, as volumes have that are provisioned thinly. */
export interface ThinDisk extends CuttableDisk {
  /**
   * What it lies on. When that is full, new room on the disk can be had, but not written: the next
   * sync fails, the system forgets what it could not write, and the sync after that succeeds.
   */
  readonly below: MountedDisk;
}

/** A disk that can stop to answer: whoever writes to it or syncs waits, as the system has it. */
export interface HangingDisk extends CuttableDisk {
  hang(): void;
  letGo(): void;
}

/** Why there can be no disks in memory here; undefined when there can. */
export function whyNoTmpfs(): string | undefined {
  return whyNot(["mount", "umount"], () => mountTmpfs(1).remove());
}

/** Why there can be no disks here whose power can be cut; undefined when there can. */
export function whyNoLoop(): string | undefined {
  return whyNot(
    ["mount", "umount", "mkfs.ext4", "fallocate", "fstrim", "fsfreeze", "python3"],
    () => mountExt4(16).remove(),
  );
}

function whyNot(tools: readonly string[], attempt: () => void): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "not root on Linux";
  const absent = tools.filter((tool) => !succeeds("sh", "-c", `command -v ${tool}`));
  if (absent.length > 0) return `not there: ${absent.join(", ")}`;
  try {
    attempt();
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `no disk can be mounted: ${said.trim().replaceAll(/\s*\n\s*/g, " ")}`;
  }
}

/** A disk in memory, of so many MiB. */
export function mountTmpfs(mebibytes: number): MountedDisk {
  const place = fs.mkdtempSync(path.join(tmpdir(), "openbell-tmpfs-"));
  firstMount(place, "-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs");
  return { ...filling(place), remove: () => unmount(place) };
}

/** A thin ext4 file system of so many MiB, in memory. What it consists of itself is there. */
export function mountThinExt4(mebibytes: number): ThinDisk {
  const below = mountTmpfs(mebibytes + 8);
  const image = path.join(below.path, "image");
  const disk = mountExt4(mebibytes, image);
  run("fallocate", "--length", `${mebibytes}MiB`, image);
  run("fstrim", disk.path);
  return {
    ...disk,
    below,
    remove() {
      disk.remove();
      below.remove();
    },
  };
}

/** An ext4 file system of so many MiB that lies on another one, which can be frozen. */
export function mountHangingExt4(mebibytes: number): HangingDisk {
  const below = mountExt4(mebibytes + 64);
  const disk = mountExt4(mebibytes, path.join(below.path, "image"));
  let isFrozen = false;
  const freeze = (how: "--freeze" | "--unfreeze", is: boolean) => {
    if (isFrozen !== is) run("fsfreeze", how, below.path);
    isFrozen = is;
  };
  return {
    ...disk,
    hang: () => freeze("--freeze", true),
    letGo: () => freeze("--unfreeze", false),
    remove() {
      freeze("--unfreeze", false);
      disk.remove();
      below.remove();
    },
  };
}

/**
 * An ext4 file system of so many MiB in a file, which is removed with it. None of it is set aside
 * for root.
 */
export function mountExt4(mebibytes: number, file?: string): CuttableDisk {
  const place = fs.mkdtempSync(path.join(tmpdir(), "openbell-ext4-"));
  const image = file ?? `${place}.image`;
  fs.writeFileSync(image, "");
  fs.truncateSync(image, mebibytes * 1_048_576);
  run("mkfs.ext4", "-q", "-F", "-m", "0", image);
  try {
    firstMount(place, "-o", "loop", image);
  } catch (error) {
    fs.rmSync(image);
    throw error;
  }
  return {
    ...filling(place),
    flush: () => run("sync", "-f", place),
    arm: () => armCut(place),
    restart(mode) {
      run("umount", place);
      run("mount", "-o", mode === "read-only" ? "loop,ro" : "loop", image, place);
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
import fcntl, os, struct, sys, time
disk = os.open(sys.argv[1], os.O_RDONLY)
print("armed", flush=True)
sys.stdin.readline()
print(time.monotonic_ns(), flush=True)
fcntl.ioctl(disk, 0x8004587D, struct.pack("I", 2))
`;

async function armCut(place: string): Promise<() => Promise<bigint>> {
  const child = spawn("python3", ["-c", cutProgram, place], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const said: string[] = [];
  const armed = Promise.withResolvers<void>();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said.push(text);
    armed.resolve();
  });
  await Promise.race([armed.promise, closed]);
  return async () => {
    child.stdin.end("now\n");
    const [code] = await closed;
    if (code !== 0) throw new Error(`the disk cannot be cut off: ${code}`);
    return BigInt(said.join("").replace("armed\n", "").trim());
  };
}

/** Mounts where nothing was mounted before; leaves no empty folder when that may not be. */
function firstMount(place: string, ...args: readonly string[]): void {
  try {
    run("mount", ...args, place);
  } catch (error) {
    fs.rmdirSync(place);
    throw error;
  }
}

/** For good, also where a test that failed has left somebody on it. */
function unmount(place: string): void {
  run("umount", "--lazy", place);
  fs.rmdirSync(place);
}

function run(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"] });
}
