package dev.openbell.client;

import java.time.Duration;

/** How to drive. */
public final class DriveOptions extends LoopOptions<DriveOptions> {
  boolean takeOver;
  Duration stall = Duration.ofSeconds(30);

  @Override
  DriveOptions self() {
    return this;
  }

  /** Take the session from another driver, whose token is void then. Default: false. */
  public DriveOptions takeOver(boolean isAsked) {
    takeOver = isAsked;
    return this;
  }

  /**
   * How long the answer to a turn may take. Default: 30 seconds; the server itself takes 20 at
   * most.
   */
  public DriveOptions stall(Duration stall) {
    this.stall = Calls.positive("the stall", stall);
    return this;
  }
}
