package dev.openbell.client;

import dev.openbell.v1.WatchSessionsResponse;

/**
 * Proves that a feed is complete, frame by frame: {@code frame_number} is dense within a stream,
 * {@code previous_revision} names the record before, also the one before a reconnect, and the end
 * of the snapshot counts what it held.
 */
final class FeedPosition {
  private long frameNumber;
  private long sessionCount;
  /** Null until a frame told it: a token does not say it. */
  private Long lastRecord;

  /** A new stream goes on where the last one ended. */
  void resume() {
    frameNumber = 0;
    sessionCount = 0;
  }

  /** A new stream begins from a snapshot, or from nothing: what was before does not matter. */
  void restart() {
    resume();
    lastRecord = null;
  }

  /**
   * Moves on to the next frame of the stream. False for what was seen already, to be left out.
   *
   * @throws FeedGapException when something is missing
   */
  boolean take(WatchSessionsResponse frame) {
    long number = frame.getFrameNumber();
    if (number <= frameNumber) return false;
    if (number != frameNumber + 1) {
      throw new FeedGapException(
          "frame " + (frameNumber + 1) + " is missing: frame " + number + " came instead");
    }
    if (number == 1 && !frame.hasOpened()) {
      throw new FeedGapException("the first frame is " + frame.getFrameCase() + ", not OPENED");
    }
    frameNumber = number;
    if (frame.hasRecord() && isOld(frame.getRecord().getRevision())) return false;
    requireChain(frame);
    if (frame.hasRecord()) lastRecord = frame.getRecord().getRevision();
    if (frame.hasSnapshot()) sessionCount += frame.getSnapshot().getSessionsCount();
    if (frame.hasSnapshotEnd()) requireSessions(frame.getSnapshotEnd().getSessionCount());
    return true;
  }

  private boolean isOld(long revision) {
    return lastRecord != null && revision <= lastRecord;
  }

  private void requireChain(WatchSessionsResponse frame) {
    if (lastRecord == null) lastRecord = frame.getPreviousRevision();
    if (frame.getPreviousRevision() == lastRecord) return;
    throw new FeedGapException(
        "the record before frame " + frame.getFrameNumber() + " has revision "
            + frame.getPreviousRevision() + ", but the last one that arrived has " + lastRecord);
  }

  private void requireSessions(long count) {
    if (count == sessionCount) return;
    throw new FeedGapException("the snapshot had " + sessionCount + " of " + count + " sessions");
  }
}
