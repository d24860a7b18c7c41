/** `openbell order`, `fill`, `position`, `account`: names and flags; see `commands/trade.ts`. */
import type { Command } from "commander";
import type { RemoteAction } from "./command-context.ts";
import {
  cancelOrders,
  getOrder,
  listFills,
  listOrders,
  listPositions,
  type PageFlags,
  type PlaceFlags,
  placeOrder,
  type ReplaceFlags,
  replaceOrder,
  setTradingState,
  showAccount,
} from "./commands/trade.ts";
import { exitCodeHelp } from "./exit-code.ts";
import { parseCount } from "./flag-values.ts";

type Run = (action: RemoteAction) => Promise<void>;

/** Adds the commands that trade within a session. */
export function addTradingCommands(program: Command, run: Run): void {
  const order = program
    .command("order")
    .description("Place, change and see the orders of a session.")
    .addHelpText("after", exitCodeHelp);
  addPlace(order, run);
  addReplace(order, run);
  addOrderReads(order, run);
  const fill = program.command("fill").description("See the fills of a session.");
  addPages(fill.command("list").description("List fills in the order in which they happened."))
    .argument("<session>", "id of the session")
    .option("--order <number>", "only of this order")
    .action((id: string, flags: PageFlags & { order?: string }) =>
      run((context) => listFills(context, id, flags)),
    );
  program
    .command("position")
    .description("See the positions of a session.")
    .command("list")
    .description("List the open positions.")
    .argument("<session>", "id of the session")
    .action((id: string) => run((context) => listPositions(context, id)));
  program
    .command("account")
    .description("Show the account of a session.")
    .argument("<session>", "id of the session")
    .action((id: string) => run((context) => showAccount(context, id)));
}

/** Adds `trading-state` to the commands about sessions. */
export function addTradingState(session: Command, run: Run): void {
  session
    .command("trading-state")
    .description("Change which orders are allowed; it also clears the cap of risk limits.")
    .argument("<id>", "id of the session")
    .argument("<state>", "active, reducing or halted")
    .option("--comment <text>", "why, for the record")
    .option("--request-id <uuid>", "the same id makes a repeated request safe")
    .addHelpText(
      "after",
      '\nExamples:\n  openbell session trading-state ID halted --comment "news"',
    )
    .action((id: string, state: string, flags: { comment?: string; requestId?: string }) =>
      run((context) => setTradingState(context, id, state, flags)),
    );
}

function addPlace(order: Command, run: Run): void {
  order
    .command("place")
    .description("Place an order. It acts at the next barrier of the session.")
    .argument("<session>", "id of the session")
    .argument("<side>", "buy or sell")
    .argument("<quantity>", "how much; with --fraction a share of the buying power")
    .argument("<symbol>", "a symbol of the session")
    .requiredOption("--client-id <id>", "your own name for it; repeated, it is the same order")
    .option(
      "--type <type>",
      "market, limit, stop, stop-limit or trailing-stop (default: what its prices say)",
    )
    .option("--fraction", "the quantity is a share of the buying power, as 0.5")
    .option("--limit <price>", "worst price")
    .option("--trigger <price>", "price from which a stop is at work")
    .option("--trail <amount>", "how far a trailing stop stays behind")
    .option("--trail-fraction <share>", "the same as a share of the price")
    .option("--in <time>", "how long it stands: day, gtc, gtd, ioc or fok")
    .option("--expires <time>", "when a gtd order expires, as 2024-05-01T14:30:00Z")
    .option("--post-only", "reject it rather than take liquidity")
    .option("--reduce-only", "never more than the position")
    .option("--parent <id>", "wait for the fills of this order")
    .option("--group <name>", "orders of one group exclude each other")
    .option("--tag <text>", "anything to find again")
    .addHelpText(
      "after",
      `
Examples:
  openbell order place ID buy 10 SP500 --client-id first
  openbell order place ID buy 10 SP500 --client-id cheap --limit 2750
  openbell order place ID sell 10 SP500 --client-id guard --trigger 2700 --in gtc`,
    )
    .action((id: string, side: string, quantity: string, symbol: string, flags: PlaceFlags) =>
      run((context) => placeOrder(context, id, [side, quantity, symbol], flags)),
    );
}

function addReplace(order: Command, run: Run): void {
  order
    .command("replace")
    .description("Replace quantity and prices of an open order.")
    .argument("<session>", "id of the session")
    .argument("<order>", "its number, or your own name for it")
    .option("--quantity <quantity>", "the new quantity")
    .option("--limit <price>", "the new limit")
    .option("--trigger <price>", "the new trigger")
    .addHelpText("after", "\nExamples:\n  openbell order replace ID guard --trigger 2850")
    .action((id: string, name: string, flags: ReplaceFlags) =>
      run((context) => replaceOrder(context, id, name, flags)),
    );
  order
    .command("cancel")
    .description("Cancel an order, or all that are open.")
    .argument("<session>", "id of the session")
    .argument("[order]", "its number, or your own name for it")
    .option("--all", "all open orders")
    .option("--symbol <symbol>", "with --all: only of this symbol")
    .addHelpText(
      "after",
      "\nExamples:\n  openbell order cancel ID guard\n  openbell order cancel ID --all",
    )
    .action((id: string, name: string | undefined, flags: { all?: boolean; symbol?: string }) =>
      run((context) => cancelOrders(context, id, name, flags)),
    );
}

function addOrderReads(order: Command, run: Run): void {
  order
    .command("get")
    .description("Show an order.")
    .argument("<session>", "id of the session")
    .argument("<order>", "its number, or your own name for it")
    .action((id: string, name: string) => run((context) => getOrder(context, id, name)));
  addPages(order.command("list").description("List orders, newest first."))
    .argument("<session>", "id of the session")
    .option("--open", "only open ones")
    .option("--symbol <symbol>", "only of this symbol")
    .action((id: string, flags: PageFlags & { open?: boolean; symbol?: string }) =>
      run((context) => listOrders(context, id, flags)),
    );
}

function addPages(command: Command): Command {
  return command
    .option("--page-size <count>", "entries of a page", parseCount)
    .option("--page-token <token>", "go on after a page")
    .option("--all", "all pages");
}
