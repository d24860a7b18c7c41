// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;

import dev.openbell.v1.CreateSessionRequest;
import dev.openbell.v1.CreateSessionResponse;
import dev.openbell.v1.DeleteSessionRequest;
import dev.openbell.v1.DeleteSessionResponse;
import dev.openbell.v1.GetSessionRequest;
import dev.openbell.v1.GetSessionResponse;
import dev.openbell.v1.ListSessionEventsRequest;
import dev.openbell.v1.ListSessionEventsResponse;
import dev.openbell.v1.ListSessionsRequest;
import dev.openbell.v1.ListSessionsResponse;
import dev.openbell.v1.PauseSessionRequest;
import dev.openbell.v1.PauseSessionResponse;
import dev.openbell.v1.ResumeSessionRequest;
import dev.openbell.v1.ResumeSessionResponse;
import dev.openbell.v1.SessionServiceGrpc;
import dev.openbell.v1.StartSessionRequest;
import dev.openbell.v1.StartSessionResponse;
import dev.openbell.v1.StopSessionRequest;
import dev.openbell.v1.StopSessionResponse;
import dev.openbell.v1.UpdateSessionRequest;
import dev.openbell.v1.UpdateSessionResponse;
import dev.openbell.v1.ValidateSessionRequest;
import dev.openbell.v1.ValidateSessionResponse;
import dev.openbell.v1.WatchSessionsRequest;
import dev.openbell.v1.WatchSessionsResponse;
import java.time.Duration;

/**
 * SessionService creates, runs and watches trading sessions.
 *
 * <p><b>Repeating a request</b>
 *
 * <p>Every mutation takes a {@code request_id} (a UUID made by the client). Within 24 hours, and
 * within the owner's last 100,000 requests, the same id with the same request gives the answer of
 * the first time, changes nothing, and works across restarts; with another request it is refused
 * (REQUEST_ID_REUSED). Refusals are not kept: a refused request is judged anew. Without a {@code
 * request_id} a repeated request is a new one.
 *
 * <p><b>Durability</b>
 *
 * <p>A mutation is answered when it is on disk. The feed shows only what is on disk. A call that
 * ended in DEADLINE_EXCEEDED or UNAVAILABLE may or may not have happened: repeat it with its id.
 */
public final class SessionService {
  private final Calls calls;

  SessionService(Calls calls) {
    this.calls = calls;
  }

  /** The same methods with another deadline for each call, or silence of a stream. */
  public SessionService withTimeout(Duration timeout) {
    return new SessionService(calls.withTimeout(timeout));
  }

  /**
   * Creates a session that is READY, or with {@code start} one that is already started, in one
   * commit. Refused with every problem of the spec at once (VALIDATION_FAILED and BadRequest), with
   * MODE_NOT_AVAILABLE, SESSION_LIMIT_EXCEEDED or RATE_LIMITED.
   */
  public CreateSessionResponse createSession(CreateSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getCreateSessionMethod(), request);
  }

  /** Reads a session, deleted ones too. Refused with SESSION_NOT_FOUND. */
  public GetSessionResponse getSession(GetSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getGetSessionMethod(), request);
  }

  /** Lists the caller's sessions, in pages. */
  public ListSessionsResponse listSessions(ListSessionsRequest request) {
    return calls.unary(SessionServiceGrpc.getListSessionsMethod(), request);
  }

  /**
   * Changes labels, annotations and, while the session is READY, its spec. All of it happens or
   * nothing. It never changes the state.
   */
  public UpdateSessionResponse updateSession(UpdateSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getUpdateSessionMethod(), request);
  }

  /**
   * Deletes a session that is READY or in a final state. It stays readable until its {@code
   * purge_time}. An active session must be stopped first (ILLEGAL_TRANSITION).
   */
  public DeleteSessionResponse deleteSession(DeleteSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getDeleteSessionMethod(), request);
  }

  /** Starts a session that is READY. */
  public StartSessionResponse startSession(StartSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getStartSessionMethod(), request);
  }

  /**
   * Pauses a session that is RUNNING. A simulation's clock stands still at a durable barrier when
   * the answer leaves.
   */
  public PauseSessionResponse pauseSession(PauseSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getPauseSessionMethod(), request);
  }

  /** Resumes a session that is PAUSED or SUSPENDED. */
  public ResumeSessionResponse resumeSession(ResumeSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getResumeSessionMethod(), request);
  }

  /**
   * Stops a session that is READY, RUNNING, PAUSED or SUSPENDED. What is open is treated by the
   * stop policy.
   */
  public StopSessionResponse stopSession(StopSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getStopSessionMethod(), request);
  }

  /**
   * Judges a spec as CreateSession would and answers with everything that is wrong, what to know,
   * and what the session would need. An OK answer may hold violations: look at {@code valid}.
   */
  public ValidateSessionResponse validateSession(ValidateSessionRequest request) {
    return calls.unary(SessionServiceGrpc.getValidateSessionMethod(), request);
  }

  /**
   * Streams what happens to sessions, from a snapshot or from a token on, without loss, until the
   * client cancels. Do not set a deadline. Refused with REVISION_COMPACTED, STORE_CHANGED,
   * STORE_RESTORED, REVISION_IN_FUTURE, FILTER_CHANGED or INVALID_RESUME_TOKEN.
   */
  public ResponseStream<WatchSessionsResponse> watchSessions(WatchSessionsRequest request) {
    return calls.read(SessionServiceGrpc.getWatchSessionsMethod(), request);
  }

  /**
   * The unary twin of the feed: the same records from the same log, in pages, for tools and
   * languages without streams. Tokens of one are good for the other. Refused as WatchSessions.
   */
  public ListSessionEventsResponse listSessionEvents(ListSessionEventsRequest request) {
    return calls.unary(SessionServiceGrpc.getListSessionEventsMethod(), request);
  }
}
