/**
 * A process with a store, to be killed by tests: `node store-writer.ts FOLDER MODE`.
 *
 * It writes `open` when the store is open. In the mode `hold` it does no more, until its standard
 * input ends. Otherwise eight writers change sessions, and acknowledge each change by a line
 * `SESSION EVENT_NUMBER REVISION`: in the mode `write` after the commit; in the mode `early` before
 * it, with a flush that is late. That is the mistake that the test must catch.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { Append } from "../../src/store/store.ts";
import {
  advanceAppend,
  append,
  batch,
  createAppend,
  requestRecord,
} from "../contract/store-fixtures.ts";

const writers = 8;
const lateMs = 200;

const [folder = "", mode = ""] = process.argv.slice(2);
const acknowledgesEarly = mode === "early";
const store = openSqliteStore({
  folder,
  clock: {
    nowNs: () => BigInt(Date.now()) * 1_000_000n,
    yieldTo: (task) => void (acknowledgesEarly ? setTimeout(task, lateMs) : setImmediate(task)),
  },
  randomBytes: (size) => new Uint8Array(randomBytes(size)),
});
// Straight to the descriptor: what is written is with the parent, whatever happens next.
const say = (line: string) => fs.writeSync(1, `${line}\n`);
say("open");
if (mode === "hold") process.stdin.resume();
else await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));

async function write(writer: number): Promise<never> {
  for (let round = 0; ; round += 1) {
    const id = `ses_${process.pid}_${writer}_${round}_${randomBytes(4).toString("hex")}`;
    let session = await change(createAppend(id, { labels: { writer: `${writer}` } }));
    session = await change(append(session, { type: "Start" }));
    for (let step = 0; step <= round % 5; step += 1) {
      session = await change(advanceAppend(session, 1 + ((round + step) % 3)));
    }
    session = await change(append(session, { type: "Complete" }));
  }
}

async function change(one: Append): Promise<Session> {
  const acknowledge = (session: Session) => {
    const { eventNumber = 0n, revision = 0n } = session.status ?? {};
    say(`${session.sessionId} ${eventNumber} ${revision}`);
  };
  if (acknowledgesEarly) acknowledge(one.session);
  const request = requestRecord(randomBytes(8).toString("hex"), one.sessionId);
  const result = await store.commit(batch([one], { request }));
  const session = result.outcome === "committed" ? result.sessions[0] : undefined;
  if (session === undefined) throw new Error(`a change was refused: ${result.outcome}`);
  if (!acknowledgesEarly) acknowledge(session);
  return session;
}
