package dev.openbell.client;

import java.util.function.Consumer;

/** How a watch or a drive goes on over broken streams. */
public abstract sealed class LoopOptions<Self extends LoopOptions<Self>>
    permits WatchOptions, DriveOptions {
  int reconnectAttempts = Integer.MAX_VALUE;
  Consumer<Reconnect> onReconnect = reconnect -> {};

  LoopOptions() {}

  abstract Self self();

  /**
   * How many streams in a row may end without bringing anything, once one was open, before the loop
   * gives up. Default: no limit. Until one was open, the client's attempts hold.
   */
  public Self reconnectAttempts(int attempts) {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "reconnectAttempts is " + attempts + ": it must be 1 or more");
    }
    reconnectAttempts = attempts;
    return self();
  }

  /** Told before each wait for the next stream; for logs. Default: nobody. */
  public Self onReconnect(Consumer<Reconnect> tell) {
    onReconnect = tell;
    return self();
  }
}
