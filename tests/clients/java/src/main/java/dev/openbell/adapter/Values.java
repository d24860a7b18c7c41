package dev.openbell.adapter;

import dev.openbell.client.SessionStates;
import dev.openbell.client.Ticks;
import dev.openbell.v1.SessionState;
import java.util.ArrayList;
import java.util.List;

/** What needs no server. */
final class Values {
  private Values() {}

  static void ticks(List<Request.Price> asked, Outcome done) {
    done.values = new ArrayList<>();
    for (var each : asked) {
      done.values.add(String.valueOf(Ticks.ticks(each.price, each.increment)));
    }
  }

  static void prices(List<Request.TickCount> asked, Outcome done) {
    done.values = new ArrayList<>();
    for (var each : asked) {
      done.values.add(Ticks.price(Long.parseLong(each.ticks), each.increment));
    }
  }

  static void finalStates(List<Integer> asked, Outcome done) {
    done.values = new ArrayList<>();
    for (int number : asked) {
      var known = SessionState.forNumber(number);
      var state = known == null ? SessionState.UNRECOGNIZED : known;
      done.values.add(SessionStates.isFinal(state));
    }
  }
}
