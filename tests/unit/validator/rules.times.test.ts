import type { MessageInitShape } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import type { PaceSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { problems, simulated, spec } from "./asked-session.ts";

describe("the idle timeout", () => {
  test.each([
    [{}, []],
    [{ seconds: 1n }, []],
    [{ seconds: 31_536_000n }, []],
    [{ seconds: 31_536_001n }, ["31536000s"]],
    [{ seconds: 31_536_000n, nanos: 1 }, ["31536000s"]],
    [{ seconds: -1n }, ["1s"]],
    [{ nanos: 500_000_000 }, ["1s"]],
    [{ seconds: 7n, nanos: 1 }, ["7s"]],
  ])("of %o is allowed, or else %j", (idleTimeout, rather) => {
    expect(problems(spec({ idleTimeout }))).toEqual(
      rather.map((text) => `spec.idle_timeout INVALID_VALUE -> ${text}`),
    );
  });
});

describe("the pace", () => {
  const kinds: readonly [MessageInitShape<typeof PaceSchema>["kind"], string?][] = [
    [{ case: "asFast", value: true }],
    [{ case: "asFast", value: false }, "as_fast INVALID_PACE -> true"],
    [undefined, "kind INVALID_PACE -> as_fast, speed or interval_per_slice"],
    [{ case: "speed", value: 5e-324 }],
    [{ case: "speed", value: 1e9 }],
    [{ case: "speed", value: 0 }, "speed INVALID_PACE -> 1 for real time"],
    [{ case: "speed", value: -0 }, "speed INVALID_PACE -> 1 for real time"],
    [{ case: "speed", value: -1 }, "speed INVALID_PACE -> 1 for real time"],
    [{ case: "speed", value: Number.NaN }, "speed INVALID_PACE -> 1 for real time"],
    [{ case: "speed", value: 1_000_000_000.1 }, "speed INVALID_PACE -> 1000000000"],
    [{ case: "speed", value: Number.POSITIVE_INFINITY }, "speed INVALID_PACE -> 1000000000"],
    [{ case: "intervalPerSlice", value: { nanos: 1_000_000 } }],
    [{ case: "intervalPerSlice", value: { seconds: 3600n } }],
    [
      { case: "intervalPerSlice", value: { nanos: 999_999 } },
      "interval_per_slice INVALID_PACE -> 0.001s",
    ],
    [
      { case: "intervalPerSlice", value: { seconds: 3600n, nanos: 1 } },
      "interval_per_slice INVALID_PACE -> 3600s",
    ],
    [
      { case: "intervalPerSlice", value: { seconds: -1n } },
      "interval_per_slice INVALID_PACE -> 0.001s",
    ],
  ];

  test.each(kinds)("%o is allowed, or else %s", (kind, expected) => {
    const asked = simulated({ pace: kind === undefined ? {} : { kind } });
    expect(problems(asked)).toEqual(expected ? [`spec.simulation.pace.${expected}`] : []);
  });
});
