import { describe, expect, test } from "vitest";
import type { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { UnknownEventError } from "../../../src/client/errors.ts";
import { cut, frame, hangUp, opened, record } from "./scripted-server.ts";
import { fromThree, take, watching } from "./watching.ts";

describe("a newer server", () => {
  test("frames of an unknown kind count and are left out", async () => {
    const { watch, starts } = watching(
      [
        async function* () {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield frame(2, { case: undefined }, { revision: 8n, previous: 3n, token: "u8" });
          throw cut();
        },
        async function* (_, context) {
          yield opened(1, false, { revision: 8n, previous: 3n, token: "u8" });
          yield record(2, 9, 3);
          await hangUp(context);
        },
      ],
      fromThree,
    );
    expect(await take(watch, 1)).toEqual(["r9"]);
    expect(starts()).toEqual(["t3", "u8"]);
    await watch.return?.();
  });

  test("unknown enum values arrive as their number", async () => {
    const unknownState = 77 as SessionState;
    const { watch } = watching([
      async function* (_, context) {
        yield opened(1, true);
        yield frame(2, {
          case: "snapshot",
          value: { sessions: [{ sessionId: "a", status: { state: unknownState } }] },
        });
        await hangUp(context);
      },
    ]);
    const { value } = await watch.next();
    expect(value).toMatchObject({ sessions: [{ status: { state: 77 } }] });
    await watch.return?.();
  });

  test.each([true, false])("an unknown event with may_ignore %s", async (mayIgnore) => {
    const events = [{ eventNumber: 1n, mayIgnore }];
    const { watch } = watching(
      [
        async function* (_, context) {
          yield opened(1, false, { previous: 3n, token: "t3" });
          yield frame(
            2,
            { case: "record", value: { revision: 4n, sessionId: "ses_a", events } },
            { revision: 4n, previous: 3n, token: "t4" },
          );
          await hangUp(context);
        },
      ],
      fromThree,
    );
    if (mayIgnore) expect(await take(watch, 1)).toEqual(["r4"]);
    else await expect(watch.next()).rejects.toBeInstanceOf(UnknownEventError);
    expect(watch.resumeToken).toBe("t3");
    await watch.return?.();
  });
});
