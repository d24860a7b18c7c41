/** `openbell market …`: names, flags and help of the commands; what they do is in `commands/`. */
import type { Command } from "commander";
import type { RemoteAction } from "./command-context.ts";
import {
  type CalendarFlags,
  type InstrumentFlags,
  listInstruments,
  listMarkets,
  showCalendar,
  showInstrument,
} from "./commands/market.ts";
import { exitCodeHelp } from "./exit-code.ts";
import { collect, parseCount } from "./flag-values.ts";

type Run = (action: RemoteAction) => Promise<void>;

/** Adds `market` and its commands. */
export function addMarketCommands(program: Command, run: Run): void {
  const market = program
    .command("market")
    .description("See what a server knows of markets, instruments, data and trading hours.")
    .addHelpText("after", exitCodeHelp);
  market
    .command("venues")
    .description("List the markets.")
    .action(() => run(listMarkets));
  addList(market, run);
  market
    .command("show")
    .description("Show an instrument: its steps, and ranges and holes of its data.")
    .argument("<symbol>", "a symbol or another name, as AAPL, eur/usd or ^GSPC")
    .option("--date <date>", "who had this name on a date, as 2011-01-03")
    .action((symbol: string, flags: { date?: string }) =>
      run((context) => showInstrument(context, symbol, flags)),
    );
  market
    .command("calendar")
    .description("Show trading sessions, and the dates without one and why.")
    .argument("[id]", "a calendar, as XNYS, CME_EQUITY or 24x7")
    .option("--symbol <symbol>", "the calendar of an instrument")
    .option("--from <date>", "first date, as 2024-12-01 (default: today)")
    .option("--to <date>", "last date (default: that of the 30th session)")
    .option("--extended", "with trading before and after the core session")
    .addHelpText(
      "after",
      `
Times are those of the calendar's own zone; a day of the week stands before those of another date.

Examples:
  openbell market calendar XTKS
  openbell market calendar --symbol AAPL --from 2024-11-25 --to 2024-12-31 --extended
  openbell market calendar XNYS --from 2024-01-01 --to 2024-12-31 --json | jq -r .date`,
    )
    .action((id: string | undefined, flags: CalendarFlags) =>
      run((context) => showCalendar(context, id, flags)),
    );
}

function addList(market: Command, run: Run): void {
  market
    .command("list")
    .description("List instruments, all or those with all of the words in their names.")
    .argument("[words...]", "what to search for: symbols, aliases, names")
    .option("--asset-class <class>", "stock, etf, index, forex, crypto, ...; repeatable", collect)
    .option("--market <id>", "a market, as XNAS; repeatable", collect)
    .option("--currency <code>", "currency of prices, as USD; repeatable", collect)
    .option("--status <status>", "active or delisted; repeatable", collect)
    .option("--kind <kind>", "with data: bars, quote_bars, trades, quotes; repeatable", collect)
    .option("--with-data", "only those with data of any kind")
    .option("--page-size <count>", "instruments of a page", parseCount)
    .option("--page-token <token>", "go on after a page")
    .option("--all", "all pages")
    .addHelpText(
      "after",
      `
Examples:
  openbell market list apple
  openbell market list --with-data
  openbell market list --asset-class crypto --currency USDT --all
  openbell market list --all --json | jq -r .symbol`,
    )
    .action((words: string[], flags: InstrumentFlags) =>
      run((context) => listInstruments(context, words, flags)),
    );
}
