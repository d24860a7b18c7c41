/**
 * Advances a run by the turns of its driver. Nothing passes without a turn, and where the run can
 * be gone on from is always between two turns: a crash never leaves what no driver was told.
 */
import type { DriverMemory } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { Durability, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { type TradingUpdate, type Turn, WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import { isSameTurn } from "./answered-turn.ts";
import type { Drive } from "./drive.ts";
import { DriverLease } from "./driver-lease.ts";
import {
  barrierMismatch,
  foreignCrossing,
  internalEnd,
  serverStopping,
  turnUnderWay,
  wentBack,
} from "./driving-refusals.ts";
import { durableAnswer } from "./durable-answer.ts";
import { completeRun, endRun } from "./end-run.ts";
import { HandOver, handOverIntervalMs } from "./hand-over.ts";
import { LastTurn } from "./last-turn.ts";
import type { DriverFigures } from "./run-figures.ts";
import type { HaltReason } from "./session-run.ts";
import type { SimulationRun } from "./simulation-run.ts";
import { simulationSpecOf } from "./simulation-spec.ts";
import { answerWithinMs, firstTurnMs, RunningTurn, turnMs } from "./turn.ts";
import { answerOf, type TurnAnswer, type TurnOutcome } from "./turn-answer.ts";
import { TurnFigures } from "./turn-figures.ts";
import { UntoldUpdates } from "./untold-updates.ts";

/** The drive of a session in lockstep. */
export class LockstepDrive implements Drive {
  /** What is to be told with the next answer. */
  readonly untold = new UntoldUpdates();
  readonly #run: SimulationRun;
  readonly #handOver: HandOver;
  readonly #lease: DriverLease;
  readonly #figures = new TurnFigures();
  readonly #last: LastTurn;
  readonly #isStrict: boolean;
  #turn: RunningTurn | undefined;
  /** A turn that the end of the run has ended: it is answered when that is on disk. */
  #wound: { readonly turn: RunningTurn; readonly answer: TurnAnswer } | undefined;
  /** Who waits for the end of the turn; undefined where nobody does. */
  #betweenTurns: PromiseWithResolvers<void> | undefined;
  #cancelTimer: (() => void) | undefined;

  constructor(run: SimulationRun) {
    this.#run = run;
    this.#lease = new DriverLease(run);
    this.#isStrict = simulationSpecOf(run.session).durability === Durability.STRICT;
    this.#last = new LastTurn(run);
    this.#handOver = new HandOver(run, () => this.#planHandOver());
    run.source.feed.record = true;
  }

  get isMidTurn(): boolean {
    return this.#turn !== undefined;
  }

  /** Session time of the last barrier that the driver was told of; undefined before the first. */
  get seenTimeNs(): Instant | undefined {
    return this.#turn === undefined ? this.#run.simulation.sessionTimeNs : this.#turn.fromTimeNs;
  }

  start(): void {
    this.#lease.start();
  }

  /** Resolves when no turn is under way, with the next one ahead. */
  async betweenTurns(): Promise<void> {
    while (this.isMidTurn) {
      this.#betweenTurns ??= Promise.withResolvers();
      await this.#betweenTurns.promise;
    }
  }

  /** Another driver has the session: it is told nothing of the turns before. */
  changeDriver(rejection: Rejection): void {
    const turn = this.#turn;
    if (turn !== undefined) this.#close();
    turn?.end(refuse(rejection));
    this.#last.forget();
    this.untold.take();
    this.#run.source.feed.takePassed();
    this.#lease.renew(this.#nowMs);
  }

  /**
   * Makes a turn. One that is repeated word for word is joined while it is under way, and gets its
   * answer again afterwards.
   */
  take(turn: Turn): TurnOutcome {
    const running = this.#turn;
    if (running !== undefined) {
      if (isSameTurn(running.turn, turn)) return running.answer;
      return refuse(turnUnderWay(this.#run.session.sessionId));
    }
    const { barrier } = this.#run.simulation;
    if (turn.expectedBarrier === BigInt(barrier)) return this.#begin(turn);
    const again = this.#last.again(turn);
    if (again === undefined) {
      return refuse(barrierMismatch(turn.expectedBarrier, barrier, this.#run.durableBarrier));
    }
    return this.#isStrict ? durableAnswer(again, this.#run, this.#handOver) : again;
  }

  wind(): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    const answer = this.#run.isBroken
      ? undefined
      : answerOf(this.#run, turn, WokeBy.SESSION_STATE, this.untold);
    this.#close();
    if (answer === undefined) {
      turn.end(refuse(internalEnd));
      return;
    }
    this.#last.keep(turn, answer);
    this.#wound = { turn, answer };
  }

  tell(updates: readonly TradingUpdate[]): void {
    this.untold.add(updates);
  }

  remember(memory: DriverMemory): DriverMemory {
    return this.#last.remember(memory);
  }

  telemetry(): DriverFigures {
    const { turns, commands, refusedCommands } = this.#run.memory;
    return { turns, commands, refusedCommands, ...this.#figures.latencies(this.#nowMs) };
  }

  halted(reason: HaltReason): void {
    this.#lease.stop();
    this.#cancelTimer?.();
    const wound = this.#wound;
    if (wound !== undefined) void this.#tellEnd(wound.turn, wound.answer);
    const turn = this.#turn;
    if (turn === undefined) return;
    this.#close();
    // Where it stands is in the midst of a turn.
    this.#run.isBroken = true;
    const { sessionId } = this.#run.session;
    turn.end(refuse(reason === "drained" ? serverStopping : wentBack(sessionId)));
  }

  #begin(asked: Turn): TurnOutcome {
    const run = this.#run;
    const refused = foreignCrossing(run.session, asked);
    if (refused !== undefined) return refuse(refused);
    const nowMs = this.#nowMs;
    const turn = new RunningTurn(asked, run, this.untold);
    this.#turn = turn;
    this.#figures.began(nowMs);
    this.#lease.renew(nowMs);
    // What came before must be on its way before more comes; the first turn has more to read.
    if (this.#handOver.isFull || turn.fromBarrier === 0) return this.#proceed(turn, false);
    try {
      this.#command(turn);
      const state = turn.advance(nowMs + firstTurnMs);
      const isAnswered = typeof state === "number" && turn.storedOrders.length === 0;
      if (isAnswered && state !== WokeBy.END_OF_DATA && !this.#isStrict) {
        return fulfil(this.#answer(turn, state));
      }
    } catch (error) {
      return this.#fail(turn, error);
    }
    return this.#proceed(turn, true);
  }

  /** Goes on with a turn in the rounds of the event loop. */
  #proceed(turn: RunningTurn, isCommanded: boolean): Promise<Outcome<TurnAnswer>> {
    const { clock } = this.#run.surroundings;
    const cancel = clock.schedule(answerWithinMs, () => turn.expire());
    this.#goOn(turn, isCommanded)
      .catch((error: unknown) => this.#fail(turn, error))
      .finally(cancel);
    return turn.answer;
  }

  async #goOn(turn: RunningTurn, isCommanded: boolean): Promise<void> {
    const run = this.#run;
    const { turns } = run.surroundings;
    if (!isCommanded) {
      if (this.#handOver.isFull) await this.#handOver.finish();
      if (turn.fromBarrier === 0) await turn.rows.addWarmup(run.source.warmup());
      if (turn.isOver) return;
      this.#command(turn);
    }
    while (!turn.isOver) {
      const state = turn.advance(this.#nowMs + turnMs);
      if (typeof state === "number") return this.#end(turn, state);
      if (turn.isLate) return this.#end(turn, WokeBy.TIMEOUT);
      // What is being read goes on being read for the next turn.
      if (state === "load") await Promise.race([run.simulation.fill(), turn.late]);
      else await turns.wait();
    }
  }

  #command(turn: RunningTurn): void {
    const { memory } = this.#run;
    const { commands, botState, expectedBarrier } = turn.turn;
    turn.command();
    this.#run.memory = {
      ...memory,
      ...(botState === undefined ? {} : { botState, botStateBarrier: expectedBarrier }),
      turns: memory.turns + 1n,
      commands: memory.commands + BigInt(commands.length),
      refusedCommands: memory.refusedCommands + BigInt(turn.refused),
    };
  }

  async #end(turn: RunningTurn, wokeBy: WokeBy): Promise<void> {
    await turn.findStoredOrders();
    if (turn.isOver) return;
    if (wokeBy === WokeBy.END_OF_DATA) return this.#complete(turn);
    const answer = this.#answer(turn, wokeBy);
    if (!this.#isStrict) return turn.end(fulfil(answer));
    turn.end(await durableAnswer(fulfil(answer), this.#run, this.#handOver));
  }

  /** Answers with what has passed, and lets the next turn come. */
  #answer(turn: RunningTurn, wokeBy: WokeBy): TurnAnswer {
    const answer = answerOf(this.#run, turn, wokeBy, this.untold);
    this.#close();
    this.#last.keep(turn, answer);
    const nowMs = this.#nowMs;
    this.#figures.answered(nowMs);
    this.#lease.renew(nowMs);
    if (this.#handOver.isDue(nowMs)) this.#handOver.begin();
    else this.#planHandOver();
    return answer;
  }

  /** The data ended: the last answer is that of a session that is COMPLETED, on disk. */
  #complete(turn: RunningTurn): Promise<void> {
    return completeRun(this.#run, () => {
      this.#run.collect();
      const answer = answerOf(this.#run, turn, WokeBy.END_OF_DATA, this.untold);
      this.#close();
      this.#last.keep(turn, answer);
      this.#wound = { turn, answer };
    });
  }

  /** Answers a turn that ended with the run, when the end is on disk. */
  async #tellEnd(turn: RunningTurn, answer: TurnAnswer): Promise<void> {
    const { cell, session } = this.#run;
    if (!(await cell.settled())) return turn.end(refuse(wentBack(session.sessionId)));
    const status = cell.committed?.session.status;
    const { barrier } = answer.result;
    const { state = SessionState.UNSPECIFIED, tradingState = answer.result.tradingState } =
      status ?? {};
    const ended = { durableBarrier: barrier, sessionState: state, tradingState };
    turn.end(fulfil({ ...answer, result: { ...answer.result, ...ended } }));
  }

  #fail(turn: RunningTurn, error: unknown): Promise<Outcome<TurnAnswer>> {
    if (!this.#run.isHalted && !turn.isOver) void endRun(this.#run, error);
    return turn.answer;
  }

  /** No turn is under way any more. */
  #close(): void {
    this.#turn?.close();
    this.#turn = undefined;
    const waiting = this.#betweenTurns;
    this.#betweenTurns = undefined;
    waiting?.resolve();
  }

  #planHandOver(): void {
    const { clock } = this.#run.surroundings;
    if (this.#cancelTimer !== undefined || this.#run.isHalted || !this.#run.hasNews) return;
    const waitMs = Math.max(this.#handOver.waitMs(this.#nowMs), 1);
    this.#cancelTimer = clock.schedule(Math.min(waitMs, handOverIntervalMs), () => {
      this.#cancelTimer = undefined;
      this.#run.postSample(this.#nowMs);
      // The end of a turn that is under way hands over by itself.
      if (!this.isMidTurn) this.#handOver.begin();
    });
  }

  get #nowMs(): number {
    return this.#run.surroundings.clock.monotonicMs();
  }
}
