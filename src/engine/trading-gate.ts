/** Which orders are allowed: the caps of the session and of the limits on losses. */
import { create } from "@bufbuild/protobuf";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { TradingStateChangedSchema } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type RiskControls, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Money } from "../domain/money.ts";
import { type Rejection, reasonName } from "../domain/rejection.ts";
import type { Journal } from "./journal.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { lossBreaches } from "./risk/loss-limits.ts";
import { OrderRate } from "./risk/order-rate.ts";
import { type RiskLimits, riskLimits } from "./risk/risk-limits.ts";

/** The lower of two trading states: HALTED is below REDUCING, that below ACTIVE. */
function lowerOf(left: TradingState, right: TradingState): TradingState {
  return left > right ? left : right;
}

/** The gate. */
export class TradingGate {
  readonly limits: RiskLimits;
  rate: OrderRate;
  /** The lowest of the lifecycle's and the person's cap. */
  allowed: TradingState = TradingState.ACTIVE;
  /** The cap of the limits on losses. */
  riskCap: TradingState = TradingState.ACTIVE;
  /** Reason of the limit that lowered it; empty where none did. */
  reason = "";
  /** The same for people. */
  message = "";
  /** What the loss of the day is measured against. */
  dayStartEquity: Money;
  /** What the drawdown is measured against. */
  peakEquity: Money;
  readonly #breachState: TradingState;
  readonly #ledger: Ledger;
  readonly #journal: Journal;

  constructor(
    controls: RiskControls | undefined,
    ordersMax: number,
    ledger: Ledger,
    journal: Journal,
  ) {
    this.limits = riskLimits(controls, ordersMax);
    this.rate = new OrderRate(this.limits.ordersPerSecond, []);
    const breachState = controls?.breachState ?? TradingState.UNSPECIFIED;
    this.#breachState =
      breachState === TradingState.HALTED ? TradingState.HALTED : TradingState.REDUCING;
    this.#ledger = ledger;
    this.#journal = journal;
    this.dayStartEquity = ledger.equity;
    this.peakEquity = ledger.equity;
  }

  /** What is allowed: the lowest cap. */
  get state(): TradingState {
    return lowerOf(this.allowed, this.riskCap);
  }

  /** Whether losses are limited at all. */
  get limitsLosses(): boolean {
    return this.limits.dailyLoss !== undefined || this.limits.drawdown !== undefined;
  }

  /** After a slice: whether a limit was broken now, and the cap lowered by it. */
  measure(): boolean {
    if (!this.limitsLosses) return false;
    const { equity } = this.#ledger;
    if (equity > this.peakEquity) this.peakEquity = equity;
    const { dayStartEquity, peakEquity } = this;
    const [breach] = lossBreaches({ equity, dayStartEquity, peakEquity }, this.limits);
    if (breach === undefined || this.reason !== "") return false;
    this.#lower(breach);
    return true;
  }

  /** The day is over: a limit on its loss is, too. */
  beginDay(): void {
    this.dayStartEquity = this.#ledger.equity;
    if (this.reason === reasonName(ErrorReason.MAX_DAILY_LOSS_EXCEEDED)) this.#raise();
  }

  /**
   * A person trades on: losses are measured from here, since what was lost would otherwise lower
   * the cap again with the next slice.
   */
  clear(): void {
    this.dayStartEquity = this.#ledger.equity;
    this.peakEquity = this.#ledger.equity;
    this.riskCap = TradingState.ACTIVE;
    this.reason = "";
    this.message = "";
  }

  #lower(breach: Rejection): void {
    this.#change(() => {
      this.riskCap = this.#breachState;
      this.reason = reasonName(breach.reason);
      this.message = breach.message;
    });
  }

  #raise(): void {
    this.#change(() => {
      this.riskCap = TradingState.ACTIVE;
      this.reason = "";
      this.message = "";
    });
  }

  #change(change: () => void): void {
    const previous = this.state;
    change();
    const { reason, message, riskCap } = this;
    this.#journal.tradingStateChanged(
      create(TradingStateChangedSchema, {
        previousTradingState: previous,
        tradingState: this.state,
        tradingStateCap: this.allowed,
        riskCap,
        reason,
        message,
      }),
    );
  }
}
