package dev.openbell.client;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Prices as whole numbers. A bot that computes in ticks comes to the same decisions in every
 * language and on every machine; one that adds up doubles does not.
 */
public final class Ticks {
  private static final Pattern DECIMAL = Pattern.compile("\\d+(\\.\\d+)?");

  private Ticks() {}

  /**
   * How many increments a price is, rounded half away from zero. Exact: the double is taken for the
   * number that it is, so nothing is rounded but the answer. A price that the server sent is a
   * multiple of its symbol's increment, and comes out as that.
   *
   * @param increment the {@code price_increment} of the symbol: a decimal above 0, such as "0.01"
   * @throws IllegalArgumentException for a price that is not finite or has more ticks than a long
   *     holds, or an increment that is no such decimal
   */
  public static long ticks(double price, String increment) {
    BigDecimal step = parse(increment);
    if (!Double.isFinite(price)) {
      throw new IllegalArgumentException("the price " + price + " is not finite");
    }
    BigDecimal count = new BigDecimal(price).divide(step, 0, RoundingMode.HALF_UP);
    try {
      return count.longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the price " + price + " has too many ticks of " + increment + ": " + count, e);
    }
  }

  /**
   * The price of so many increments, as the contract writes decimals: without zeros at the end.
   *
   * @param increment as for {@link #ticks}
   * @throws IllegalArgumentException for an increment that is no decimal above 0
   */
  public static String price(long ticks, String increment) {
    BigDecimal price = parse(increment).multiply(BigDecimal.valueOf(ticks));
    return price.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal parse(String increment) {
    if (DECIMAL.matcher(increment).matches()) {
      BigDecimal step = new BigDecimal(increment);
      if (step.signum() > 0) return step;
    }
    throw new IllegalArgumentException(
        "the increment \"" + increment + "\" is no decimal above 0, for example \"0.01\"");
  }
}
