/** The commands about markets: venues, list, show, calendar. */
import type { GenEnum } from "@bufbuild/protobuf/codegenv2";
import {
  AssetClassSchema,
  type Calendar,
  type Closure,
  ClosureSchema,
  type Instrument,
  InstrumentSchema,
  InstrumentStatusSchema,
  type Market,
  MarketSchema,
  SeriesKindSchema,
  TradingHours,
  type TradingSession,
  TradingSessionSchema,
} from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import { GetInstrumentResponseSchema } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { enumNames, findEnumValue } from "../../domain/enum-name.ts";
import { type CommandContext, widthOf } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import {
  renderCalendar,
  renderInstrument,
  renderInstruments,
  renderMarkets,
} from "../market-text.ts";
import { printable } from "../text-width.ts";
import { UsageError } from "../usage-error.ts";

/** Sessions of a calendar of which no end was asked for. */
const sessionsShown = 30;
const sessionsOfPage = 250;

/** Lists all markets. */
export async function listMarkets(context: CommandContext): Promise<ExitCode> {
  const { client, io, isJson, paint } = context;
  const markets: Market[] = [];
  for await (const page of client.market.markets({}, { signal: io.signal })) {
    if (isJson) for (const market of page.markets) context.printJson(MarketSchema, market);
    else markets.push(...page.markets);
  }
  if (!isJson) context.print(renderMarkets(markets, widthOf(context), paint));
  return ExitCode.ok;
}

/** What the flags of `list` say. */
export interface InstrumentFlags {
  readonly assetClass?: readonly string[];
  readonly market?: readonly string[];
  readonly currency?: readonly string[];
  readonly status?: readonly string[];
  readonly kind?: readonly string[];
  readonly withData?: boolean;
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly all?: boolean;
}

/** Lists instruments, all or those that are searched for: one page, or all. */
export async function listInstruments(
  context: CommandContext,
  words: readonly string[],
  flags: InstrumentFlags,
): Promise<ExitCode> {
  const { client, io, isJson, paint } = context;
  const problems: string[] = [];
  const filter = {
    assetClasses: enumValues("--asset-class", AssetClassSchema, flags.assetClass, problems),
    marketIds: [...(flags.market ?? [])],
    currencies: [...(flags.currency ?? [])],
    statuses: enumValues("--status", InstrumentStatusSchema, flags.status, problems),
    seriesKinds: enumValues("--kind", SeriesKindSchema, flags.kind, problems),
    hasData: flags.withData ?? false,
  };
  if (problems.length > 0) throw new UsageError(problems);
  const { pageSize = 0, pageToken = "" } = flags;
  const request = { search: words.join(" "), filter, pageSize, pageToken };
  const instruments: Instrument[] = [];
  let nextPageToken = "";
  for await (const page of client.market.instruments(request, { signal: io.signal })) {
    if (isJson) for (const each of page.instruments) context.printJson(InstrumentSchema, each);
    else instruments.push(...page.instruments);
    ({ nextPageToken } = page);
    if (!flags.all) break;
  }
  if (!isJson && instruments.length > 0) {
    context.print(renderInstruments(instruments, widthOf(context), paint));
  }
  if (!isJson && instruments.length === 0) context.say("no instruments");
  if (nextPageToken !== "") {
    context.say(`there are more: --all, or --page-token ${nextPageToken}`);
  }
  return ExitCode.ok;
}

/** Shows an instrument with its data. */
export async function showInstrument(
  context: CommandContext,
  symbol: string,
  { date = "" }: { readonly date?: string },
): Promise<ExitCode> {
  const { client, io, isJson, paint } = context;
  const answer = await client.market.instrument({ symbol, date }, { signal: io.signal });
  if (isJson) context.printJson(GetInstrumentResponseSchema, answer);
  else context.print(renderInstrument(answer, widthOf(context), paint));
  return ExitCode.ok;
}

/** What the flags of `calendar` say. */
export interface CalendarFlags {
  readonly symbol?: string;
  readonly from?: string;
  readonly to?: string;
  readonly extended?: boolean;
}

/** Shows sessions, and the dates without one: thirty, or all up to a date. */
export async function showCalendar(
  context: CommandContext,
  calendarId: string | undefined,
  { symbol, from, to, extended }: CalendarFlags,
): Promise<ExitCode> {
  const { client, io, isJson, paint } = context;
  if ((calendarId === undefined) === (symbol === undefined)) {
    const not = symbol === undefined ? "" : ", not both";
    throw new UsageError([`name a calendar, as XNYS, or an instrument with --symbol${not}`]);
  }
  const request = {
    subject:
      symbol === undefined
        ? { case: "calendarId" as const, value: calendarId ?? "" }
        : { case: "symbol" as const, value: symbol },
    startDate: from ?? new Date(io.nowMs()).toISOString().slice(0, 10),
    endDate: to ?? "",
    hours: extended ? TradingHours.EXTENDED : TradingHours.REGULAR,
    pageSize: to === undefined ? sessionsShown : sessionsOfPage,
  };
  const shown: (TradingSession | Closure)[] = [];
  let calendar: Calendar | undefined;
  for await (const page of client.market.sessions(request, { signal: io.signal })) {
    ({ calendar } = page);
    const days = [...page.sessions, ...page.closures].sort(byDate);
    if (isJson) for (const day of days) printDay(context, day);
    else shown.push(...days);
    if (to === undefined) break;
  }
  if (isJson || calendar === undefined) return ExitCode.ok;
  const { calendarId: id, displayName, timeZone } = calendar;
  context.say(printable(`${id}: ${displayName}, in the time of ${timeZone}`));
  context.print(renderCalendar(calendar, shown, widthOf(context), paint));
  return ExitCode.ok;
}

function printDay(context: CommandContext, day: TradingSession | Closure): void {
  if (day.$typeName === "openbell.v1.Closure") context.printJson(ClosureSchema, day);
  else context.printJson(TradingSessionSchema, day);
}

function byDate(left: { readonly date: string }, right: { readonly date: string }): number {
  return left.date < right.date ? -1 : 1;
}

function enumValues<Value extends number>(
  flag: string,
  schema: GenEnum<Value>,
  names: readonly string[] = [],
  problems: string[],
): Value[] {
  return names.flatMap((name) => {
    const value = findEnumValue(schema, name.toUpperCase().replaceAll("-", "_"));
    if (value !== undefined && value !== 0) return [value as Value];
    const known = enumNames(schema).join(", ").toLowerCase();
    problems.push(`${flag} is "${name}": it must be one of ${known}`);
    return [];
  });
}
