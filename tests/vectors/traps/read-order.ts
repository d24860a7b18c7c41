/**
 * The terms of an order in a command of a trap, after its id:
 *
 *     buy|sell QUANTITY|xFRACTION [SYMBOL] market|limit P|stop T|stop-limit T P|
 *       trail AMOUNT [from T]|trail-fraction F [from T]
 *       [day|gtc|ioc|fok|gtd 01-06T15:30] [post-only] [reduce-only] [parent ID] [oco GROUP]
 */
import { create } from "@bufbuild/protobuf";
import {
  type OrderSpec,
  OrderSpecSchema,
  OrderType,
  Side,
  TimeInForce,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { instantAt } from "./read-tape.ts";

const timesInForce: Readonly<Record<string, TimeInForce>> = {
  day: TimeInForce.DAY,
  gtc: TimeInForce.GTC,
  gtd: TimeInForce.GTD,
  ioc: TimeInForce.IOC,
  fok: TimeInForce.FOK,
};

const types: Readonly<Record<string, OrderType>> = {
  market: OrderType.MARKET,
  limit: OrderType.LIMIT,
  stop: OrderType.STOP,
  "stop-limit": OrderType.STOP_LIMIT,
  trail: OrderType.TRAILING_STOP,
  "trail-fraction": OrderType.TRAILING_STOP,
};

/** The spec that the words stand for. The symbol is the first of the tape where none is named. */
export function readOrder(text: string, symbols: readonly string[], year: number): OrderSpec {
  const words = text.split(/\s+/);
  const next = () => words.shift() ?? "";
  const spec = create(OrderSpecSchema, { symbol: symbols[0] ?? "" });
  spec.side = next() === "buy" ? Side.BUY : Side.SELL;
  const size = next();
  spec.size = size.startsWith("x")
    ? { case: "buyingPowerFraction", value: size.slice(1) }
    : { case: "quantity", value: size };
  while (words.length > 0) readTerm(next(), next, { spec, symbols, year });
  return spec;
}

function readTerm(
  word: string,
  next: () => string,
  { spec, symbols, year }: { spec: OrderSpec; symbols: readonly string[]; year: number },
): void {
  const type = types[word];
  const timeInForce = timesInForce[word];
  if (symbols.includes(word)) spec.symbol = word;
  else if (type !== undefined) {
    spec.type = type;
    if (word.startsWith("stop")) spec.triggerPrice = next();
    if (word.endsWith("limit")) spec.limitPrice = next();
    if (word === "trail") spec.trail = { case: "trailAmount", value: next() };
    if (word === "trail-fraction") spec.trail = { case: "trailFraction", value: next() };
  } else if (timeInForce !== undefined) {
    spec.timeInForce = timeInForce;
    if (word !== "gtd") return;
    const [date = "", time = ""] = next().split("T");
    spec.expireTime = timestampOf(instantAt(date, time, year));
  } else if (word === "from") spec.triggerPrice = next();
  else if (word === "post-only") spec.postOnly = true;
  else if (word === "reduce-only") spec.reduceOnly = true;
  else if (word === "parent") spec.parentClientOrderId = next();
  else if (word === "oco") spec.ocoGroup = next();
  else throw new Error(`"${word}" is no term of an order`);
}
