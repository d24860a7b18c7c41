import type { HandlerContext } from "@connectrpc/connect";
import { expect, it } from "vitest";
import { DiskGuard } from "../../../src/rpc/disk-guard.ts";
import { StoreError } from "../../../src/store/store-error.ts";

const unary = { method: { methodKind: "unary" } } as HandlerContext;
const streaming = { method: { methodKind: "server_streaming" } } as HandlerContext;
const stalled = { code: "STALLED" };

/** A disk that a test slows down, and a service on it whose calls end when the test says so. */
function slowDisk(most?: number) {
  const disk = {
    waitedMs: 0,
    isStalled: false,
    refusal: () => new StoreError("STALLED", "it does not answer"),
  };
  const ends: (() => void)[] = [];
  const called: string[] = [];
  const wait = (name: string) => (_request: unknown, _context: HandlerContext) => {
    called.push(name);
    return new Promise<string>((resolve) => ends.push(() => resolve(name)));
  };
  const guard = new DiskGuard(disk, most);
  const service = guard.over({ read: wait("read"), free: wait("free") }, ["free"]);
  return { disk, ends, called, service, guard };
}

it("lets everything pass while the disk answers", async () => {
  const { service, ends } = slowDisk(1);
  const calls = [service.read({}, unary), service.read({}, unary)];
  for (const end of ends) end();
  expect(await Promise.all(calls)).toEqual(["read", "read"]);
});

it("refuses calls while the disk stalls, but for streams and what does without it", async () => {
  const { disk, service, called } = slowDisk();
  disk.isStalled = true;
  await expect(service.read({}, unary)).rejects.toMatchObject(stalled);
  void service.free({}, unary);
  void service.read({}, streaming);
  expect(called).toEqual(["free", "read"]);
});

it("bounds what is worked on while the disk is slow, over all services", async () => {
  const { disk, service, guard, ends, called } = slowDisk(2);
  disk.waitedMs = 1_000;
  const first = service.read({}, unary);
  void service.read({}, unary);
  const others = { read: async (_request: unknown, _context: HandlerContext) => "other" };
  await expect(service.read({}, unary)).rejects.toMatchObject(stalled);
  await expect(guard.over(others).read({}, unary)).rejects.toMatchObject(stalled);
  disk.waitedMs = 999;
  void service.read({}, unary);
  expect(called).toHaveLength(3);
  disk.waitedMs = 1_000;
  for (const end of ends.splice(0, 2)) end();
  await first;
  await new Promise(setImmediate);
  void service.read({}, unary);
  expect(called).toHaveLength(4);
});

it("hands through what is answered at once, and what is thrown", async () => {
  const { guard } = slowDisk();
  const service = guard.over({
    now: (_request: unknown, _context: HandlerContext) => 1,
    broken: async (_request: unknown, _context: HandlerContext) => {
      throw new Error("broken");
    },
  });
  expect(service.now({}, unary)).toBe(1);
  await expect(service.broken({}, unary)).rejects.toThrow("broken");
});
