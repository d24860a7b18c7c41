package dev.openbell.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Settings that cannot be are refused where they are given, with a sentence. */
public final class SettingsCheck {
  private SettingsCheck() {}

  public static void main(String[] args) {
    var outOfRange = List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(36_501));
    for (Duration each : outOfRange) {
      String range = " is " + each + ": it must be above 0 and at most 100 years";
      refused(each, OpenbellClient.builder("127.0.0.1:1")::timeout, "the timeout" + range);
      refused(each, new DriveOptions()::stall, "the stall" + range);
    }
    for (int each : new int[] {0, -1}) {
      String range = " is " + each + ": it must be 1 or more";
      refused(each, OpenbellClient.builder("127.0.0.1:1")::attempts, "attempts" + range);
      refused(each, new DriveOptions()::reconnectAttempts, "reconnectAttempts" + range);
      refused(each, new WatchOptions()::reconnectAttempts, "reconnectAttempts" + range);
    }
  }

  private static <T> void refused(T value, Consumer<T> setting, String said) {
    try {
      setting.accept(value);
    } catch (IllegalArgumentException e) {
      if (said.equals(e.getMessage())) return;
      throw new AssertionError(e.getMessage() + ", not: " + said);
    }
    throw new AssertionError("taken, not: " + said);
  }
}
