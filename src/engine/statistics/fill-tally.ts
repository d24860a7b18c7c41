/** Sums over fills, one after the other. Money in the session's currency. */
import { type Fill, FillReason, Liquidity, Side } from "../../../gen/ts/openbell/v1/order_pb.ts";

/** What is known of the fills of a session. */
export class FillTally {
  count = 0;
  makers = 0;
  capped = 0;
  /** Value of what was traded, without sign. */
  value = 0;
  fees = 0;
  /** Slippage × quantity × multiplier. */
  slippageCost = 0;
  /** Profit or loss of each fill that closed something, less twice its fee, in their order. */
  readonly closings: ClosingTally;
  readonly #byReason = new Map<FillReason, number>();

  /** `capital`: the equity at the start. */
  constructor(capital: number) {
    this.closings = new ClosingTally(capital);
  }

  /** Adds a fill; `multiplier` is the value of a price of 1 for a quantity of 1. */
  add(fill: Fill, multiplier: number): void {
    const quantity = Number(fill.quantity);
    const fee = Number(fill.fee);
    this.count += 1;
    if (fill.liquidity === Liquidity.MAKER) this.makers += 1;
    if (fill.volumeCapped) this.capped += 1;
    this.value += quantity * Number(fill.price) * multiplier;
    this.fees += fee;
    this.slippageCost += quantity * Number(fill.slippage || "0") * multiplier;
    this.#byReason.set(fill.reason, (this.#byReason.get(fill.reason) ?? 0) + 1);
    if (closesSomething(fill)) this.closings.add(Number(fill.realizedProfit || "0") - 2 * fee);
  }

  /** Fills by reason, ascending by the number of the reason. */
  get byReason(): readonly { readonly reason: FillReason; readonly fills: bigint }[] {
    return [...this.#byReason]
      .filter(([reason]) => reason !== FillReason.UNSPECIFIED)
      .sort(([left], [right]) => left - right)
      .map(([reason, fills]) => ({ reason, fills: BigInt(fills) }));
  }
}

/** Closings against a capital that grows with them, as LEAN counts its trades. */
export class ClosingTally {
  wins = 0;
  losses = 0;
  /** Profits as shares of the capital before them, and losses (0 or less). */
  winRates = 0;
  lossRates = 0;
  #capital: number;

  /** `capital`: the equity at the start. */
  constructor(capital: number) {
    this.#capital = capital;
  }

  /** Adds the profit or loss of a closing; one of exactly 0 is a loss to LEAN. */
  add(profit: number): void {
    const rate = profit / this.#capital;
    this.#capital += profit;
    if (profit > 0) {
      this.wins += 1;
      this.winRates += rate;
    } else {
      this.losses += 1;
      this.lossRates += rate;
    }
  }
}

/** Whether the position before the fill was on its other side. */
function closesSomething(fill: Fill): boolean {
  const signed = fill.side === Side.BUY ? Number(fill.quantity) : -Number(fill.quantity);
  const before = Number(fill.positionQuantity) - signed;
  return before * signed < 0 && Math.abs(before) > 1e-12;
}
