/** Where the time of a process went, from the CPU profiles that Node leaves with --cpu-prof. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownRows } from "./figure.ts";
import type { ServerProfile } from "./stage.ts";

/** The part of the profile's format that is read: it is that of the Chrome DevTools Protocol. */
interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds before each sample. */
  readonly timeDeltas: readonly number[];
}

type Times = Map<string, number>;

const root = fileURLToPath(new URL("../../", import.meta.url));
const rowCount = 30;

/** A report in Markdown on what a server did once it served. */
export function profileReport({ profileFile, startMs }: ServerProfile): string {
  const profile: CpuProfile = JSON.parse(readFileSync(profileFile, "utf8"));
  const { self, total, areas, busyMicros, idleMicros } = timesOf(profile, startMs * 1_000);
  const share = (micros: number) => `${((100 * micros) / busyMicros).toFixed(1)} %`;
  const table = (head: string, times: Times, isShown: (place: string) => boolean = () => true) =>
    markdownRows(
      [head, "Share"],
      [...times]
        .filter(([place, micros]) => micros > 0 && isShown(place))
        .toSorted(([, left], [, right]) => right - left)
        .slice(0, rowCount)
        .map(([place, micros]) => [place, share(micros)]),
      [1],
    );
  const idle = ((100 * idleMicros) / (busyMicros + idleMicros)).toFixed(0);
  return [
    `## ${profileFile}: ${(busyMicros / 1e6).toFixed(1)} s busy, idle ${idle} % of the time`,
    table("By itself, by area", areas),
    table("By itself", self),
    // What Node itself calls is in all of them; a list of ours shows which step costs what.
    table("With what it calls, functions of src", total, (place) => place.includes(" src/")),
  ].join("\n\n");
}

function timesOf({ nodes, samples, timeDeltas }: CpuProfile, skippedMicros: number) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const spent = new Map<number, number>();
  let elapsedMicros = 0;
  for (const [index, id] of samples.entries()) {
    const micros = timeDeltas[index] ?? 0;
    elapsedMicros += micros;
    if (elapsedMicros > skippedMicros) spent.set(id, (spent.get(id) ?? 0) + micros);
  }
  const self: Times = new Map();
  const total: Times = new Map();
  const areas: Times = new Map();
  let idleMicros = 0;
  let busyMicros = 0;
  const visit = (id: number, above: ReadonlySet<string>): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const place = placeOf(node.callFrame);
    const micros = spent.get(id) ?? 0;
    const here = new Set(above).add(place);
    if (node.callFrame.functionName === "(idle)") idleMicros += micros;
    else {
      busyMicros += micros;
      add(self, place, micros);
      add(areas, areaOf(node.callFrame), micros);
      // Once for each place on the stack: a function that calls itself is not counted twice.
      for (const each of here) add(total, each, micros);
    }
    for (const child of node.children ?? []) visit(child, here);
  };
  const [first] = nodes;
  if (first !== undefined) visit(first.id, new Set());
  return { self, total, areas, busyMicros, idleMicros };
}

function add(times: Times, key: string, micros: number): void {
  if (micros > 0) times.set(key, (times.get(key) ?? 0) + micros);
}

function placeOf({
  functionName,
  url,
  lineNumber,
}: CpuProfile["nodes"][number]["callFrame"]): string {
  return `${functionName || "(anonymous)"} ${pathOf(url)}:${lineNumber + 1}`;
}

/** `src/store`, a package, `node:http2`, or what V8 calls the rest. */
function areaOf({ functionName, url }: CpuProfile["nodes"][number]["callFrame"]): string {
  const path = pathOf(url);
  if (path === "") return functionName.startsWith("(") ? functionName : "native code";
  if (path.startsWith("node:")) return /^node:(internal\/)?[^/]+/.exec(path)?.[0] ?? path;
  return /^(src\/[^/]+|gen|node_modules\/(@[^/]+\/)?[^/]+|[a-z]+:)/.exec(path)?.[0] ?? path;
}

function pathOf(url: string): string {
  return url.startsWith("file:") ? fileURLToPath(url).replace(root, "") : url;
}
