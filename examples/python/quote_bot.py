"""Quotes: a bid and an ask around the middle, both moved down while shares are held and up while
they are owed, so that the inventory comes back by itself. On asyncio.

    npx openbell data generate
    python quote_bot.py
"""

import asyncio
import os
import sys
from typing import Optional

import openbell.aio
from openbell.v1 import (
    fill_model_pb2,
    order_pb2,
    session_pb2,
    session_service_pb2,
    trading_pb2,
    trading_service_pb2,
)

SYMBOL = "SYNTH"
# Ticks from the middle, shares in an order, most shares held or owed, shares that move a tick.
DISTANCE, LOT, MOST, PER_TICK = 5, 100, 200, 100
# A quote comes every five seconds. A minute of them, or as soon as something was filled: what is
# held has changed then, and the prices should.
MINUTE_OR_FILL = trading_pb2.Until(slices=12, on_fill=True)


class QuoteBot:
    """The rule, in ticks."""

    def __init__(self, increment: str) -> None:
        self.increment = increment

    def on_slice(self, turn: openbell.Turn) -> None:
        turn.until(MINUTE_OR_FILL)
        turn.include(positions=True)
        middle = self.middle(turn.seen)
        if turn.seen is None or middle is None:
            return
        held = int(turn.seen.positions[0].quantity) if turn.seen.positions else 0
        centre = middle - int(held / PER_TICK)
        # Out with the old prices, in with the new: the commands of a turn act together.
        turn.cancel_all(SYMBOL)
        if held + LOT <= MOST:
            self.quote(turn, "bid", order_pb2.SIDE_BUY, centre - DISTANCE)
        if held - LOT >= -MOST:
            self.quote(turn, "ask", order_pb2.SIDE_SELL, centre + DISTANCE)

    def middle(self, seen: Optional[trading_pb2.TurnResult]) -> Optional[int]:
        """The middle of the last quote, rounded down; None where none came."""
        if seen is None or not seen.data:
            return None
        quotes = seen.data[-1].quotes
        bid, ask = (openbell.ticks(side[-1], self.increment) for side in (quotes.bid, quotes.ask))
        return (bid + ask) // 2

    def quote(self, turn: openbell.Turn, name: str, side: order_pb2.Side, limit: int) -> None:
        """A limit order that only ever rests: where it would trade at once, it is rejected."""
        spec = order_pb2.OrderSpec(
            symbol=SYMBOL,
            side=side,
            type=order_pb2.ORDER_TYPE_LIMIT,
            quantity=str(LOT),
            limit_price=openbell.price(limit, self.increment),
            post_only=True,
        )
        turn.place(f"{name}-{turn.barrier}", spec)


async def create_session(client: openbell.aio.Client) -> str:
    quotes = session_pb2.DataSelection(quotes=session_pb2.QuoteData())
    simulation = session_pb2.SimulationSpec(
        start_date="2020-12-30",
        end_date="2020-12-31",
        drive=session_pb2.DRIVE_LOCKSTEP,
        data=[quotes],
        fill_model=fill_model_pb2.FillModel(end_of_data=fill_model_pb2.END_OF_DATA_CLOSE),
    )
    spec = session_pb2.SessionSpec(
        strategy_id="quote-bot", symbols=[SYMBOL], initial_capital="100000", simulation=simulation
    )
    request = session_service_pb2.CreateSessionRequest(spec=spec, start=True)
    return (await client.sessions.CreateSession(request)).session.session_id


async def main() -> None:
    address = os.environ.get("OPENBELL_ADDRESS", "http://127.0.0.1:50051")
    async with openbell.aio.connect(address) as client:
        session_id = await create_session(client)
        about = trading_service_pb2.GetSessionCapabilitiesRequest(session_id=session_id)
        symbols = (await client.trading.GetSessionCapabilities(about)).capabilities.symbols
        end = await client.drive(session_id, QuoteBot(symbols[0].price_increment).on_slice)
        if end is None or end.woke_by != trading_pb2.WOKE_BY_END_OF_DATA:
            sys.exit(f"ended by {end and end.woke_by}")

        request = session_service_pb2.GetSessionRequest(session_id=session_id)
        status = (await client.sessions.GetSession(request)).session.status
        print(f"{session_id}: {status.metrics.fills} fills")
        print(f"net profit {status.metrics.net_profit}, digest {status.results_digest}")


asyncio.run(main())
