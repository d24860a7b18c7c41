import { toJson } from "@bufbuild/protobuf";
import { type Pace, PaceSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { printable } from "../text-width.ts";
import { type Draft, dailyBars, draftRequest } from "./draft.ts";

/**
 * The session file of a draft: YAML with a comment on every part, that reads back to the request of
 * the draft. Every value is quoted, so that no name, date or number is taken for something else.
 *
 * @param start - The session shall start as soon as it is created.
 */
export function sessionFileText(draft: Draft, { start }: { readonly start: boolean }): string {
  const { spec } = draftRequest(draft);
  const simulation = spec?.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  const lines = [
    "# A session, as `openbell session new` wrote it.",
    "# Create it:  openbell session create -f FILE",
    "# Judge it:   openbell session validate -f FILE",
    "spec:",
    ...field(2, "A name for people.", "display_name", spec?.displayName),
    ...field(2, "Your strategy: list and watch sessions by it.", "strategy_id", spec?.strategyId),
    ...symbolLines(draft),
    ...field(2, "Money at the start.", "initial_capital", spec?.initialCapital),
    ...field(
      2,
      "Currency of the account; all symbols are quoted in it.",
      "currency",
      spec?.currency,
    ),
    "  # A run over history.",
    "  simulation:",
    ...field(4, "First date, included.", "start_date", simulation?.startDate),
    ...field(4, "Last date, included.", "end_date", simulation?.endDate),
    ...paceLines(simulation?.pace),
    ...(start
      ? ["# Starts as soon as it is created; without this line it waits.", "start: true"]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function field(indent: number, comment: string, name: string, value = ""): string[] {
  if (value === "") return [];
  const space = " ".repeat(indent);
  return [`${space}# ${comment}`, `${space}${name}: ${JSON.stringify(value)}`];
}

function symbolLines({ instruments }: Draft): string[] {
  const entries = instruments.map((instrument) => {
    const bars = dailyBars(instrument);
    const data = bars === undefined ? "" : `, data from ${bars.firstDate} to ${bars.lastDate}`;
    const comment = printable(`${instrument.displayName}${data}`);
    return `    - ${JSON.stringify(instrument.symbol)} # ${comment}`;
  });
  return ["  # What is traded.", "  symbols:", ...entries];
}

function paceLines(pace: Pace | undefined): string[] {
  if (pace === undefined) return [];
  const json = toJson(PaceSchema, pace, { useProtoFieldName: true });
  const [[kind, value] = ["as_fast", true]] = Object.entries(json ?? {});
  return [
    "    # How fast: as_fast: true, speed: 3600 (session seconds in each second), or",
    '    # interval_per_slice: "0.5s" (from one bar to the next).',
    "    pace:",
    `      ${kind}: ${JSON.stringify(value)}`,
  ];
}
