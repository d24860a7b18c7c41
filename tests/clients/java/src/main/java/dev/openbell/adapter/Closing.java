package dev.openbell.adapter;

import dev.openbell.client.OpenbellClient;

/** Another thread, that closes a client after so long, unless the action is over before. */
final class Closing implements AutoCloseable {
  private final Thread thread;

  /** @param afterMs null for never */
  Closing(OpenbellClient client, Integer afterMs) {
    thread = new Thread(() -> closeAfter(client, afterMs == null ? Integer.MAX_VALUE : afterMs));
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeAfter(OpenbellClient client, int afterMs) {
    try {
      Thread.sleep(afterMs);
      client.close();
    } catch (InterruptedException e) {
      // The action is over.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
