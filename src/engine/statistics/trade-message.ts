/** Trades as the contract has them. */
import { create } from "@bufbuild/protobuf";
import { type Trade, TradeSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { formatMoney } from "../../domain/money.ts";
import type { BookedTrade } from "./trade-book.ts";

/** The message of a trade; `tradeNumber` counts the trades of a session by their closes, from 1. */
export function tradeMessage(trade: BookedTrade, tradeNumber: bigint): Trade {
  const { entry, exit } = trade;
  return create(TradeSchema, {
    tradeNumber,
    symbol: trade.symbol,
    quantity: formatMoney(BigInt(trade.sign) * trade.quantity),
    entryPrice: formatMoney(trade.entryPrice),
    exitPrice: exit === undefined ? "" : formatMoney(trade.exitPrice),
    ...(entry.time === undefined ? {} : { entryTime: entry.time }),
    ...(exit?.time === undefined ? {} : { exitTime: exit.time }),
    entryBarrier: entry.barrier,
    exitBarrier: exit?.barrier ?? 0n,
    entryFillId: entry.fillId,
    exitFillId: exit?.fillId ?? "",
    fees: formatMoney(trade.fees),
    grossProfit: formatMoney(trade.grossProfit),
    netProfit: formatMoney(trade.netProfit),
  });
}
