import type { SeriesChoice } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { renderPairs } from "../../cli/table.ts";
import { formatInstant } from "../../domain/instant.ts";
import type { CorporateAction } from "../../market/corporate-action.ts";
import type { Instrument } from "../../market/instrument.ts";
import type { SeriesInfo } from "../../market/series-catalog.ts";
import { formatSeriesKey } from "../../market/series-kind.ts";
import {
  type DataContext,
  instrumentOf,
  openCatalog,
  printJson,
  seriesFilter,
} from "./data-context.ts";
import { findingLines } from "./import-data.ts";

const holesShown = 20;

/** Shows an instrument and its series in full. */
export async function showData(context: DataContext, choice: SeriesChoice): Promise<number> {
  const isWanted = seriesFilter(context, choice);
  const catalog = await openCatalog(context);
  const instrument = instrumentOf(context, choice.symbol ?? "");
  const series = catalog.listSeries().filter(isWanted);
  const actions = catalog.actions(instrument.symbol);
  if (context.isJson) {
    printJson(context, { instrument, series, actions });
    return ExitCode.ok;
  }
  const texts = [instrumentLines(instrument, actions), ...series.map(seriesLines)];
  if (series.length === 0) texts.push(["there is no data of it"]);
  context.io.stdout.write(`${texts.map((lines) => lines.join("\n")).join("\n\n")}\n`);
  return ExitCode.ok;
}

function instrumentLines(
  instrument: Instrument,
  actions: readonly CorporateAction[],
): readonly string[] {
  const count = (type: CorporateAction["type"]) =>
    String(actions.filter((action) => action.type === type).length);
  return renderPairs([
    ["symbol", instrument.symbol],
    ["name", instrument.name],
    ["asset class", instrument.asset_class],
    ["venue", `${instrument.venue}, calendar ${instrument.calendar}`],
    ["currency", instrument.currency],
    [
      "increments",
      `price ${instrument.price_increment}, quantity ${instrument.quantity_increment}`,
    ],
    ["multiplier", instrument.multiplier ?? ""],
    ["listed", instrument.listed ?? ""],
    ["delisted", instrument.delisted ?? ""],
    ["other names", (instrument.aliases ?? []).map((alias) => alias.symbol).join(", ")],
    ["splits", count("split")],
    ["dividends", count("dividend")],
  ]);
}

function seriesLines(info: SeriesInfo): readonly string[] {
  const { holes, findings } = info;
  const shown = holes
    .slice(0, holesShown)
    .map(({ fromNs, toNs }) => `  ${formatInstant(fromNs)} to ${formatInstant(toNs)}`);
  return [
    formatSeriesKey(info),
    ...renderPairs([
      ["rows", String(info.rows)],
      ["span", `${formatInstant(info.firstNs)} to ${formatInstant(info.endNs)}`],
      ["bytes", String(info.bytes)],
      ["sources", info.sources.join("; ")],
      ["not in any source", info.absent.join(", ")],
      ["version", info.version],
      ["holes", String(holes.length)],
    ]),
    ...shown,
    ...(holes.length > holesShown ? [`  and ${holes.length - holesShown} more`] : []),
    ...findings.flatMap(findingLines),
  ];
}
