"""The crossover of two averages on backtesting.py: python3 backtesting_py.py FILE ROUNDS.

FILE has date,open,high,low,close,volume in cents. Prints one JSON value: the seconds of the fastest
run, and every trade as [quantity, entry price, exit price].
"""

import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from backtesting import Backtest, Strategy

warnings.filterwarnings("ignore")
FAST, SLOW, QUANTITY = 10, 30, 20


class Crossover(Strategy):
    def init(self):
        # Whole cents, so that every engine compares the same sums.
        closes = np.rint(np.asarray(self.data.df.Close) * 100).astype(np.int64)
        sums = np.concatenate([[0], np.cumsum(closes)])
        above = np.zeros(len(closes))
        for seen in range(SLOW, len(closes) + 1):
            fast = int(sums[seen] - sums[seen - FAST])
            slow = int(sums[seen] - sums[seen - SLOW])
            above[seen - 1] = fast * SLOW > slow * FAST
        self.above = self.I(lambda: above)

    def next(self):
        if self.above[-1] and not self.position:
            self.buy(size=QUANTITY)
        elif not self.above[-1] and self.position:
            self.position.close()


file, rounds = sys.argv[1], int(sys.argv[2])
frame = pd.read_csv(file, index_col=0, parse_dates=True) / 100
frame.columns = [name.capitalize() for name in frame.columns]
best, trades = float("inf"), []
for _ in range(rounds):
    backtest = Backtest(frame, Crossover, cash=100_000, finalize_trades=True)
    start = time.perf_counter()
    stats = backtest.run()
    best = min(best, time.perf_counter() - start)
    trades = [
        [int(row.Size), float(row.EntryPrice), float(row.ExitPrice)]
        for row in stats["_trades"].itertuples()
    ]
print(json.dumps({"seconds": best, "trades": trades}))
