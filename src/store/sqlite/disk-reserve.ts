import fs from "node:fs";
import path from "node:path";
import type { Clock } from "../../domain/clock.ts";
import type { DiskRoom } from "../disk-room.ts";

/** How much of the disk is kept for what must be written when it is full. */
export interface DiskReserveOptions {
  /** The folder of the store. The reserve is its file `openbell.reserve`. */
  readonly folder: string;
  /** Size of the reserve in bytes; 0 for none. */
  readonly reserveBytes: number;
  /** With fewer bytes free, there is no room for what grows; 0 for no such bound. */
  readonly lowBytes: number;
  /** Bytes of the disk that are free for this process; infinite when that is not known. */
  readonly freeBytes: () => number;
  readonly clock: Pick<Clock, "schedule">;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Told when room becomes scarce, and when there is enough again. */
  readonly onChange: (hasRoom: boolean, freeBytes: number) => void;
}

/** Parts in which the reserve is given up: whoever else fills the disk gets one at most. */
const parts = 8;
/** Bytes written at once when the reserve is made: about a millisecond. */
const chunkBytes = 1024 * 1024;
/** Wait between two such chunks, and between two looks at the disk, in milliseconds. */
const chunkIntervalMs = 5;
const lookIntervalMs = 1_000;

/**
 * A file of the store's folder that holds nothing but room. A full disk refuses even the commit of
 * a stop; so some of it is occupied while there is plenty, and given up when it is full. It is
 * really written, with bytes that do not compress: a file of holes would occupy nothing. It is not
 * synced: what was written has its place on the disk, and after a power failure it is made anew.
 */
export class DiskReserve implements DiskRoom {
  readonly #options: DiskReserveOptions;
  readonly #file: string;
  #size: number;
  #wasFull = false;
  #saidRoom = true;
  #cancel: () => void = () => {};

  /** Makes the reserve little by little, beginning with the first turn of the clock. */
  constructor(options: DiskReserveOptions) {
    this.#options = options;
    this.#file = path.join(options.folder, "openbell.reserve");
    this.#size = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
    if (this.#size > options.reserveBytes) this.#shrink(options.reserveBytes);
    // A store needs some room to be opened at all.
    if (options.freeBytes() < this.#partBytes) this.giveUp();
    this.#schedule(0);
  }

  hasRoom(): boolean {
    return !this.#wasFull && this.#options.freeBytes() >= this.#options.lowBytes;
  }

  noticeFull(): void {
    this.#wasFull = true;
  }

  giveUp(): boolean {
    this.#wasFull = true;
    return this.#shrink(Math.max(this.#size - this.#partBytes, 0));
  }

  close(): void {
    this.#cancel();
  }

  get #partBytes(): number {
    return Math.ceil(this.#options.reserveBytes / parts);
  }

  #schedule(delayMs: number): void {
    this.#cancel = this.#options.clock.schedule(delayMs, () => {
      const isUnderWay = this.#restore();
      this.#sayChange();
      this.#schedule(isUnderWay ? chunkIntervalMs : lookIntervalMs);
    });
  }

  /** Writes a piece of what is missing, if there is room beside it. True when more is to come. */
  #restore(): boolean {
    const { reserveBytes, lowBytes, freeBytes } = this.#options;
    const missing = reserveBytes - this.#size;
    if (freeBytes() - missing < lowBytes) return false;
    if (missing > 0) this.#grow(Math.min(missing, chunkBytes));
    if (this.#size < reserveBytes) return this.#size > reserveBytes - missing;
    this.#wasFull = false;
    return false;
  }

  #grow(bytes: number): void {
    try {
      fs.appendFileSync(this.#file, this.#options.randomBytes(bytes), { mode: 0o600 });
    } catch {
      // The disk has less room than it says. What was written stays, the next look goes on there.
    }
    this.#size = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
  }

  #shrink(size: number): boolean {
    if (this.#size <= size) return false;
    try {
      if (size === 0) fs.rmSync(this.#file, { force: true });
      else fs.truncateSync(this.#file, size);
    } catch {
      return false;
    }
    this.#size = size;
    return true;
  }

  #sayChange(): void {
    const hasRoom = this.hasRoom();
    if (hasRoom === this.#saidRoom) return;
    this.#saidRoom = hasRoom;
    this.#options.onChange(hasRoom, this.#options.freeBytes());
  }
}

/** Bytes of a folder's disk that are free for this process; infinite when it does not say. */
export function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize, blocks } = fs.statfsSync(folder);
    return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
