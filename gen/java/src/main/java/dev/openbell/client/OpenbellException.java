package dev.openbell.client;

import dev.openbell.v1.ErrorReason;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call that failed. Its message is one sentence for people. */
public class OpenbellException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * One bad field of a request.
   *
   * @param field its path, for example {@code spec.symbols[3]}
   * @param reason a value of ErrorReason without its prefix
   * @param message what is wrong and, where it is known, what would be right
   */
  public record Violation(String field, String reason, String message) {}

  /** What gRPC throws underneath cannot be serialized either. */
  private final transient ErrorFacts facts;

  OpenbellException(ErrorFacts facts, Throwable cause) {
    super(facts.message(), cause);
    this.facts = facts;
  }

  /** An error that this client raises itself. */
  OpenbellException(Status.Code code, String message) {
    this(ErrorFacts.of(code, message), null);
  }

  /** The error of a thread that was interrupted while it waited. The thread stays interrupted. */
  static OpenbellException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new OpenbellException(
        ErrorFacts.of(Status.Code.CANCELLED, "the thread was interrupted"), e);
  }

  /** The gRPC code. */
  public Status.Code code() {
    return facts.code();
  }

  /**
   * Why, for programs. {@code ERROR_REASON_UNSPECIFIED} when this client does not know the reason,
   * or when there is none; see {@link #reasonName}.
   */
  public ErrorReason reason() {
    var value = ErrorReason.getDescriptor().findValueByName("ERROR_REASON_" + facts.reasonName());
    return value == null ? ErrorReason.ERROR_REASON_UNSPECIFIED : ErrorReason.valueOf(value);
  }

  /**
   * The reason as it was sent, for example {@code SESSION_NOT_FOUND}. Empty when no Openbell server
   * wrote the status: the connection, a proxy or this client did.
   */
  public String reasonName() {
    return facts.reasonName();
  }

  /** Facts for programs, under the keys that the reason publishes. */
  public Map<String, String> metadata() {
    return facts.metadata();
  }

  /** All bad fields of a request. */
  public List<Violation> violations() {
    return facts.violations();
  }

  /** When to try again, from the answer on, where the server said it. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(facts.retryAfter());
  }

  /**
   * What a mutation carried as {@code request_id}; empty for other calls. After UNAVAILABLE or
   * DEADLINE_EXCEEDED the mutation may have happened: the same request with this id gives its
   * answer without doing it twice.
   */
  public String requestId() {
    return facts.requestId();
  }
}
