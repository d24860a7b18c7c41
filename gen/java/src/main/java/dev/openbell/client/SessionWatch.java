package dev.openbell.client;

import dev.openbell.client.WatchItem.ResetReason;
import dev.openbell.v1.Opened;
import dev.openbell.v1.WatchSessionsRequest;
import dev.openbell.v1.WatchSessionsResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The feed as one endless sequence over as many streams as it takes: every change exactly once, in
 * order. For one thread at a time; another may {@link #close} it.
 *
 * <p>It fails with an {@link OpenbellException} that no other stream can mend, or with CANCELLED
 * when the thread is interrupted.
 */
public final class SessionWatch
    implements Iterator<WatchItem>, Iterable<WatchItem>, AutoCloseable {
  private final SessionService sessions;
  private final WatchSessionsRequest request;
  private final WatchOptions options;
  private final ReconnectPolicy policy;
  private final FeedPosition position = new FeedPosition();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String token;
  private volatile ResponseStream<WatchSessionsResponse> stream;
  /** What is waited out before the next stream is opened. */
  private Reconnect reconnect;
  /** When the server wants to be called again, where it said so on this stream. */
  private Duration asked;
  /** This stream has sent Opened. */
  private boolean isOpen;
  /** Something was delivered or may have been missed that the token does not cover. */
  private boolean isUncovered;
  /** The frame whose item was delivered; it counts when the next item is asked for. */
  private WatchSessionsResponse delivered;

  private WatchItem next;

  SessionWatch(
      SessionService sessions,
      WatchSessionsRequest request,
      WatchOptions options,
      ReconnectPolicy policy) {
    this.sessions = sessions;
    this.request = request;
    this.options = options;
    this.policy = policy;
    token = options.resumeToken.isEmpty() ? request.getResumeToken() : options.resumeToken;
  }

  /**
   * The position of what was handled: an item counts as handled when the next one is asked for. A
   * watch that starts from it goes on without loss. Empty while there is no such position.
   */
  public String resumeToken() {
    return token;
  }

  @Override
  public Iterator<WatchItem> iterator() {
    return this;
  }

  /** Waits for the next item. False when the watch was closed or has failed. */
  @Override
  public boolean hasNext() {
    try {
      while (next == null && !isClosed()) next = advance();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    return next != null;
  }

  @Override
  public WatchItem next() {
    if (!hasNext()) throw new NoSuchElementException("the watch is closed");
    WatchItem item = next;
    next = null;
    return item;
  }

  /** Ends the watch. Whoever waits for an item waits no longer. */
  @Override
  public void close() {
    closed.countDown();
    var open = stream;
    if (open != null) open.close();
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** One step: a frame, or what follows from the end of a stream. Null where no item came of it. */
  private WatchItem advance() {
    if (delivered != null) handled(delivered);
    delivered = null;
    try {
      if (stream == null && !open()) return null;
      return read();
    } catch (OpenbellException e) {
      if (isClosed()) return null;
      return recover(e);
    }
  }

  /** Opens a stream, after the wait for it. False: the watch was closed meanwhile. */
  private boolean open() {
    if (reconnect != null && waited(reconnect)) return false;
    reconnect = null;
    asked = null;
    isOpen = false;
    position.resume();
    stream = sessions.watchSessions(start());
    // Who closed the watch before now has not seen this stream.
    if (isClosed()) stream.close();
    return true;
  }

  /** The request that goes on from what was handled. */
  private WatchSessionsRequest start() {
    var start = request.toBuilder();
    if (!token.isEmpty()) return start.setResumeToken(token).build();
    position.restart();
    // Once it was open, "from now" would leave out what happened in between.
    if (policy.wasOpen() || !request.getFromNow()) start.clearStart();
    return start.build();
  }

  private WatchItem read() {
    if (!stream.hasNext()) {
      // A feed has no end of its own.
      throw new OpenbellException(Status.Code.UNAVAILABLE, "the server ended the feed");
    }
    var frame = stream.next();
    if (!position.take(frame)) return null;
    if (frame.hasOpened()) opened(frame.getOpened());
    if (frame.hasClosing()) asked = Durations.of(frame.getClosing().getReconnectAfter());
    WatchItem item = FrameItems.of(frame);
    if (item == null || item instanceof WatchItem.Heartbeat && !options.heartbeats) {
      handled(frame);
      return null;
    }
    isUncovered |= token.isEmpty();
    delivered = frame;
    return item;
  }

  private void opened(Opened opened) {
    isOpen = true;
    policy.opened();
    isUncovered |= token.isEmpty() && !opened.getSnapshot();
  }

  private void handled(WatchSessionsResponse frame) {
    if (frame.getResumeToken().isEmpty()) return;
    token = frame.getResumeToken();
    isUncovered = false;
    if (!frame.hasOpened()) policy.moved();
  }

  /** Prepares the next stream; the item tells a consumer that must begin anew. */
  private WatchItem recover(OpenbellException error) {
    if (stream != null) stream.close();
    stream = null;
    ResetReason reason = resetOf(error);
    // A token that cannot be resumed from is no fault of the connection: no wait.
    boolean isAtOnce = reason != null && !token.isEmpty();
    reconnect = isAtOnce ? policy.atOnce(error) : policy.after(error, asked, reason != null);
    if (reason == null && isUncovered) reason = ResetReason.SNAPSHOT_INTERRUPTED;
    if (reason == null) return null;
    token = "";
    isUncovered = false;
    position.restart();
    return new WatchItem.Reset(reason);
  }

  /**
   * The log was cut off behind our position, or under a snapshot that took long. A snapshot that is
   * refused before it begins is neither: beginning anew would not help.
   */
  private ResetReason resetOf(OpenbellException error) {
    if (token.isEmpty() && !isOpen) return null;
    return switch (error.reason()) {
      case ERROR_REASON_REVISION_COMPACTED -> ResetReason.REVISION_COMPACTED;
      case ERROR_REASON_STORE_CHANGED -> ResetReason.STORE_CHANGED;
      case ERROR_REASON_STORE_RESTORED -> ResetReason.STORE_RESTORED;
      default -> null;
    };
  }

  /** Tells and waits. True: the watch was closed meanwhile. */
  private boolean waited(Reconnect reconnect) {
    options.onReconnect.accept(reconnect);
    try {
      return closed.await(reconnect.delay().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw OpenbellException.interrupted(e);
    }
  }
}
