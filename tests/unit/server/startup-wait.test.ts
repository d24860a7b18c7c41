import { describe, expect, it } from "vitest";
import { createStartupWait } from "../../../src/server/startup-wait.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { ManualClock } from "../sessions/manual-clock.ts";

const locked = () => new StoreError("LOCKED", "The folder is in use");
const inUse = () => Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE" });

function waiting(waitMs: number) {
  const clock = new ManualClock();
  const stop = new AbortController();
  const said: string[] = [];
  const announce = (message: string) => void said.push(message);
  const take = createStartupWait({ clock, waitMs, signal: stop.signal, announce });
  return { clock, stop, said, take };
}

/** Fails as often as there are errors, then gives how often it was tried. */
function failing(...errors: Error[]) {
  let tries = 0;
  return () => {
    const error = errors[tries];
    tries += 1;
    if (error !== undefined) throw error;
    return tries;
  };
}

describe("what another server has", () => {
  it.each([
    ["a folder", locked],
    ["an address", inUse],
  ])("is waited for: %s", async (_, error) => {
    const { clock, said, take } = waiting(15_000);
    const taken = take(failing(error(), error(), error()));
    await clock.advance(1_000);
    expect(await taken).toBe(4);
    expect(said).toEqual([`${error().message}. Waiting for it, 15 s at most`]);
    expect(clock.timerCount).toBe(0);
  });

  it("is waited for within one bound over all that is taken", async () => {
    const { clock, said, take } = waiting(1_000);
    let isHeld = true;
    const first = take(() => {
      if (isHeld) throw locked();
    });
    await clock.advance(900);
    isHeld = false;
    await clock.advance(60);
    await first;
    const second = take(() => {
      throw inUse();
    });
    const failed = expect(second).rejects.toMatchObject({ code: "EADDRINUSE" });
    await clock.advance(90);
    await failed;
    expect(said.at(-1)).toBe("Waited in vain; 1 s are over");
  });

  it("is not waited for where there is no time to", async () => {
    const { said, take } = waiting(0);
    await expect(take(failing(locked()))).rejects.toMatchObject({ code: "LOCKED" });
    expect(said).toEqual([]);
  });

  it("is waited for no longer than until the signal", async () => {
    const { clock, stop, take } = waiting(15_000);
    const taken = take(failing(...Array.from({ length: 1_000 }, locked)));
    const failed = expect(taken).rejects.toThrow("enough");
    await clock.advance(500);
    stop.abort(new Error("enough"));
    await failed;
    expect(clock.timerCount).toBe(0);
    await expect(take(failing())).rejects.toThrow("enough");
  });
});

it.each([
  new StoreError("NEWER_SCHEMA", "newer"),
  Object.assign(new Error("no"), { code: "EACCES" }),
])("another error is one at once: %s", async (error) => {
  const { said, take } = waiting(15_000);
  await expect(take(failing(error))).rejects.toBe(error);
  expect(said).toEqual([]);
});
