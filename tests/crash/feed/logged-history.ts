import type { LogHistory } from "../../checkers/feed/history.ts";
import { recordSight } from "../../checkers/feed/sight-of.ts";
import type { LeftOnDisk } from "../left-on-disk.ts";

/** The log on disk as the feed checker sees it. Appends without an event are no records. */
export function loggedHistory({ storeId, entries }: LeftOnDisk): LogHistory {
  const records = entries
    .filter(({ record }) => record.events.length > 0)
    .map(({ record, session }) => recordSight(session ? { ...record, session } : record));
  return { storeId, head: Number(entries.at(-1)?.revision ?? 0n), records };
}
