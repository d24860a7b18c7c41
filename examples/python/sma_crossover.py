"""One symbol, daily bars: long while the average of the last 10 closes is above that of the last
30, flat otherwise.

    python sma_crossover.py [SYMBOL]
"""

import os
import sys

import openbell
from openbell.v1 import (
    fill_model_pb2,
    order_pb2,
    session_pb2,
    session_service_pb2,
    trading_pb2,
    trading_service_pb2,
)

SYMBOL = sys.argv[1] if len(sys.argv) > 1 else "SP500"
FAST, SLOW = 10, 30
QUANTITY = "20"


class SmaCrossover:
    """The rule. It counts in ticks: sums of whole numbers are the same on every machine."""

    def __init__(self, increment: str) -> None:
        self.increment = increment
        self.closes: list[int] = []
        self.is_long = False

    def on_slice(self, turn: openbell.Turn) -> None:
        """Called with each answer. What is decided here acts from the next bar on: at its open."""
        for columns in turn.seen.data if turn.seen else ():
            # They come as a column of doubles.
            self.closes += (openbell.ticks(close, self.increment) for close in columns.bars.close)
        if len(self.closes) < SLOW:
            turn.until(trading_pb2.Until(slices=SLOW - len(self.closes)))
            return
        # sum(fast) / FAST > sum(slow) / SLOW, without a division.
        wants_long = sum(self.closes[-FAST:]) * SLOW > sum(self.closes[-SLOW:]) * FAST
        if wants_long == self.is_long:
            return
        self.is_long = wants_long
        spec = order_pb2.OrderSpec(
            symbol=SYMBOL,
            side=order_pb2.SIDE_BUY if wants_long else order_pb2.SIDE_SELL,
            type=order_pb2.ORDER_TYPE_MARKET,
            quantity=QUANTITY,
        )
        # A turn that is made again after a crash must name the same order: no random ids.
        turn.place(f"sma-{len(self.closes)}", spec)


def create_session(client: openbell.Client) -> str:
    simulation = session_pb2.SimulationSpec(
        start_date="2000-01-03",
        end_date="2020-04-17",
        drive=session_pb2.DRIVE_LOCKSTEP,
        # What is held at the end is sold at the last close, so that the result is in cash.
        fill_model=fill_model_pb2.FillModel(end_of_data=fill_model_pb2.END_OF_DATA_CLOSE),
    )
    spec = session_pb2.SessionSpec(
        strategy_id="sma-crossover",
        symbols=[SYMBOL],
        initial_capital="100000",
        simulation=simulation,
    )
    request = session_service_pb2.CreateSessionRequest(spec=spec, start=True)
    return client.sessions.CreateSession(request).session.session_id


with openbell.connect(os.environ.get("OPENBELL_ADDRESS", "http://127.0.0.1:50051")) as client:
    session_id = create_session(client)
    about = trading_service_pb2.GetSessionCapabilitiesRequest(session_id=session_id)
    symbols = client.trading.GetSessionCapabilities(about).capabilities.symbols
    end = client.drive(session_id, SmaCrossover(symbols[0].price_increment).on_slice)
    if end is None or end.woke_by != trading_pb2.WOKE_BY_END_OF_DATA:
        sys.exit(f"ended by {end and end.woke_by}")

    request = session_service_pb2.GetSessionRequest(session_id=session_id)
    status = client.sessions.GetSession(request).session.status
    print(f"{session_id}: {status.metrics.fills} fills")
    print(f"net profit {status.metrics.net_profit}, digest {status.results_digest}")
