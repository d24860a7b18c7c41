/** `openbell session …`: names, flags and help of the commands; what they do is in `commands/`. */
import type { Command } from "commander";
import type { RemoteAction } from "./command-context.ts";
import { type ChangeFlags, type Move, moveSession, updateSession } from "./commands/change.ts";
import { type CreateFlags, createSession, validateSession } from "./commands/create.ts";
import { type NewFlags, newSession } from "./commands/new.ts";
import {
  type EventFlags,
  getSessions,
  type ListFlags,
  listEvents,
  listSessions,
} from "./commands/read.ts";
import { type ReportFlags, showReport } from "./commands/report.ts";
import { watchSessions } from "./commands/watch.ts";
import type { SpecFlags } from "./create-request.ts";
import { exitCodeHelp } from "./exit-code.ts";
import { collect, parseCount, parsePercent, parseRate } from "./flag-values.ts";
import { addTradingState } from "./trading-commands.ts";
import type { UpdateFlags } from "./update-request.ts";

type Run = (action: RemoteAction) => Promise<void>;

/** Adds `session` and its commands. */
export function addSessionCommands(program: Command, run: Run): void {
  const session = program
    .command("session")
    .description("Create, run and watch sessions on a server.")
    .addHelpText("after", exitCodeHelp);
  addNew(session, run);
  addCreate(session, run);
  addValidate(session, run);
  addReads(session, run);
  addReport(session, run);
  addUpdate(session, run);
  addMoves(session, run);
  addTradingState(session, run);
  addWatch(session, run);
}

function addNew(session: Command, run: Run): void {
  session
    .command("new")
    .description("Ask what a session shall be, write a session file, and create it.")
    .option("-f, --file <file>", "the session file that is written", "session.yaml")
    .option("--no-create", "only write the file")
    .addHelpText(
      "after",
      `
Symbols are searched for while you type, every answer is checked at once, and what the run will need
is shown before anything is written. Ctrl-C leaves without a file and without a session.
${examples("openbell session new", "openbell session new --file runs/first.yaml --no-create")}`,
    )
    .action((flags: NewFlags) => run((context) => newSession(context, flags)));
}

function addCreate(session: Command, run: Run): void {
  const command = session
    .command("create")
    .description("Create a session from a file, from flags, or from a file with flags over it.")
    .option("-f, --file <file>", "YAML or JSON of a CreateSessionRequest; - for standard input");
  addSpecFlags(command)
    .option("--start", "start it at once")
    .option("--validate-only", "only say whether it would be created")
    .option("--watch", "follow it to its end")
    .option("--request-id <uuid>", "the same id makes a repeated request safe")
    .addHelpText(
      "after",
      `
Examples:
  openbell session create -f session.yaml
  openbell session create -f session.yaml --name "second try" --start --watch
  openbell session create --symbol SP500 --capital 100000 --strategy sma \\
      --start-date 2000-01-03 --end-date 2020-04-14 --pace speed=1e6 --start

session.yaml:
  spec:
    display_name: First session
    strategy_id: sma
    symbols: [SP500]
    initial_capital: 100000
    simulation:
      start_date: 2000-01-03
      end_date: 2020-04-14
  labels:
    team: alpha`,
    )
    .action((flags: CreateFlags & SpecFlags) => run((context) => createSession(context, flags)));
}

function addValidate(session: Command, run: Run): void {
  const command = session
    .command("validate")
    .description("Say everything that is wrong with a session, and what it would need.")
    .option("-f, --file <file>", "YAML or JSON of a CreateSessionRequest; - for standard input");
  addSpecFlags(command)
    .addHelpText(
      "after",
      `
Examples:
  openbell session validate -f session.yaml
  openbell session validate --symbol SP500 --capital 100000 --strategy sma \\
      --start-date 2000-01-03 --end-date 2020-04-14`,
    )
    .action((flags: CreateFlags & SpecFlags) => run((context) => validateSession(context, flags)));
}

function addSpecFlags(command: Command): Command {
  return command
    .option("--symbol <symbol>", "what is traded; repeatable", collect)
    .option("--capital <decimal>", "money at the start")
    .option("--currency <code>", "currency of the account, as USD")
    .option("--start-date <date>", "first date of the simulation, as 2000-01-03")
    .option("--end-date <date>", "last date of the simulation")
    .option("--pace <pace>", "fast, speed=N (session seconds a second) or interval=500ms a slice")
    .option("--drive <drive>", "replay (default: by its pace) or lockstep (by the turns of a bot)")
    .option("--strategy <id>", "which strategy runs")
    .option("--strategy-version <version>", "its version, as a commit")
    .option("--name <name>", "a name for people")
    .option("--idle-timeout <duration>", "how long it may wait before it is stopped; 0: for ever")
    .option("--label <key=value>", "to select sessions by; repeatable", collect)
    .option("--annotation <key=value>", "kept and not read; repeatable", collect);
}

