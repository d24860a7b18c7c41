/**
 * The newest sample of each running session. Watchers read what changed since they last looked, so
 * a slow one skips samples instead of queueing them, and no watcher costs memory here.
 */
import type { Account, Metrics } from "../../gen/ts/openbell/v1/account_pb.ts";
import type { Progress, SessionMode, Telemetry } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { timestampOf } from "../domain/timestamp.ts";
import { KeptSession } from "../store/kept-session.ts";
import type { LogSelection, Scope } from "../store/store.ts";

/** A reading of a running session, and what feeds select sessions by. */
export interface Sample {
  readonly scope: Scope;
  readonly sessionId: string;
  readonly mode: SessionMode;
  readonly strategyId: string;
  readonly timeNs: Instant;
  readonly progress: Progress;
  readonly telemetry: Telemetry;
  readonly account: Account;
  readonly metrics: Metrics;
}

/** A sample on the board, in a chain from the newest to the oldest. */
interface Entry {
  readonly version: number;
  readonly sample: Sample;
  older: Entry | undefined;
  newer: Entry | undefined;
}

/** The board. */
export class SampleBoard {
  readonly #entries = new Map<string, Entry>();
  #newest: Entry | undefined;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** Number of the newest sample. */
  get version(): number {
    return this.#version;
  }

  /** Replaces the sample of its session. */
  post(sample: Sample): void {
    this.#version += 1;
    this.remove(sample.sessionId);
    const older = this.#newest;
    const entry: Entry = { version: this.#version, sample, older, newer: undefined };
    if (older !== undefined) older.newer = entry;
    this.#newest = entry;
    this.#entries.set(sample.sessionId, entry);
    for (const listener of this.#listeners) listener();
  }

  /** Forgets a session that does not run any more. */
  remove(sessionId: string): void {
    const entry = this.#entries.get(sessionId);
    if (entry === undefined) return;
    this.#entries.delete(sessionId);
    if (entry.older !== undefined) entry.older.newer = entry.newer;
    if (entry.newer !== undefined) entry.newer.older = entry.older;
    else this.#newest = entry.older;
  }

  /** The newest sample of a session of this scope. */
  find(scope: Scope, sessionId: string): Sample | undefined {
    const sample = this.#entries.get(sessionId)?.sample;
    return sample !== undefined && isOf(scope, sample) ? sample : undefined;
  }

  /**
   * Samples of the scope newer than a version that the selection wants, oldest first. Looks only at
   * what is newer, however many sessions run.
   */
  since(version: number, scope: Scope, selection: LogSelection): readonly Sample[] {
    const found: Sample[] = [];
    let entry = this.#newest;
    for (; entry !== undefined && entry.version > version; entry = entry.older) {
      if (isOf(scope, entry.sample) && selects(selection, entry.sample)) found.push(entry.sample);
    }
    return found.reverse();
  }

  /** Calls the listener after each new sample. Returns the way to stop it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The session with its newest sample in place of the recorded one. */
export function withSample(kept: KeptSession, sample: Sample | undefined): KeptSession {
  if (sample === undefined) return kept;
  const { session } = kept;
  if (session.status === undefined) return kept;
  const recorded = session.status.progress?.barrier ?? 0n;
  if (sample.progress.barrier < recorded) return kept;
  const { progress, telemetry, account, metrics, timeNs } = sample;
  const sampleTime = timestampOf(timeNs);
  return KeptSession.of({
    ...session,
    status: { ...session.status, progress, telemetry, account, metrics, sampleTime },
  });
}

function isOf(scope: Scope, sample: Sample): boolean {
  return sample.scope.owner === scope.owner && sample.scope.tenant === scope.tenant;
}

function selects(selection: LogSelection, sample: Sample): boolean {
  const { sessionIds, modes, strategyIds } = selection;
  return (
    (sessionIds.length === 0 || sessionIds.includes(sample.sessionId)) &&
    (modes.length === 0 || modes.includes(sample.mode)) &&
    (strategyIds.length === 0 || strategyIds.includes(sample.strategyId))
  );
}
