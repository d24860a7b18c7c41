/**
 * What clients asked of sessions and what they were told: the history that the lifecycle checker
 * judges, together with the log as it is in the end. Plain data, so that it can be kept as JSON.
 */

/** Name of a state, as published. */
export type StateName =
  | "READY"
  | "STARTING"
  | "RUNNING"
  | "PAUSED"
  | "SUSPENDED"
  | "STOPPING"
  | "STOPPED"
  | "COMPLETED"
  | "FAILED"
  | "RECOVERING";

/** What a client can ask. */
export type CommandName =
  | "Create"
  | "Start"
  | "Pause"
  | "Resume"
  | "Stop"
  | "Update"
  | "Delete"
  | "Get";

/** A session as an answer or the log has it. */
export interface SessionView {
  readonly sessionId: string;
  readonly state: StateName;
  readonly isDeleted: boolean;
  readonly etag: string;
  readonly revision: number;
  readonly eventNumber: number;
  /** The label that updates change; empty when there is none. */
  readonly label: string;
  /** The part of the spec that updates change. */
  readonly name: string;
}

/** How a call ended. */
export type CallOutcome =
  | { readonly kind: "done"; readonly session: SessionView }
  | {
      readonly kind: "refused";
      readonly reason: string;
      /** The state that the refusal names; empty when it names none. */
      readonly state: string;
      /** The etag that the refusal names; empty when it names none. */
      readonly etag: string;
    }
  /** No answer: the call may have happened, may happen later, or never. */
  | { readonly kind: "unknown"; readonly code: string };

/** One call. A request that is repeated with its id is several calls. */
export interface Call {
  readonly client: string;
  /** When it was sent, on one clock for all clients; the clock never goes back. */
  readonly sentAt: number;
  /** When its outcome was known. */
  readonly returnedAt: number;
  readonly command: CommandName;
  /** Empty for a creation. */
  readonly sessionId: string;
  /** Empty for a read. */
  readonly requestId: string;
  /** Guards the command; empty when it is not guarded. */
  readonly etag: string;
  /** What an update sets; undefined for what it leaves. */
  readonly label?: string | undefined;
  readonly name?: string | undefined;
  readonly outcome: CallOutcome;
}

/** An event of the log. */
export interface LoggedEvent {
  readonly number: number;
  readonly what: "Created" | "Updated" | "StateChanged" | "Deleted" | "TradingDay";
  /** Empty when no request caused it. */
  readonly requestId: string;
  /** `server`, or who asked for it. */
  readonly actor: string;
  /** Of a change of state. */
  readonly from?: StateName;
  readonly to?: StateName;
}

/** An append of the log; the session is there when one of the events is of its lifecycle. */
export interface LoggedAppend {
  readonly revision: number;
  readonly sessionId: string;
  readonly events: readonly LoggedEvent[];
  readonly session?: SessionView;
}

/** Everything that the checker is told. */
export interface LifecycleHistory {
  readonly calls: readonly Call[];
  /** By revision, from the oldest, with every kind of event. */
  readonly log: readonly LoggedAppend[];
}
