/** What the records of a simulation say, in the words of traps. */
import {
  type Fill,
  FillReasonSchema,
  OrderState,
  OrderStateReason,
  OrderStateReasonSchema,
  OrderStateSchema,
  type PositionAdjusted,
  Side,
} from "../../../gen/ts/openbell/v1/order_pb.ts";
import { enumName } from "../../../src/domain/enum-name.ts";
import { formatInstant } from "../../../src/domain/instant.ts";
import { instantOf } from "../../../src/domain/timestamp.ts";
import type { EngineRecord } from "../../../src/engine/simulation-setup.ts";

/** Gathers records. */
export class Account {
  readonly #year: number;
  readonly #fills: string[] = [];
  readonly #adjusted: string[] = [];
  readonly #ends = new Map<string, string>();

  constructor(year: number) {
    this.#year = year;
  }

  /** What the records came to. Orders that the server placed are left out. */
  get lines() {
    const orders = [...this.#ends].map(([id, end]) => `${id} ${end}`);
    return { fills: this.#fills, adjusted: this.#adjusted, orders };
  }

  /** Takes in records, in order. */
  read(records: readonly EngineRecord[]): void {
    for (const { payload } of records) {
      if (payload.case === "orderChanged") {
        const { clientOrderId, state, stateReason } = payload.value;
        this.#ended(clientOrderId, state, stateReason);
      } else if (payload.case === "orderFilled") {
        const { clientOrderId, leavesQuantity } = payload.value;
        const isWhole = leavesQuantity === "0";
        const state = isWhole ? OrderState.FILLED : OrderState.PARTIALLY_FILLED;
        this.#fills.push(this.#fillLine(payload.value));
        this.#ended(clientOrderId, state, OrderStateReason.FILL);
      } else if (payload.case === "positionAdjusted") {
        this.#adjusted.push(this.#adjustmentLine(payload.value));
      }
    }
  }

  #ended(id: string, state: OrderState, reason: OrderStateReason): void {
    if (id === "") return;
    const names = [enumName(OrderStateSchema, state), enumName(OrderStateReasonSchema, reason)];
    this.#ends.set(id, names.join(" "));
  }

  #fillLine(fill: Fill): string {
    const extras = { slippage: fill.slippage, fee: fill.fee, realized: fill.realizedProfit };
    const words = [
      fill.clientOrderId || "server",
      fill.fillTime === undefined ? "?" : this.#time(instantOf(fill.fillTime)),
      fill.side === Side.BUY ? "buy" : "sell",
      fill.quantity,
      "@",
      fill.price,
      enumName(FillReasonSchema, fill.reason),
      ...Object.entries(extras).flatMap(([name, text]) => (text === "0" ? [] : [name, text])),
      ...(fill.volumeCapped ? ["capped"] : []),
    ];
    return words.join(" ");
  }

  #adjustmentLine({ symbol, exDate, action, ...quantities }: PositionAdjusted): string {
    const { previousQuantity, quantity, cash } = quantities;
    const date = this.#short(exDate);
    const what = `${action.case ?? "?"} ${action.value ?? "?"}`;
    return `${symbol} ${date} ${what} ${previousQuantity} -> ${quantity} cash ${cash}`;
  }

  #time(instant: bigint): string {
    const [date = "", time = ""] = formatInstant(instant).replace("Z", "").split("T");
    return `${this.#short(date)} ${time.replace(/:00$/, "")}`;
  }

  #short(date: string): string {
    return date.startsWith(`${this.#year}-`) ? date.slice(5) : date;
  }
}
