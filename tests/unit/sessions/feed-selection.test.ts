import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { FeedFilterSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { feedSelection } from "../../../src/sessions/feed-selection.ts";

const filter = (init = {}) => create(FeedFilterSchema, init);
const { LIFECYCLE, TRADING_DAYS, SAMPLES } = EventKind;

test("no filter and no kinds: the lifecycle of everything", () => {
  const all = feedSelection(undefined, []);
  expect(all.log).toEqual({ sessionIds: [], modes: [], strategyIds: [], kinds: [LIFECYCLE] });
  expect([all.records, all.samples]).toEqual([true, false]);
  expect(feedSelection(filter(), [LIFECYCLE, LIFECYCLE]).hash).toBe(all.hash);
});

test("order and repetitions do not matter", () => {
  const one = filter({ sessionIds: ["b", "a", "b"], strategyIds: ["y", "x"] });
  const two = filter({ sessionIds: ["a", "b"], strategyIds: ["x", "y", "y"] });
  const left = feedSelection(one, [TRADING_DAYS, LIFECYCLE]);
  const right = feedSelection(two, [LIFECYCLE, TRADING_DAYS, LIFECYCLE]);
  expect(left).toEqual(right);
});

test("whatever selects other records has another hash", () => {
  const hashes = [
    feedSelection(filter(), [LIFECYCLE]),
    feedSelection(filter(), [TRADING_DAYS]),
    feedSelection(filter(), [LIFECYCLE, TRADING_DAYS]),
    feedSelection(filter(), [SAMPLES]),
    feedSelection(filter({ sessionIds: ["a"] }), [LIFECYCLE]),
    feedSelection(filter({ strategyIds: ["a"] }), [LIFECYCLE]),
    feedSelection(filter({ sessionIds: ["a", "b"] }), [LIFECYCLE]),
    feedSelection(filter({ sessionIds: ["a,b"] }), [LIFECYCLE]),
    feedSelection(filter({ modes: [SessionMode.SIMULATION] }), [LIFECYCLE]),
  ].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("samples beside records do not count; alone they are no records", () => {
  const beside = feedSelection(filter(), [SAMPLES, TRADING_DAYS]);
  expect([beside.records, beside.samples]).toEqual([true, true]);
  expect(beside.hash).toBe(feedSelection(filter(), [TRADING_DAYS]).hash);
  const alone = feedSelection(filter(), [SAMPLES]);
  expect([alone.records, alone.samples]).toEqual([false, true]);
});
