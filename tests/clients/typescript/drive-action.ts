import { setTimeout as delay } from "node:timers/promises";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { OrderSpecSchema } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { TurnResultSchema, UntilSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { OpenbellClient } from "../../../src/client/client.ts";
import { bytes, type DriveAction, type Outcome, OwnError } from "./protocol.ts";
import { toldReconnects } from "./told-reconnects.ts";

/** Drives a session by a bot that does what it is told. */
export async function runDrive(
  client: OpenbellClient,
  { sessionId, turns, ...options }: DriveAction,
  outcome: Outcome,
): Promise<void> {
  const told: string[] = [];
  outcome.seen = told;
  const onSlice: Parameters<typeof client.trading.drive>[1] = async (turn) => {
    const { seen, acquired } = turn;
    told.push(seen === undefined ? `start ${acquired.barrier}` : `${seen.barrier} ${seen.wokeBy}`);
    const todo = turns[told.length - 1];
    if (todo?.pauseMs !== undefined) await delay(todo.pauseMs);
    if (todo?.fail) throw new OwnError("the bot failed");
    for (const { clientOrderId, spec } of todo?.place ?? []) {
      turn.place(clientOrderId, fromBinary(OrderSpecSchema, bytes(spec)));
    }
    if (todo?.until !== undefined) turn.until(fromBinary(UntilSchema, bytes(todo.until)));
    if (todo?.keep !== undefined) turn.keep(bytes(todo.keep));
    if (todo?.stop) turn.stop();
  };
  const last = await client.trading.drive(sessionId, onSlice, {
    ...options,
    onReconnect: toldReconnects(outcome),
  });
  if (last === undefined) return;
  outcome.result = Buffer.from(toBinary(TurnResultSchema, last)).toString("base64");
}
