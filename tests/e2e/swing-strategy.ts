/**
 * A strategy whose decisions hang on the data, on its fills, and on chance that is seeded by the
 * barrier. When it decides is fixed, so that it decides the same however the slices in between
 * come: one by one or five hundred at once.
 */
import type { MessageInitShape } from "@bufbuild/protobuf";
import { OrderType, Side, TimeInForce } from "../../gen/ts/openbell/v1/order_pb.ts";
import type { OrderCommandSchema, TurnResult } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { seededRandom } from "./seeded-random.ts";

type Command = MessageInitShape<typeof OrderCommandSchema>;

/** It decides at so many barriers from each other up to one, and then once more, far from there. */
const stride = 15;
const nearDecisions = 300;
const farDecision = 800;

/** How many slices there are to the next decision, at most. */
export function slicesToDecision(barrier: number): number {
  if (barrier < nearDecisions) return stride - (barrier % stride);
  return barrier < farDecision ? farDecision - barrier : 1_000;
}

const isDecision = (barrier: number) =>
  barrier > 0 && (barrier === farDecision || (barrier <= nearDecisions && barrier % stride === 0));

/** The strategy; it sees every answer of its session once, in order. */
export class SwingStrategy {
  readonly #last = new Map<string, number>();
  readonly #mean = new Map<string, number>();
  readonly #held = new Map<string, number>();
  #fills = 0;

  /** Takes in an answer. */
  see({ data, updates }: TurnResult): void {
    for (const { symbol, columns } of data) {
      if (columns.case !== "bars") throw new Error(`${symbol} came as ${columns.case}`);
      for (const close of columns.value.close) {
        this.#last.set(symbol, close);
        this.#mean.set(symbol, (this.#mean.get(symbol) ?? close) * 0.9 + close * 0.1);
      }
    }
    for (const { update } of updates) {
      if (update.case !== "fill") continue;
      const { symbol, side, quantity } = update.value;
      const sign = side === Side.BUY ? 1 : -1;
      this.#held.set(symbol, (this.#held.get(symbol) ?? 0) + sign * Number(quantity));
      this.#fills += 1;
    }
  }

  /** What it does at a barrier. */
  decide(barrier: number): Command[] {
    if (!isDecision(barrier)) return [];
    const random = seededRandom(barrier * 1_000 + this.#fills);
    const commands: Command[] = [];
    for (const [symbol, last] of [...this.#last].toSorted()) {
      const id = (name: string, at = barrier) => `${name}-${symbol}-${at}`;
      const isHigh = last > (this.#mean.get(symbol) ?? last);
      const side = isHigh === random() < 0.7 ? Side.SELL : Side.BUY;
      commands.push(...bracket(symbol, side, last, `${(this.#fills % 3) + 1}`, id));
      const exit = Math.abs(this.#held.get(symbol) ?? 0);
      if (exit > 8) commands.push({ command: { case: "cancelAll", value: { symbol } } });
      if (exit > 8) {
        const way = (this.#held.get(symbol) ?? 0) > 0 ? Side.SELL : Side.BUY;
        commands.push(place(id("flat"), { symbol, side: way, size: sized(`${exit}`) }));
      }
      const before = barrier - stride * (1 + Math.floor(random() * 3));
      const key = { case: "clientOrderId", value: id("take", before) } as const;
      if (random() < 0.5) {
        commands.push({ command: { case: "cancel", value: { order: { key } } } });
      } else {
        const limitPrice = cents(last * (side === Side.BUY ? 1.001 : 0.999));
        commands.push({ command: { case: "replace", value: { order: { key }, limitPrice } } });
      }
    }
    return commands;
  }
}

type Spec = NonNullable<Extract<Command["command"], { case: "place" }>["value"]["spec"]>;

function place(clientOrderId: string, spec: Spec): Command {
  const value = { clientOrderId, spec: { type: OrderType.MARKET, ...spec } as Spec };
  return { command: { case: "place", value } };
}

/** An entry at a limit near the price, and its two exits that exclude each other. */
function bracket(
  symbol: string,
  side: Side,
  last: number,
  quantity: string,
  id: (name: string) => string,
): readonly Command[] {
  const sign = side === Side.BUY ? 1 : -1;
  const out = side === Side.BUY ? Side.SELL : Side.BUY;
  const rest = { symbol, size: sized(quantity), timeInForce: TimeInForce.GTC };
  const exit = { ...rest, side: out, ocoGroup: id("oco"), parentClientOrderId: id("in") };
  const at = (share: number) => cents(last * (1 + sign * share));
  return [
    place(id("in"), { ...rest, side, type: OrderType.LIMIT, limitPrice: at(0.0005) }),
    place(id("take"), { ...exit, type: OrderType.LIMIT, limitPrice: at(0.004) }),
    place(id("stop"), { ...exit, type: OrderType.STOP, triggerPrice: at(-0.006) }),
  ];
}

const sized = (quantity: string) => ({ case: "quantity", value: quantity }) as const;
const cents = (price: number) => price.toFixed(2);
