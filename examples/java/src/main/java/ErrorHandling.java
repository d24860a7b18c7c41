import dev.openbell.client.OpenbellClient;
import dev.openbell.client.OpenbellException;
import dev.openbell.v1.CreateSessionRequest;
import dev.openbell.v1.DeleteSessionRequest;
import dev.openbell.v1.ErrorReason;
import dev.openbell.v1.GetSessionRequest;
import dev.openbell.v1.PauseSessionRequest;
import dev.openbell.v1.SessionSpec;
import dev.openbell.v1.SimulationSpec;
import io.grpc.Status;
import java.time.Duration;
import java.util.Objects;

/**
 * What can go wrong, and what a program does about it: a bad request, a refusal, an answer that was
 * lost, and no server.
 *
 * <pre>
 * npm start
 * java -cp examples/java/target/examples.jar ErrorHandling
 * </pre>
 */
public final class ErrorHandling {
  private ErrorHandling() {}

  private static final SimulationSpec SIMULATION =
      SimulationSpec.newBuilder().setStartDate("2000-01-03").setEndDate("2020-04-17").build();

  public static void main(String[] args) {
    String address =
        Objects.requireNonNullElse(System.getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051");
    // A mistake in the program, such as an address that is none, is told at once.
    try (var client = OpenbellClient.connect(address)) {
      badRequest(client);
      String id = lostAnswer(client);
      refusal(client, id);
      client.sessions().deleteSession(DeleteSessionRequest.newBuilder().setSessionId(id).build());
      noServer(id);
    }
  }

  /** All that is wrong with it, at once. */
  private static void badRequest(OpenbellClient client) {
    var spec = SessionSpec.newBuilder().addSymbols("SP501").setInitialCapital("1e5");
    spec.setSimulation(SIMULATION);
    try {
      client.sessions().createSession(CreateSessionRequest.newBuilder().setSpec(spec).build());
    } catch (OpenbellException e) {
      if (e.code() != Status.Code.INVALID_ARGUMENT) throw e;
      for (var bad : e.violations()) {
        System.out.println(bad.field() + ": " + bad.reason() + ": " + bad.message());
      }
    }
  }

  /**
   * The same request_id gives the answer again, and nothing happens twice. The client repeats calls
   * so by itself; this is for a program that comes back later.
   */
  private static String lostAnswer(OpenbellClient client) {
    var spec = SessionSpec.newBuilder().setStrategyId("errors").addSymbols("SP500");
    spec.setInitialCapital("100000").setSimulation(SIMULATION);
    var create = CreateSessionRequest.newBuilder().setSpec(spec);
    try {
      client.sessions().withTimeout(Duration.ofNanos(1_000)).createSession(create.build());
    } catch (OpenbellException e) {
      if (e.code() != Status.Code.DEADLINE_EXCEEDED) throw e;
      create.setRequestId(e.requestId());
    }
    String id = client.sessions().createSession(create.build()).getSession().getSessionId();
    String again = client.sessions().createSession(create.build()).getSession().getSessionId();
    System.out.println(again.equals(id) ? "created once" : "created twice");
    return id;
  }

  /** Its reason is for programs, its message is for people. */
  private static void refusal(OpenbellClient client, String id) {
    try {
      client.sessions().pauseSession(PauseSessionRequest.newBuilder().setSessionId(id).build());
    } catch (OpenbellException e) {
      if (e.reason() != ErrorReason.ERROR_REASON_ILLEGAL_TRANSITION) throw e;
      System.out.println(
          e.reasonName() + ": " + e.metadata().get("current_state") + ", not "
              + e.metadata().get("allowed_states"));
    }
  }

  /** Said with the address. A server that starts again is waited for. */
  private static void noServer(String id) {
    try (var nobody = OpenbellClient.connect("127.0.0.1:1")) {
      nobody.sessions().getSession(GetSessionRequest.newBuilder().setSessionId(id).build());
    } catch (OpenbellException e) {
      if (e.code() != Status.Code.UNAVAILABLE) throw e;
      System.out.println(e.getMessage());
    }
  }
}
