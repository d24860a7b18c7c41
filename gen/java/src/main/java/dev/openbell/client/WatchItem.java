package dev.openbell.client;

import dev.openbell.v1.Session;
import dev.openbell.v1.SessionRecord;
import dev.openbell.v1.SessionSample;
import java.util.List;

/** What a watch delivers. */
public sealed interface WatchItem {
  /**
   * The position after this item, to be kept together with what was made of it. Empty where there
   * is none: half a snapshot cannot be resumed.
   */
  String resumeToken();

  /** An item that has a place in the log. */
  sealed interface Positioned extends WatchItem {
    /** Everything up to this revision that the filter selects was delivered, with this item. */
    long revision();
  }

  /** Part of the snapshot: sessions as they are. */
  record Snapshot(List<Session> sessions, long revision, String resumeToken)
      implements Positioned {}

  /** The snapshot is complete. */
  record SnapshotEnd(long sessionCount, long revision, String resumeToken)
      implements Positioned {}

  /** One change of one session. Every change comes exactly once, in order. */
  record Change(SessionRecord record, long revision, String resumeToken) implements Positioned {}

  /** A reading. Readings may be dropped, and are not repeated after a reconnect. */
  record Sample(SessionSample sample, long revision, String resumeToken) implements Positioned {}

  /** Nothing happened, and nothing is missing up to the position. Only on request. */
  record Heartbeat(long revision, String resumeToken) implements Positioned {}

  /** Forget what is known of the sessions: a new snapshot follows. */
  record Reset(ResetReason reason) implements WatchItem {
    @Override
    public String resumeToken() {
      return "";
    }
  }

  /** Why what was known must be forgotten. Other values may come. */
  enum ResetReason {
    /** The records after the token were removed. */
    REVISION_COMPACTED,
    /** The server has another store, with another history. */
    STORE_CHANGED,
    /** The store was restored to before the token. */
    STORE_RESTORED,
    /** The connection broke before the snapshot was whole. */
    SNAPSHOT_INTERRUPTED,
  }
}
