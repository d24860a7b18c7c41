import type { FeedLog } from "./feed-log.ts";
import type { Acknowledgement } from "./history.ts";

/**
 * **Dense log.** Revisions ascend, none is after the head, the events of each session are numbered
 * 1, 2, 3 … without a hole, and nothing follows a deletion.
 */
export function* logProblems({ records, head, sessions }: FeedLog): Generator<string> {
  let last = 0;
  for (const { revision } of records) {
    if (revision <= last) yield `record ${revision} comes after record ${last}`;
    last = revision;
  }
  if (last > head) yield `record ${last} is after the head ${head}`;
  for (const life of sessions.values()) {
    const numbers = life.records.flatMap(({ events }) => events.map(({ number }) => number));
    const hole = numbers.findIndex((number, index) => number !== index + 1);
    if (hole >= 0) yield `event ${hole + 1} of ${life.sessionId} is ${numbers[hole]}`;
    const final = life.records.at(-1)?.revision;
    if (life.deletedAt !== undefined && final !== life.deletedAt) {
      yield `${life.sessionId} was deleted at ${life.deletedAt} and changed at ${final}`;
    }
  }
}

/**
 * **Acknowledged.** Every answered mutation is in the log: the event that the answer names last, in
 * an append that is not newer than the answer's revision.
 */
export function* acknowledgementProblems(
  { sessions }: FeedLog,
  acknowledged: Iterable<Acknowledgement>,
): Generator<string> {
  for (const { sessionId, revision, eventNumber } of acknowledged) {
    const record = sessions
      .get(sessionId)
      ?.records.find(({ events }) => events.some(({ number }) => number === eventNumber));
    if (record === undefined) {
      yield `event ${eventNumber} of ${sessionId} was acknowledged at ${revision} and is lost`;
    } else if (record.revision > revision) {
      yield `event ${eventNumber} of ${sessionId} was acknowledged at revision ${revision}, ` +
        `but was written at ${record.revision}`;
    }
  }
}
