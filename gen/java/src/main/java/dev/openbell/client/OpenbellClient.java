package dev.openbell.client;

import dev.openbell.v1.TurnResult;
import dev.openbell.v1.WatchSessionsRequest;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Calls one server. It may be used by many threads at once.
 *
 * <p>Every call fails with an {@link OpenbellException}. A unary call has a deadline, and is
 * repeated where that is safe, after UNAVAILABLE only. Every mutation carries a {@code request_id},
 * made here where the caller gives none. A stream that says nothing for the client's timeout, or
 * for three of a feed's heartbeats, ends with UNAVAILABLE.
 */
public final class OpenbellClient implements AutoCloseable {
  private final ManagedChannel connection;
  private final Calls calls;
  private final int attempts;
  /** Those that still run end with the client; those that nobody holds any more are forgotten. */
  private final Set<SessionWatch> watches =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private OpenbellClient(Builder settings) {
    connection = Connection.to(settings.address, settings.attempts);
    var plain = new Calls(connection, settings.address.name(), settings.timeout);
    calls =
        settings.token.isEmpty()
            ? plain
            : plain.carrying("authorization", "Bearer " + settings.token);
    attempts = settings.attempts;
  }

  /**
   * A client of the server at an address: {@code http://host:port}, {@code host:port}, or
   * {@code unix:/path} (on Linux). It connects when the first call is made.
   *
   * @throws IllegalArgumentException for an address that is none
   */
  public static OpenbellClient connect(String address) {
    return builder(address).connect();
  }

  /**
   * As {@link #connect}, with settings.
   *
   * @throws IllegalArgumentException for an address that is none
   */
  public static Builder builder(String address) {
    return new Builder(Address.parse(address));
  }

  /** Creates, runs and lists sessions. */
  public SessionService sessions() {
    return new SessionService(calls);
  }

  /** Reads markets, instruments and market data. */
  public MarketDataService market() {
    return new MarketDataService(calls);
  }

  /** Places orders, and reads what they came to. */
  public TradingService trading() {
    return new TradingService(calls);
  }

  /** Follows what happens to sessions: a snapshot, unless the request has a start, then changes. */
  public SessionWatch watch(WatchSessionsRequest request) {
    return watch(request, new WatchOptions());
  }

  /** As {@link #watch(WatchSessionsRequest)}, with options. */
  public SessionWatch watch(WatchSessionsRequest request, WatchOptions options) {
    var policy = new ReconnectPolicy(attempts, options);
    var watch = new SessionWatch(sessions(), request, options, policy);
    watches.add(watch);
    return watch;
  }

  /**
   * Runs a bot in a session: acquires the session, asks the bot at each barrier, makes its turns
   * over a stream, connects again, and after a crash of the server makes the turns again that were
   * not on disk, without asking the bot twice: it decided on data that comes again as it was.
   *
   * <p>Interrupting the thread ends it with CANCELLED.
   *
   * @return the last answer, when the data or the running of the session ended, or the bot stopped
   * @throws E what the bot threw, as it is; the session then stays with this driver until another
   *     takes it over
   */
  public <E extends Exception> Optional<TurnResult> drive(String sessionId, Bot<E> bot) throws E {
    return drive(sessionId, bot, new DriveOptions());
  }

  /** As {@link #drive(String, Bot)}, with options. */
  public <E extends Exception> Optional<TurnResult> drive(
      String sessionId, Bot<E> bot, DriveOptions options) throws E {
    var policy = new ReconnectPolicy(attempts, options);
    return new BotDrive(calls, sessionId, options, policy).run(bot);
  }

  /**
   * Ends the connection and what runs on it: a watch has no further item, and calls and drives fail
   * with CANCELLED, in whichever thread they are.
   */
  @Override
  public void close() {
    synchronized (watches) {
      watches.forEach(SessionWatch::close);
    }
    connection.shutdownNow();
  }

  /** How a client calls the server. */
  public static final class Builder {
    private final Address address;
    private String token = "";
    private Duration timeout = Duration.ofSeconds(30);
    private int attempts = 3;

    private Builder(Address address) {
      this.address = address;
    }

    /** A bearer token that goes with every call; an empty one is none. Default: none. */
    public Builder token(String token) {
      // What gRPC allows in a header; it would drop the rest without a word.
      if (!token.chars().allMatch(each -> each >= ' ' && each <= '~')) {
        throw new IllegalArgumentException(
            "the token holds a character that is not printable ASCII");
      }
      this.token = token;
      return this;
    }

    /**
     * How long a unary call may take, all attempts together, and how long a stream may say nothing.
     * Default: 30 seconds.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Calls.positive("the timeout", timeout);
      return this;
    }

    /**
     * How often a call is tried in all, where repeating it is safe. Default: 3; with 1 nothing is
     * tried again.
     */
    public Builder attempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("attempts is " + attempts + ": it must be 1 or more");
      }
      this.attempts = attempts;
      return this;
    }

    /** The client. */
    public OpenbellClient connect() {
      return new OpenbellClient(this);
    }
  }
}
