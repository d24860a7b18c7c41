/** A driver of a trial's sessions. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { OrderType, Side, TimeInForce } from "../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type OrderCommandSchema,
  TurnSchema,
  WokeBySchema,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import { type Outcome, reasonName } from "../../../src/domain/rejection.ts";
import { hashToken } from "../../../src/sessions/drivers.ts";
import type { TurnAnswer } from "../../../src/sessions/turn-answer.ts";
import { scope } from "../../contract/store-fixtures.ts";
import { type Asked, created, type Trial, value } from "./trial.ts";

/** A turn but for its barrier. */
export type TurnInit = Omit<MessageInitShape<typeof TurnSchema>, "$typeName">;

/** What a turn came to, in one line: `barrier woke_by`. */
export function ended({ result }: TurnAnswer): string {
  return `${result.barrier} ${enumName(WokeBySchema, result.wokeBy)}`;
}

/** The reason of a refusal. */
export function refusal(outcome: Outcome<unknown>): string {
  return outcome.ok ? "accepted" : reasonName(outcome.rejection.reason);
}

/** A command that buys or sells at the market. */
export function market(
  clientOrderId: string,
  quantity: number,
): MessageInitShape<typeof OrderCommandSchema> {
  const side = quantity > 0 ? Side.BUY : Side.SELL;
  const size = { case: "quantity", value: String(Math.abs(quantity)) } as const;
  const spec = { symbol: "AAPL", side, type: OrderType.MARKET, size };
  return { command: { case: "place", value: { clientOrderId, spec } } };
}

/** A command that buys at a limit which no price reaches. */
export function resting(clientOrderId: string): MessageInitShape<typeof OrderCommandSchema> {
  const spec = {
    ...{ symbol: "AAPL", side: Side.BUY, type: OrderType.LIMIT, limitPrice: "1" },
    size: { case: "quantity", value: "1" } as const,
    timeInForce: TimeInForce.GTC,
  };
  return { command: { case: "place", value: { clientOrderId, spec } } };
}

/** Drives a session of a trial; after a restart, of another one over the same world. */
export class TrialDriver {
  trial: Trial;
  readonly sessionId: string;
  readonly token: string;
  barrier: bigint;

  constructor(trial: Trial, sessionId: string, token: string, barrier: bigint) {
    this.trial = trial;
    this.sessionId = sessionId;
    this.token = token;
    this.barrier = barrier;
  }

  /** A session that was created, started and acquired. */
  static async start(trial: Trial, asked: Asked = {}): Promise<TrialDriver> {
    const { sessionId } = await created(trial, { lockstep: true, start: true, ...asked });
    return TrialDriver.acquire(trial, sessionId);
  }

  /** Takes the wheel of a session. */
  static async acquire(trial: Trial, sessionId: string, takeOver = false): Promise<TrialDriver> {
    const acquired = trial.drivers.acquire(scope, sessionId, takeOver);
    const { token, checkpoint } = value(await trial.clock.finish(acquired));
    return new TrialDriver(trial, sessionId, token, checkpoint?.simulation?.barrier ?? 0n);
  }

  /** Sends a turn, at the barrier where the driver is unless it says another. */
  send(turn: TurnInit = {}): Promise<Outcome<TurnAnswer>> {
    const message = create(TurnSchema, { expectedBarrier: this.barrier, ...turn });
    const { drivers } = this.trial;
    return Promise.resolve(drivers.turn(scope, this.sessionId, hashToken(this.token), message));
  }

  /** Makes a turn, and goes on from its barrier. */
  async turn(turn: TurnInit = {}): Promise<TurnAnswer> {
    const answer = value(await this.trial.clock.finish(this.send(turn)));
    this.barrier = answer.result.barrier;
    return answer;
  }
}
