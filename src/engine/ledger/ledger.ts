/** The money of a session: exact, and what it is worth at the last prices. */
import { type AccountModel, AccountType } from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type Decimal, formatDecimal, parseDecimal } from "../../domain/decimal.ts";
import { doubleOfMoney, type Money, magnitudeOf, timesDecimal } from "../../domain/money.ts";
import { buyingPowerOf } from "../risk/buying-power.ts";
import type { RiskAccount } from "../risk/risk-view.ts";
import type { TradedSymbol } from "../traded-symbol.ts";

/** What is held at the last prices. */
export interface Exposure {
  /** Sum of the absolute values. */
  readonly gross: Money;
  /** Sum of the values, short ones negative. */
  readonly net: Money;
}

/** The ledger. Positions are those of the symbols. */
export class Ledger implements RiskAccount {
  readonly isCash: boolean;
  /** Share of a new position that must be covered. */
  readonly initialMargin: Decimal;
  /** Share below which equity may not fall; 0 for never. */
  readonly maintenanceMargin: Decimal;
  /** The same as a double. */
  readonly maintenanceShare: number;
  readonly symbols: readonly TradedSymbol[];
  /** What dividends and splits paid. */
  dividends: Money = 0n;
  #cash: Money;
  #cashDouble: number;
  readonly #held: TradedSymbol[] = [];

  constructor(cash: Money, account: AccountModel, symbols: readonly TradedSymbol[]) {
    this.#cash = cash;
    this.#cashDouble = doubleOfMoney(cash);
    this.isCash = account.type === AccountType.CASH;
    this.initialMargin = decimal(account.initialMargin);
    this.maintenanceMargin = decimal(account.maintenanceMargin);
    this.maintenanceShare = Number(formatDecimal(this.maintenanceMargin));
    this.symbols = symbols;
  }

  /** Money without positions; negative when borrowed. */
  get cash(): Money {
    return this.#cash;
  }

  /** Pays in, or out. */
  pay(money: Money): void {
    this.#cash += money;
    this.#cashDouble = doubleOfMoney(this.#cash);
  }

  /** The symbols with a position, in the order of the session. */
  get held(): readonly TradedSymbol[] {
    return this.#held;
  }

  /** To be told when a position may have opened or closed. */
  noteHeld(): void {
    this.#held.length = 0;
    for (const symbol of this.symbols) if (symbol.position.lots !== 0) this.#held.push(symbol);
  }

  /** Cash and the value of all positions at the last prices. */
  get equity(): Money {
    return this.#cash + this.exposure.net;
  }

  /** The same as a double, at a small part of the cost: for marks. */
  get equityDouble(): number {
    let equity = this.#cashDouble;
    for (const { position, mark, units } of this.#held) {
      equity += position.lots * mark * units.lotRate;
    }
    return equity;
  }

  /** The gross exposure as a double. */
  get grossDouble(): number {
    let gross = 0;
    for (const { position, mark, units } of this.#held) {
      gross += Math.abs(position.lots * mark * units.lotRate);
    }
    return gross;
  }

  /** What is held at the last prices. */
  get exposure(): Exposure {
    let [gross, net] = [0n, 0n];
    for (const symbol of this.#held) {
      const value = symbol.units.value(symbol.markPrice, symbol.position.lots);
      gross += magnitudeOf(value);
      net += value;
    }
    return { gross, net };
  }

  /** What positions cover: initial margin × gross exposure, rounded up. */
  get marginUsed(): Money {
    return timesDecimal(this.exposure.gross, this.initialMargin, "ceiling");
  }

  /** What new positions may use at the last prices. */
  get buyingPower(): Money {
    return buyingPowerOf(this, this.exposure.gross);
  }

  /** Profit of what was closed, without commission. */
  get realizedProfit(): Money {
    return this.symbols.reduce((sum, { position }) => sum + position.realizedProfit, 0n);
  }

  /** All commission. */
  get fees(): Money {
    return this.symbols.reduce((sum, { position }) => sum + position.fees, 0n);
  }

  /** Profit of what is open, without commission. */
  get unrealizedProfit(): Money {
    return this.#held.reduce((sum, { position }) => sum - position.cost, this.exposure.net);
  }
}

function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`"${text}" is no decimal: the account model is not resolved`);
  return parsed.value;
}
