/**
 * What the contract says about the life of a session, written from its comments and from
 * `docs/states.md`; it knows nothing of the code that is tested.
 */
import type { CommandName, StateName } from "./history.ts";

type Target = StateName | "=" | "-";

/** What is legal and where it leads: `=` keeps the state, `-` is refused. */
const clientMoves = `
             Start    Pause   Resume   Stop     Update  Delete
  READY      RUNNING  -       -        STOPPED  =       =
  STARTING   -        -       -        STOPPED  =       -
  RUNNING    -        PAUSED  -        STOPPED  =       -
  PAUSED     -        -       RUNNING  STOPPED  =       -
  SUSPENDED  -        -       RUNNING  STOPPED  =       -
  STOPPING   -        -       -        -        =       -
  STOPPED    -        -       -        -        =       =
  COMPLETED  -        -       -        -        =       =
  FAILED     -        -       -        -        =       =
  RECOVERING -        -       -        -        =       -
`;

/** What the server does by itself. */
const serverMoves = `
             Complete   Expire   Suspend    Fail    Recover     FinishRecovery
  READY      -          STOPPED  -          -       -           -
  STARTING   -          -        -          FAILED  RECOVERING  -
  RUNNING    COMPLETED  -        SUSPENDED  FAILED  RECOVERING  -
  PAUSED     -          STOPPED  -          FAILED  -           -
  SUSPENDED  -          -        -          FAILED  -           -
  STOPPING   -          -        -          FAILED  -           -
  STOPPED    -          -        -          -       -           -
  COMPLETED  -          -        -          -       -           -
  FAILED     -          -        -          -       -           -
  RECOVERING -          -        SUSPENDED  FAILED  RECOVERING  RUNNING
`;

const ofClients = tableOf(clientMoves);
const ofServer = tableOf(serverMoves);

/** The state that a client's command leads to; undefined when it must be refused. */
export function targetOf(command: CommandName, state: StateName): StateName | undefined {
  const target = ofClients.get(state)?.get(command);
  if (target === undefined || target === "-") return undefined;
  return target === "=" ? state : target;
}

/** Whether the server may move a session so by itself. */
export function isServerMove(from: StateName, to: StateName): boolean {
  return [...(ofServer.get(from)?.values() ?? [])].includes(to);
}

/** Whether the clock of a session in this state can close trading days. */
export function canAdvance(state: StateName): boolean {
  return state === "RUNNING";
}

function tableOf(table: string): ReadonlyMap<string, ReadonlyMap<string, Target>> {
  const [commands = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.map(([state = "", ...targets]) => [
      state,
      new Map(targets.map((target, column) => [commands[column] ?? "", target as Target])),
    ]),
  );
}
