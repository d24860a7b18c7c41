import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskReserve, freeBytesOf } from "../../../../src/store/sqlite/disk-reserve.ts";
import { ManualClock } from "../../sessions/manual-clock.ts";

const mebibyte = 1_048_576;
const size = 4 * mebibyte;
const low = 8 * mebibyte;

describe("DiskReserve", () => {
  let folder: string;
  let file: string;
  let clock: ManualClock;
  /** Bytes that others leave on the disk; what the reserve occupies goes off them. */
  let left: number;
  let changes: boolean[];
  let opened: DiskReserve[];

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-reserve-"));
    file = path.join(folder, "openbell.reserve");
    clock = new ManualClock();
    left = 100 * mebibyte;
    changes = [];
    opened = [];
  });

  afterEach(() => {
    for (const reserve of opened) reserve.close();
    fs.rmSync(folder, { recursive: true });
  });

  const occupied = () => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const open = (reserveBytes = size, lowBytes = low) => {
    const reserve = new DiskReserve({
      ...{ folder, reserveBytes, lowBytes, clock },
      freeBytes: () => left - occupied(),
      randomBytes: (count) => new Uint8Array(count).fill(7),
      onChange: (hasRoom) => changes.push(hasRoom),
    });
    opened.push(reserve);
    return reserve;
  };
  /** A reserve that is whole. */
  const openWhole = async () => {
    const reserve = open();
    await clock.advance(100);
    expect(occupied()).toBe(size);
    return reserve;
  };

  it("is made little by little, while there is room for everything else", async () => {
    const reserve = open();
    expect(occupied()).toBe(0);
    expect(reserve.hasRoom()).toBe(true);
    await clock.advance(0);
    expect(occupied()).toBe(mebibyte);
    expect(reserve.hasRoom()).toBe(true);
    await clock.advance(100);
    expect(occupied()).toBe(size);
    await clock.advance(10_000);
    expect(occupied()).toBe(size);
    expect(changes).toEqual([]);
  });

  it("really occupies the disk", async () => {
    await openWhole();
    expect(fs.statSync(file).blocks * 512).toBeGreaterThanOrEqual(size);
  });

  it("is readable by its owner only", async () => {
    await openWhole();
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  });

  it("is not made where too little would be left", async () => {
    left = low + size - 1;
    const reserve = open();
    await clock.advance(5_000);
    expect(occupied()).toBe(0);
    expect(reserve.hasRoom()).toBe(true);
    left += 1;
    await clock.advance(2_000);
    expect(occupied()).toBe(size);
  });

  it("goes on where a process before it was ended", async () => {
    fs.writeFileSync(file, new Uint8Array(mebibyte + 5));
    open();
    await clock.advance(100);
    expect(occupied()).toBe(size);
  });

  it("shrinks to what is asked for now, down to nothing", async () => {
    await openWhole();
    open(mebibyte);
    expect(occupied()).toBe(mebibyte);
    open(0);
    expect(fs.existsSync(file)).toBe(false);
  });

  it("has no room below the bound, and says so when that changes", async () => {
    const reserve = await openWhole();
    left = low + size;
    expect(reserve.hasRoom()).toBe(true);
    left -= 1;
    expect(reserve.hasRoom()).toBe(false);
    await clock.advance(3_000);
    expect(changes).toEqual([false]);
    left += 1;
    expect(reserve.hasRoom()).toBe(true);
    await clock.advance(3_000);
    expect(changes).toEqual([false, true]);
    expect(occupied()).toBe(size);
  });

  it("is given up in eight parts, and there is no room until it is whole again", async () => {
    const reserve = await openWhole();
    left = size;
    for (let part = 1; part <= 8; part += 1) {
      expect(reserve.giveUp()).toBe(true);
      expect(occupied()).toBe(size - (part * size) / 8);
    }
    expect(reserve.giveUp()).toBe(false);
    expect(fs.existsSync(file)).toBe(false);
    left = low + size - 1;
    await clock.advance(5_000);
    expect(reserve.hasRoom()).toBe(false);
    left = 100 * mebibyte;
    expect(reserve.hasRoom()).toBe(false);
    await clock.advance(2_000);
    expect(occupied()).toBe(size);
    expect(reserve.hasRoom()).toBe(true);
    expect(changes).toEqual([false, true]);
  });

  it("believes a commit that found the disk full, for a moment", async () => {
    const reserve = await openWhole();
    reserve.noticeFull();
    expect(reserve.hasRoom()).toBe(false);
    await clock.advance(2_000);
    expect(reserve.hasRoom()).toBe(true);
  });

  it("gives up a part at once where a store has no room to be opened", async () => {
    const reserve = await openWhole();
    reserve.close();
    left = size;
    open();
    expect(occupied()).toBe((size * 7) / 8);
  });

  it("is nothing, and bounds nothing, when it is switched off", async () => {
    left = 1;
    const reserve = open(0, 0);
    await clock.advance(3_000);
    expect(reserve.hasRoom()).toBe(true);
    expect(reserve.giveUp()).toBe(false);
    expect(fs.existsSync(file)).toBe(false);
  });

  it("leaves no timer behind", async () => {
    const reserve = await openWhole();
    reserve.close();
    expect(clock.timerCount).toBe(0);
  });
});

describe("freeBytesOf", () => {
  it("is what the system says of the disk of a folder", () => {
    const { bavail, bsize } = fs.statfsSync(os.tmpdir());
    expect(freeBytesOf(os.tmpdir()) / (bavail * bsize)).toBeCloseTo(1, 1);
  });

  it("is infinite where the system says nothing", () => {
    expect(freeBytesOf(path.join(os.tmpdir(), "openbell-nothing-here"))).toBe(Infinity);
  });
});
