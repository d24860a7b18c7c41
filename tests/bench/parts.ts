/** The parts of the bench by name, in the order in which they run. */
import { benchBareCalls, benchLoadClient } from "./bare.bench.ts";
import { benchCalendar } from "./calendar.bench.ts";
import { benchClients } from "./clients.bench.ts";
import { benchColumnar } from "./columnar.bench.ts";
import { benchCompareEngines } from "./compare-engines/compare-engines.bench.ts";
import { benchCreates, benchOpenLoop } from "./creates.bench.ts";
import { benchEngine } from "./engine.bench.ts";
import { benchFanOut } from "./fan-out.bench.ts";
import type { Figure } from "./figure.ts";
import { benchImport } from "./import.bench.ts";
import { benchLifecycle } from "./lifecycle.bench.ts";
import { benchLockstep } from "./lockstep.bench.ts";
import { benchManySessions } from "./many-sessions.bench.ts";
import { benchMemory, benchStart } from "./memory.bench.ts";
import { benchNative } from "./native.bench.ts";
import { benchReadBars } from "./read-bars.bench.ts";
import { benchGets, benchLists } from "./reads.bench.ts";
import { benchReconnectStorm } from "./reconnect-storm.bench.ts";
import { benchReplay } from "./replay.bench.ts";
import type { Stage } from "./stage.ts";
import { benchStore } from "./store.bench.ts";
import { benchTradingEngine } from "./trading-engine.bench.ts";
import { benchValidation } from "./validation.bench.ts";

/** A part: each has servers of its own, so that no part's sessions weigh on the next. */
export type Part = (stage: Stage) => readonly Figure[] | Promise<readonly Figure[]>;

/** All parts. */
export const parts: Readonly<Record<string, Part>> = {
  calendar: benchCalendar,
  validation: benchValidation,
  import: benchImport,
  "read-bars": benchReadBars,
  engine: benchEngine,
  "trading-engine": benchTradingEngine,
  store: benchStore,
  client: benchLoadClient,
  bare: benchBareCalls,
  native: benchNative,
  creates: benchCreates,
  "open-loop": benchOpenLoop,
  gets: benchGets,
  lists: benchLists,
  lifecycle: benchLifecycle,
  replay: benchReplay,
  lockstep: benchLockstep,
  columnar: benchColumnar,
  clients: benchClients,
  "many-sessions": benchManySessions,
  "compare-engines": benchCompareEngines,
  "fan-out": benchFanOut,
  storm: benchReconnectStorm,
  memory: benchMemory,
  start: benchStart,
};

/** The parts of a list of names; all of them when there is none. Throws at an unknown name. */
export function partsNamed(list: string | undefined): readonly (readonly [string, Part])[] {
  const all = Object.entries(parts);
  if (list === undefined) return all;
  const wanted = list.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => parts[name] === undefined);
  if (unknown.length > 0) {
    const known = Object.keys(parts).join(", ");
    throw new Error(`no part is called ${unknown.join(", ")}; there are: ${known}`);
  }
  return all.filter(([name]) => wanted.includes(name));
}
