/** What a load process is to do, and what it found. */
import type { Extent, Timing } from "../timing.ts";

/** When calls are made. */
export type Arrivals =
  /** Each answer lets the next call go: the rate is what is measured. */
  | { readonly kind: "closed"; readonly inFlight: number; readonly extent: Extent }
  /** At an even rate, whatever is answered: the latency is what is measured. */
  | { readonly kind: "open"; readonly perSecond: number; readonly forMs: number };

/** Calls of one method. */
export interface LoadPlan {
  /** `lean` costs the least; `grpc-js` is what users have. */
  readonly client: "lean" | "grpc-js";
  /** `host:port`. */
  readonly address: string;
  /** `/package.Service/Method`. */
  readonly path: string;
  /** Encoded requests, taken in turn. */
  readonly messages: readonly Uint8Array[];
  /** Where in each message 36 bytes stand that are another UUID in each call. */
  readonly uuidAt?: number;
  readonly arrivals: Arrivals;
}

/** What came of it. */
export interface LoadResult extends Timing {
  /** Processor time that the client used for a call, in microseconds, of all its threads. */
  readonly clientMicrosPerCall: number;
}
