package dev.openbell.client;

import com.google.protobuf.Message;
import java.util.UUID;

/**
 * A request with its {@code request_id}, where it has such a field. The caller's message stays as
 * it is: sent again by the caller, it is another request.
 *
 * @param id empty where there is none
 */
record IdentifiedRequest<Q>(Q request, String id) {
  static <Q> IdentifiedRequest<Q> of(Q request) {
    if (!(request instanceof Message message)) return new IdentifiedRequest<>(request, "");
    var field = message.getDescriptorForType().findFieldByName("request_id");
    if (field == null) return new IdentifiedRequest<>(request, "");
    String given = (String) message.getField(field);
    if (!given.isEmpty()) return new IdentifiedRequest<>(request, given);
    String id = UUID.randomUUID().toString();
    @SuppressWarnings("unchecked") // A builder makes what it was made of.
    Q identified = (Q) message.toBuilder().setField(field, id).build();
    return new IdentifiedRequest<>(identified, id);
  }
}
