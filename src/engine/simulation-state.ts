/** Everything that has to be known to go on with a simulation, taken between two slices. */
import { create } from "@bufbuild/protobuf";
import {
  FigureStateSchema,
  LedgerStateSchema,
  OpenDayStateSchema,
  RiskStateSchema,
  type SimulationState,
  SimulationStateSchema,
} from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { formatMoney, parseMoney } from "../domain/money.ts";
import { orderOfState, stateOfOrder } from "./order-state.ts";
import { OrderRate } from "./risk/order-rate.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import { tallyFromNumbers, tallyToNumbers } from "./statistics/equity-tally.ts";
import { EquityTracker } from "./statistics/equity-tracker.ts";
import { restoreSymbol, stateOfSymbol } from "./symbol-state.ts";

/** The state of a simulation. */
export function stateOf(parts: SimulationParts): SimulationState {
  const { clock, journal, counts, execution, symbols, book, ledger, gate, rules } = parts;
  for (const symbol of symbols) parts.matching.showLast(symbol);
  return create(SimulationStateSchema, {
    barrier: BigInt(clock.barrier),
    ...(clock.timeNs === undefined ? {} : { sessionTimeNs: clock.timeNs }),
    bars: BigInt(counts.bars),
    tradingDays: counts.tradingDays,
    resultsDigest: journal.digest,
    orders: BigInt(counts.orders),
    ordersPlaced: BigInt(counts.placed),
    fills: BigInt(execution.fills),
    symbols: symbols.map((each) => stateOfSymbol(each, rules.flags.lastBarMatchedAgain)),
    openOrders: book.queue().map(stateOfOrder),
    endedOrders: book.endedAt(clock.barrier).map(stateOfOrder),
    ledger: create(LedgerStateSchema, {
      cash: formatMoney(ledger.cash),
      dividends: formatMoney(ledger.dividends),
    }),
    openDay: openDayState(parts),
    figures: figureState(parts),
    allowed: gate.allowed,
    risk: create(RiskStateSchema, {
      cap: gate.riskCap,
      reason: gate.reason,
      message: gate.message,
      dayStartEquity: formatMoney(gate.dayStartEquity),
      peakEquity: formatMoney(gate.peakEquity),
      orderTimesNs: [...gate.rate.timesNs],
    }),
  });
}

function openDayState({ day }: SimulationParts) {
  const { date, bars, afterNs } = day;
  return create(OpenDayStateSchema, {
    date,
    bars,
    open: formatMoney(day.open),
    high: formatMoney(day.high),
    low: formatMoney(day.low),
    ...(afterNs === undefined ? {} : { afterNs }),
  });
}

function figureState({ figures, band }: SimulationParts) {
  return create(FigureStateSchema, {
    trades: BigInt(figures.trades),
    wins: BigInt(figures.wins),
    equity: tallyToNumbers(figures.equity.tally),
    fillsByReason: figures.fillsByReason.map((fills) => BigInt(fills)),
    ambiguousBars: BigInt(band.ambiguousBars),
    worse: formatMoney(band.worse),
    better: formatMoney(band.better),
  });
}

/** Goes on from a state: fills the parts of a new simulation in. */
export function restoreState(parts: SimulationParts, state: SimulationState): void {
  const { clock, journal, counts, execution, symbols, book, ledger, day, due } = parts;
  clock.restore(Number(state.barrier), state.sessionTimeNs);
  journal.digest = state.resultsDigest;
  counts.bars = Number(state.bars);
  counts.tradingDays = state.tradingDays;
  counts.orders = Number(state.orders);
  counts.placed = Number(state.ordersPlaced);
  execution.fills = Number(state.fills);
  for (const [index, kept] of state.symbols.entries()) {
    const symbol = symbols[index];
    if (symbol === undefined) continue;
    restoreSymbol(symbol, kept);
    // What may be filled of the last row was counted down already.
    const { volumeLeft } = symbol;
    parts.matching.showLast(symbol);
    symbol.volumeLeft = volumeLeft;
  }
  book.restore(state.openOrders.map((kept) => orderOfState(kept, symbols)));
  for (const kept of state.endedOrders) book.addEnded(orderOfState(kept, symbols));
  ledger.pay(parseMoney(state.ledger?.cash ?? "0") - ledger.cash);
  ledger.dividends = parseMoney(state.ledger?.dividends ?? "0");
  ledger.noteHeld();
  const { openDay } = state;
  if (openDay !== undefined) {
    const [open, high, low] = [openDay.open, openDay.high, openDay.low].map(parseMoney);
    const { date, bars, afterNs } = openDay;
    day.restore({ date, bars, afterNs, open: open ?? 0n, high: high ?? 0n, low: low ?? 0n });
  }
  restoreFigures(parts, state);
  restoreGate(parts, state);
  due.noteChange();
}

function restoreFigures({ figures, band }: SimulationParts, { figures: kept }: SimulationState) {
  if (kept === undefined) return;
  figures.trades = Number(kept.trades);
  figures.wins = Number(kept.wins);
  figures.equity = new EquityTracker(tallyFromNumbers(kept.equity));
  for (const [reason, fills] of kept.fillsByReason.entries()) {
    figures.fillsByReason[reason] = Number(fills);
  }
  band.ambiguousBars = Number(kept.ambiguousBars);
  band.worse = parseMoney(kept.worse);
  band.better = parseMoney(kept.better);
}

function restoreGate({ gate }: SimulationParts, { allowed, risk }: SimulationState): void {
  gate.allowed = allowed;
  if (risk === undefined) return;
  gate.riskCap = risk.cap;
  gate.reason = risk.reason;
  gate.message = risk.message;
  gate.dayStartEquity = parseMoney(risk.dayStartEquity);
  gate.peakEquity = parseMoney(risk.peakEquity);
  gate.rate = new OrderRate(gate.limits.ordersPerSecond, risk.orderTimesNs);
}
