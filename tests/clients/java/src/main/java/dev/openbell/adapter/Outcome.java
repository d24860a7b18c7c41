package dev.openbell.adapter;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;

/** A line that goes out; what is null is left out. */
final class Outcome {
  final String scenario;
  List<Map<String, Object>> items;
  String resumeToken;
  List<String> seen;
  byte[] result;
  List<Object> values;
  Map<String, Object> error;

  Outcome(String scenario) {
    this.scenario = scenario;
  }

  void answer(Message message) {
    result = message.toByteArray();
  }
}
