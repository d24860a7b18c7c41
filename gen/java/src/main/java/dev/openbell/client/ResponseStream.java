package dev.openbell.client;

import dev.openbell.v1.Opened;
import dev.openbell.v1.WatchSessionsResponse;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The answers of a stream, read as they come: one is fetched ahead, so that memory is bounded. For
 * one thread at a time; another may {@link #close} it. It ends with an {@link OpenbellException}
 * when the server says nothing for too long while somebody waits.
 */
public sealed class ResponseStream<R> implements Iterator<R>, Iterable<R>, AutoCloseable
    permits TwoWayStream {
  private record End(Status status, Metadata trailers) {}

  private final ClientCall<?, R> call;
  private final String server;
  private final StatusReader statuses;
  /** Messages and, at last, an End. */
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private Duration stall;
  private R next;
  private boolean isOver;
  private volatile boolean isClosed;

  <Q> ResponseStream(
      ClientCall<Q, R> call, String server, StatusReader statuses, Duration stall) {
    this.call = call;
    this.server = server;
    this.statuses = statuses;
    this.stall = stall;
    call.start(
        new ClientCall.Listener<R>() {
          @Override
          public void onMessage(R message) {
            arrived.add(message);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            arrived.add(new End(status, trailers));
          }
        },
        new Metadata());
    call.request(1);
  }

  @Override
  public Iterator<R> iterator() {
    return this;
  }

  /**
   * Waits for the next answer. False after the last one, and when the stream was closed.
   *
   * @throws OpenbellException when the stream failed
   */
  @Override
  public boolean hasNext() {
    if (next == null && !isOver) next = fetch();
    return next != null;
  }

  @Override
  public R next() {
    if (!hasNext()) throw new NoSuchElementException("the stream is over");
    R message = next;
    next = null;
    return message;
  }

  /** Lets the stream go. Whoever waits for an answer waits no longer. */
  @Override
  public void close() {
    isClosed = true;
    call.cancel("the caller ended the call", null);
  }

  /** The next message; null after the last one. */
  private R fetch() {
    Object came = take();
    if (came instanceof End end) {
      isOver = true;
      if (isClosed || end.status().isOk()) return null;
      throw statuses.read(end.status(), end.trailers(), "");
    }
    if (came == null) {
      isOver = true;
      close();
      throw new OpenbellException(
          Status.Code.UNAVAILABLE,
          "the server at " + server + " sent nothing for " + stall.toMillis() + " ms");
    }
    call.request(1);
    if (came instanceof WatchSessionsResponse frame && frame.hasOpened()) {
      stall = heartbeatOf(frame.getOpened()).multipliedBy(3);
    }
    @SuppressWarnings("unchecked") // Nothing else but End goes into the queue.
    R message = (R) came;
    return message;
  }

  private Object take() {
    try {
      return arrived.poll(stall.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      isOver = true;
      close();
      throw OpenbellException.interrupted(e);
    }
  }

  private static Duration heartbeatOf(Opened opened) {
    // The contract's default.
    if (!opened.hasHeartbeatInterval()) return Duration.ofSeconds(15);
    return Durations.of(opened.getHeartbeatInterval());
  }
}
