import type { Instant } from "../domain/instant.ts";

/** How far a run is; a `Simulation` says it of itself. */
export interface RunPosition {
  /** The last barrier passed; 0 before the first. */
  readonly barrier: number;
  /** Time of that barrier; undefined before the first. */
  readonly sessionTimeNs: Instant | undefined;
  /** Bars passed, over all symbols. */
  readonly bars: number;
  /** Trading days closed. */
  readonly tradingDays: number;
}
