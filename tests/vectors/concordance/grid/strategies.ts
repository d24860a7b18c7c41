/**
 * The strategies of the grid, as those of `backtesting_py.py` beside it: signals and prices are
 * whole numbers of 0.0001, so that both sides decide the same.
 */
import type { MessageInitShape } from "@bufbuild/protobuf";
import {
  type OrderSpecSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../../../gen/ts/openbell/v1/order_pb.ts";
import type { Command } from "../session-run.ts";

type SpecInit = Omit<MessageInitShape<typeof OrderSpecSchema>, "$typeName">;

/** What a strategy is told at the close of a bar. */
export interface Seen {
  /** From 0. */
  readonly bar: number;
  /** All closes so far, in 0.0001. */
  readonly closes: readonly number[];
  readonly position: number;
  /** Whether an order is open that is no exit of a position. */
  readonly hasEntry: boolean;
}

/** A strategy of the grid. Numbers of prices are thousandths of the close. */
export interface StrategySpec {
  readonly kind: "reverse" | "dip" | "bracket" | "breakout" | "scale";
  readonly fast?: number;
  readonly slow?: number;
  /** Units, or a share below 1 of what can be paid for; absent: all of it. */
  readonly size?: number;
  readonly sl?: number;
  readonly tp?: number;
  readonly limit?: number;
  readonly stop?: number;
  readonly every?: number;
  readonly wait?: number;
  readonly portion?: number;
  readonly side?: 1 | -1;
  /** Closes the position before it turns. */
  readonly close?: boolean;
}

/** A share that stands for everything there: 1 less the smallest step of a double. */
const everything = "0.999999999999999778";

/** Decides bar by bar. One is made for each run. */
export class GridStrategy {
  readonly #spec: StrategySpec;
  readonly #symbol: string;
  /** Cancels what waits and closes what is held before each entry. */
  readonly #isExclusive: boolean;
  readonly #sums: number[] = [0];
  #orders = 0;
  #entry = "";
  #placed = 0;

  constructor(spec: StrategySpec, symbol: string, isExclusive: boolean) {
    this.#spec = spec;
    this.#symbol = symbol;
    this.#isExclusive = isExclusive;
  }

  /** The commands at the close of a bar. */
  decide(seen: Seen): Command[] {
    const { closes, bar } = seen;
    this.#sums.push((this.#sums.at(-1) ?? 0) + (closes[bar] ?? 0));
    return [...this.#decide(seen)];
  }

  *#decide(seen: Seen): Generator<Command> {
    // The peer asks a strategy from its second bar on.
    if (seen.bar === 0) return;
    switch (this.#spec.kind) {
      case "reverse":
        return yield* this.#reverse(seen);
      case "dip":
        return yield* this.#dip(seen);
      case "bracket":
        return yield* this.#bracket(seen);
      case "breakout":
        return yield* this.#breakout(seen);
      default:
        return yield* this.#scale(seen);
    }
  }

  *#reverse(seen: Seen): Generator<Command> {
    const side = this.#cross(seen.bar);
    if (side === 0) return;
    if (this.#spec.close) yield* this.#close(seen);
    yield* this.#enter(seen, side);
  }

  *#dip(seen: Seen): Generator<Command> {
    const side = this.#cross(seen.bar);
    if (side === 0) return;
    if (seen.hasEntry) yield cancel(this.#entry);
    if (side < 0) return yield* this.#close(seen);
    const limitPrice = this.#at(seen, this.#spec.limit ?? 1000);
    yield* this.#enter(seen, 1, { type: OrderType.LIMIT, limitPrice });
  }

  *#bracket(seen: Seen): Generator<Command> {
    if (seen.bar % (this.#spec.every ?? 1) !== 0 || seen.position !== 0 || seen.hasEntry) return;
    const side = this.#meanSign(seen.bar);
    if (side) yield* this.#enter(seen, side);
  }

  *#breakout(seen: Seen): Generator<Command> {
    if (seen.position !== 0) return;
    const { wait = 0, every = 1, stop = 0, limit } = this.#spec;
    if (seen.hasEntry) {
      if (seen.bar - this.#placed >= wait) yield cancel(this.#entry);
      return;
    }
    const side = this.#meanSign(seen.bar);
    if (!side || seen.bar % every !== 0) return;
    this.#placed = seen.bar;
    const triggerPrice = this.#at(seen, 1000 + side * stop);
    const prices =
      limit === undefined
        ? { type: OrderType.STOP, triggerPrice }
        : {
            type: OrderType.STOP_LIMIT,
            triggerPrice,
            limitPrice: this.#at(seen, 1000 + side * limit),
          };
    yield* this.#enter(seen, side, prices);
  }

  *#scale(seen: Seen): Generator<Command> {
    const { every = 1, side = 1, portion = 1 } = this.#spec;
    const step = seen.bar % (every * 6);
    if (step % every !== 0) return;
    const turn = step / every;
    const held = Math.abs(seen.position);
    if (turn < 3) return yield* this.#enter(seen, side);
    if (held === 0) return;
    if (turn === 3) {
      const units = Math.floor((held * 2) / 3);
      if (units > 0) yield this.#place(market(-side, String(units)));
    } else if (turn === 4) yield this.#place(exit(-side, String(portionOf(held, portion))));
    else yield this.#place(exit(-side, String(held)));
  }

  *#enter(seen: Seen, side: number, prices: SpecInit = {}): Generator<Command> {
    if (this.#isExclusive) {
      if (seen.hasEntry) yield cancel(this.#entry);
      yield* this.#close(seen);
    }
    const { size, sl, tp } = this.#spec;
    const amount: SpecInit =
      size !== undefined && size >= 1
        ? { size: { case: "quantity", value: String(size) } }
        : { size: { case: "buyingPowerFraction", value: size ? String(size) : everything } };
    const rests = prices.type !== undefined;
    const entry = this.#place({
      side: side > 0 ? Side.BUY : Side.SELL,
      type: OrderType.MARKET,
      timeInForce: rests ? TimeInForce.GTC : TimeInForce.DAY,
      ...amount,
      ...prices,
    });
    this.#entry = `o${this.#orders}`;
    yield entry;
    const links = { parentClientOrderId: this.#entry, ocoGroup: this.#entry };
    const child = (more: SpecInit) =>
      this.#place({ ...exit(-side, "1000000"), ...links, timeInForce: TimeInForce.GTC, ...more });
    if (sl !== undefined) {
      yield child({ type: OrderType.STOP, triggerPrice: this.#at(seen, 1000 - side * sl) });
    }
    if (tp !== undefined) {
      yield child({ type: OrderType.LIMIT, limitPrice: this.#at(seen, 1000 + side * tp) });
    }
  }

  *#close({ position }: Seen): Generator<Command> {
    if (position !== 0) yield this.#place(exit(-Math.sign(position), `${Math.abs(position)}`));
  }

  #place(spec: SpecInit): Command {
    this.#orders += 1;
    const value = { clientOrderId: `o${this.#orders}`, spec: { ...spec, symbol: this.#symbol } };
    return { command: { case: "place", value } };
  }

  #cross(bar: number): number {
    const [before, now] = [this.#meanSign(bar - 1), this.#meanSign(bar)];
    return before !== undefined && now !== 0 && before === -(now ?? 0) ? (now ?? 0) : 0;
  }

  /** Sign of the fast mean less the slow one; undefined before both are known. */
  #meanSign(bar: number): number | undefined {
    const { fast = 1, slow = 1 } = this.#spec;
    if (bar + 1 < slow) return undefined;
    const sum = (length: number) =>
      (this.#sums[bar + 1] ?? 0) - (this.#sums[bar + 1 - length] ?? 0);
    return Math.sign(sum(fast) * slow - sum(slow) * fast);
  }

  /** A price at so many thousandths of the close. */
  #at({ closes, bar }: Seen, thousandths: number): string {
    return String(Math.floor(((closes[bar] ?? 0) * thousandths) / 1000) / 10_000);
  }
}

function cancel(clientOrderId: string): Command {
  const order = { key: { case: "clientOrderId" as const, value: clientOrderId } };
  return { command: { case: "cancel", value: { order } } };
}

function market(side: number, quantity: string): SpecInit {
  return {
    side: side > 0 ? Side.BUY : Side.SELL,
    type: OrderType.MARKET,
    size: { case: "quantity", value: quantity },
  };
}

function exit(side: number, quantity: string): SpecInit {
  return { ...market(side, quantity), reduceOnly: true };
}

/** As the peer rounds: a half to the even number, and one at least. */
function portionOf(held: number, portion: number): number {
  const part = held * portion;
  const rest = part - Math.floor(part);
  const isEven = Math.floor(part) % 2 === 0;
  const rounded = rest === 0.5 && isEven ? Math.floor(part) : Math.round(part);
  return Math.max(1, rounded);
}
