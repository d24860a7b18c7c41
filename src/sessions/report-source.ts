/**
 * What a report is made of: the facts of a session, and its log in pages, so that however much a
 * session traded, no more than a page of it is in memory.
 */
import { create } from "@bufbuild/protobuf";
import type { RunCheckpoint } from "../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { EventKind, SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { Drive, type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type DataUse,
  type IntrabarBand,
  IntrabarBandSchema,
  Isolation,
} from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { Clock } from "../domain/clock.ts";
import { NS_PER_SECOND } from "../domain/instant.ts";
import { formatMoney, parseMoney } from "../domain/money.ts";
import { fulfil, type Outcome, refuse } from "../domain/rejection.ts";
import type { ReportFacts } from "../engine/report/report-facts.ts";
import type { TradedInstrument } from "../engine/simulation-setup.ts";
import { annualFactor } from "../engine/statistics/annual-factor.ts";
import { type EquityTally, tallyFromNumbers } from "../engine/statistics/equity-tally.ts";
import { CatalogError } from "../market/catalog.ts";
import { parseInterval } from "../market/interval.ts";
import { VenueDates } from "../market/venue-dates.ts";
import type { LogSelection, PageLimit, Scope, SessionStore } from "../store/store.ts";
import { type MarketCatalog, openMarketSource } from "./market-source.ts";
import { sessionNotFound } from "./request-ledger.ts";
import { type SessionData, sessionDataOf } from "./session-data.ts";

/** Kinds of what a report is made of. */
export type ReportKind = Extract<EventKind, 2 | 3 | 4>;

const page: PageLimit = { records: 1_000, bytes: 2 * 1_024 * 1_024 };
const secondsPerDay = 86_400;
const usualAnnualDays = 252;
const finalStates: readonly SessionState[] = [
  SessionState.COMPLETED,
  SessionState.STOPPED,
  SessionState.FAILED,
];

/** The source. */
export class ReportSource {
  readonly #store: SessionStore;
  readonly #catalog: MarketCatalog;
  readonly #clock: Clock;

  constructor(store: SessionStore, catalog: MarketCatalog, clock: Clock) {
    this.#store = store;
    this.#catalog = catalog;
    this.#clock = clock;
  }

  /** The facts of a session as committed. Refused as missing where it is not of the scope. */
  async find(scope: Scope, sessionId: string): Promise<Outcome<ReportFacts>> {
    const stored = await this.#store.readSession(scope, sessionId);
    if (stored === undefined) return refuse(sessionNotFound(sessionId));
    const { session, checkpoint } = stored;
    const data = sessionDataOf(session);
    const market = openedMarket(this.#catalog, session);
    return fulfil({
      session,
      account: session.status?.account,
      isolation: isolationOf(session, checkpoint),
      band: bandOf(session, checkpoint),
      data: usesOf(session, market?.uses ?? []),
      tally: tallyOf(checkpoint),
      ...calendarFacts(data, market?.instruments ?? []),
      multipliers: new Map(market?.instruments.map((each) => [each.symbol, each.multiplier])),
      ...barFacts(data),
    });
  }

  /** The events of some kinds of a session that was found, in order, up to the newest commit. */
  async *events(
    scope: Scope,
    sessionId: string,
    kinds: readonly ReportKind[],
    signal: AbortSignal,
  ): AsyncGenerator<SessionEvent> {
    const selection: LogSelection = { sessionIds: [sessionId], modes: [], strategyIds: [], kinds };
    for (let after = 0n; ; ) {
      const { records, scannedTo, caughtUp } = await this.#store.readLog(
        scope,
        selection,
        after,
        page,
      );
      for (const record of records) yield* record.decode().events;
      signal.throwIfAborted();
      if (caughtUp) return;
      after = scannedTo;
      // The storage answers at once: without this a long log would keep everyone else waiting.
      await new Promise<void>((resolve) => this.#clock.yieldTo(resolve));
    }
  }
}

/** The data of a session; undefined where the catalog has it no more: the log still has results. */
function openedMarket(catalog: MarketCatalog, session: Session) {
  try {
    return openMarketSource(catalog, session, undefined);
  } catch (error) {
    if (error instanceof CatalogError) return undefined;
    throw error;
  }
}

/** Findings tell of the whole series: whoever still drives must not learn what comes. */
function usesOf({ status }: Session, uses: readonly DataUse[]): readonly DataUse[] {
  if (finalStates.includes(status?.state ?? SessionState.UNSPECIFIED)) return uses;
  return uses.map((use) => ({ ...use, findings: [], rows: 0n }));
}

function calendarFacts(data: SessionData, instruments: readonly TradedInstrument[]) {
  const [first] = instruments;
  return {
    annualDays: instruments.reduce(
      (most, { calendar }) => Math.max(most, annualFactor(calendar)),
      first === undefined ? usualAnnualDays : 0,
    ),
    startNs:
      first === undefined
        ? undefined
        : new VenueDates(first.calendar).spanOf(data.firstDate, data.firstDate).fromNs,
  };
}

/** The finest series fills orders; days are slices where it is of days and there is no other. */
function barFacts({ series }: SessionData) {
  const [finest] = series;
  const length = parseInterval(finest?.interval ?? "");
  const isDaily = series.length === 1 && length?.unit === "day";
  if (length === undefined) return { isDaily, barSeconds: 0 };
  return { isDaily, barSeconds: isDaily ? secondsPerDay : Number(length.ns / NS_PER_SECOND) };
}

/** A replay that nobody traded in needs no isolation. */
function isolationOf({ spec }: Session, checkpoint: RunCheckpoint | undefined): Isolation {
  if (checkpoint?.memory?.hadOutsideOrders) return Isolation.NONE;
  const { modeSpec } = spec ?? {};
  const isDriven = modeSpec?.case === "simulation" && modeSpec.value.drive === Drive.LOCKSTEP;
  return isDriven ? Isolation.BARRIER : Isolation.UNSPECIFIED;
}

function tallyOf(checkpoint: RunCheckpoint | undefined): EquityTally | undefined {
  const numbers = checkpoint?.simulation?.figures?.equity;
  return numbers === undefined ? undefined : tallyFromNumbers(numbers);
}

function bandOf(
  { status }: Session,
  checkpoint: RunCheckpoint | undefined,
): IntrabarBand | undefined {
  const figures = checkpoint?.simulation?.figures;
  const equity = status?.account?.equity;
  if (figures === undefined || equity === undefined || figures.ambiguousBars === 0n) {
    return undefined;
  }
  const at = (change: string) => formatMoney(parseMoney(equity) + parseMoney(change || "0"));
  return create(IntrabarBandSchema, {
    ambiguousBars: figures.ambiguousBars,
    pessimisticEquity: at(figures.worse),
    optimisticEquity: at(figures.better),
  });
}
