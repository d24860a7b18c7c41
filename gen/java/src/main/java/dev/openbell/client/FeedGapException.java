package dev.openbell.client;

import io.grpc.Status;

/** What came of a feed proves that something is missing. */
final class FeedGapException extends OpenbellException {
  private static final long serialVersionUID = 1;

  FeedGapException(String missing) {
    super(Status.Code.DATA_LOSS, missing);
  }
}
