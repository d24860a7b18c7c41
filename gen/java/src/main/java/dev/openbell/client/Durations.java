package dev.openbell.client;

import java.time.Duration;

/** Durations of the contract as those of Java. */
final class Durations {
  private Durations() {}

  static Duration of(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }
}
