package dev.openbell.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How every call of a client is made. */
final class Calls {
  /** Of a deadline, as gRPC has it; nanoseconds count up to 292 years. */
  private static final Duration LONGEST = Duration.ofDays(100 * 365);

  private final ManagedChannel connection;
  private final String server;
  private final StatusReader statuses;
  private final Channel channel;
  private final Duration timeout;

  /** @param server what messages call it */
  Calls(ManagedChannel connection, String server, Duration timeout) {
    this(
        connection,
        server,
        new StatusReader(new ForeignStatus(server, connection::isShutdown)),
        connection,
        timeout);
  }

  private Calls(
      ManagedChannel connection,
      String server,
      StatusReader statuses,
      Channel channel,
      Duration timeout) {
    this.connection = connection;
    this.server = server;
    this.statuses = statuses;
    this.channel = channel;
    this.timeout = timeout;
  }

  /** The same calls with one more header. */
  Calls carrying(String header, String value) {
    var metadata = new Metadata();
    metadata.put(Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER), value);
    var attach = MetadataUtils.newAttachHeadersInterceptor(metadata);
    var carrying = ClientInterceptors.intercept(channel, attach);
    return new Calls(connection, server, statuses, carrying, timeout);
  }

  /** The same calls with another deadline for each, or silence of a stream. */
  Calls withTimeout(Duration timeout) {
    return new Calls(connection, server, statuses, channel, positive("the timeout", timeout));
  }

  /** Makes a unary call: all its attempts are within. */
  <Q, R> R unary(MethodDescriptor<Q, R> method, Q request) {
    var identified = IdentifiedRequest.of(request);
    var options = CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return ClientCalls.blockingUnaryCall(ready(), method, options, identified.request());
    } catch (StatusRuntimeException e) {
      throw statuses.read(e.getStatus(), e.getTrailers(), identified.id());
    }
  }

  /** Opens a stream of answers. It has no deadline, but may not be silent for the timeout. */
  <Q, R> ResponseStream<R> read(MethodDescriptor<Q, R> method, Q request) {
    var call = open(method);
    var stream = new ResponseStream<>(call, server, statuses, timeout);
    call.sendMessage(request);
    call.halfClose();
    return stream;
  }

  /** Opens a stream of requests and answers; an answer may take the timeout. */
  <Q, R> TwoWayStream<Q, R> talk(MethodDescriptor<Q, R> method) {
    return new TwoWayStream<>(open(method), server, statuses, timeout);
  }

  /** Waits; not longer than until the client is closed, which the next call then says. */
  void pause(Duration delay) {
    try {
      connection.awaitTermination(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw OpenbellException.interrupted(e);
    }
  }

  /** The duration, where it can be waited for. */
  static Duration positive(String name, Duration duration) {
    boolean isPositive = !duration.isNegative() && !duration.isZero();
    if (isPositive && duration.compareTo(LONGEST) <= 0) return duration;
    throw new IllegalArgumentException(
        name + " is " + duration + ": it must be above 0 and at most 100 years");
  }

  private <Q, R> ClientCall<Q, R> open(MethodDescriptor<Q, R> method) {
    // What arrives is only laid down for the reader: no thread is needed for that.
    return ready().newCall(method, CallOptions.DEFAULT.withExecutor(Runnable::run));
  }

  /** gRPC would let a second and more pass before it tries an address again: each call tries it. */
  private Channel ready() {
    if (connection.getState(false) == ConnectivityState.TRANSIENT_FAILURE) connection.enterIdle();
    return channel;
  }
}
