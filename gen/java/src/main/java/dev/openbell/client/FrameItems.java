package dev.openbell.client;

import dev.openbell.v1.SessionRecord;
import dev.openbell.v1.WatchSessionsResponse;
import io.grpc.Status;

/** What frames are to a consumer. */
final class FrameItems {
  private FrameItems() {}

  /**
   * The item of a frame; null for frames that say nothing to a consumer, among them frames of a
   * kind that this client does not know.
   *
   * @throws OpenbellException for an event that must be understood and is not known
   */
  static WatchItem of(WatchSessionsResponse frame) {
    long revision = frame.getRevision();
    String token = frame.getResumeToken();
    return switch (frame.getFrameCase()) {
      case SNAPSHOT ->
          new WatchItem.Snapshot(frame.getSnapshot().getSessionsList(), revision, token);
      case SNAPSHOT_END ->
          new WatchItem.SnapshotEnd(frame.getSnapshotEnd().getSessionCount(), revision, token);
      case RECORD -> new WatchItem.Change(understood(frame.getRecord()), revision, token);
      case SAMPLE -> new WatchItem.Sample(frame.getSample(), revision, token);
      case HEARTBEAT -> new WatchItem.Heartbeat(revision, token);
      default -> null;
    };
  }

  private static SessionRecord understood(SessionRecord record) {
    for (var event : record.getEventsList()) {
      if (event.getPayloadCase().getNumber() != 0 || event.getMayIgnore()) continue;
      throw new OpenbellException(
          Status.Code.UNIMPLEMENTED,
          "event " + event.getEventNumber() + " of " + record.getSessionId() + " (revision "
              + record.getRevision() + ") is of a kind that this client does not know and must not "
              + "skip: update the client");
    }
    return record;
  }
}
