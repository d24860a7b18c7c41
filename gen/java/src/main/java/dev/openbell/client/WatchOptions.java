package dev.openbell.client;

/** How to watch. */
public final class WatchOptions extends LoopOptions<WatchOptions> {
  String resumeToken = "";
  boolean heartbeats;

  @Override
  WatchOptions self() {
    return this;
  }

  /** Go on from a position that was kept; an empty one is none. Default: that of the request. */
  public WatchOptions resumeToken(String token) {
    resumeToken = token;
    return this;
  }

  /** Deliver heartbeats too. Default: false. */
  public WatchOptions heartbeats(boolean isAsked) {
    heartbeats = isAsked;
    return this;
  }
}
