package dev.openbell.client;

import dev.openbell.v1.SessionState;

/** What the states of a session mean. */
public final class SessionStates {
  private SessionStates() {}

  /**
   * Whether a session stays in this state for good: COMPLETED, STOPPED or FAILED. A state that this
   * client does not know is not final.
   */
  public static boolean isFinal(SessionState state) {
    return switch (state) {
      case SESSION_STATE_COMPLETED, SESSION_STATE_STOPPED, SESSION_STATE_FAILED -> true;
      default -> false;
    };
  }
}
