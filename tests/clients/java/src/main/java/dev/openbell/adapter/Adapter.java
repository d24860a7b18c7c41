package dev.openbell.adapter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.openbell.client.OpenbellClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The Java client as the suite of all clients drives it: a line of JSON in, a line of JSON out. */
public final class Adapter {
  private static final Gson JSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(
              byte[].class,
              (JsonDeserializer<byte[]>)
                  (json, type, context) -> Base64.getDecoder().decode(json.getAsString()))
          .registerTypeAdapter(
              byte[].class,
              (JsonSerializer<byte[]>)
                  (bytes, type, context) ->
                      new JsonPrimitive(Base64.getEncoder().encodeToString(bytes)))
          .create();

  private Adapter() {}

  public static void main(String[] args) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Request asked = JSON.fromJson(line, Request.class);
      var done = new Outcome(asked.scenario);
      try {
        run(asked, done);
      } catch (Exception e) {
        e.printStackTrace();
        done.error = Failures.of(e);
      }
      answers.println(JSON.toJson(done));
    }
  }

  private static void run(Request asked, Outcome done) throws Exception {
    var action = asked.action;
    if (action.ticks != null) Values.ticks(action.ticks, done);
    if (action.prices != null) Values.prices(action.prices, done);
    if (action.finalStates != null) Values.finalStates(action.finalStates, done);
    if (done.values != null) return;
    Integer closeAfterMs = asked.options.closeAfterMs;
    try (var client = connect(asked);
        var closing = new Closing(client, closeAfterMs)) {
      if (action.unary != null) UnaryAction.run(client, action.unary, done);
      if (action.watch != null) WatchAction.run(client, action.watch, done);
      if (action.drive != null) DriveAction.run(client, action.drive, done);
    }
  }

  private static OpenbellClient connect(Request asked) {
    var builder = OpenbellClient.builder(asked.url);
    var options = asked.options;
    if (options.token != null) builder.token(options.token);
    if (options.timeoutMs != null) builder.timeout(Duration.ofMillis(options.timeoutMs));
    if (options.attempts != null) builder.attempts(options.attempts);
    return builder.connect();
  }
}
