package dev.openbell.adapter;

import dev.openbell.client.OpenbellException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Errors as the protocol tells them. */
final class Failures {
  private Failures() {}

  static Map<String, Object> of(Exception thrown) {
    if (thrown instanceof OwnException) return Map.of("own", thrown.getMessage());
    if (thrown instanceof IllegalArgumentException) return Map.of("usage", thrown.getMessage());
    if (!(thrown instanceof OpenbellException error)) {
      return Map.of("message", "not an error of the client: " + thrown);
    }
    var told = new LinkedHashMap<String, Object>();
    told.put("code", error.code().name());
    told.put("reason", error.reasonName());
    told.put("message", error.getMessage());
    told.put("metadata", error.metadata());
    told.put("violations", error.violations());
    error.retryAfter().ifPresent(after -> told.put("retryAfterMs", after.toNanos() / 1e6));
    if (!error.requestId().isEmpty()) told.put("requestId", error.requestId());
    return told;
  }
}
