import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ProgressSchema, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { createPaint } from "../../../src/cli/paint.ts";
import { textWidth } from "../../../src/cli/text-width.ts";
import type { WatchedSession } from "../../../src/cli/watch-board.ts";
import { renderPanel } from "../../../src/cli/watch-panel.ts";

const seed = Number(process.env.FC_SEED ?? Date.now());

describe("the panel", () => {
  const style = { columns: 100, rows: 5, isUnicode: true, paint: createPaint(false) };
  const watched = (sessionId: string, state: SessionState, barrier?: bigint): WatchedSession => ({
    sessionId,
    name: "",
    state,
    reason: 0,
    message: "",
    isDeleted: false,
    telemetry: undefined,
    progress:
      barrier === undefined
        ? undefined
        : create(ProgressSchema, { barrier, barrierTotal: 100n, barsPerSecond: 10 }),
  });

  test("shows what runs first and counts what has no room", () => {
    const sessions = [
      watched("ses_done", SessionState.COMPLETED, 100n),
      ...["1", "2", "3", "4"].map((n) => watched(`ses_${n}`, SessionState.RUNNING, 50n)),
    ];
    const lines = renderPanel(sessions, style);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["ses_1", "ses_2", "ses_3", "and"]);
    expect(lines[3]).toBe("and 2 more");
    expect(lines[0]).toMatch(/^ses_1 {2}RUNNING +▕█+ +▏ {2}50 % 50\/100 10 bars\/s$/);
  });

  test("a session without progress has no bar", () => {
    expect(renderPanel([watched("ses_a", SessionState.READY)], style)).toEqual(["ses_a  READY"]);
  });

  test("no line is wider than the terminal, whatever is in it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        fc.string({ unit: "grapheme", maxLength: 120 }),
        fc.string({ maxLength: 300 }),
        fc.option(fc.bigInt(0n, 200n), { nil: undefined }),
        fc.constantFrom(SessionState.RUNNING, SessionState.FAILED, 77 as SessionState),
        (columns, name, message, barrier, state) => {
          const session = { ...watched("ses_a", state, barrier), name, message };
          for (const line of renderPanel([session], { ...style, columns })) {
            expect(textWidth(line)).toBeLessThan(columns);
            expect(line).not.toContain("\n");
          }
        },
      ),
      { seed },
    );
  });
});
