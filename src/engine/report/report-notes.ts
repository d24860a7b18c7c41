/** What a reader of a report should know before believing it, one sentence each. */
import {
  EndOfData,
  IntrabarPath,
  MarketFill,
  StopFill,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { Adjustment, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { Isolation } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { ResultSeries } from "../statistics/result-series.ts";
import type { ReportFacts } from "./report-facts.ts";

const ended: readonly SessionState[] = [
  SessionState.COMPLETED,
  SessionState.STOPPED,
  SessionState.FAILED,
];
const fewDays = 60;

/** The notes, the gravest first. */
export function reportNotes(facts: ReportFacts, series: ResultSeries): readonly string[] {
  return [
    ...stateNotes(facts),
    ...modelNotes(facts),
    ...dataNotes(facts),
    ...resultNotes(facts, series),
  ];
}

function stateNotes({ session, isolation }: ReportFacts): readonly string[] {
  const notes: string[] = [];
  const state = session.status?.state ?? SessionState.UNSPECIFIED;
  if (state === SessionState.FAILED) {
    notes.push("The session FAILED: the figures are those of what it did before.");
  } else if (!ended.includes(state)) {
    notes.push("The session has not ended: the figures are those of its last barrier on disk.");
  }
  if (isolation === Isolation.NONE) {
    notes.push(
      "isolation: NONE. Orders came without a driver token, so nothing kept their author from " +
        "reading data of after the barrier.",
    );
  }
  return notes;
}

function modelNotes({ session }: ReportFacts): readonly string[] {
  const { modeSpec } = session.spec ?? {};
  const model = modeSpec?.case === "simulation" ? modeSpec.value.fillModel : undefined;
  if (model === undefined) return [];
  const notes: string[] = [];
  if (model.marketFill === MarketFill.SAME_CLOSE) {
    notes.push(
      "same_close: market orders were filled at the close that the strategy had just seen; it " +
        "could not have traded at that price.",
    );
  }
  if (model.stopFill === StopFill.TRIGGER) {
    notes.push("Stops were filled at their trigger also where the market opened beyond it.");
  }
  if (model.intrabarPath === IntrabarPath.OPTIMISTIC) {
    notes.push("Where a bar could have gone two ways, the better one for the holder was taken.");
  }
  if (model.volumeCap === "0") {
    notes.push("There was no volume cap: orders of any size were filled at once.");
  }
  if (model.endOfData === EndOfData.CLOSE) {
    notes.push("Positions were closed at the last price when the data ended.");
  }
  return notes;
}

function dataNotes({ session, data }: ReportFacts): readonly string[] {
  const { modeSpec } = session.spec ?? {};
  const adjustment =
    modeSpec?.case === "simulation" ? modeSpec.value.adjustment : Adjustment.UNSPECIFIED;
  const notes: string[] = [];
  if (adjustment === Adjustment.SPLIT || adjustment === Adjustment.TOTAL_RETURN) {
    const by = adjustment === Adjustment.SPLIT ? "splits" : "splits and dividends";
    notes.push(
      `Prices are adjusted by all ${by} of the catalog, also by those that came after a bar: ` +
        "their levels are not those that were traded, and the factors were not known then.",
    );
  }
  const odd = data.filter(({ findings }) => findings.length > 0);
  if (odd.length > 0) {
    const names = odd.map(({ symbol, series }) => `${symbol} ${series}`).join(", ");
    notes.push(`The data has findings, see there: ${names}.`);
  }
  return notes;
}

function resultNotes({ tally }: ReportFacts, series: ResultSeries): readonly string[] {
  const { fills, openTrades, days, isDaily } = series;
  const notes: string[] = [];
  if (fills.capped > 0) {
    notes.push(`${fills.capped} of ${fills.count} fills were cut down to the volume cap.`);
  }
  if (openTrades > 0) {
    const what = openTrades === 1 ? "1 trade is" : `${openTrades} trades are`;
    notes.push(`${what} open and valued at the last price; the figures of trades leave them out.`);
  }
  if (days.length < fewDays) {
    notes.push(`There are ${days.length} trading days: figures per year say little.`);
  }
  if (tally === undefined && !isDaily) {
    notes.push("Drawdown and exposure are measured at the end of each day, not after each slice.");
  }
  return notes;
}
