/**
 * Random orders in random markets: money and positions are the sum of the fills, to the last digit;
 * nothing is filled against its limit or beyond its quantity; and a simulation that goes on from a
 * state, at whatever slice, ends where the one that was never interrupted ends.
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SimulationStateSchema } from "../../gen/ts/openbell/store/v1/simulation_state_pb.ts";
import { IntrabarPath, MarketFill } from "../../gen/ts/openbell/v1/fill_model_pb.ts";
import { type Fill, OrderType, Side, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import { PlaceOrderSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { parseMoney } from "../../src/domain/money.ts";
import type { Simulation } from "../../src/engine/simulation.ts";
import type { EngineRecord } from "../../src/engine/simulation-setup.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  type Bar,
  cancel,
  dailyBars,
  newIds,
  replace,
  type SpecInit,
  simulate,
  specOf,
  type TrialOptions,
  type TrialSymbol,
} from "../unit/engine/simulation-trial.ts";

const slices = 30;

const bar = fc
  .tuple(
    fc.integer({ min: 9_000, max: 11_000 }),
    fc.nat(400),
    fc.nat(400),
    fc.nat(100),
    fc.nat(9_000),
  )
  .map(([base, up, down, close, volume]): Bar => {
    const low = base - down;
    const at = low + Math.round(((up + down) * close) / 100);
    return [base / 100, (base + up) / 100, low / 100, at / 100, volume];
  });

const price = fc.integer({ min: 9_300, max: 10_700 }).map((cents) => `${cents / 100}`);

const command = fc.record({
  slice: fc.integer({ min: 0, max: slices - 1 }),
  symbol: fc.constantFrom("A", "B"),
  side: fc.constantFrom(Side.BUY, Side.SELL),
  type: fc.constantFrom(
    OrderType.MARKET,
    OrderType.LIMIT,
    OrderType.STOP,
    OrderType.STOP_LIMIT,
    OrderType.TRAILING_STOP,
  ),
  lots: fc.integer({ min: 1, max: 120 }),
  price,
  trigger: price,
  life: fc.constantFrom(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK),
  group: fc.constantFrom("", "", "g"),
  back: fc.nat(4),
  hasParent: fc.constantFrom(false, false, false, true),
  reduceOnly: fc.constantFrom(false, false, false, true),
  change: fc.constantFrom("place", "place", "place", "cancel", "replace", "fraction"),
});
type Valued<A> = A extends fc.Arbitrary<infer T> ? T : never;
type Command = Valued<typeof command>;

const model = fc.record({
  intrabarPath: fc.constantFrom(
    IntrabarPath.PESSIMISTIC,
    IntrabarPath.OPTIMISTIC,
    IntrabarPath.HIGH_FIRST,
    IntrabarPath.LOW_FIRST,
    IntrabarPath.NEARER_FIRST,
  ),
  marketFill: fc.constantFrom(MarketFill.NEXT_OPEN, MarketFill.SAME_CLOSE),
  profile: fc.constantFrom("openbell", "openbell", "backtesting.py", "lean-equity"),
  latencySeconds: fc.constantFrom(0n, 0n, 1n),
  percent: fc.constantFrom("0", "0.001", "0.0123456789"),
  initialMargin: fc.constantFrom("1", "0.5"),
});

const market = fc.tuple(
  fc.array(bar, { minLength: slices, maxLength: slices }),
  fc.array(bar, { minLength: slices, maxLength: slices }),
);

const trial = fc.record({
  market,
  model,
  commands: fc
    .array(command, { minLength: 30, maxLength: 90 })
    .map((all) => all.toSorted((a, b) => a.slice - b.slice)),
  cut: fc.integer({ min: 1, max: slices - 1 }),
});

type Trial = Valued<typeof trial>;

function specFor(each: Command, index: number): SpecInit {
  const { type } = each;
  const isMarket = type === OrderType.MARKET;
  const hasLimit = type === OrderType.LIMIT || type === OrderType.STOP_LIMIT;
  const hasTrigger = type === OrderType.STOP || type === OrderType.STOP_LIMIT;
  const isFraction = each.change === "fraction" && isMarket;
  return {
    symbol: each.symbol,
    side: each.side,
    type,
    size: isFraction
      ? { case: "buyingPowerFraction", value: "0.3" }
      : { case: "quantity", value: `${each.lots}` },
    ...(hasLimit ? { limitPrice: each.price } : {}),
    ...(hasTrigger ? { triggerPrice: each.trigger } : {}),
    ...(type === OrderType.TRAILING_STOP
      ? { trail: { case: "trailFraction", value: "0.01" } }
      : {}),
    timeInForce: isMarket && each.life === TimeInForce.GTC ? TimeInForce.DAY : each.life,
    reduceOnly: each.reduceOnly,
    ocoGroup: each.group === "" ? "" : `${each.symbol}${each.side}`,
    parentClientOrderId: each.hasParent ? `c${index - 1 - each.back}` : "",
  } as SpecInit;
}

function act(run: Simulation, commands: readonly Command[], slice: number): void {
  for (const [index, each] of commands.entries()) {
    if (each.slice !== slice) continue;
    if (each.change === "cancel") cancel(run, `c${index - 1 - each.back}`);
    else if (each.change === "replace")
      replace(run, `c${index - 1 - each.back}`, { quantity: `${each.lots}` });
    else {
      const clientOrderId = `c${index}`;
      run.place(create(PlaceOrderSchema, { clientOrderId, spec: specOf(specFor(each, index)) }));
    }
  }
}

function worldOf({ market: [a, b], model: m }: Trial): [TrialSymbol[], TrialOptions] {
  const symbols = [
    { symbol: "A", batch: dailyBars(a) },
    { symbol: "B", batch: dailyBars(b), multiplier: "5", quantityIncrement: "0.01" },
  ];
  const commission = { model: { case: "percent", value: m.percent } } as const;
  const options: TrialOptions = {
    fillModel: {
      profile: m.profile,
      intrabarPath: m.intrabarPath,
      marketFill: m.marketFill,
      commission,
      latency: { seconds: m.latencySeconds, nanos: 0 },
    },
    account: { initialMargin: m.initialMargin, maintenanceMargin: "0.25" },
  };
  return [symbols, options];
}

async function drive(run: Simulation, commands: readonly Command[], from: number, to: number) {
  for (let slice = from; slice < to; slice++) {
    if (!run.isReady) await run.fill();
    run.step();
    act(run, commands, slice);
  }
}

function fillsOf(records: readonly EngineRecord[]): readonly Fill[] {
  return records.flatMap(({ payload }) => (payload.case === "orderFilled" ? [payload.value] : []));
}

/** Money of the fills of a symbol: what they brought in, without commission. Exact at 10^-18. */
function proceeds(fills: readonly Fill[], multiplier: bigint): bigint {
  return fills.reduce((sum, { side, price: at, quantity }) => {
    const value = (parseMoney(at) * parseMoney(quantity) * multiplier) / 10n ** 18n;
    return side === Side.BUY ? sum - value : sum + value;
  }, 0n);
}

