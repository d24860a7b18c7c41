package dev.openbell.client;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.ManagedChannelProvider.ProviderNotFoundException;
import java.util.concurrent.TimeUnit;

/** How a channel is made. */
final class Connection {
  /** Openbell's own pages are far below; this is what a client bears before it gives up. */
  private static final int MAX_RECEIVE_BYTES = 16 << 20;

  private Connection() {}

  static ManagedChannel to(Address address, int attempts) {
    // Pings only while calls are open, so that a watch notices a dead connection even where a
    // middlebox keeps the socket open. What a name server says of the service would take the place
    // of the contract.
    ManagedChannelBuilder<?> builder =
        builder(address)
            .userAgent("openbell-java/" + Version.VERSION)
            .maxInboundMessageSize(MAX_RECEIVE_BYTES)
            .keepAliveTime(25, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .disableServiceConfigLookUp();
    if (attempts == 1) return builder.disableRetry().build();
    return builder
        .enableRetry()
        .maxRetryAttempts(attempts)
        .defaultServiceConfig(ServiceConfig.of(attempts))
        .build();
  }

  private static ManagedChannelBuilder<?> builder(Address address) {
    try {
      var builder =
          Grpc.newChannelBuilder(address.target(), InsecureChannelCredentials.create());
      // Servers refuse the path of a socket as the name of a host.
      return address.isUnix() ? builder.overrideAuthority("localhost") : builder;
    } catch (ProviderNotFoundException e) {
      throw new IllegalArgumentException(
          "the address \"" + address.name() + "\" is a Unix socket, which gRPC for Java can only "
              + "call on Linux: use a host and port, for example \"http://127.0.0.1:50051\"", e);
    }
  }
}
