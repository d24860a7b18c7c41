/** What can be asked of a session: by a client, or by the server itself. */

import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { SessionEvent } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type {
  SessionError,
  SessionSpec,
  StateReason,
  StopPolicy,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";

/** The parts of a session that its owner writes. */
export interface SessionContent {
  /** Validated and normalised. */
  readonly spec: SessionSpec;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A request to change a session. `Advance` to `FinishRecovery` come from the server only. */
export type SessionCommand =
  | ({
      readonly type: "Create";
      readonly sessionId: string;
      readonly owner: string;
    } & SessionContent)
  | ({ readonly type: "Update"; readonly paths: readonly string[] } & SessionContent)
  | { readonly type: "Delete"; readonly purgeTime: Timestamp }
  | { readonly type: "Start" }
  | { readonly type: "Pause" }
  | { readonly type: "Resume" }
  | { readonly type: "Stop"; readonly stopPolicy: StopPolicy }
  | { readonly type: "SetTradingState"; readonly cap: TradingState }
  | { readonly type: "Advance"; readonly facts: readonly TradingFact[] }
  | { readonly type: "LoseDriver" }
  | { readonly type: "Complete" }
  | { readonly type: "Expire" }
  | { readonly type: "Suspend"; readonly reason: StateReason; readonly message: string }
  | { readonly type: "Fail"; readonly reason: StateReason; readonly error: SessionError }
  | { readonly type: "Recover" }
  | { readonly type: "FinishRecovery" };

/** What a run of the session made happen, and the session time at which it did. */
export interface TradingFact {
  readonly payload: Extract<
    SessionEvent["payload"],
    {
      case:
        | "orderChanged"
        | "orderFilled"
        | "positionAdjusted"
        | "tradingDayClosed"
        | "tradingStateChanged";
    }
  >;
  /** Absent before the first barrier. */
  readonly sessionTime?: Timestamp;
}

/** The commands by name. */
export type CommandType = SessionCommand["type"];

/** Who asks, when, and under which request. The same for all events of one decision. */
export interface CommandContext {
  readonly now: Timestamp;
  /** An owner, or `server`. */
  readonly actor: string;
  readonly requestId: string;
  readonly comment: string;
}