function checkBooks(run: Simulation, fills: readonly Fill[]): void {
  const account = run.account();
  const fees = fills.reduce((sum, { fee }) => sum + parseMoney(fee), 0n);
  const a = fills.filter(({ symbol }) => symbol === "A");
  const b = fills.filter(({ symbol }) => symbol === "B");
  const capital = parseMoney("100000");
  expect(parseMoney(account.cash)).toBe(capital + proceeds(a, 1n) + proceeds(b, 5n) - fees);
  expect(parseMoney(account.fees)).toBe(fees);
  const profit = parseMoney(account.realizedProfit) + parseMoney(account.unrealizedProfit);
  expect(parseMoney(account.equity)).toBe(capital + profit - fees);
  for (const [symbol, of] of [["A", a] as const, ["B", b] as const]) {
    const held = of.reduce((sum, { side, quantity }) => {
      return side === Side.BUY ? sum + parseMoney(quantity) : sum - parseMoney(quantity);
    }, 0n);
    const position = run.positions().find((one) => one.symbol === symbol);
    expect(parseMoney(position?.quantity ?? "0")).toBe(held);
  }
}

/** No order is filled beyond its quantity or its limit. */
function checkFills(fills: readonly Fill[], commands: readonly Command[]): void {
  const filled = new Map<string, bigint>();
  for (const fill of fills) {
    const { orderId, clientOrderId, cumulativeQuantity, leavesQuantity, quantity } = fill;
    const sum = (filled.get(orderId) ?? 0n) + parseMoney(quantity);
    filled.set(orderId, sum);
    expect(parseMoney(cumulativeQuantity)).toBe(sum);
    expect(parseMoney(leavesQuantity)).toBeGreaterThanOrEqual(0n);
    const each = commands[Number(clientOrderId.slice(1))];
    const hasLimit = each?.type === OrderType.LIMIT || each?.type === OrderType.STOP_LIMIT;
    if (clientOrderId === "" || each === undefined || !hasLimit) continue;
    const beyond = parseMoney(fill.price) - parseMoney(each.price);
    expect(fill.side === Side.BUY ? -beyond : beyond).toBeGreaterThanOrEqual(0n);
  }
}

test("books balance, and an interruption changes nothing", { timeout: 60_000 }, async () => {
  let [filled, interrupted] = [0, 0];
  await fc.assert(
    fc.asyncProperty(trial, async (world) => {
      const { commands, cut } = world;
      const [symbols, options] = worldOf(world);
      const whole = await simulate(symbols, options);
      await drive(whole, commands, 0, slices);
      whole.finish();
      const fills = fillsOf(whole.takeRecords());
      checkBooks(whole, fills);
      checkFills(fills, commands);
      filled += fills.length;

      const ids = newIds();
      const first = await simulate(symbols, { ...options, ids });
      await drive(first, commands, 0, cut);
      // As it comes back from the disk.
      const bytes = toBinary(SimulationStateSchema, first.state());
      const from = fromBinary(SimulationStateSchema, bytes);
      const second = await simulate(symbols, { ...options, ids, from });
      await drive(second, commands, cut, slices);
      second.finish();
      expect(Buffer.from(second.digest)).toEqual(Buffer.from(whole.digest));
      expect(second.state()).toEqual(whole.state());
      interrupted += 1;
    }),
    { seed, numRuns: 150 },
  );
  expect(filled).toBeGreaterThan(500);
  expect(interrupted).toBe(150);
});
