"""A bot that does what the suite tells it."""

import asyncio
import time

from openbell.v1 import order_pb2, trading_pb2

from protocol import OwnError, read_bytes


class ScriptedBot:
    """Call number n does what element n says, and nothing beyond the end."""

    def __init__(self, turns):
        self._turns = iter(turns)
        self.told = []

    def on_slice(self, turn):
        todo = self._asked(turn)
        time.sleep(todo.get("pauseMs", 0) / 1000)
        self._decide(turn, todo)

    async def on_slice_async(self, turn):
        todo = self._asked(turn)
        await asyncio.sleep(todo.get("pauseMs", 0) / 1000)
        self._decide(turn, todo)

    def _asked(self, turn):
        seen = turn.seen
        self.told.append(
            f"start {turn.acquired.barrier}" if seen is None else f"{seen.barrier} {seen.woke_by}"
        )
        return next(self._turns, {})

    def _decide(self, turn, todo):
        if todo.get("fail"):
            raise OwnError("the bot failed")
        for order in todo.get("place", ()):
            spec = order_pb2.OrderSpec.FromString(read_bytes(order["spec"]))
            turn.place(order["clientOrderId"], spec)
        if "until" in todo:
            turn.until(trading_pb2.Until.FromString(read_bytes(todo["until"])))
        if "keep" in todo:
            turn.keep(read_bytes(todo["keep"]))
        if todo.get("stop"):
            turn.stop()
