package dev.openbell.adapter;

import com.google.protobuf.Message;
import dev.openbell.client.Reconnect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A line that goes out; what is null is left out. */
final class Outcome {
  final String scenario;
  List<Map<String, Object>> items;
  String resumeToken;
  List<String> seen;
  final List<Map<String, Object>> reconnects = new ArrayList<>();
  byte[] result;
  List<Object> values;
  Map<String, Object> error;

  Outcome(String scenario) {
    this.scenario = scenario;
  }

  /** Keeps what a loop tells of a reconnect. */
  void reconnects(Reconnect told) {
    reconnects.add(
        Map.of(
            "code", told.error().code().name(),
            "failures", told.failures(),
            "delayMs", told.delay().toNanos() / 1e6));
  }

  void answer(Message message) {
    result = message.toByteArray();
  }
}
