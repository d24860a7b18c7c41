/**
 * What the letters in the definitions of figures stand for: the sentence of `docs/statistics.md`,
 * which a test compares. Symbols stand between backticks.
 */
export const figureSymbols =
  "`E` equity, `E_0` the capital, `E_n` the last; `A` the annual factor; `r` returns of days and " +
  "`b` those of the benchmark, `n` how many; `f` the risk-free rate of a day, " +
  "(1 + rate)^(1/A) − 1; `s` a sample standard deviation (n − 1); " +
  "`d` the drawdown after a slice; `p` the net profit of a trade, " +
  "`q` that by its value at the entry, `N` how many; `T` years.";
