/** Sums over trades, one after the other: what the figures about trades need, and no list. */

/** A closed trade as the figures see it. */
export interface TradeResult {
  /** Profit or loss less commission, in the session's currency. */
  readonly netProfit: number;
  /** Commission of both ends. */
  readonly fees: number;
  /** Net profit / value at the entry; undefined where that value is 0. */
  readonly returned: number | undefined;
  /** From entry to exit, in days of 24 hours. */
  readonly days: number;
  /** From the beginning of the bar of the entry to that of the exit, in days. */
  readonly barDays: number;
  /** Whether it was bought first. */
  readonly isLong: boolean;
}

/** What is known of some trades: all, or those of one side. */
export class TradeTally {
  count = 0;
  wins = 0;
  losses = 0;
  longs = 0;
  longWins = 0;
  fees = 0;
  /** Net profit of the wins, and net loss (0 or less) of the losses. */
  profit = 0;
  loss = 0;
  /** Extremes of the net profit of one trade; 0 while there is none. */
  largestWin = 0;
  largestLoss = 0;
  /** Mean of the net profit and sum of squared deviations from it (B. P. Welford, 1962). */
  profitMean = 0;
  profitSquares = 0;
  /** Returns of the trades that have one: their number, sums, extremes and log growth. */
  returns = 0;
  returnSum = 0;
  returnGain = 0;
  returnLoss = 0;
  returnBest = Number.NEGATIVE_INFINITY;
  returnWorst = Number.POSITIVE_INFINITY;
  returnLogSum = 0;
  daysSum = 0;
  daysMax = 0;
  barDaysSum = 0;
  barDaysMax = 0;
  /** Longest rows of wins and of losses; a trade of exactly 0 ends both. */
  winStreak = 0;
  lossStreak = 0;
  #streak = 0;

  /** Adds a trade. Trades come in the order of their closes. */
  add(trade: TradeResult): void {
    this.count += 1;
    this.fees += trade.fees;
    if (trade.isLong) this.longs += 1;
    this.#addProfit(trade);
    if (trade.returned !== undefined) this.#addReturn(trade.returned);
    this.daysSum += trade.days;
    this.daysMax = Math.max(this.daysMax, trade.days);
    this.barDaysSum += trade.barDays;
    this.barDaysMax = Math.max(this.barDaysMax, trade.barDays);
  }

  #addProfit({ netProfit, isLong }: TradeResult): void {
    const step = netProfit - this.profitMean;
    this.profitMean += step / this.count;
    this.profitSquares += step * (netProfit - this.profitMean);
    if (netProfit > 0) {
      this.wins += 1;
      if (isLong) this.longWins += 1;
      this.profit += netProfit;
      this.largestWin = Math.max(this.largestWin, netProfit);
    } else if (netProfit < 0) {
      this.losses += 1;
      this.loss += netProfit;
      this.largestLoss = Math.min(this.largestLoss, netProfit);
    }
    const sign = Math.sign(netProfit);
    this.#streak = sign !== 0 && sign === Math.sign(this.#streak) ? this.#streak + sign : sign;
    this.winStreak = Math.max(this.winStreak, this.#streak);
    this.lossStreak = Math.max(this.lossStreak, -this.#streak);
  }

  #addReturn(returned: number): void {
    this.returns += 1;
    this.returnSum += returned;
    if (returned > 0) this.returnGain += returned;
    else this.returnLoss += returned;
    this.returnBest = Math.max(this.returnBest, returned);
    this.returnWorst = Math.min(this.returnWorst, returned);
    this.returnLogSum += Math.log1p(returned);
  }
}
