/**
 * Which commands are legal in which state, and where they lead: the one table. `decide` obeys it
 * and `docs/states.md` is generated from it. A command without a row for the current state is
 * refused with ILLEGAL_TRANSITION.
 */
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { CommandType } from "./command.ts";

/** One row: in any state of `from`, the command leads to `to`; "same" keeps the state. */
export interface Transition {
  readonly command: Exclude<CommandType, "Create">;
  readonly from: readonly SessionState[];
  readonly to: SessionState | "same";
  /** Who may send the command. */
  readonly sender: "client" | "server";
  /** What is surprising about the row, for readers of the table. */
  readonly note: string;
}

const S = SessionState;

/** States that a session does not leave. */
export const finalStates: readonly SessionState[] = [S.STOPPED, S.COMPLETED, S.FAILED];

/** States in which a session takes part in the limit of open sessions: all that are not final. */
export const openStates: readonly SessionState[] = [
  S.READY,
  S.STARTING,
  S.RUNNING,
  S.PAUSED,
  S.SUSPENDED,
  S.STOPPING,
  S.RECOVERING,
];

/** Every state, in the order in which a session may meet them. */
export const allStates: readonly SessionState[] = [...openStates, ...finalStates];

/** The state of a session that was just created. */
export const initialState: SessionState = S.READY;

/** The table. Rows of one command never share a state. */
export const transitions: readonly Transition[] = [
  {
    command: "Start",
    from: [S.READY],
    to: S.RUNNING,
    sender: "client",
    note: "A simulation has nothing to wait for, so STARTING lasts no commit and is skipped.",
  },
  { command: "Pause", from: [S.RUNNING], to: S.PAUSED, sender: "client", note: "" },
  {
    command: "Resume",
    from: [S.PAUSED, S.SUSPENDED],
    to: S.RUNNING,
    sender: "client",
    note: "A suspended session is resumed by a person, once its cause is gone.",
  },
  {
    command: "Stop",
    from: [S.READY, S.STARTING, S.RUNNING, S.PAUSED, S.SUSPENDED],
    to: S.STOPPED,
    sender: "client",
    note: "A simulation has nothing to unwind, so STOPPING lasts no commit and is skipped.",
  },
  {
    command: "Update",
    from: allStates,
    to: "same",
    sender: "client",
    note: "Labels and annotations in every state; the spec only in READY.",
  },
  {
    command: "Delete",
    from: [S.READY, ...finalStates],
    to: "same",
    sender: "client",
    note: "An active session must be stopped first. A deleted session refuses every command.",
  },
  {
    command: "SetTradingState",
    from: openStates,
    to: "same",
    sender: "client",
    note: "Moves the person's cap of the trading state and clears the one of the risk limits.",
  },
  {
    command: "Advance",
    from: [S.RUNNING, S.PAUSED, S.SUSPENDED],
    to: "same",
    sender: "server",
    note: "The clock went on, or an order changed, which it may while the clock stands still.",
  },
  {
    command: "LoseDriver",
    from: [S.RUNNING],
    to: S.PAUSED,
    sender: "server",
    note: "The driver of a LOCKSTEP session made no turn for as long as the idle timeout.",
  },
  { command: "Complete", from: [S.RUNNING], to: S.COMPLETED, sender: "server", note: "" },
  {
    command: "Expire",
    from: [S.READY, S.PAUSED],
    to: S.STOPPED,
    sender: "server",
    note: "Idle for longer than the idle timeout.",
  },
  {
    command: "Suspend",
    from: [S.RUNNING, S.RECOVERING],
    to: S.SUSPENDED,
    sender: "server",
    note: "Its data cannot be read; it goes on where it was once a person resumes it.",
  },
  {
    command: "Fail",
    from: [S.STARTING, S.RUNNING, S.PAUSED, S.SUSPENDED, S.STOPPING, S.RECOVERING],
    to: S.FAILED,
    sender: "server",
    note: "",
  },
  {
    command: "Recover",
    from: [S.STARTING, S.RUNNING, S.RECOVERING],
    to: S.RECOVERING,
    sender: "server",
    note:
      "After a restart, also after one in the middle of a recovery. PAUSED and SUSPENDED " +
      "simulations have nothing to bring back and stay.",
  },
  { command: "FinishRecovery", from: [S.RECOVERING], to: S.RUNNING, sender: "server", note: "" },
];

/** The row for a command in a state; undefined when the move is illegal. */
export function findTransition(command: CommandType, state: SessionState): Transition | undefined {
  return transitions.find((row) => row.command === command && row.from.includes(state));
}

/** The states in which a command is legal. */
export function legalStates(command: CommandType): readonly SessionState[] {
  return transitions.filter((row) => row.command === command).flatMap((row) => row.from);
}

/** The commands of clients that are legal in a state. */
export function legalCommands(state: SessionState): readonly CommandType[] {
  return transitions
    .filter((row) => row.sender === "client" && row.from.includes(state))
    .map((row) => row.command);
}

/** Whether a session in this state takes part in the limit of open sessions. */
export function isOpen(state: SessionState): boolean {
  return openStates.includes(state);
}
