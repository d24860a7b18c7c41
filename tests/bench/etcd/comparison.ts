/** Rounds of two sides as tables. */
import { markdownRows, shown } from "../figure.ts";
import type { Timing } from "../timing.ts";
import { type Measure, measures } from "./measure-side.ts";

/** One round: what each side took, in the order of the measures. */
export interface Round {
  readonly ours: readonly Timing[];
  readonly theirs: readonly Timing[];
}

interface Compared extends Measure {
  readonly ours: readonly Timing[];
  readonly theirs: readonly Timing[];
}

const names = { write: "CreateSession, KV/Put", read: "GetSession, KV/Range" } as const;

/** What each measure gave, the aims, and what is to be said between the two. */
export function comparisonTables(rounds: readonly Round[]): readonly string[] {
  const compared = measures.map((measure, index) => ({
    ...measure,
    ours: rounds.flatMap(({ ours }) => ours[index] ?? []),
    theirs: rounds.flatMap(({ theirs }) => theirs[index] ?? []),
  }));
  return [
    ratesTable(compared.filter(({ load }) => load === "64 in flight")),
    "At an even rate, where only the wait counts:",
    latencyTable(compared.filter(({ load }) => load !== "64 in flight")),
    "Where the aims stand after this run:",
    aimsTable(compared),
  ];
}

function ratesTable(compared: readonly Compared[]): string {
  const head = [
    "Ours, theirs",
    "Client",
    "Ours /s",
    "etcd /s",
    "Ratio",
    "Ratios",
    "Ours p50, p99 ms",
  ];
  return markdownRows(
    [...head, "etcd p50, p99 ms"],
    compared.map(({ what, client, ours, theirs }) => [
      `${names[what]}, 64 in flight`,
      client,
      shown(median(ours.map(rate))),
      shown(median(theirs.map(rate))),
      shown(median(ratios(ours, theirs)), " ×"),
      range(ratios(ours, theirs)),
      latencies(ours),
      latencies(theirs),
    ]),
    [2, 3, 4],
  );
}

function latencyTable(compared: readonly Compared[]): string {
  const row = (name: string, timings: readonly Timing[]) => [
    name,
    shown(median(timings.map(({ p50Ms }) => p50Ms))),
    shown(median(timings.map(({ p99Ms }) => p99Ms))),
    range(timings.map(({ p99Ms }) => p99Ms)),
    shown(median(timings.map(({ p999Ms = Number.NaN }) => p999Ms))),
  ];
  return markdownRows(
    ["1,000 /s", "p50 ms", "p99 ms", "p99 of the rounds", "p99.9 ms"],
    compared.flatMap(({ ours, theirs }) => [row("CreateSession", ours), row("KV/Put", theirs)]),
    [1, 2, 4],
  );
}

function aimsTable(compared: readonly Compared[]): string {
  const at = (what: Measure["what"], load: Measure["load"]) =>
    compared.find((each) => each.what === what && each.load === load && each.client === "lean");
  const ratio = (each: Compared | undefined) =>
    each && `${shown(median(ratios(each.ours, each.theirs)), " ×")} (lean client)`;
  const even = at("write", "1,000 /s, open loop");
  const p99Ms = even && shown(median(even.ours.map(({ p99Ms }) => p99Ms)));
  return markdownRows(
    ["What", "Aim", "Stands at"],
    [
      ["Durable create beside etcd's Put", "≥ 0.7 ×, then 1 ×", ratio(at("write", "64 in flight"))],
      ["Durable create at 1,000 /s", "p99 ≤ 10 ms", `p99 ${p99Ms} ms`],
      ["Get beside etcd's Range", "≥ 2 ×", ratio(at("read", "64 in flight"))],
    ].map((cells) => cells.map((cell) => cell ?? "")),
  );
}

function rate({ perSecond }: Timing): number {
  return perSecond;
}

/** Of each round, so that what was the same for both sides of it falls out. */
function ratios(ours: readonly Timing[], theirs: readonly Timing[]): readonly number[] {
  return ours.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN));
}

function latencies(timings: readonly Timing[]): string {
  const p50Ms = median(timings.map((timing) => timing.p50Ms));
  return `${shown(p50Ms)}, ${shown(median(timings.map(({ p99Ms }) => p99Ms)))}`;
}

function range(values: readonly number[]): string {
  return `${shown(Math.min(...values))}–${shown(Math.max(...values))}`;
}

/** The one in the middle; of an even number the lower of the two. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
}
