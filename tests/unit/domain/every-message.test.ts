import { create, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import type { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Schedule, SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CreateSessionRequestSchema,
  UpdateSessionRequestSchema,
  WatchSessionsRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { everyEnumValue, everyMessage } from "../../../src/domain/every-message.ts";

const request = () =>
  create(CreateSessionRequestSchema, {
    spec: {
      idleTimeout: { seconds: 60n },
      modeSpec: {
        case: "simulation",
        value: {
          data: [{ kind: { case: "bars", value: {} } }, { kind: { case: "trades", value: {} } }],
          pace: { kind: { case: "intervalPerSlice", value: { seconds: 1n } } },
        },
      },
    },
  });

/** The names of all messages that are visited, in order. */
function visited(schema: Parameters<typeof everyMessage>[0], message: Message): string[] {
  const names: string[] = [];
  const all = everyMessage(schema, message, (desc) => {
    names.push(desc.name);
    return true;
  });
  expect(all).toBe(true);
  return names;
}

describe("everyMessage", () => {
  test("visits what is in singular members, in lists and in oneofs", () => {
    expect(visited(CreateSessionRequestSchema, request()).sort()).toEqual([
      "BarData",
      "CreateSessionRequest",
      "DataSelection",
      "DataSelection",
      "Duration",
      "Duration",
      "Pace",
      "SessionSpec",
      "SimulationSpec",
      "TradeData",
    ]);
  });

  test("visits nothing of a message that holds none", () => {
    expect(visited(UpdateSessionRequestSchema, create(UpdateSessionRequestSchema))).toEqual([
      "UpdateSessionRequest",
    ]);
  });

  test("ends at the first message for which the test does not hold", () => {
    const names: string[] = [];
    const all = everyMessage(CreateSessionRequestSchema, request(), (desc) => {
      names.push(desc.name);
      return desc.name !== "SimulationSpec";
    });
    expect(all).toBe(false);
    expect(names.at(-1)).toBe("SimulationSpec");
  });

  test("reads what came over the wire as it reads what was made here", () => {
    const bytes = toBinary(CreateSessionRequestSchema, request());
    const read = fromBinary(CreateSessionRequestSchema, bytes);
    expect(visited(CreateSessionRequestSchema, read)).toEqual(
      visited(CreateSessionRequestSchema, request()),
    );
  });
});

describe("everyEnumValue", () => {
  test("reads lists of enums, and singular ones that are not set as 0", () => {
    const watch = create(WatchSessionsRequestSchema, { kinds: [1, 2] });
    const seen: number[] = [];
    everyEnumValue(WatchSessionsRequestSchema, watch, (_, value) => seen.push(value) > 0);
    expect(seen).toEqual([1, 2]);
    const spec = create(SessionSpecSchema, { schedule: 99 as Schedule });
    const named: string[] = [];
    everyEnumValue(
      SessionSpecSchema,
      spec,
      ({ name }, value) => named.push(`${name} ${value}`) > 0,
    );
    expect(named.sort()).toEqual(["Schedule 99", "StopPolicy 0"]);
  });

  test("is false when the test fails for one of them", () => {
    const watch = create(WatchSessionsRequestSchema, { kinds: [1, 77 as EventKind] });
    const isSmall = (_: unknown, value: number) => value < 50;
    expect(everyEnumValue(WatchSessionsRequestSchema, watch, isSmall)).toBe(false);
  });
});