function addReads(session: Command, run: Run): void {
  session
    .command("get")
    .description("Show sessions in full.")
    .argument("<id...>", "ids of sessions")
    .addHelpText("after", examples("openbell session get ID", "openbell session get ID --json"))
    .action((ids: string[]) => run((context) => getSessions(context, ids)));
  session
    .command("list")
    .description("List sessions, the newest first.")
    .option("--filter <filter>", "which, as 'state = RUNNING AND labels.team = \"alpha\"'")
    .option("--order-by <order>", "create_time, update_time, strategy_id, session_id; with desc")
    .option("--page-size <count>", "sessions of a page", parseCount)
    .option("--page-token <token>", "go on after a page")
    .option("--all", "all pages")
    .option("--show-deleted", "deleted ones too")
    .addHelpText(
      "after",
      examples(
        "openbell session list --all",
        "openbell session list --filter 'state = RUNNING' --order-by 'update_time desc'",
        "openbell session list --all --json | jq -r .sessionId",
      ),
    )
    .action((flags: ListFlags) => run((context) => listSessions(context, flags)));
  session
    .command("events")
    .description("Print what is recorded about sessions, the oldest first.")
    .argument("[id...]", "ids of sessions; all sessions without")
    .option("--kind <kind>", "lifecycle (default), trading_days, ...; repeatable", collect)
    .option("--resume-token <token>", "go on after this position")
    .option("--follow", "wait for what comes, until it is interrupted")
    .option("--page-size <count>", "records of a page", parseCount)
    .addHelpText(
      "after",
      examples(
        "openbell session events ID",
        "openbell session events ID --kind lifecycle --kind trading_days --json",
      ),
    )
    .action((ids: string[], flags: EventFlags) =>
      run((context) => listEvents(context, ids, flags)),
    );
}

function addReport(session: Command, run: Run): void {
  session
    .command("report")
    .description("Show what a session came to: figures, trades, orders, what to know of them.")
    .argument("<id>", "id of the session")
    .option("--html <file>", "write a page with charts, which needs nothing beside it")
    .option("--csv <folder>", "write statistics, equity, trades, fills and orders as CSV files")
    .option("--risk-free-rate <rate>", "annual, 0.04 is 4 % (default: 0)", parseRate)
    .option(
      "--indicator-bars <count>",
      "bars before the indicators had values; backtesting.py holds from there (default: 0)",
      parseCount,
    )
    .addHelpText(
      "after",
      examples(
        "openbell session report ID",
        "openbell session report ID --html report.html",
        "openbell session report ID --csv results --risk-free-rate 0.04",
        "openbell session report ID --json | jq '.statistics[] | {name, value}'",
      ),
    )
    .action((id: string, flags: ReportFlags) => run((context) => showReport(context, id, flags)));
}

function addUpdate(session: Command, run: Run): void {
  const command = session
    .command("update")
    .description("Change labels, annotations and, while it is READY, the spec of a session.")
    .argument("<id>", "id of the session")
    .option("--label <key=value>", "set a label; repeatable", collect)
    .option("--remove-label <key>", "remove a label; repeatable", collect)
    .option("--annotation <key=value>", "set an annotation; repeatable", collect)
    .option("--remove-annotation <key>", "remove an annotation; repeatable", collect)
    .option("--spec-file <file>", "a session file: what it has replaces what the session has");
  addGuards(command)
    .addHelpText(
      "after",
      examples(
        "openbell session update ID --label team=alpha --remove-label old",
        "openbell session update ID --spec-file session.yaml --etag '\"1f\"'",
      ),
    )
    .action((id: string, flags: ChangeFlags & UpdateFlags & { specFile?: string }) =>
      run((context) => updateSession(context, id, flags)),
    );
}

const moveDescriptions: Readonly<Record<Move, string>> = {
  start: "Start a session that is READY.",
  pause: "Pause a session that is RUNNING.",
  resume: "Resume a session that is PAUSED or SUSPENDED.",
  stop: "Stop a session that has not ended.",
  delete: "Delete a session that is READY or has ended. It stays readable for a while.",
};

function addMoves(session: Command, run: Run): void {
  for (const [move, description] of Object.entries(moveDescriptions)) {
    const command = session
      .command(move)
      .description(description)
      .argument("<id>", "id of the session");
    if (move === "stop") {
      command.option("--policy <policy>", "of what is open: cancel-orders, flatten or keep");
    }
    addGuards(command)
      .option("--comment <text>", "why, for the record")
      .addHelpText("after", examples(`openbell session ${move} ID --comment "end of test"`))
      .action((id: string, flags: ChangeFlags) =>
        run((context) => moveSession(context, move as Move, id, flags)),
      );
  }
}

function addWatch(session: Command, run: Run): void {
  session
    .command("watch")
    .description("Follow sessions until all that are named have ended.")
    .argument("[id...]", "ids of sessions; all sessions, without end, when none is named")
    .option("--every <percent>", "progress from one plain line to the next", parsePercent, 10)
    .option("--resume-token <token>", "go on after this position, without a snapshot")
    .option(
      "--kind <kind>",
      "also orders, fills or trading_days, line by line; repeatable",
      collect,
    )
    .addHelpText(
      "after",
      `
On a terminal each session has a bar; elsewhere each change of state and every tenth of the way
has a line. With --json each item of the feed has a line, and --resume-token goes on after any.
${exitCodeHelp}
${examples("openbell session watch ID", "openbell session watch ID --json | jq -c .record")}`,
    )
    .action((ids: string[], flags: { every: number; resumeToken?: string; kind?: string[] }) =>
      run((context) => {
        const { every: everyPercent, resumeToken, kind } = flags;
        return watchSessions(context, ids, { everyPercent, resumeToken, kind });
      }),
    );
}

function addGuards(command: Command): Command {
  return command
    .option("--etag <etag>", "refuse when the session has changed since")
    .option("--request-id <uuid>", "the same id makes a repeated request safe");
}

function examples(...lines: string[]): string {
  return ["", "Examples:", ...lines.map((line) => `  ${line}`)].join("\n");
}
