/** Books kept a second time: from fills, dividends and splits alone, first in, first out. */
import { type Fill, Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { EngineRecord } from "../../src/engine/simulation-setup.ts";

const one = 10n ** 18n;

/** A decimal as a number of 10^-18. */
export function scaled(text: string): bigint {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole) * one + BigInt(fraction.padEnd(18, "0"));
  return isNegative ? -value : value;
}

/** A symbol of the books. */
export interface BookedSymbol {
  readonly symbol: string;
  readonly multiplier: string;
}

interface Lot {
  quantity: bigint;
  readonly price: bigint;
}

/** All in 10^-18. */
export interface Sums {
  readonly cash: bigint;
  readonly equity: bigint;
  readonly fees: bigint;
  readonly dividends: bigint;
  /** Of what was closed and of what is open, without commission. */
  readonly profit: bigint;
  /** Of what was closed; undefined after splits, which round what was paid. */
  readonly realized: bigint | undefined;
  /** Quantities of open positions. */
  readonly held: Readonly<Record<string, bigint>>;
}

/** The books. */
export class FillBooks {
  fills = 0;
  roundTrips = 0;
  readonly #capital: bigint;
  readonly #symbols: readonly BookedSymbol[];
  /** Whether profits are matched fill by fill: a split rounds prices, and needs rules of its own. */
  readonly #matches: boolean;
  readonly #lots = new Map<string, Lot[]>();
  readonly #quantities = new Map<string, bigint>();
  readonly #lines = new Map<string, string[]>();
  #paid = 0n;
  #fees = 0n;
  #adjusted = 0n;
  #realized = 0n;
  #realizedSaid = 0n;

  constructor(capital: string, symbols: readonly BookedSymbol[], matches: boolean) {
    this.#capital = scaled(capital);
    this.#symbols = symbols;
    this.#matches = matches;
  }

  /** Books what happened. */
  add(records: readonly EngineRecord[]): void {
    for (const { payload } of records) {
      if (payload.case === "orderFilled") this.#fill(payload.value);
      if (payload.case !== "positionAdjusted") continue;
      const { symbol, cash, previousQuantity, quantity } = payload.value;
      if ((this.#quantities.get(symbol) ?? 0n) !== scaled(previousQuantity)) {
        throw new Error(`${symbol} was adjusted from ${previousQuantity}, which it had not`);
      }
      this.#adjusted += scaled(cash);
      this.#quantities.set(symbol, scaled(quantity));
    }
  }

  /** What must be so where symbols have these last prices. */
  sums(prices: ReadonlyMap<string, string>): Sums {
    const cash = this.#capital + this.#paid - this.#fees + this.#adjusted;
    let equity = cash;
    for (const { symbol, multiplier } of this.#symbols) {
      const quantity = this.#quantities.get(symbol) ?? 0n;
      equity += worthOf(scaled(prices.get(symbol) ?? ""), quantity, multiplier);
    }
    const held = [...this.#quantities].filter(([, quantity]) => quantity !== 0n);
    return {
      ...{ cash, equity, fees: this.#fees, dividends: this.#adjusted },
      profit: equity - this.#capital + this.#fees - this.#adjusted,
      realized: this.#matches ? this.#realizedSaid : undefined,
      held: Object.fromEntries(held.toSorted()),
    };
  }

  /** The fills of a symbol, one line each, without the numbers that other symbols have a part in. */
  linesOf(symbol: string): readonly string[] {
    return this.#lines.get(symbol) ?? [];
  }

  #fill(fill: Fill): void {
    const { symbol, side, clientOrderId, price, quantity, fee, reason, barrier } = fill;
    const signed = side === Side.BUY ? scaled(quantity) : -scaled(quantity);
    this.fills += 1;
    this.#paid -= worthOf(scaled(price), signed, this.#multiplierOf(symbol));
    this.#fees += scaled(fee);
    const held = (this.#quantities.get(symbol) ?? 0n) + signed;
    this.#quantities.set(symbol, held);
    if (held !== scaled(fill.positionQuantity)) throw new Error(`${symbol} is not ${held}`);
    this.#realizedSaid += scaled(fill.realizedProfit || "0");
    if (this.#matches) this.#match(fill, signed);
    const lines = this.#lines.get(symbol) ?? [];
    lines.push([clientOrderId, barrier, side, quantity, price, fee, reason, held].join(" "));
    this.#lines.set(symbol, lines);
  }

  /** Closes the oldest lots first, and says what that earned. */
  #match(fill: Fill, signed: bigint): void {
    const { symbol, price: at } = fill;
    const price = scaled(at);
    const lots = this.#lots.get(symbol) ?? [];
    this.#lots.set(symbol, lots);
    let [left, earned] = [signed, 0n];
    for (let lot = lots[0]; left !== 0n && lot !== undefined; lot = lots[0]) {
      if (lot.quantity > 0n === left > 0n) break;
      const most = magnitude(left) < magnitude(lot.quantity) ? -left : lot.quantity;
      earned += worthOf(price - lot.price, most, this.#multiplierOf(symbol));
      lot.quantity -= most;
      left += most;
      this.roundTrips += 1;
      if (lot.quantity === 0n) lots.shift();
    }
    if (left !== 0n) lots.push({ quantity: left, price });
    this.#realized += earned;
    if (scaled(fill.realizedProfit || "0") !== earned) {
      throw new Error(`fill ${fill.fillId} earned ${earned}, and says ${fill.realizedProfit}`);
    }
    if (this.#realized !== this.#realizedSaid) throw new Error("profits do not add up");
  }

  #multiplierOf(symbol: string): string {
    return this.#symbols.find((each) => each.symbol === symbol)?.multiplier ?? "1";
  }
}

const magnitude = (value: bigint) => (value < 0n ? -value : value);

/** Price by quantity by multiplier; exact, or an error. */
function worthOf(price: bigint, quantity: bigint, multiplier: string): bigint {
  const product = price * quantity * BigInt(multiplier);
  if (product % one !== 0n) throw new Error("a value is finer than 10^-18");
  return product / one;
}
