/**
 * A server whose feed has a fault: what the checker has to find. Everything but its store is the
 * real server. The argument names the fault: `leave-out` and `repeat` do so with each 29th record;
 * `too-early` shows what is on disk only half a second later.
 */
import { eventKindOf, kindBits } from "../../../src/store/event-kind.ts";
import { LoggedRecord, type RecordRow } from "../../../src/store/logged-record.ts";
import type { Append, LogPage, LogSelection, SessionStore } from "../../../src/store/store.ts";
import { encodeRecord, encodeSession, withRevision } from "../../../src/store/stored-messages.ts";
import { serveWithFault, withMethods } from "../faulty-server.ts";

const faultyRecord = 29n;
const commitDelayMs = 500;

/** Each 29th record is delivered this often. */
function withRecordsTimes(store: SessionStore, times: 0 | 2): SessionStore {
  const spoilt = (page: LogPage): LogPage => {
    const isFaulty = ({ revision }: LoggedRecord) => revision % faultyRecord === 0n;
    const records = page.records.flatMap((record) =>
      isFaulty(record) ? Array<LoggedRecord>(times).fill(record) : [record],
    );
    return { ...page, records };
  };
  return withMethods(store, {
    readLog: async (...args) => spoilt(await store.readLog(...args)),
    readTail(...args) {
      const page = store.readTail(...args);
      return page && spoilt(page);
    },
  });
}

/** Readers see a change as soon as it is handed over, and its commit is late. */
function tooEarly(store: SessionStore): SessionStore {
  const listeners = new Set<(head: bigint) => void>();
  let shown: EarlyRow[] = [];
  const head = () => {
    const [real, early] = [store.position().head, shown.at(-1)?.revision ?? 0n];
    return real > early ? real : early;
  };
  return withMethods(store, {
    async commit(batch) {
      const early = batch.appends.map((append, index) =>
        earlyRow(append, head() + BigInt(index) + 1n),
      );
      shown.push(...early);
      for (const listener of listeners) listener(head());
      await new Promise((resolve) => setTimeout(resolve, commitDelayMs));
      const result = await store.commit(batch);
      shown = shown.filter((row) => !early.includes(row));
      return result;
    },
    position: () => ({ ...store.position(), head: head() }),
    subscribe(listener) {
      const stop = store.subscribe(listener);
      listeners.add(listener);
      return () => {
        stop();
        listeners.delete(listener);
      };
    },
    // Memory has what was committed only.
    readTail: () => undefined,
    async readLog(scope, selection, after, limit) {
      const page = await store.readLog(scope, selection, after, limit);
      const early = shown.filter(({ revision }) => revision > page.scannedTo);
      const scannedTo = early.at(-1)?.revision ?? page.scannedTo;
      if (!page.caughtUp) return page;
      const records = early.flatMap((row) => selected(row, selection));
      return { records: [...page.records, ...records], scannedTo, caughtUp: true };
    },
  });
}

type EarlyRow = RecordRow & { readonly strategyId: string };

function earlyRow({ sessionId, events, session }: Append, revision: bigint): EarlyRow {
  const kinds = kindBits(events.map(eventKindOf));
  const after = encodeSession(withRevision(session, revision));
  return {
    ...{ revision, sessionId, kinds, uid: new Uint8Array(8) },
    events: encodeRecord(revision, sessionId, events),
    session: after,
    strategyId: session.spec?.strategyId ?? "",
  };
}

function selected(row: EarlyRow, selection: LogSelection): readonly LoggedRecord[] {
  const { sessionIds, strategyIds } = selection;
  const kinds = kindBits(selection.kinds) & row.kinds;
  const isWanted =
    (sessionIds.length === 0 || sessionIds.includes(row.sessionId)) &&
    (strategyIds.length === 0 || strategyIds.includes(row.strategyId));
  return isWanted && kinds !== 0 ? [new LoggedRecord(row, kinds)] : [];
}

await serveWithFault({
  "leave-out": (store) => withRecordsTimes(store, 0),
  repeat: (store) => withRecordsTimes(store, 2),
  "too-early": tooEarly,
});
