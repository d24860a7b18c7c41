/** The report of a session. */
import { create } from "@bufbuild/protobuf";
import { type SessionReport, SessionReportSchema } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { compatibleSets } from "../statistics/compatible/compatible-sets.ts";
import { computeStatistics, statisticThemes } from "../statistics/statistics.ts";
import type { ReportCollector } from "./report-collector.ts";
import type { ReportFacts, ReportTerms } from "./report-facts.ts";
import { reportNotes } from "./report-notes.ts";

/** The report of what was collected, once the last event was taken. */
export function sessionReport(
  facts: ReportFacts,
  collector: ReportCollector,
  terms: ReportTerms,
): SessionReport {
  const { session, account, band, data, isolation } = facts;
  const series = collector.finish(terms);
  return create(SessionReportSchema, {
    session,
    ...(account === undefined ? {} : { account }),
    positions: collector.positions(),
    statistics: statisticThemes.flatMap(({ title, figures }) =>
      computeStatistics(figures, series).map((figure) => ({ ...figure, theme: title })),
    ),
    compatible: compatibleSets.map(({ tool, figures }) => ({
      tool,
      statistics: computeStatistics(figures, series),
    })),
    fillsByReason: [...series.fills.byReason],
    ordersByState: [...collector.census.counts],
    isolation,
    ...(band === undefined ? {} : { band }),
    data: [...data],
    notes: [...reportNotes(facts, series)],
  });
}
