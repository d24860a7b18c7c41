import type { Append, Batch } from "./store.ts";

/**
 * What a change, an event and an order take in memory, about, in bytes. A creation takes 2 KiB
 * itself (measured); what the call holds that waits for it comes to that.
 */
const changeBytes = 4_096;
const eventBytes = 1_024;
const orderBytes = 1_536;

/**
 * About what a batch takes in memory while it waits. Cheap, as it is asked of every batch: entries
 * are counted, and only what clients may make long is measured.
 */
export function batchBytes({ appends }: Batch): number {
  let bytes = changeBytes;
  for (const append of appends) bytes += appendBytes(append);
  return bytes;
}

function appendBytes({ events, session, orders = [], checkpoint }: Append): number {
  const { simulation, memory } = checkpoint ?? {};
  const openOrders = simulation?.openOrders.length ?? 0;
  return (
    changeBytes +
    events.length * eventBytes +
    (orders.length + openOrders) * orderBytes +
    (memory?.botState.length ?? 0) +
    textBytes(session.labels) +
    textBytes(session.annotations)
  );
}

function textBytes(entries: Readonly<Record<string, string>>): number {
  let length = 0;
  for (const key in entries) length += key.length + (entries[key]?.length ?? 0);
  return 2 * length;
}
