/** The report of a session as text for a terminal. */
import { FillReasonSchema, OrderStateSchema } from "../../../gen/ts/openbell/v1/order_pb.ts";
import {
  type DataUse,
  IsolationSchema,
  type SessionReport,
  type Statistic,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { enumName } from "../../domain/enum-name.ts";
import { limitPairs } from "../limit-text.ts";
import type { Paint } from "../paint.ts";
import { entriesText, stateOf, stateText } from "../session-text.ts";
import { type Cell, type Column, renderPairs, renderTable } from "../table.ts";
import { positionColumns } from "../trading-text.ts";
import { figureText, moneyText } from "./figure-text.ts";
import { modelPairs } from "./model-text.ts";

/** The lines of a report. */
export function renderReport(
  report: SessionReport,
  width: number | undefined,
  paint: Paint,
): string[] {
  const currency = report.account?.currency ?? report.session?.spec?.currency ?? "";
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ["Session", renderPairs(sessionPairs(report), paint.dim)],
    ...themeSections(report, currency, paint),
    ["Open positions", positionLines(report, currency, width, paint)],
    ["Fills by reason", renderPairs(fillPairs(report), paint.dim)],
    ["Orders", renderPairs(orderPairs(report), paint.dim)],
    ["Risk limits", renderPairs(limitPairs(report.session?.spec), paint.dim)],
    ["Fill model", renderPairs(modelPairs(report.session), paint.dim)],
    ["Data", dataLines(report.data, width, paint)],
    ["Notes", report.notes.flatMap((note) => wrapped(note, width ?? 100))],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines], index) => [
      ...(index === 0 ? [] : [""]),
      paint.bold(title),
      ...lines.map((line) => `  ${line}`),
    ]);
}

type Pair = readonly [name: string, value: string];

/** What the session was. */
export function sessionPairs({ session, isolation, band }: SessionReport): readonly Pair[] {
  const { spec, status } = session ?? {};
  const simulation = spec?.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  const currency = spec?.currency ?? "";
  const money = (text: string) => moneyText(text, currency);
  return [
    ["session", session?.sessionId ?? ""],
    ["name", spec?.displayName ?? ""],
    ["state", session === undefined ? "" : stateText(stateOf(session))],
    ["strategy", [spec?.strategyId, spec?.strategyVersion].filter(Boolean).join(" ")],
    ["symbols", (spec?.symbols ?? []).join(", ")],
    ["range", simulation === undefined ? "" : `${simulation.startDate} to ${simulation.endDate}`],
    ["capital", spec === undefined ? "" : `${money(spec.initialCapital)} ${currency}`],
    ["isolation", isolation === 0 ? "" : enumName(IsolationSchema, isolation)],
    [
      "intrabar band",
      band === undefined
        ? ""
        : `${money(band.pessimisticEquity)} to ${money(band.optimisticEquity)} ${currency}, ` +
          `${band.ambiguousBars} ambiguous bars`,
    ],
    ["labels", entriesText(session?.labels ?? {})],
    ["digest", status?.resultsDigest ?? ""],
  ];
}

function themeSections(report: SessionReport, currency: string, paint: Paint) {
  const themes = Map.groupBy(report.statistics, ({ theme }) => theme);
  return [...themes].map(
    ([theme, figures]) => [theme, figureLines(figures, currency, paint)] as const,
  );
}

/** Names to the left and values to the right, both aligned. */
function figureLines(figures: readonly Statistic[], currency: string, paint: Paint): string[] {
  const texts = figures.map((figure) => figureText(figure, currency));
  const widest = Math.max(0, ...texts.map((text) => text.length));
  return renderPairs(
    figures.map(({ name }, index): Pair => [name, (texts[index] ?? "").padStart(widest)]),
    paint.dim,
  );
}

function positionLines(
  { positions }: SessionReport,
  currency: string,
  width: number | undefined,
  paint: Paint,
): string[] {
  if (positions.length === 0) return [];
  const money = (text: string) => ({ text: moneyText(text, currency) });
  const rows = positions.map((position): Cell[] => [
    { text: position.symbol, paint: paint.bold },
    { text: position.quantity },
    { text: position.averagePrice },
    { text: position.lastPrice },
    money(position.marketValue),
    money(position.unrealizedProfit),
    money(position.realizedProfit),
    money(position.fees),
  ]);
  return renderTable(positionColumns, rows, width, paint.dim);
}

/** Fills by their reasons. */
export function fillPairs({ fillsByReason }: SessionReport): readonly Pair[] {
  return fillsByReason.map(({ reason, fills }) => [enumName(FillReasonSchema, reason), `${fills}`]);
}

/** Orders by their states. */
export function orderPairs({ ordersByState }: SessionReport): readonly Pair[] {
  return ordersByState.map(({ state, orders }) => [enumName(OrderStateSchema, state), `${orders}`]);
}

function dataLines(data: readonly DataUse[], width: number | undefined, paint: Paint): string[] {
  if (data.length === 0) return [];
  const columns: readonly Column[] = [
    { title: "SYMBOL" },
    { title: "SERIES" },
    { title: "ROWS", align: "right" },
    { title: "VERSION", shrinkTo: 8 },
    { title: "FINDINGS", shrinkTo: 12 },
  ];
  const rows = data.map(({ symbol, series, rows: count, version, findings }): Cell[] => [
    { text: symbol, paint: paint.bold },
    { text: series },
    { text: count === 0n ? "" : String(count) },
    { text: version },
    { text: findings.join("; ") },
  ]);
  return renderTable(columns, rows, width, paint.dim);
}

/** A sentence over lines of a width, the later ones set in. */
function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(`- ${word}`);
    else if (last.length + word.length + 1 > width - 2) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
