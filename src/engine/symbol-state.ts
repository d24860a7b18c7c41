/** A symbol as it is kept in a state. */
import { create } from "@bufbuild/protobuf";
import {
  HeldLotSchema,
  type LastBarState,
  LastBarStateSchema,
  QuotedCloseStateSchema,
  type SymbolState,
  SymbolStateSchema,
} from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { formatMoney, parseMoney } from "../domain/money.ts";
import type { FeedBatch } from "./market-feed.ts";
import type { FeedRow, TradedSymbol } from "./traded-symbol.ts";

/** The kept form; with the last bars where the profile matches the last one once more. */
export function stateOfSymbol(symbol: TradedSymbol, keepsLastBars: boolean): SymbolState {
  const { position, volumeLeft, volume, lastQuotedClose } = symbol;
  const rows = keepsLastBars && symbol.lastRow ? [symbol.previousRow, symbol.lastRow] : [];
  return create(SymbolStateSchema, {
    date: symbol.date,
    knownNs: symbol.knownNs,
    ...(symbol.hasPrice ? { bid: symbol.bid, ask: symbol.ask } : {}),
    ...(volumeLeft === undefined ? {} : { volumeLeft: BigInt(volumeLeft) }),
    ...(volume === undefined ? {} : { volume }),
    realizedProfit: formatMoney(position.realizedProfit),
    fees: formatMoney(position.fees),
    held: position.held.map(({ lots, price, fee }) =>
      create(HeldLotSchema, { lots: BigInt(lots), price: BigInt(price), fee: formatMoney(fee) }),
    ),
    ...(lastQuotedClose === undefined
      ? {}
      : { quotedClose: create(QuotedCloseStateSchema, lastQuotedClose) }),
    lastBars: rows.flatMap((row) => (row === undefined ? [] : [stateOfBar(row)])),
  });
}

function stateOfBar({ batch, row }: FeedRow): LastBarState {
  return create(LastBarStateSchema, {
    openNs: batch.timeNs[row] ?? 0n,
    knownNs: batch.knownNs[row] ?? 0n,
    prices: batch.prices.map((column) => column[row] ?? 0),
  });
}

/** Goes on from a kept form. */
export function restoreSymbol(symbol: TradedSymbol, state: SymbolState): void {
  const { knownNs, date, bid, ask, quotedClose, lastBars } = state;
  if (bid !== undefined && ask !== undefined) symbol.restore({ bid, ask, knownNs, date });
  symbol.volume = state.volume;
  symbol.volumeLeft = state.volumeLeft === undefined ? undefined : Number(state.volumeLeft);
  if (quotedClose !== undefined) symbol.lastQuotedClose = quotedClose;
  const last = lastBars.length - 1;
  if (last >= 0) symbol.pass(batchOf(symbol, state), last);
  const held = state.held.map(({ lots, price, fee }) => ({
    lots: Number(lots),
    price: Number(price),
    fee: parseMoney(fee),
  }));
  symbol.position.restore(held, parseMoney(state.realizedProfit), parseMoney(state.fees));
}

/** The last bars as a batch. Of the one before the last only prices and times matter any more. */
function batchOf(symbol: TradedSymbol, { lastBars, date, volume = 0 }: SymbolState): FeedBatch {
  const columns = lastBars[0]?.prices ?? [];
  return {
    kind: symbol.kind,
    length: lastBars.length,
    timeNs: BigInt64Array.from(lastBars, ({ openNs }) => openNs),
    knownNs: BigInt64Array.from(lastBars, ({ knownNs }) => knownNs),
    date: Int32Array.from(lastBars, () => date),
    prices: columns.map((_, column) =>
      Float64Array.from(lastBars, (bar) => bar.prices[column] ?? 0),
    ),
    quantities: [Float64Array.from(lastBars, () => volume)],
    sides: new Int32Array(),
  };
}
