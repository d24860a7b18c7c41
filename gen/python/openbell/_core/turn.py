"""What a bot sees, and what it decides."""

from __future__ import annotations

from typing import Optional, Union

from openbell.v1 import order_pb2, trading_pb2, trading_service_pb2


class Turn:
    """One decision of a bot. What it does not say is left as it is; by default one slice passes."""

    def __init__(
        self,
        acquired: trading_service_pb2.AcquireDriverResponse,
        seen: Optional[trading_pb2.TurnResult],
    ) -> None:
        self.acquired = acquired
        """Where the session was when the drive began, and what the bot kept before."""
        self.seen = seen
        """The answer to the turn before; None for the first."""
        self.message = trading_pb2.Turn(expected_barrier=(seen or acquired).barrier)
        """The turn as it will be sent."""
        self.is_last = False
        """The bot asked for the end of the drive."""

    @property
    def barrier(self) -> int:
        """The barrier at which the bot decides."""
        return self.message.expected_barrier

    def place(self, client_order_id: str, spec: order_pb2.OrderSpec) -> None:
        """Places an order.

        Its id must follow from what was seen: a bot that is started again after a crash, and
        decides again, then names the same order, and places none twice.
        """
        order = trading_pb2.PlaceOrder(client_order_id=client_order_id, spec=spec)
        self.message.commands.add(place=order)

    def replace(self, replacement: trading_pb2.ReplaceOrder) -> None:
        """Replaces quantity and prices of an open order."""
        self.message.commands.add(replace=replacement)

    def cancel(self, order: Union[str, trading_pb2.OrderKey]) -> None:
        """Cancels what is open of an order, which is named by its key or its client order id."""
        key = trading_pb2.OrderKey(client_order_id=order) if isinstance(order, str) else order
        self.message.commands.add(cancel=trading_pb2.CancelOrder(order=key))

    def cancel_all(self, symbol: str = "") -> None:
        """Cancels all open orders, or those of one symbol."""
        self.message.commands.add(cancel_all=trading_pb2.CancelAllOrders(symbol=symbol))

    def until(self, until: trading_pb2.Until) -> None:
        """How far the session goes before the next decision; what comes first ends the turn."""
        self.message.until.CopyFrom(until)

    def keep(self, bot_state: bytes) -> None:
        """Keeps up to 64 KiB for the next driver: `acquired.bot_state` of a later drive."""
        self.message.bot_state = bot_state

    def include(self, *, account: bool = False, positions: bool = False) -> None:
        """What the answer has beside what happened."""
        self.message.include_account = account
        self.message.include_positions = positions

    def stop(self) -> None:
        """Ends the drive; nothing of this turn is sent. The session waits for its next driver."""
        self.is_last = True
