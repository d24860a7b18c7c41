import type { Append, Batch } from "./store.ts";

/**
 * Throws when a batch breaks what the port demands of its callers. Such a batch is a defect of the
 * caller, not a conflict: it is refused before it can meet other batches.
 */
export function checkBatch(batch: Batch): void {
  const { appends, request } = batch;
  if (appends.length === 0 && request === undefined) throw new Error("a batch holds something");
  const sessionIds = new Set(appends.map((append) => append.sessionId));
  if (sessionIds.size < appends.length) throw new Error("a batch changes a session only once");
  if (request !== undefined && request.requestHash.length !== 32) {
    throw new Error("the hash of a request has 32 bytes");
  }
  for (const append of appends) checkAppend(append, batch.scope.owner);
}

const none = new Uint8Array();

function checkAppend(append: Append, owner: string): void {
  const { sessionId, session, events, expectedEventNumber } = append;
  if (sessionId === "" || session.sessionId !== sessionId) {
    throw new Error(`${sessionId}: the session of the append is "${session.sessionId}"`);
  }
  if (session.owner !== owner) throw new Error(`${sessionId}: the owner of the scope is another`);
  if (expectedEventNumber === 0n && events.length === 0) {
    throw new Error(`${sessionId}: nothing makes this session`);
  }
  const { orders = [], driverToken = none } = append;
  if (driverToken.length !== 0 && driverToken.length !== 32) {
    throw new Error(`${sessionId}: the hash of a driver token has 32 bytes`);
  }
  if (new Set(orders.map(({ order }) => order.orderId)).size < orders.length) {
    throw new Error(`${sessionId}: an append changes an order only once`);
  }
  let number = expectedEventNumber;
  for (const event of events) {
    number += 1n;
    if (event.eventNumber !== number) {
      throw new Error(`${sessionId}: event ${event.eventNumber} stands where ${number} must`);
    }
  }
  if (session.status?.eventNumber !== number) {
    throw new Error(`${sessionId}: the session afterwards is not at event ${number}`);
  }
}
