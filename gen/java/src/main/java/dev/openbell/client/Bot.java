package dev.openbell.client;

/**
 * A bot, called with each turn.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface Bot<E extends Exception> {
  /** Decides a turn. What is thrown ends the drive, and comes out of it as it is. */
  void onSlice(BotTurn turn) throws E;
}
