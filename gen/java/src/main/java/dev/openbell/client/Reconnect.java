package dev.openbell.client;

import java.time.Duration;

/**
 * A stream that ended, and what a loop does about it.
 *
 * @param error why the stream ended
 * @param failures how many streams in a row ended without bringing anything, this one included
 * @param delay how long it is until the next stream is opened
 */
public record Reconnect(OpenbellException error, int failures, Duration delay) {}
