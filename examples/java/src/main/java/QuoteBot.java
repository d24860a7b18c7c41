import dev.openbell.client.BotTurn;
import dev.openbell.client.OpenbellClient;
import dev.openbell.client.Ticks;
import dev.openbell.v1.CreateSessionRequest;
import dev.openbell.v1.DataSelection;
import dev.openbell.v1.Drive;
import dev.openbell.v1.EndOfData;
import dev.openbell.v1.FillModel;
import dev.openbell.v1.GetSessionCapabilitiesRequest;
import dev.openbell.v1.GetSessionRequest;
import dev.openbell.v1.OrderSpec;
import dev.openbell.v1.OrderType;
import dev.openbell.v1.QuoteColumns;
import dev.openbell.v1.QuoteData;
import dev.openbell.v1.SessionSpec;
import dev.openbell.v1.Side;
import dev.openbell.v1.SimulationSpec;
import dev.openbell.v1.TurnResult;
import dev.openbell.v1.Until;
import java.util.Objects;

/**
 * Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
 * they are owed, so that the inventory comes back by itself.
 *
 * <pre>
 * npx openbell data generate
 * npm start
 * java -cp examples/java/target/examples.jar QuoteBot
 * </pre>
 *
 * @param increment of the price of its symbol, in which it counts
 */
public record QuoteBot(String increment) {
  private static final String SYMBOL = "SYNTH";
  /** Ticks from the middle. */
  private static final long DISTANCE = 5;
  /** Shares in an order, most shares held or owed, shares that move the prices by a tick. */
  private static final long LOT = 100, MOST = 200, PER_TICK = 100;

  private void onSlice(BotTurn turn) {
    // A quote comes every five seconds. A minute of them, or as soon as something was filled: what
    // is held has changed then, and the prices should.
    turn.until(Until.newBuilder().setSlices(12).setOnFill(true).build());
    turn.includePositions();
    turn.seen().filter(seen -> seen.getDataCount() > 0).ifPresent(seen -> quote(turn, seen));
  }

  private void quote(BotTurn turn, TurnResult seen) {
    long middle = middleOf(seen.getData(seen.getDataCount() - 1).getQuotes());
    long held = 0;
    for (var position : seen.getPositionsList()) held += Long.parseLong(position.getQuantity());
    long centre = middle - held / PER_TICK;
    // Out with the old prices, in with the new: the commands of a turn act together.
    turn.cancelAll(SYMBOL);
    if (held + LOT <= MOST) rest(turn, "bid-", Side.SIDE_BUY, centre - DISTANCE);
    if (held - LOT >= -MOST) rest(turn, "ask-", Side.SIDE_SELL, centre + DISTANCE);
  }

  /** The middle of the last quote in ticks, rounded down. */
  private long middleOf(QuoteColumns quotes) {
    int last = quotes.getBidCount() - 1;
    long bid = Ticks.ticks(quotes.getBid(last), increment);
    return (bid + Ticks.ticks(quotes.getAsk(last), increment)) / 2;
  }

  /** A limit order that only ever rests: where it would trade at once, it is rejected instead. */
  private void rest(BotTurn turn, String name, Side side, long limit) {
    var order = OrderSpec.newBuilder().setSymbol(SYMBOL).setSide(side).setPostOnly(true);
    order.setType(OrderType.ORDER_TYPE_LIMIT).setQuantity(String.valueOf(LOT));
    order.setLimitPrice(Ticks.price(limit, increment));
    turn.place(name + turn.barrier(), order.build());
  }

  private static SessionSpec spec() {
    var simulation =
        SimulationSpec.newBuilder()
            .setStartDate("2020-12-30")
            .setEndDate("2020-12-31")
            .setDrive(Drive.DRIVE_LOCKSTEP)
            .addData(DataSelection.newBuilder().setQuotes(QuoteData.getDefaultInstance()))
            .setFillModel(FillModel.newBuilder().setEndOfData(EndOfData.END_OF_DATA_CLOSE));
    return SessionSpec.newBuilder()
        .setStrategyId("quote-bot")
        .addSymbols(SYMBOL)
        .setInitialCapital("100000")
        .setSimulation(simulation)
        .build();
  }

  public static void main(String[] args) {
    String address =
        Objects.requireNonNullElse(System.getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051");
    try (var client = OpenbellClient.connect(address)) {
      var create = CreateSessionRequest.newBuilder().setSpec(spec()).setStart(true);
      String id = client.sessions().createSession(create.build()).getSession().getSessionId();
      var ask = GetSessionCapabilitiesRequest.newBuilder().setSessionId(id).build();
      var capabilities = client.trading().getSessionCapabilities(ask).getCapabilities();
      client.drive(id, new QuoteBot(capabilities.getSymbols(0).getPriceIncrement())::onSlice);
      var read = GetSessionRequest.newBuilder().setSessionId(id).build();
      var status = client.sessions().getSession(read).getSession().getStatus();
      var metrics = status.getMetrics();
      System.out.println(id + ": " + metrics.getFills() + " fills");
      System.out.println(
          "net profit " + metrics.getNetProfit() + ", digest " + status.getResultsDigest());
    }
  }
}
