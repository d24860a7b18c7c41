/** One turn of a driver, from its commands to its answer. */
import { create } from "@bufbuild/protobuf";
import {
  type CommandResult,
  CommandResultSchema,
  type OrderCommand,
  type Turn,
  WokeBy,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { type Outcome, type Rejection, reasonName } from "../domain/rejection.ts";
import type { Simulation } from "../engine/simulation.ts";
import { foreignSymbol } from "./driving-refusals.ts";
import { orderWithoutState, withState } from "./ended-order.ts";
import type { SimulationRun } from "./simulation-run.ts";
import { AnswerRows, type TurnAnswer } from "./turn-answer.ts";
import { TurnGoal } from "./turn-goal.ts";
import { orderBytes, type UntoldUpdates } from "./untold-updates.ts";

/** What an answer holds at most, in bytes. */
const answerMaxBytes = 2 * 1_024 * 1_024;
/** A turn is served at once for so long; then it takes its place among the others. */
export const firstTurnMs = 1;
/** Longest stretch of a turn on the event loop after that. */
export const turnMs = 4;
/** Longest wait of a driver for its answer. */
export const answerWithinMs = 20_000;
/** Slices between two looks at the clock, and that pass in one go at most. */
const slicesPerLook = 256;

/** An order that ended long ago, which only the store knows: what a result is to say of it. */
export interface StoredOrder {
  readonly tells: "order" | "state";
  /** Place of the command in the turn. */
  readonly index: number;
  readonly orderNumber: bigint;
}

/** A turn that is under way. */
export class RunningTurn {
  readonly turn: Turn;
  readonly fromBarrier: number;
  readonly fromTimeNs: Instant | undefined;
  readonly rows: AnswerRows;
  readonly results: CommandResult[] = [];
  readonly storedOrders: StoredOrder[] = [];
  /** Commands that were refused. */
  refused = 0;
  readonly #run: SimulationRun;
  readonly #goal: TurnGoal;
  readonly #untold: UntoldUpdates;
  /** Undefined while nobody waits for the answer, as with most turns. */
  #ended: PromiseWithResolvers<Outcome<TurnAnswer>> | undefined;
  #isLate = false;
  /** Undefined while nobody waits for it, as with most turns. */
  #late: PromiseWithResolvers<void> | undefined;
  #isOver = false;
  #resultBytes = 0;
  #wokeBy: WokeBy | undefined;

  constructor(turn: Turn, run: SimulationRun, untold: UntoldUpdates) {
    const { simulation, source, session } = run;
    const symbols = session.spec?.symbols ?? [];
    this.turn = turn;
    this.#run = run;
    this.#untold = untold;
    this.fromBarrier = simulation.barrier;
    this.fromTimeNs = simulation.sessionTimeNs;
    this.rows = new AnswerRows(source.feed, symbols);
    this.#goal = new TurnGoal(turn.until, symbols, source.feed.series);
  }

  /** Resolves with its answer, for whoever waits or joins. */
  get answer(): Promise<Outcome<TurnAnswer>> {
    this.#ended ??= Promise.withResolvers();
    return this.#ended.promise;
  }

  /** Whether it was under way for as long as a driver waits. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** Resolves then. */
  get late(): Promise<void> {
    this.#late ??= Promise.withResolvers();
    return this.#late.promise;
  }

  /** What the answer has room for beside its data and results, in bytes. */
  get roomBytes(): number {
    const data = this.#passedBytes + this.#run.source.feed.passedBytes;
    return answerMaxBytes - data - this.#resultBytes;
  }

  /** Whether nothing more passes in it. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Applies the commands, in order. */
  command(): void {
    for (const [index, command] of this.turn.commands.entries()) {
      const outcome = applyCommand(this.#run, command, `turn.commands[${index}]`);
      if (outcome.repeats !== undefined) {
        this.storedOrders.push({ tells: "order", index, orderNumber: BigInt(outcome.repeats) });
      }
      if (outcome.result.outcome.case === "error") {
        this.refused += 1;
        const orderNumber = orderWithoutState(outcome.result.outcome.value);
        if (orderNumber !== undefined) {
          this.storedOrders.push({ tells: "state", index, orderNumber });
        }
      }
      this.results.push(outcome.result);
      const { case: told, value } = outcome.result.outcome;
      this.#resultBytes += told === "order" ? orderBytes(value) : refusalBytes;
    }
    this.#run.collect();
  }

  /**
   * Passes slices, at least one, up to a time of the monotonic clock. "load" when data has to be
   * read first, "later" when the time is over, otherwise what ended the turn.
   */
  advance(untilMs: number): WokeBy | "load" | "later" {
    const { simulation, surroundings } = this.#run;
    for (let slices = 0; ; ) {
      if (this.#wokeBy === WokeBy.PAGE_FULL) return this.#wokeBy;
      if (!simulation.isReady) return "load";
      if (simulation.nextTimeNs() === undefined) return WokeBy.END_OF_DATA;
      if (this.#wokeBy !== undefined) return this.#wokeBy;
      if (slices >= slicesPerLook) {
        if (surroundings.clock.monotonicMs() >= untilMs) return "later";
        slices = 0;
      }
      if (this.#isFull) this.#wokeBy = WokeBy.PAGE_FULL;
      else slices += this.#pass(slicesPerLook - slices);
    }
  }

  /** Reads the orders of commands that repeat what ended long ago. */
  async findStoredOrders(): Promise<void> {
    const { cell, records } = this.#run;
    for (const { tells, index, orderNumber } of this.storedOrders) {
      let value = records.find(orderNumber);
      if (value === undefined) {
        // Its end may be on its way to the disk: the store has an older one, or none, until then.
        await cell.settled();
        value = await cell.readOrder(orderNumber);
      }
      if (value === undefined) continue;
      const told = this.results[index]?.outcome;
      if (tells === "state" && told?.case === "error")
        Object.assign(told.value, withState(told.value, value));
      if (tells === "order")
        this.results[index] = create(CommandResultSchema, { outcome: { case: "order", value } });
    }
  }

  /** Takes what passed into the answer. */
  takeRows(): void {
    for (const run of this.#run.source.feed.takePassed()) this.rows.add(run);
  }

  /** A driver waits no longer for it. */
  expire(): void {
    this.#isLate = true;
    this.#late?.resolve();
  }

  /** Nothing more passes in it; its answer may still have to wait for the disk. */
  close(): void {
    this.#isOver = true;
  }

  /** Gives the answer, once. */
  end(outcome: Outcome<TurnAnswer>): void {
    this.#ended ??= Promise.withResolvers();
    this.#ended.resolve(outcome);
  }

  /** Passes slices, at most so many, until something happens. Gives their number. */
  #pass(most: number): number {
    const { simulation, source } = this.#run;
    const slices = simulation.pass({
      slices: Math.min(most, this.#goal.slicesAhead),
      untilNs: this.#goal.timeNs,
      passedBytes: source.feed.passedBytes + this.roomBytes - this.#untold.bytes,
    });
    let [hasFill, hasOrderChange] = [false, false];
    for (const { update } of this.#run.collect()) {
      hasFill ||= update.case === "fill";
      hasOrderChange ||= update.case === "fill" || update.case === "order";
    }
    const rows = this.#goal.looksAtPrices ? source.feed.takePassed() : [];
    for (const run of rows) {
      this.rows.add(run);
      this.#passedBytes += (run.to - run.from) * rowBytesMax;
    }
    const timeNs = simulation.sessionTimeNs ?? 0n;
    const reached = this.#goal.reachedBy({ slices, timeNs, hasFill, hasOrderChange, rows });
    this.#wokeBy = reached ?? (this.#isFull ? WokeBy.PAGE_FULL : undefined);
    return slices;
  }

  /** Rows that were taken out of the feed to look at their prices. */
  #passedBytes = 0;

  get #isFull(): boolean {
    return this.#untold.isFull || this.#untold.bytes >= this.roomBytes;
  }
}

/** About the bytes of a refusal. */
const refusalBytes = 500;

/** Bytes of the widest row, of a bar of bid and ask. */
const rowBytesMax = 100;

interface Applied {
  readonly result: CommandResult;
  /** Number of an order that ended long ago and is the answer. */
  readonly repeats?: number;
}

/** `path`: where the command stands in its request, for refusals. */
function applyCommand(run: SimulationRun, { command }: OrderCommand, path: string): Applied {
  const { simulation, session } = run;
  switch (command.case) {
    case "place": {
      const placed = simulation.place(command.value, `${path}.place`);
      if (!placed.ok) return { result: errorResult(placed.rejection) };
      if ("repeats" in placed) return { result: emptyResult(), repeats: placed.repeats };
      return {
        result: create(CommandResultSchema, { outcome: { case: "order", value: placed.order } }),
      };
    }
    case "replace":
      return { result: orderResult(simulation.replace(command.value, `${path}.replace`)) };
    case "cancel":
      return { result: orderResult(simulation.cancel(command.value, `${path}.cancel`)) };
    case "cancelAll": {
      const { symbol } = command.value;
      const refused = foreignSymbol(session, symbol, `${path}.cancel_all.symbol`);
      if (refused !== undefined) return { result: errorResult(refused) };
      simulation.cancelAll(symbol);
      return { result: emptyResult() };
    }
    case undefined:
      throw new Error("a command without a command reached its session");
  }
}

function orderResult(outcome: ReturnType<Simulation["cancel"]>): CommandResult {
  if (!outcome.ok) return errorResult(outcome.rejection);
  return create(CommandResultSchema, { outcome: { case: "order", value: outcome.value } });
}

function errorResult({ reason, message, metadata }: Rejection): CommandResult {
  return create(CommandResultSchema, {
    outcome: {
      case: "error",
      value: { reason: reasonName(reason), message, metadata: { ...metadata } },
    },
  });
}

function emptyResult(): CommandResult {
  return create(CommandResultSchema);
}
