package dev.openbell.client;

import io.grpc.Status;
import java.util.stream.DoubleStream;

/**
 * The waits between streams: those that scenarios cannot single out, as they would take minutes. It
 * draws so many of each that what is evenly drawn comes near both ends of its range.
 */
public final class ReconnectPolicyCheck {
  private static final int DRAWS = 1_000;

  private ReconnectPolicyCheck() {}

  public static void main(String[] args) {
    double[] bounds = {200, 400, 800, 1_600, 3_200, 6_400, 12_800, 20_000, 20_000};
    for (int failures = 1; failures <= bounds.length; failures++) {
      double bound = bounds[failures - 1];
      var waits = waitsAfter(failures).summaryStatistics();
      String said = "after " + failures + " failures the waits are " + waits;
      require(waits.getMax() < bound && waits.getMax() > 0.9 * bound, said);
      require(waits.getMin() >= 0 && waits.getMin() < 0.1 * bound, said);
    }
    // 2 to the power of what comes then is no number of milliseconds any more.
    var late = waitsAfter(2_000).limit(20).summaryStatistics();
    require(late.getMin() >= 0 && late.getMax() < 20_000, "after 2,000 failures " + late);
  }

  /** Many draws of the wait after so many failures in a row, in milliseconds. */
  private static DoubleStream waitsAfter(int failures) {
    return DoubleStream.generate(
            () -> {
              var policy = new ReconnectPolicy(Integer.MAX_VALUE, new WatchOptions());
              for (int before = 1; before < failures; before++) waitOf(policy);
              return waitOf(policy);
            })
        .limit(DRAWS);
  }

  private static double waitOf(ReconnectPolicy policy) {
    var gone = new OpenbellException(Status.Code.UNAVAILABLE, "gone");
    return policy.after(gone, null, false).delay().toNanos() / 1e6;
  }

  private static void require(boolean holds, String said) {
    if (!holds) throw new AssertionError(said);
  }
}
