package dev.openbell.adapter;

import dev.openbell.client.BotTurn;
import dev.openbell.client.DriveOptions;
import dev.openbell.client.OpenbellClient;
import dev.openbell.v1.OrderSpec;
import dev.openbell.v1.TurnResult;
import dev.openbell.v1.Until;
import java.time.Duration;
import java.util.ArrayList;

/** Drives a session by a bot that does what it is told. */
final class DriveAction {
  private DriveAction() {}

  static void run(OpenbellClient client, Request.Drive asked, Outcome done) throws Exception {
    var options = new DriveOptions().takeOver(asked.takeOver).onReconnect(done::reconnects);
    if (asked.stallMs != null) options.stall(Duration.ofMillis(asked.stallMs));
    if (asked.reconnectAttempts != null) options.reconnectAttempts(asked.reconnectAttempts);
    done.seen = new ArrayList<>();
    var last =
        client.drive(
            asked.sessionId,
            turn -> {
              done.seen.add(turn.seen().map(DriveAction::told).orElseGet(() -> begun(turn)));
              int call = done.seen.size();
              if (call <= asked.turns.size()) decide(turn, asked.turns.get(call - 1));
            },
            options);
    last.ifPresent(done::answer);
  }

  private static String begun(BotTurn turn) {
    return "start " + turn.acquired().getBarrier();
  }

  private static String told(TurnResult seen) {
    return seen.getBarrier() + " " + seen.getWokeByValue();
  }

  private static void decide(BotTurn turn, Request.Turn todo) throws Exception {
    Thread.sleep(todo.pauseMs);
    if (todo.fail) throw new OwnException("the bot failed");
    for (var place : todo.place) turn.place(place.clientOrderId, OrderSpec.parseFrom(place.spec));
    if (todo.until != null) turn.until(Until.parseFrom(todo.until));
    if (todo.keep != null) turn.keep(todo.keep);
    if (todo.stop) turn.stop();
  }
}
