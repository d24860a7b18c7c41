package dev.openbell.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.openbell.client.OpenbellException.Violation;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes typed errors of what calls end with. */
final class StatusReader {
  /** The domain of the reasons that this client knows. */
  private static final String ERROR_DOMAIN = "openbell.dev";

  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final ForeignStatus foreign;

  /** @param foreign says what statuses mean that no Openbell server wrote */
  StatusReader(ForeignStatus foreign) {
    this.foreign = foreign;
  }

  /** @param requestId what the call carried; empty where it has none */
  OpenbellException read(Status status, Metadata trailers, String requestId) {
    ErrorFacts facts = factsOf(status, trailers, requestId);
    if (facts.reasonName().isEmpty()) facts = foreign.explain(facts, status);
    return new OpenbellException(facts, status.asRuntimeException(trailers));
  }

  private static ErrorFacts factsOf(Status status, Metadata trailers, String requestId) {
    String reason = "";
    Map<String, String> metadata = Map.of();
    var violations = new ArrayList<Violation>();
    Duration retryAfter = null;
    for (Any detail : detailsOf(trailers)) {
      try {
        if (detail.is(ErrorInfo.class)) {
          var info = detail.unpack(ErrorInfo.class);
          if (!info.getDomain().equals(ERROR_DOMAIN)) continue;
          reason = info.getReason();
          metadata = Map.copyOf(info.getMetadataMap());
        } else if (detail.is(BadRequest.class)) {
          for (var each : detail.unpack(BadRequest.class).getFieldViolationsList()) {
            violations.add(
                new Violation(each.getField(), each.getReason(), each.getDescription()));
          }
        } else if (detail.is(RetryInfo.class)) {
          retryAfter = Durations.of(detail.unpack(RetryInfo.class).getRetryDelay());
        }
      } catch (InvalidProtocolBufferException e) {
        // A detail that cannot be read says nothing; code and message stand.
        continue;
      }
    }
    String message = status.getDescription() == null ? "" : status.getDescription();
    var bad = List.copyOf(violations);
    return new ErrorFacts(
        status.getCode(), message, reason, metadata, bad, retryAfter, requestId);
  }

  private static List<Any> detailsOf(Metadata trailers) {
    byte[] details = trailers == null ? null : trailers.get(DETAILS);
    if (details == null) return List.of();
    try {
      return com.google.rpc.Status.parseFrom(details).getDetailsList();
    } catch (InvalidProtocolBufferException e) {
      return List.of();
    }
  }
}
