import type { MessageInitShape } from "@bufbuild/protobuf";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { FeedFilterSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { KindName, Watcher } from "../../checkers/feed/history.ts";

/** How one watcher behaves. */
export interface WatchPlan {
  readonly watcher: Watcher;
  /** What it reads with. */
  readonly via: "watch" | "list" | "sdk";
  /** Where it begins before it has a token. */
  readonly begins: "snapshot" | "now";
  /** How it reads: at once, each frame after a while, or with long stops. */
  readonly pace: "fast" | "slow" | "stopping";
  /** How likely it leaves after a frame, to come back with a token: 0 to 1. */
  readonly restlessness: number;
}

/** Strategies of the sessions that writers create. */
export const strategies: readonly string[] = ["s0", "s1", "s2", "s3", "s4"];

const kindChoices: readonly (readonly KindName[])[] = [
  ["LIFECYCLE"],
  ["LIFECYCLE", "TRADING_DAYS"],
  ["LIFECYCLE", "TRADING_DAYS", "SAMPLES"],
  ["TRADING_DAYS"],
  ["LIFECYCLE", "SAMPLES"],
  ["SAMPLES"],
];

/** A watcher with a random filter and a random behaviour. `known` are ids of sessions to follow. */
export function planWatcher(
  number: number,
  known: readonly string[],
  random: () => number,
): WatchPlan {
  const choose = <T>(items: readonly T[]): T => {
    const chosen = items[Math.floor(random() * items.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  };
  const some = <T>(items: readonly T[]): readonly T[] => items.filter(() => random() < 0.4);
  const filtered = random();
  const watcher: Watcher = {
    type: "watcher",
    watcher: `w${String(number).padStart(2, "0")}`,
    sessionIds: filtered < 0.15 ? some(known) : [],
    modes: filtered > 0.7 ? ["SIMULATION"] : [],
    strategyIds: filtered > 0.5 ? some(strategies) : [],
    kinds: choose(kindChoices),
  };
  const isSampled = watcher.kinds.every((kind) => kind === "SAMPLES");
  return {
    watcher,
    // Only streams carry samples.
    via: isSampled ? "watch" : choose(["watch", "watch", "watch", "watch", "sdk", "list"]),
    begins: choose(["snapshot", "snapshot", "now"]),
    pace: choose(["fast", "fast", "fast", "slow", "stopping"]),
    restlessness: choose([0, 0, 0.0005, 0.005, 0.02]),
  };
}

/** The filter of a watcher, as the contract has it. */
export function filterOf(watcher: Watcher): MessageInitShape<typeof FeedFilterSchema> {
  const { sessionIds, modes, strategyIds } = watcher;
  return {
    sessionIds: [...sessionIds],
    strategyIds: [...strategyIds],
    modes: modes.map((name) => SessionMode[name as keyof typeof SessionMode]),
  };
}

/** The kinds of a watcher, as the contract has them. */
export function kindsOf(watcher: Watcher): EventKind[] {
  return watcher.kinds.map((name) => EventKind[name]);
}
