import { type LogRow, trailInterval } from "./log-row.ts";
import type { LogMark } from "./store.ts";

/** What of the log is checked apart from its sessions. */
export interface LogOutline {
  readonly head: bigint;
  readonly compacted: bigint;
  /** Revision and mark of every row, by revision. */
  readonly rows: Iterable<Pick<LogRow, "revision"> & LogMark>;
  /** By revision. */
  readonly trail: Iterable<LogMark>;
}

/**
 * What is wrong with the log as a whole: revisions are dense but for purged rows, none of which is
 * newer than the compacted revision; the trail has every 1,000th row, with the same mark.
 */
export function verifyLog(outline: LogOutline): readonly string[] {
  const { head, compacted } = outline;
  const problems: string[] = [];
  const trail = new Map<bigint, string>();
  for (const mark of outline.trail) trail.set(mark.revision, mark.uid);
  let before = 0n;
  const assertHole = (next: bigint) => {
    const firstLost = before + 1n > compacted + 1n ? before + 1n : compacted + 1n;
    if (next > firstLost) problems.push(`revisions ${firstLost} to ${next - 1n} are missing`);
  };
  for (const row of outline.rows) {
    assertHole(row.revision);
    before = row.revision;
    const mark = trail.get(row.revision);
    if (mark !== undefined && mark !== row.uid) {
      problems.push(`revision ${row.revision} has another mark on the trail`);
    }
  }
  assertHole(head + 1n);
  if (before > head) problems.push(`revision ${before} stands after the head, ${head}`);
  for (let revision = trailInterval; revision <= head; revision += trailInterval) {
    if (!trail.has(revision)) problems.push(`revision ${revision} is missing on the trail`);
  }
  return problems;
}
