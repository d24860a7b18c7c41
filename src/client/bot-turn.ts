/** A turn as a bot makes it: what it has seen, and the words in which it says what to do. */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import type { OrderSpecSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import {
  OrderCommandSchema,
  type OrderKeySchema,
  type ReplaceOrderSchema,
  type Turn,
  type TurnResult,
  TurnSchema,
  UntilSchema,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { AcquireDriverResponse } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

/** What a turn begins with. */
export interface TurnView {
  /** The answer to the turn before; undefined for the first turn. */
  readonly seen: TurnResult | undefined;
  /** What AcquireDriver gave: where the session stood, and what the server kept of the bot. */
  readonly acquired: AcquireDriverResponse;
  /** The barrier at which the session stands. */
  readonly barrier: bigint;
}

/**
 * One turn of a bot. Commands act at `barrier`, in the order in which they were given, before the
 * clock moves on. The turn is made when `onSlice` is done; after that its methods throw.
 */
export interface BotTurn extends TurnView {
  /**
   * Places an order. Take ids that follow from what was seen, not random ones: a turn that is made
   * again after a crash must name the same order.
   */
  place(clientOrderId: string, spec: MessageInitShape<typeof OrderSpecSchema>): void;
  /** Replaces quantity and prices of an open order. */
  replace(order: MessageInitShape<typeof ReplaceOrderSchema>): void;
  /** Cancels an order, named by its `client_order_id` or by a key. */
  cancel(order: string | MessageInitShape<typeof OrderKeySchema>): void;
  /** Cancels all open orders, or those of one symbol. */
  cancelAll(symbol?: string): void;
  /** How far to go before the bot is asked again; the last call holds. Default: one slice. */
  until(until: MessageInitShape<typeof UntilSchema>): void;
  /** Keeps up to 64 KiB that AcquireDriver gives back as `bot_state`, after a crash too. */
  keep(botState: Uint8Array): void;
  /** Asks for the account, the positions or both with the answer to this turn. */
  include(parts: { readonly account?: boolean; readonly positions?: boolean }): void;
  /** Ends the drive here: the session is released, and nothing else of this turn is sent. */
  stop(): void;
}

/** A bot: called with each turn. */
export type OnSlice = (turn: BotTurn) => void | Promise<void>;

/** The turn that a bot decides on; undefined where it stops. What it throws comes out unchanged. */
export async function decideTurn(onSlice: OnSlice, view: TurnView): Promise<Turn | undefined> {
  const turn = create(TurnSchema, { expectedBarrier: view.barrier });
  let state = "open" as "open" | "stopped" | "made";
  const draft = (): Turn => {
    // Somebody kept it, or did not wait: what is said now would be lost without a word.
    if (state === "made") throw new Error(`the turn at barrier ${view.barrier} was made before`);
    return turn;
  };
  const command = (value: NonNullable<CommandInit>): void => {
    draft().commands.push(create(OrderCommandSchema, { command: value }));
  };
  const asked = onSlice({
    ...view,
    place: (clientOrderId, spec) => command({ case: "place", value: { clientOrderId, spec } }),
    replace: (order) => command({ case: "replace", value: order }),
    cancel: (order) => command({ case: "cancel", value: { order: keyOf(order) } }),
    cancelAll: (symbol = "") => command({ case: "cancelAll", value: { symbol } }),
    until: (until) => {
      draft().until = create(UntilSchema, until);
    },
    keep: (botState) => {
      draft().botState = Uint8Array.from(botState);
    },
    include: ({ account, positions }) => {
      if (account !== undefined) draft().includeAccount = account;
      if (positions !== undefined) draft().includePositions = positions;
    },
    stop: () => {
      draft();
      state = "stopped";
    },
  });
  await asked;
  const isStopped = state === "stopped";
  state = "made";
  return isStopped ? undefined : turn;
}

type CommandInit = MessageInitShape<typeof OrderCommandSchema>["command"];

function keyOf(order: Parameters<BotTurn["cancel"]>[0]): MessageInitShape<typeof OrderKeySchema> {
  return typeof order === "string" ? { key: { case: "clientOrderId", value: order } } : order;
}
