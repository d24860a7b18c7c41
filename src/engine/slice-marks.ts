/** After each slice: what the account is worth, and what that breaks. */
import { FillReason, OrderStateReason } from "../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { tenTo } from "../domain/decimal.ts";
import { closePositions } from "./closing-orders.ts";
import { mayReduce } from "./may-reduce.ts";
import type { SimulationParts } from "./simulation-parts.ts";

/** Figures first, then limits on losses, ruin and margin. */
export class SliceMarks {
  readonly #parts: SimulationParts;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
  }

  /** Marks the account at the last prices. */
  mark(): void {
    const { ledger, figures, day, gate, clock, symbols } = this.#parts;
    const equity = ledger.equityDouble;
    const isExposed = ledger.held.length > 0;
    const gross = isExposed ? ledger.grossDouble : 0;
    const first = symbols[0];
    figures.equity.observe({
      seconds: clock.seconds,
      date: day.date,
      equity,
      grossExposure: gross,
      benchmark: first?.hasPrice ? first.mark : undefined,
    });
    day.mark(ledger, equity);
    if (gate.limitsLosses && gate.measure()) this.#enforce();
    if (equity <= 0) this.#checkRuin();
    if (isExposed) this.#checkMargin(equity, gross);
  }

  /** A limit on losses was broken: what is not allowed any more ends. */
  #enforce(): void {
    const { book, gate, life, clock, symbols } = this.#parts;
    for (const order of [...book.open]) {
      const isAllowed =
        order.isServers || (gate.state === TradingState.REDUCING && mayReduce(order, symbols));
      const reason = OrderStateReason.RISK_LIMIT;
      if (!isAllowed) life.end(order, "Cancel", reason, clock.timeNs, gate.message);
    }
  }

  #checkMargin(equity: number, gross: number): void {
    const { ledger } = this.#parts;
    const { maintenanceMargin, maintenanceShare } = ledger;
    if (maintenanceShare === 0) return;
    // Doubles tell what is far from the margin; what is near is counted exactly.
    if (equity > gross * maintenanceShare * (1 + 1e-9)) return;
    const scale = tenTo(maintenanceMargin.scale);
    if (ledger.equity * scale >= ledger.exposure.gross * maintenanceMargin.units) return;
    this.#cancelOrders(OrderStateReason.MARGIN_CALL);
    closePositions(this.#parts, FillReason.MARGIN_CALL);
  }

  #cancelOrders(reason: OrderStateReason): void {
    const { book, life, clock } = this.#parts;
    for (const order of [...book.open]) {
      if (!order.isServers) life.end(order, "Cancel", reason, clock.timeNs);
    }
  }

  /** See `ProfileFlags.ruinEndsTrading`: also what the last close of a position left owing. */
  #checkRuin(): void {
    const { ledger, rules } = this.#parts;
    if (!rules.flags.ruinEndsTrading || ledger.equity > 0n) return;
    this.#cancelOrders(OrderStateReason.MARGIN_CALL);
    closePositions(this.#parts, FillReason.MARGIN_CALL, "at-last-price");
    ledger.pay(-ledger.cash);
  }
}
