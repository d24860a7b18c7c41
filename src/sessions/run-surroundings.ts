import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { MarketCatalog } from "./market-source.ts";
import type { ReplaySpeed } from "./replay-speed.ts";
import type { SampleBoard } from "./sample-board.ts";
import type { TurnQueue } from "./turn-queue.ts";

/** What a run needs from its surroundings. */
export interface RunSurroundings {
  readonly clock: Clock;
  readonly catalog: MarketCatalog;
  readonly samples: SampleBoard;
  readonly speed: ReplaySpeed;
  /** Runs take turns on the event loop in it, so that they and the requests share it fairly. */
  readonly turns: TurnQueue;
  /** Whether the disk has room for commits. */
  readonly hasRoom: () => boolean;
  /** Throws a STALLED StoreError while no client should be let to change anything. */
  readonly admit: () => void;
  /** Most orders in the life of a session. */
  readonly ordersMax: number;
  /** Barriers of a session from the first to the last; 0 when that is not known. */
  readonly barrierTotal: (session: Session) => number;
  /** Says what went wrong where no caller can be told. */
  readonly reportError: (message: string, error: unknown) => void;
}
