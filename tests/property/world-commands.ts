/** What drivers of random worlds ask for, at which barriers. */
import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { OrderType, Side, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { PlaceOrderSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { timestampOf } from "../../src/domain/timestamp.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import { cancel, replace, type SpecInit, specOf } from "../unit/engine/simulation-trial.ts";

/** Symbols of a world, in its order. */
export const names = ["A", "B", "C"];

/** Barriers at which commands are given at most. */
const barriers = 45;

const cents = fc.integer({ min: 9_600, max: 10_400 }).map((value) => `${value / 100}`);

/** A command. */
export const command = fc.record({
  barrier: fc.nat(barriers),
  act: fc.oneof(
    { weight: 12, arbitrary: fc.constant("place" as const) },
    { weight: 4, arbitrary: fc.constant("bracket" as const) },
    { weight: 2, arbitrary: fc.constantFrom("cancel" as const, "replace" as const) },
    { weight: 1, arbitrary: fc.constantFrom("cancelAll" as const, "allow" as const) },
    { weight: 1, arbitrary: fc.constant("clear" as const) },
  ),
  symbol: fc.nat(2),
  side: fc.constantFrom(Side.BUY, Side.SELL),
  type: fc.constantFrom(
    OrderType.MARKET,
    OrderType.MARKET,
    OrderType.LIMIT,
    OrderType.STOP,
    OrderType.STOP_LIMIT,
    OrderType.TRAILING_STOP,
  ),
  lots: fc.integer({ min: 1, max: 200 }),
  price: cents,
  trigger: cents,
  life: fc.constantFrom(
    ...[TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTD],
  ),
  /** Seconds after the barrier that an order until a date stands. */
  seconds: fc.constantFrom(1, 59, 60, 61, 3_600, 90_000),
  group: fc.constantFrom("", "", "g"),
  isPart: fc.constantFrom(false, false, false, true),
  reduceOnly: fc.constantFrom(false, false, false, false, false, true),
  postOnly: fc.constantFrom(false, false, false, true),
  back: fc.nat(4),
  allowed: fc.constantFrom(TradingState.ACTIVE, TradingState.ACTIVE, TradingState.REDUCING),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Gives the commands of the barrier at which a run stands. */
export function act(
  run: Simulation,
  {
    commands,
    symbols,
  }: { readonly commands: readonly Command[]; readonly symbols: readonly unknown[] },
): void {
  for (const [index, each] of commands.entries()) {
    if (each.barrier !== run.barrier) continue;
    const symbol = names[each.symbol % symbols.length] ?? "";
    const before = `c${index - 1 - each.back}`;
    if (each.act === "cancel") cancel(run, before);
    else if (each.act === "replace") {
      replace(run, before, { quantity: `${each.lots}`, limitPrice: each.price });
      replace(run, before, { quantity: `${each.lots}` });
    } else if (each.act === "cancelAll") run.cancelAll(each.isPart ? "" : symbol);
    else if (each.act === "allow") run.allow(each.allowed);
    else if (each.act === "clear") run.clearRiskCap();
    else place(run, { ...each, symbol }, `c${index}`);
  }
}

/** A command for a symbol. */
type Given = Omit<Command, "symbol"> & { readonly symbol: string };

function place(run: Simulation, each: Given, id: string): void {
  const put = (clientOrderId: string, spec: SpecInit) =>
    run.place(create(PlaceOrderSchema, { clientOrderId, spec: specOf(spec) }));
  put(id, specFor(run, each));
  if (each.act !== "bracket") return;
  const side = each.side === Side.BUY ? Side.SELL : Side.BUY;
  const [low, high] = [97, 103].map(String);
  const exit = { symbol: each.symbol, side, parentClientOrderId: id, ocoGroup: `${id}x` };
  const size = { case: "quantity", value: `${each.lots}` } as const;
  const timeInForce = TimeInForce.GTC;
  const shared = { ...exit, size, timeInForce, reduceOnly: true };
  const isBuy = each.side === Side.BUY;
  put(`${id}l`, { ...shared, type: OrderType.LIMIT, limitPrice: isBuy ? high : low } as SpecInit);
  put(`${id}s`, { ...shared, type: OrderType.STOP, triggerPrice: isBuy ? low : high } as SpecInit);
}

function specFor(run: Simulation, given: Given): SpecInit {
  const { type, life } = given;
  const isMarket = type === OrderType.MARKET;
  const hasLimit = type === OrderType.LIMIT || type === OrderType.STOP_LIMIT;
  const hasTrigger = type === OrderType.STOP || type === OrderType.STOP_LIMIT;
  const untilNs = (run.sessionTimeNs ?? 0n) + BigInt(given.seconds) * 1_000_000_000n;
  const isDated = life === TimeInForce.GTD && !isMarket;
  const timeInForce =
    isMarket && (life === TimeInForce.GTC || life === TimeInForce.GTD) ? TimeInForce.DAY : life;
  return {
    ...{ symbol: given.symbol, side: given.side, type, timeInForce },
    size:
      given.isPart && isMarket
        ? { case: "buyingPowerFraction", value: "0.4" }
        : { case: "quantity", value: `${given.lots}` },
    ...(hasLimit ? { limitPrice: given.price } : {}),
    ...(hasTrigger ? { triggerPrice: given.trigger } : {}),
    ...(type === OrderType.TRAILING_STOP ? { trail: { case: "trailAmount", value: "1.5" } } : {}),
    ...(isDated ? { expireTime: timestampOf(untilNs) } : {}),
    ...(type === OrderType.LIMIT ? { postOnly: given.postOnly } : {}),
    reduceOnly: given.reduceOnly,
    ocoGroup: given.group === "" ? "" : `${given.symbol}${given.side}`,
  } as SpecInit;
}
