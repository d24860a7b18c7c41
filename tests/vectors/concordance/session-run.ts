/** A bot that decides bar by bar, run in a session over the wire. */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Fill, Order } from "../../../gen/ts/openbell/v1/order_pb.ts";
import { Drive, type SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  type OrderCommandSchema,
  type SessionReport,
  type Trade,
  type TradingUpdate,
  type TurnResult,
  WokeBy,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { isOpenOrder } from "../../../src/domain/order/order-transitions.ts";
import { giveCommands } from "../../e2e/give-commands.ts";
import type { MarketServer } from "./market-server.ts";

/** A command of a turn. */
export type Command = MessageInitShape<typeof OrderCommandSchema>;

/** What a bot is told at the end of a bar. */
export interface BarSeen {
  /** From 0. */
  readonly bar: number;
  readonly close: number;
  readonly position: number;
  /** Whether an order is open that opens a position. */
  readonly hasEntry: boolean;
  readonly equity: number;
  readonly result: TurnResult;
}

/** What a session came to. */
export interface SessionOutcome {
  readonly sessionId: string;
  /** Those that were closed, by their close. */
  readonly trades: readonly Trade[];
  readonly fills: readonly Fill[];
  /** As they ended, by their number. */
  readonly orders: readonly Order[];
  readonly equity: string;
  readonly fees: string;
  /** Opens and closes of all bars, in nanoseconds, and the place of each bar. */
  readonly barOfTime: ReadonlyMap<bigint, number>;
  /** Refusals, as `place o1: REASON`. */
  readonly refusals: readonly string[];
  readonly report: SessionReport;
}

/**
 * Runs a bot over a simulation of one symbol. `indicatorBars`: how many bars it needs before it can
 * decide, for the report. Asserts nothing.
 */
export async function runSession(
  { client }: MarketServer,
  spec: Omit<MessageInitShape<typeof SessionSpecSchema>, "$typeName">,
  decide: (seen: BarSeen) => readonly Command[],
  indicatorBars = 0,
): Promise<SessionOutcome> {
  const { modeSpec } = spec;
  if (modeSpec?.case !== "simulation") throw new Error("a simulation was expected");
  const simulation = { ...modeSpec.value, drive: Drive.LOCKSTEP };
  const { session } = await client.create({
    spec: { ...spec, modeSpec: { case: "simulation", value: simulation } },
    start: true,
  });
  const sessionId = session?.sessionId ?? "";
  const eyes = new Eyes();
  const last = await client.trading.drive(sessionId, (turn) => {
    const seen = turn.seen && eyes.see(turn.seen);
    turn.include({ account: true, positions: true });
    if (seen !== undefined) giveCommands(turn, decide(seen));
  });
  if (last !== undefined) eyes.see(last);
  const { trading } = client;
  const [trades, fills, orders] = [[] as Trade[], [] as Fill[], [] as Order[]];
  for await (const page of trading.trades({ sessionId, pageSize: 250 })) {
    trades.push(...page.trades.filter(({ exitPrice }) => exitPrice !== ""));
  }
  for await (const page of trading.fills({ sessionId, pageSize: 250 })) fills.push(...page.fills);
  for await (const page of trading.orders({ sessionId, pageSize: 250 })) {
    orders.unshift(...page.orders.toReversed());
  }
  const { equity, fees } = await trading.account(sessionId);
  const report = await trading.report({ sessionId, indicatorBars });
  const { barOfTime, refusals } = eyes;
  return { sessionId, trades, fills, orders, equity, fees, barOfTime, refusals, report };
}

/** What a bot keeps of what it has seen. */
class Eyes {
  readonly barOfTime = new Map<bigint, number>();
  readonly refusals: string[] = [];
  readonly #entries = new Set<string>();
  #bars = 0;
  #close = Number.NaN;

  /** Takes an answer in; undefined where it brought no new bar. */
  see(result: TurnResult): BarSeen | undefined {
    for (const { outcome } of result.results) {
      if (outcome.case === "error") this.refusals.push(`${outcome.value.reason}`);
    }
    for (const update of result.updates) this.#note(update);
    const before = this.#bars;
    for (const { columns } of result.data) {
      if (columns.case !== "bars") continue;
      for (const [row, close] of columns.value.close.entries()) {
        this.barOfTime.set(columns.value.openTime[row] ?? 0n, this.#bars);
        this.barOfTime.set(columns.value.closeTime[row] ?? 0n, this.#bars);
        this.#close = close;
        this.#bars += 1;
      }
    }
    if (this.#bars === before || result.wokeBy === WokeBy.END_OF_DATA) return undefined;
    return {
      bar: this.#bars - 1,
      close: this.#close,
      position: Number(result.positions[0]?.quantity ?? 0),
      hasEntry: this.#entries.size > 0,
      equity: Number(result.account?.equity ?? 0),
      result,
    };
  }

  #note({ update }: TradingUpdate): void {
    if (update.case === "order") {
      const { clientOrderId, state, spec } = update.value;
      const isEntry = !spec?.reduceOnly && spec?.parentClientOrderId === "";
      if (isEntry && isOpenOrder(state)) this.#entries.add(clientOrderId);
      else this.#entries.delete(clientOrderId);
    } else if (update.case === "fill" && update.value.leavesQuantity === "0") {
      this.#entries.delete(update.value.clientOrderId);
    }
  }
}
