import type { Reconnect } from "../../../src/client/watch.ts";
import { codeName } from "./failure.ts";
import type { Outcome } from "./protocol.ts";

/** Keeps what a loop tells of its reconnects. */
export function toldReconnects(outcome: Outcome): (reconnect: Reconnect) => void {
  const told: object[] = [];
  outcome.reconnects = told;
  return ({ error, failures, delayMs }) => {
    told.push({ code: codeName(error.code), failures, delayMs });
  };
}
