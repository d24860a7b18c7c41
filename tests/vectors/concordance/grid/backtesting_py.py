"""Runs backtesting.py over a grid of settings and strategies and prints every trade as JSON.

Reads {"data": {name: path of a CSV}, "runs": [...]} from standard input; a run is as in
`grid-runs.ts`. The strategies are those of `strategies.ts`: prices are whole numbers of 0.0001, so
that both sides compute the same signals and the same prices of orders.
"""

import gzip
import json
import sys
import warnings

import numpy as np
import pandas as pd
from backtesting import Backtest, Strategy

warnings.filterwarnings("ignore")
UNIT = 10_000


def load(path):
    with gzip.open(path, "rt") as file:
        frame = pd.read_csv(file)
    frame.columns = [name.capitalize() for name in frame.columns]
    frame.index = pd.to_datetime(frame.iloc[:, 0])
    return frame[["Open", "High", "Low", "Close", "Volume"]].astype(float)


def price(units):
    return units / UNIT


class Grid(Strategy):
    """What the strategies share: signals in whole numbers, known at each close."""

    p = {}

    def init(self):
        self.close = np.rint(np.asarray(self.data.df.Close) * UNIT).astype(np.int64)
        self.sums = np.concatenate([[0], np.cumsum(self.close)])

    @property
    def bar(self):
        return len(self.data) - 1

    def mean_sign(self, bar):
        """Sign of the fast mean less the slow one; None before both are known."""
        fast, slow = self.p["fast"], self.p["slow"]
        if bar + 1 < slow:
            return None
        of_fast = int(self.sums[bar + 1] - self.sums[bar + 1 - fast]) * slow
        of_slow = int(self.sums[bar + 1] - self.sums[bar + 1 - slow]) * fast
        return (of_fast > of_slow) - (of_fast < of_slow)

    def cross(self):
        before, now = self.mean_sign(self.bar - 1), self.mean_sign(self.bar)
        if before is None:
            return 0
        return now if before == -now and now != 0 else 0

    def at(self, thousandths):
        """A price at so many thousandths of the close."""
        return price(int(self.close[self.bar]) * thousandths // 1000)

    def size(self):
        size = self.p.get("size")
        return {} if size is None else {"size": size}

    def exits(self, side):
        """Prices of stop and target, so many thousandths away."""
        result = {}
        if "sl" in self.p:
            result["sl"] = self.at(1000 - side * self.p["sl"])
        if "tp" in self.p:
            result["tp"] = self.at(1000 + side * self.p["tp"])
        return result

    @property
    def is_last(self):
        """An order at the last close has no bar that could fill it: Openbell refuses it."""
        return self.bar + 1 == len(self.close)

    def leave(self, portion=1.0):
        if not self.is_last:
            self.position.close(portion)

    def enter(self, side, **prices):
        if self.is_last:
            return
        (self.buy if side > 0 else self.sell)(**self.size(), **self.exits(side), **prices)

    def cancel_entries(self):
        for order in self.orders:
            if not order.is_contingent:
                order.cancel()


class Reverse(Grid):
    """Is always in the market, on the side of the fast mean."""

    def next(self):
        side = self.cross()
        if side == 0:
            return
        if self.p.get("close"):
            self.leave()
        self.enter(side)


class Dip(Grid):
    """Bids below the close when the means cross up, leaves when they cross down."""

    def next(self):
        side = self.cross()
        if side > 0:
            self.cancel_entries()
            self.enter(1, limit=self.at(self.p["limit"]))
        if side < 0:
            self.cancel_entries()
            self.leave()


class Bracket(Grid):
    """Enters at the market every so many bars while it holds nothing."""

    def next(self):
        if self.bar % self.p["every"] != 0 or self.position or self.orders:
            return
        side = self.mean_sign(self.bar)
        if side:
            self.enter(side)


class Breakout(Grid):
    """Waits beyond the close for so many bars; with a limit it does not pay any price."""

    def init(self):
        super().init()
        self.placed = 0

    def next(self):
        if self.position:
            return
        side = self.mean_sign(self.bar)
        if self.orders:
            if self.bar - self.placed >= self.p["wait"]:
                self.cancel_entries()
            return
        if not side or self.bar % self.p["every"] != 0:
            return
        self.placed = self.bar
        prices = {"stop": self.at(1000 + side * self.p["stop"])}
        if "limit" in self.p:
            prices["limit"] = self.at(1000 + side * self.p["limit"])
        self.enter(side, **prices)


class Scale(Grid):
    """Adds every so many bars, takes back a part by an order of the other side, then all."""

    def next(self):
        step = self.bar % (self.p["every"] * 6)
        side = self.p["side"]
        if step % self.p["every"] != 0:
            return
        turn = step // self.p["every"]
        if turn < 3:
            self.enter(side)
        elif turn == 3:
            units = abs(self.position.size) * 2 // 3
            if units > 0 and not self.is_last:
                (self.sell if side > 0 else self.buy)(size=units)
        elif turn == 4:
            if self.position:
                self.leave(self.p["portion"])
        elif self.position:
            self.leave()


KINDS = {kind.__name__.lower(): kind for kind in (Reverse, Dip, Bracket, Breakout, Scale)}


def run(frames, spec):
    frame = frames[spec["data"]].loc[spec.get("from") : spec.get("to")]
    commission = spec.get("commission", 0)
    backtest = Backtest(
        frame,
        type("Run", (KINDS[spec["strategy"]["kind"]],), {"p": spec["strategy"]}),
        cash=spec["cash"],
        commission=tuple(commission) if isinstance(commission, list) else commission,
        spread=spec.get("spread", 0),
        margin=spec.get("margin", 1),
        trade_on_close=spec.get("trade_on_close", False),
        exclusive_orders=spec.get("exclusive_orders", False),
        finalize_trades=spec.get("finalize", False),
    )
    result = backtest.run()
    trades = [
        {
            "size": int(row.Size),
            "entry_bar": int(row.EntryBar),
            "exit_bar": int(row.ExitBar),
            "entry_price": float(row.EntryPrice),
            "exit_price": float(row.ExitPrice),
            "net_profit": float(row.PnL),
            "commission": float(row.Commission),
        }
        for row in result._trades.itertuples()
    ]
    return {"id": spec["id"], "equity": float(result["Equity Final [$]"]), "trades": trades}


def main():
    request = json.load(sys.stdin)
    frames = {name: load(path) for name, path in request["data"].items()}
    print(json.dumps([run(frames, spec) for spec in request["runs"]]))


main()
