import type { AnsweredTurn, DriverMemory } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Turn } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { fulfil, type Outcome } from "../domain/rejection.ts";
import {
  answerAgain,
  isRemembered,
  isSameTurn,
  type KeptTurn,
  rememberTurn,
} from "./answered-turn.ts";
import type { SimulationRun } from "./simulation-run.ts";
import type { RunningTurn } from "./turn.ts";
import type { TurnAnswer } from "./turn-answer.ts";

/** The last turn that was answered, to be answered in the same way when it is repeated. */
export class LastTurn {
  readonly #run: SimulationRun;
  /** While its answer is at hand. */
  #kept: KeptTurn | undefined;
  /** As a checkpoint has it. */
  #remembered: AnsweredTurn | undefined;

  constructor(run: SimulationRun) {
    this.#run = run;
    this.#remembered = run.memory.lastTurn;
  }

  /** Takes a turn that was answered. */
  keep({ turn, fromTimeNs }: RunningTurn, answer: TurnAnswer): void {
    this.#kept = { turn, fromTimeNs, answer };
  }

  /** Another driver is not to be told. */
  forget(): void {
    this.#kept = undefined;
    this.#remembered = undefined;
  }

  /** The answer again, where it is the same turn word for word. */
  again(turn: Turn): Outcome<TurnAnswer> | Promise<Outcome<TurnAnswer>> | undefined {
    const [kept, remembered] = [this.#kept, this.#remembered];
    if (kept !== undefined) return isSameTurn(kept.turn, turn) ? fulfil(kept.answer) : undefined;
    if (remembered === undefined || !isRemembered(turn, remembered)) return undefined;
    const { surroundings, session, source, durableBarrier } = this.#run;
    const now = { dataVersion: source.dataVersion, durableBarrier };
    return answerAgain(surroundings.catalog, session, remembered, now).then(fulfil);
  }

  /** What a checkpoint remembers, with this turn. */
  remember(memory: DriverMemory): DriverMemory {
    if (this.#kept !== undefined) this.#remembered = rememberTurn(this.#kept);
    const { lastTurn: _before, ...rest } = memory;
    return this.#remembered === undefined ? rest : { ...rest, lastTurn: this.#remembered };
  }
}
