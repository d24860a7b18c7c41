import dev.openbell.client.BotTurn;
import dev.openbell.client.OpenbellClient;
import dev.openbell.client.Ticks;
import dev.openbell.v1.CreateSessionRequest;
import dev.openbell.v1.Drive;
import dev.openbell.v1.EndOfData;
import dev.openbell.v1.FillModel;
import dev.openbell.v1.GetSessionCapabilitiesRequest;
import dev.openbell.v1.GetSessionRequest;
import dev.openbell.v1.OrderSpec;
import dev.openbell.v1.OrderType;
import dev.openbell.v1.SessionSpec;
import dev.openbell.v1.Side;
import dev.openbell.v1.SimulationSpec;
import dev.openbell.v1.TurnResult;
import dev.openbell.v1.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One symbol, daily bars: long while the average of the last 10 closes is above that of the last
 * 30, flat otherwise.
 *
 * <pre>
 * npm start
 * java -cp examples/java/target/examples.jar SmaCrossover [SYMBOL]
 * </pre>
 */
public final class SmaCrossover {
  private static final int FAST = 10;
  private static final int SLOW = 30;
  private static final String QUANTITY = "20";

  private final String symbol;
  private final String increment;
  /** In ticks: sums of whole numbers are the same in every language and on every machine. */
  private final List<Long> closes = new ArrayList<>();

  private boolean isLong;

  private SmaCrossover(String symbol, String increment) {
    this.symbol = symbol;
    this.increment = increment;
  }

  /** Called with each answer. What is decided here acts from the next bar on: at its open. */
  private void onSlice(BotTurn turn) {
    turn.seen().ifPresent(this::look);
    if (closes.size() < SLOW) {
      turn.until(Until.newBuilder().setSlices(SLOW - closes.size()).build());
      return;
    }
    // sum(FAST) / FAST > sum(SLOW) / SLOW, without a division.
    boolean wantsLong = sum(FAST) * SLOW > sum(SLOW) * FAST;
    if (wantsLong == isLong) return;
    isLong = wantsLong;
    var order = OrderSpec.newBuilder().setSymbol(symbol).setType(OrderType.ORDER_TYPE_MARKET);
    order.setSide(wantsLong ? Side.SIDE_BUY : Side.SIDE_SELL).setQuantity(QUANTITY);
    // A turn that is made again after a crash must name the same order: no random ids.
    turn.place("sma-" + closes.size(), order.build());
  }

  /** Takes the closes of an answer, which come as a column of doubles. */
  private void look(TurnResult seen) {
    for (var data : seen.getDataList()) {
      for (double close : data.getBars().getCloseList()) closes.add(Ticks.ticks(close, increment));
    }
  }

  /** The sum of the last closes. */
  private long sum(int length) {
    var last = closes.subList(closes.size() - length, closes.size());
    return last.stream().mapToLong(Long::longValue).sum();
  }

  private static SessionSpec spec(String symbol) {
    var simulation =
        SimulationSpec.newBuilder()
            .setStartDate("2000-01-03")
            .setEndDate("2020-04-17")
            .setDrive(Drive.DRIVE_LOCKSTEP)
            // What is held at the end is sold at the last close, so that the result is in cash.
            .setFillModel(FillModel.newBuilder().setEndOfData(EndOfData.END_OF_DATA_CLOSE));
    return SessionSpec.newBuilder()
        .setStrategyId("sma-crossover")
        .addSymbols(symbol)
        .setInitialCapital("100000")
        .setSimulation(simulation)
        .build();
  }

  public static void main(String[] args) {
    String symbol = args.length > 0 ? args[0] : "SP500";
    String address =
        Objects.requireNonNullElse(System.getenv("OPENBELL_ADDRESS"), "127.0.0.1:50051");
    try (var client = OpenbellClient.connect(address)) {
      var create = CreateSessionRequest.newBuilder().setSpec(spec(symbol)).setStart(true);
      String id = client.sessions().createSession(create.build()).getSession().getSessionId();
      var ask = GetSessionCapabilitiesRequest.newBuilder().setSessionId(id).build();
      var capabilities = client.trading().getSessionCapabilities(ask).getCapabilities();
      client.drive(
          id, new SmaCrossover(symbol, capabilities.getSymbols(0).getPriceIncrement())::onSlice);
      var read = GetSessionRequest.newBuilder().setSessionId(id).build();
      var status = client.sessions().getSession(read).getSession().getStatus();
      var metrics = status.getMetrics();
      System.out.println(id + ": " + metrics.getFills() + " fills");
      System.out.println(
          "net profit " + metrics.getNetProfit() + ", digest " + status.getResultsDigest());
    }
  }
}
