"""The crossover of two averages on NautilusTrader: python3 nautilus.py FILE ROUNDS.

FILE has date,open,high,low,close,volume in cents. Prints one JSON value: the seconds of the fastest
run, and the number of fills. It fills market orders at the close that was just seen, so the prices
of its trades are others than those of an engine that waits for the next open.
"""

import json
import sys
import time
from collections import deque

import pandas as pd
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import Bar, BarType
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import Equity
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy

FAST, SLOW, QUANTITY = 10, 30, 20
INSTRUMENT = InstrumentId(Symbol("INDEX"), Venue("SIM"))
BAR_TYPE = BarType.from_str("INDEX.SIM-1-DAY-LAST-EXTERNAL")


class Crossover(Strategy):
    def on_start(self):
        self.fast, self.slow = deque(), deque()
        self.fast_sum = self.slow_sum = self.fills = 0
        self.is_long = False
        self.subscribe_bars(BAR_TYPE)

    def on_bar(self, bar):
        close = round(bar.close.as_double() * 100)
        for window, length in ((self.fast, FAST), (self.slow, SLOW)):
            window.append(close)
            if len(window) > length:
                window.popleft()
        if len(self.slow) < SLOW:
            return
        wants_long = sum(self.fast) * SLOW > sum(self.slow) * FAST
        if wants_long == self.is_long:
            return
        self.is_long = wants_long
        side = OrderSide.BUY if wants_long else OrderSide.SELL
        order = self.order_factory.market(INSTRUMENT, side, Quantity.from_int(QUANTITY))
        self.submit_order(order)

    def on_order_filled(self, event):
        self.fills += 1


def bars(file):
    result = []
    for row in pd.read_csv(file).itertuples():
        at = pd.Timestamp(row.date, tz="UTC").value
        prices = [Price(cents / 100, 2) for cents in (row.open, row.high, row.low, row.close)]
        result.append(Bar(BAR_TYPE, *prices, Quantity.from_int(int(row.volume)), at, at))
    return result


file, rounds = sys.argv[1], int(sys.argv[2])
data = bars(file)
best, fills = float("inf"), 0
for _ in range(rounds):
    logging = LoggingConfig(bypass_logging=True)
    engine = BacktestEngine(BacktestEngineConfig(logging=logging))
    engine.add_venue(
        Venue("SIM"), OmsType.NETTING, AccountType.MARGIN, [Money(100_000, USD)], base_currency=USD
    )
    step = Price.from_str("0.01")
    engine.add_instrument(
        Equity(INSTRUMENT, Symbol("INDEX"), USD, 2, step, Quantity.from_int(1), 0, 0)
    )
    engine.add_data(data)
    strategy = Crossover()
    engine.add_strategy(strategy)
    start = time.perf_counter()
    engine.run()
    best = min(best, time.perf_counter() - start)
    fills = strategy.fills
    engine.dispose()
print(json.dumps({"seconds": best, "fills": fills}))
