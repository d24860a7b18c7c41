package dev.openbell.client;

import io.grpc.Context;
import io.grpc.Status;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.function.BooleanSupplier;

/** Says in the words of a caller what a status means that no Openbell server wrote. */
final class ForeignStatus {
  // What gRPC says of connections; there is no other place where it is said.
  private static final String NO_HTTP2 = "First received frame was not SETTINGS";
  private static final String NO_GRPC = "HTTP status code";
  private static final String NO_GRPC_TYPE = "invalid content-type";

  private final String server;
  private final BooleanSupplier isClosed;

  /**
   * @param server what messages call it
   * @param isClosed whether the caller closed the client
   */
  ForeignStatus(String server, BooleanSupplier isClosed) {
    this.server = server;
    this.isClosed = isClosed;
  }

  /** The facts with a code and a message that say more. */
  ErrorFacts explain(ErrorFacts facts, Status status) {
    String said = saidBy(status);
    boolean isNoGrpc = said.startsWith(NO_GRPC) || said.startsWith(NO_GRPC_TYPE);
    return switch (status.getCode()) {
      case CANCELLED, UNAVAILABLE -> broken(facts, status, said);
      case DEADLINE_EXCEEDED ->
          facts.told(status.getCode(), "the time was over before " + server + " answered");
      case UNIMPLEMENTED -> noOpenbell(facts, said);
      case INTERNAL, UNKNOWN -> {
        if (isNoGrpc) yield noOpenbell(facts, said);
        if (!said.startsWith(NO_HTTP2)) yield facts;
        yield facts.told(
            Status.Code.UNAVAILABLE,
            "the server at " + server + " does not speak openbell.v1 over HTTP/2: " + said);
      }
      default -> facts;
    };
  }

  private ErrorFacts broken(ErrorFacts facts, Status status, String said) {
    if (isClosed.getAsBoolean()) return facts.told(Status.Code.CANCELLED, "the client is closed");
    if (status.getCode() == Status.Code.CANCELLED && isByCaller(status)) {
      return facts.told(Status.Code.CANCELLED, "the caller ended the call");
    }
    // HTTP/2 also cancels the streams of a connection that goes away.
    String what = isNobody(status.getCause()) ? "no server answers at " : "no answer from ";
    return facts.told(Status.Code.UNAVAILABLE, what + server + ": " + said);
  }

  private ErrorFacts noOpenbell(ErrorFacts facts, String said) {
    return facts.told(
        Status.Code.UNIMPLEMENTED,
        "the server at " + server + " does not speak openbell.v1: " + said);
  }

  private static boolean isByCaller(Status status) {
    return status.getCause() instanceof InterruptedException || Context.current().isCancelled();
  }

  /** Whether this is what the system says when there is nobody at an address, or no way to it. */
  private static boolean isNobody(Throwable cause) {
    return cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof NoRouteToHostException
        || cause instanceof FileNotFoundException;
  }

  /** The heart of it, on one line: without the address, which is named already. */
  private static String saidBy(Status status) {
    Throwable cause = status.getCause();
    if (cause instanceof FileNotFoundException) return "there is no such file";
    String said = cause == null ? null : cause.getMessage();
    if (said == null) said = status.getDescription();
    return said == null
        ? "it said nothing"
        : said.lines().findFirst().orElse("")
            .replaceFirst("^\\w+\\(\\.\\.\\) failed( with error\\(-?\\d+\\))?: ", "")
            .replaceFirst(": \\S*/\\S+:\\d+$", "");
  }
}
