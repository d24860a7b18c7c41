package dev.openbell.client;

import dev.openbell.client.OpenbellException.Violation;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a failed call said, read once from the status and its details. */
record ErrorFacts(
    Status.Code code,
    String message,
    String reasonName,
    Map<String, String> metadata,
    List<Violation> violations,
    Duration retryAfter,
    String requestId) {

  static ErrorFacts of(Status.Code code, String message) {
    return new ErrorFacts(code, message, "", Map.of(), List.of(), null, "");
  }

  /** The same in the words of a caller. */
  ErrorFacts told(Status.Code code, String message) {
    return new ErrorFacts(code, message, reasonName, metadata, violations, retryAfter, requestId);
  }
}
