/** What this project aims at, and where a run stands. */
import { type Figure, markdownRows, shown } from "./figure.ts";

/** One aim. */
interface Aim {
  readonly what: string;
  readonly aim: string;
  /** In words; undefined when the run did not measure it. */
  readonly standsAt: (figures: readonly Figure[]) => string | undefined;
}

const aims: readonly Aim[] = [
  {
    what: "Durable create at 1,000 /s over gRPC",
    aim: "p99 ≤ 10 ms, p99.9 ≤ 50 ms",
    standsAt(figures) {
      const found = find(figures, "CreateSession at 1,000 /s", "native gRPC");
      if (found === undefined) return undefined;
      return `p99 ${shown(found.p99Ms)} ms, p99.9 ${shown(found.p999Ms)} ms`;
    },
  },
  {
    what: "Feed, 1,000 watchers",
    aim: "p99 ≤ 50 ms, ≤ 80 KiB each",
    standsAt: (figures) => fanOut(figures, "1000 watchers"),
  },
  {
    what: "Feed, 5,000 watchers",
    aim: "p99 ≤ 350 ms, ≤ 80 KiB each",
    standsAt: (figures) => fanOut(figures, "5000 watchers"),
  },
  {
    what: "Engine in process",
    aim: "≥ 1,000,000 matched events a second",
    standsAt(figures) {
      const idle = find(figures, "Trading: engine alone", "no order, no position");
      const held = find(figures, "Trading: engine alone", "a position and a resting order");
      const churned = find(figures, "Trading: engine alone", "an order and a fill");
      if (idle === undefined || held === undefined || churned === undefined) return undefined;
      const rates = [held, idle, churned].map(({ perSecond }) => shown(perSecond));
      return (
        `${rates[0]} bars /s that a position and an order meet; ${rates[1]} /s that nothing ` +
        `meets, ${rates[2]} /s with an order and a fill each`
      );
    },
  },
  {
    what: "Lockstep decisions over Run",
    aim: "≥ 0.8 × bare grpc-js over TCP and over a unix socket",
    standsAt(figures) {
      const sizes = ["1 bot, TCP", "64 bots, TCP", "1 bot, unix socket", "64 bots, unix socket"];
      const ratios = sizes.flatMap((size) => {
        const ratio = ratioOf(find(figures, "Lockstep: decisions by Run", size));
        return ratio === undefined ? [] : [`${shown(ratio)} × (${size})`];
      });
      return ratios.length === 0 ? undefined : ratios.join(", ");
    },
  },
  {
    what: "Columnar data to a bot over Run",
    aim: "≥ 5,000,000 bars a second",
    standsAt(figures) {
      const bytes = find(figures, "Columnar: bars to a bot by Run", "as bytes");
      const decoded = find(figures, "Columnar: bars to a bot by Run", "decoded");
      if (bytes === undefined || decoded === undefined) return undefined;
      return `${shown(bytes.perSecond)} /s as bytes, ${shown(decoded.perSecond)} /s decoded`;
    },
  },
  {
    what: "1,000 sessions stepping at once",
    aim: "p99 of a step; the slowest near the median; < 1 MiB each",
    standsAt(figures) {
      const steps = find(figures, "Lockstep: all sessions step at once", "1,000 bots");
      const slowest = find(figures, "Lockstep: the slowest session", "1,000 bots");
      const memory = find(figures, "Memory of a session in lockstep", "1,000 bots");
      if (steps === undefined || slowest === undefined || memory === undefined) return undefined;
      return (
        `p99 ${shown(steps.p99Ms)} ms at ${shown(steps.perSecond)} /s, the slowest ` +
        `${shown(ratioOf(slowest))} × the median, ${shown(memory.mebibytes)} MiB each`
      );
    },
  },
  {
    what: "10,000 sessions open",
    aim: "< 50 KiB for an idle one",
    standsAt(figures) {
      const each = find(figures, "Memory of a session", "10,000 READY");
      return each && `${kibibytes(each)} KiB each, right after they were created`;
    },
  },
  {
    what: "1,000 sessions running on 2 cores",
    aim: "they run",
    standsAt(figures) {
      const moved = find(figures, "PauseSession", "1,000 sessions");
      return (
        moved && `1,000 run at the same time; to pause one of them p99 ${shown(moved.p99Ms)} ms`
      );
    },
  },
  {
    what: "Validation",
    aim: "p99 < 1 ms",
    standsAt(figures) {
      const found = find(figures, "Validation", "50 symbols");
      return found && `p99 ${shown(found.p99Ms)} ms`;
    },
  },
];

/** The aims that a run says something of, as a table in Markdown; "" when there are none. */
export function aimsTable(figures: readonly Figure[]): string {
  const rows = aims.flatMap(({ what, aim, standsAt }) => {
    const words = standsAt(figures);
    return words === undefined ? [] : [[what, aim, words]];
  });
  return rows.length === 0 ? "" : markdownRows(["What", "Aim", "Stands at"], rows);
}

function fanOut(figures: readonly Figure[], size: string): string | undefined {
  const read = find(figures, "Feed: sent until read by a watcher", size);
  const memory = find(figures, "Memory of a watcher", size);
  if (read === undefined || memory === undefined) return undefined;
  return `p99 ${shown(read.p99Ms)} ms with the commit in it, ${kibibytes(memory)} KiB each`;
}

function ratioOf({ perSecond, anchor }: Figure = { name: "", size: "" }): number | undefined {
  return anchor === undefined ? undefined : (perSecond ?? Number.NaN) / anchor.perSecond;
}

function kibibytes({ mebibytes }: Figure): string {
  return shown((mebibytes ?? Number.NaN) * 1_024);
}

function find(figures: readonly Figure[], name: string, size: string): Figure | undefined {
  return figures.find((figure) => figure.name === name && figure.size.includes(size));
}
