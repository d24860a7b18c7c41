/** What goes with a change of a session. */
import type { DriverSeat } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Rejection } from "../domain/rejection.ts";
import type { RequestRecord, StoredRequest } from "../store/store.ts";
import type { RunProgress } from "./session-run.ts";

/** What may go with a change. */
export interface ChangeOptions {
  /**
   * A client asks for it. While the disk does not answer it is refused (STALLED) before anything is
   * judged; what the server does by itself waits, one change of a session at a time.
   */
  readonly isAsked?: boolean;
  /** Kept with the change, so that it is recognised. */
  readonly request?: RequestRecord | undefined;
  /** Who drives from now on. */
  readonly seat?: DriverSeat;
  /**
   * Called when the command was accepted and before the run is asked what is to be committed: what
   * it makes of the run is part of the change.
   */
  readonly prepare?: () => void;
  /** Called when the change is on its way to the disk; what it makes of the run comes after it. */
  readonly decided?: () => void;
}

/** How a change ended. */
export type ChangeResult =
  | { readonly outcome: "changed"; readonly session: Session }
  | { readonly outcome: "refused"; readonly rejection: Rejection }
  | { readonly outcome: "repeated"; readonly request: StoredRequest };

/** What is committed beside the session and its events. */
export interface Committing {
  readonly progress: RunProgress | undefined;
  readonly request: RequestRecord | undefined;
  readonly seat: DriverSeat | undefined;
  readonly decided: (() => void) | undefined;
}
