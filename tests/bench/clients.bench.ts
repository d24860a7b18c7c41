/**
 * What a bot gets of each language's client: decisions a second, one slice a turn, and bars a second
 * in pages, decoded by the client and not looked at. All drive the same server, one after the other,
 * through the adapters of the conformance suite; beside them stands the TypeScript client.
 */
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { UntilSchema } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { AdapterProcess } from "../clients/adapter-process.ts";
import { isRequired, type Language, languages, whyAbsent } from "../clients/languages.ts";
import { dataFolder } from "../e2e/server-process.ts";
import {
  botSessions,
  dailyBars,
  minuteBars,
  minutesSymbol,
  type PassedBars,
} from "./bot-sessions.ts";
import type { Figure } from "./figure.ts";
import { importMinutes } from "./import.bench.ts";
import type { Stage } from "./stage.ts";

/** Trading days of `dailyBars`: so many decisions. */
const days = 5_105;
/** Whole days, as sessions are. */
const minutes = 1_000 * 1_440;
/** Most slices of a turn. */
const slicesMax = 1_000_000;
const rounds = 3;
/** Longer than any client takes for a session. */
const driveMs = 300_000;

/** What is measured of a client. */
interface Measured {
  readonly client: string;
  readonly decisions: number;
  readonly bars: number;
}

/** Drives sessions with every client whose toolchain is here; names the others. */
export async function benchClients(stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    importMinutes(join(folder.path, "market"), minutesSymbol, minutes);
    return await stage.serving(folder.path, async ({ targets: [{ address }] }) => {
      const measured: Measured[] = [];
      for (const language of languages) {
        if (isHere(language)) measured.push(...(await measure(language, `http://${address}`)));
      }
      return figuresOf(measured);
    });
  } finally {
    folder.remove();
  }
}

function isHere(language: Language): boolean {
  const absent = whyAbsent(language);
  if (absent === undefined) return true;
  if (isRequired(language)) throw new Error(`${language.name} is required: ${absent}`);
  console.error(`skipped: ${language.name}: ${absent}`);
  return false;
}

async function measure(language: Language, url: string): Promise<readonly Measured[]> {
  await language.build();
  const measured: Measured[] = [];
  for (const [client, command] of Object.entries(language.adapters)) {
    const adapter = new AdapterProcess(command);
    const fastest = (bars: PassedBars, slices: number) => fastestDrive(adapter, url, bars, slices);
    measured.push({
      client,
      decisions: days / (await fastest(dailyBars, 1)),
      bars: minutes / (await fastest(minuteBars(minutes), slicesMax)),
    });
    adapter.close();
  }
  return measured;
}

/** Seconds of the fastest of several sessions, driven by a bot that decides nothing. */
async function fastestDrive(
  adapter: AdapterProcess,
  url: string,
  bars: PassedBars,
  slices: number,
): Promise<number> {
  const until = toBinary(UntilSchema, create(UntilSchema, { slices }));
  // More turns than a session has pages; where a turn has one slice, the default does.
  const turn = { until: Buffer.from(until).toString("base64") };
  const turns = slices === 1 ? [] : Array.from({ length: 1_000 }, () => turn);
  let best = Number.POSITIVE_INFINITY;
  for (const { sessionId } of await botSessions(url, rounds, bars)) {
    const started = performance.now();
    const drive = { sessionId, takeOver: true, turns };
    const options = { timeoutMs: 30_000, attempts: 3 };
    const request = { scenario: sessionId, url, options, action: { drive } };
    const { error } = await adapter.run(request, driveMs);
    if (error != null) throw new Error(JSON.stringify(error));
    best = Math.min(best, (performance.now() - started) / 1_000);
  }
  return best;
}

function figuresOf(measured: readonly Measured[]): readonly Figure[] {
  const [reference] = measured;
  const beside = (perSecond: number | undefined) =>
    perSecond === undefined ? {} : { anchor: { name: "the TypeScript client", perSecond } };
  return measured.flatMap(({ client, decisions, bars }) => [
    {
      name: "Clients: decisions by Run",
      size: `${client}, ${days.toLocaleString("en-US")} daily bars, one a turn`,
      perSecond: decisions,
      ...beside(reference?.decisions),
    },
    {
      name: "Clients: bars in pages by Run",
      size: `${client}, ${minutes.toLocaleString("en-US")} minute bars`,
      perSecond: bars,
      ...beside(reference?.bars),
    },
  ]);
}
