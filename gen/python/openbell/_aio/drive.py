"""Makes the turns of a drive, and waits between its streams."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Optional

from openbell._aio.pause import pause
from openbell._aio.stream import DuplexStream
from openbell._core.call_error import unavailable
from openbell._core.drive_state import DriveState
from openbell._core.errors import OpenbellError
from openbell._core.reconnect_policy import Reconnect
from openbell._core.turn import Turn
from openbell.v1 import trading_pb2, trading_service_pb2

if TYPE_CHECKING:
    from openbell.v1.trading_service_pb2_grpc import TradingServiceAsyncCalls


async def drive_session(
    trading: TradingServiceAsyncCalls,
    session_id: str,
    state: DriveState,
    on_slice: Callable[[Turn], object],
    *,
    stall: float,
    on_reconnect: Optional[Callable[[Reconnect], None]],
    closed: asyncio.Event,
) -> Optional[trading_pb2.TurnResult]:
    """Puts each turn to the bot and makes it, until one of them ends the drive, or another task
    closes the client."""
    turns = _Turns(trading, state, stall)
    try:
        while not state.is_over:
            turn = state.turn()
            decided = on_slice(turn)
            if inspect.isawaitable(decided):
                await decided
            if turn.is_last:
                request = trading_service_pb2.ReleaseDriverRequest(session_id=session_id)
                await trading.ReleaseDriver(request, metadata=state.driver)
                break
            state.decided(turn)
            await _make(turns, state, on_reconnect, closed)
        return state.seen
    finally:
        turns.close()


async def _make(
    turns: _Turns,
    state: DriveState,
    on_reconnect: Optional[Callable[[Reconnect], None]],
    closed: asyncio.Event,
) -> None:
    is_made = False
    while not is_made:
        try:
            is_made = state.answered(await turns.answer_to(state.request()))
        except OpenbellError as error:
            turns.close()
            reconnect = state.failed(error)
            if reconnect is None:
                continue
            if on_reconnect is not None:
                on_reconnect(reconnect)
            await pause(reconnect.delay, closed)


class _Turns:
    """One stream of turns after another: a turn goes out, its answer comes in, one at a time."""

    def __init__(self, trading: TradingServiceAsyncCalls, state: DriveState, stall: float) -> None:
        self._trading = trading
        self._state = state
        self._stall = stall
        self._stream: Optional[
            DuplexStream[trading_service_pb2.RunRequest, trading_service_pb2.RunResponse]
        ] = None

    async def answer_to(self, request: trading_service_pb2.RunRequest) -> trading_pb2.TurnResult:
        """Makes a turn. Raises OpenbellError where there is no answer."""
        if self._stream is None:
            self._stream = self._trading.Run(metadata=self._state.driver)
            self._stream.stall = self._stall
        try:
            await self._stream.write(request)
            response = await self._stream.__anext__()
        except StopAsyncIteration:
            raise unavailable("the server ended the stream of turns") from None
        if not response.HasField("result"):
            raise unavailable("the server answered a turn with nothing")
        return response.result

    def close(self) -> None:
        """Lets the stream go."""
        if self._stream is not None:
            self._stream.cancel()
            self._stream = None
