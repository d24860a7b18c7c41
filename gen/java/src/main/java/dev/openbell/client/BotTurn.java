package dev.openbell.client;

import com.google.protobuf.ByteString;
import dev.openbell.v1.AcquireDriverResponse;
import dev.openbell.v1.CancelAllOrders;
import dev.openbell.v1.CancelOrder;
import dev.openbell.v1.OrderCommand;
import dev.openbell.v1.OrderKey;
import dev.openbell.v1.OrderSpec;
import dev.openbell.v1.PlaceOrder;
import dev.openbell.v1.ReplaceOrder;
import dev.openbell.v1.Turn;
import dev.openbell.v1.TurnResult;
import dev.openbell.v1.Until;
import java.util.Optional;

/**
 * What a bot is asked at a barrier. What it decides goes out when it returns; after that the
 * methods throw an IllegalStateException. Commands act at the barrier, in the order in which they
 * were given, before the clock moves on.
 */
public final class BotTurn {
  private final Calls driver;
  private final AcquireDriverResponse acquired;
  private final TurnResult seen;
  private final long barrier;
  private final Turn.Builder draft = Turn.newBuilder();
  private boolean isMade;
  private boolean isStopped;

  /**
   * @param driver calls that carry the driver's token
   * @param seen null in the first turn
   */
  BotTurn(Calls driver, AcquireDriverResponse acquired, TurnResult seen) {
    this.driver = driver;
    this.acquired = acquired;
    this.seen = seen;
    barrier = seen == null ? acquired.getBarrier() : seen.getBarrier();
    draft.setExpectedBarrier(barrier);
  }

  /** The answer to the turn before; none in the first turn. */
  public Optional<TurnResult> seen() {
    return Optional.ofNullable(seen);
  }

  /** What the drive began with: where the session was, and what the bot had kept. */
  public AcquireDriverResponse acquired() {
    return acquired;
  }

  /** Where the session is. */
  public long barrier() {
    return barrier;
  }

  /** As of the barrier: markets, instruments and market data say nothing of what comes after it. */
  public MarketDataService market() {
    return new MarketDataService(driver);
  }

  /** As of the barrier: orders, account and statistics. */
  public TradingService trading() {
    return new TradingService(driver);
  }

  /**
   * Places an order. An id that follows from what was seen names the same order when the turn is
   * made again after a crash.
   */
  public void place(String clientOrderId, OrderSpec spec) {
    var place = PlaceOrder.newBuilder().setClientOrderId(clientOrderId).setSpec(spec);
    command(OrderCommand.newBuilder().setPlace(place));
  }

  /** Replaces quantity and prices of an open order. */
  public void replace(ReplaceOrder replace) {
    command(OrderCommand.newBuilder().setReplace(replace));
  }

  /** Cancels what is open of an order. */
  public void cancel(OrderKey order) {
    command(OrderCommand.newBuilder().setCancel(CancelOrder.newBuilder().setOrder(order)));
  }

  /** Cancels what is open of an order that the bot named so. */
  public void cancel(String clientOrderId) {
    cancel(OrderKey.newBuilder().setClientOrderId(clientOrderId).build());
  }

  /** Cancels all open orders. */
  public void cancelAll() {
    cancelAll("");
  }

  /** Cancels all open orders of one symbol; of all where it is empty. */
  public void cancelAll(String symbol) {
    command(OrderCommand.newBuilder().setCancelAll(CancelAllOrders.newBuilder().setSymbol(symbol)));
  }

  /** How far to go before the bot is asked again; the last call holds. Default: one slice. */
  public void until(Until until) {
    open().setUntil(until);
  }

  /** Keeps up to 64 KiB that the bot finds again after a crash, in {@link #acquired}. */
  public void keep(byte[] botState) {
    open().setBotState(ByteString.copyFrom(botState));
  }

  /** Asks for the account with the answer. */
  public void includeAccount() {
    open().setIncludeAccount(true);
  }

  /** Asks for the open positions with the answer. */
  public void includePositions() {
    open().setIncludePositions(true);
  }

  /** Ends the drive and lets the session go. What else was decided in this turn is not sent. */
  public void stop() {
    open();
    isStopped = true;
  }

  /** Ends the deciding. The turn; null where the bot stops. */
  Turn made() {
    isMade = true;
    return isStopped ? null : draft.build();
  }

  private void command(OrderCommand.Builder command) {
    open().addCommands(command);
  }

  private Turn.Builder open() {
    if (!isMade) return draft;
    // Somebody kept it: what is said now would be lost without a word.
    throw new IllegalStateException("the turn at barrier " + barrier + " was made before");
  }
}
