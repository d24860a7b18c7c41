package dev.openbell.client;

import io.grpc.ClientCall;
import java.time.Duration;

/** A stream of requests and of answers. */
public final class TwoWayStream<Q, R> extends ResponseStream<R> {
  private final ClientCall<Q, R> call;

  TwoWayStream(ClientCall<Q, R> call, String server, StatusReader statuses, Duration stall) {
    super(call, server, statuses, stall);
    this.call = call;
  }

  /** Sends a request. That the stream is over is told by the answers. */
  public void send(Q request) {
    call.sendMessage(request);
  }

  /** There are no more requests; answers may still come. */
  public void endRequests() {
    call.halfClose();
  }
}
