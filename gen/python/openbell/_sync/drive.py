"""Makes the turns of a drive, and waits between its streams."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Optional

from openbell._core.call_error import unavailable
from openbell._core.drive_state import DriveState
from openbell._core.errors import OpenbellError
from openbell._core.reconnect_policy import Reconnect
from openbell._core.turn import Turn
from openbell._sync.calls import Stream
from openbell.v1 import trading_pb2, trading_service_pb2

if TYPE_CHECKING:
    from openbell.v1.trading_service_pb2_grpc import TradingServiceCalls


def drive_session(
    trading: TradingServiceCalls,
    session_id: str,
    state: DriveState,
    on_slice: Callable[[Turn], object],
    *,
    stall: float,
    on_reconnect: Optional[Callable[[Reconnect], None]],
    closed: threading.Event,
) -> Optional[trading_pb2.TurnResult]:
    """Puts each turn to the bot and makes it, until one of them ends the drive, or another thread
    closes the client."""
    turns = _Turns(trading, state, stall)
    try:
        while not state.is_over:
            turn = state.turn()
            on_slice(turn)
            if turn.is_last:
                request = trading_service_pb2.ReleaseDriverRequest(session_id=session_id)
                trading.ReleaseDriver(request, metadata=state.driver)
                break
            state.decided(turn)
            _make(turns, state, on_reconnect, closed)
        return state.seen
    finally:
        turns.close()


def _make(
    turns: _Turns,
    state: DriveState,
    on_reconnect: Optional[Callable[[Reconnect], None]],
    closed: threading.Event,
) -> None:
    is_made = False
    while not is_made:
        try:
            is_made = state.answered(turns.answer_to(state.request()))
        except OpenbellError as error:
            turns.close()
            reconnect = state.failed(error)
            if reconnect is None:
                continue
            if on_reconnect is not None:
                on_reconnect(reconnect)
            closed.wait(reconnect.delay)


class _Turns:
    """One stream of turns after another: a turn goes out, its answer comes in, one at a time."""

    def __init__(self, trading: TradingServiceCalls, state: DriveState, stall: float) -> None:
        self._trading = trading
        self._state = state
        self._stall = stall
        self._requests: queue.SimpleQueue[Optional[trading_service_pb2.RunRequest]]
        self._answers: Optional[Stream[trading_service_pb2.RunResponse]] = None

    def answer_to(self, request: trading_service_pb2.RunRequest) -> trading_pb2.TurnResult:
        """Makes a turn. Raises OpenbellError where there is no answer."""
        answers = self._answers or self._open()
        self._requests.put(request)
        response = next(answers, None)
        if response is None:
            raise unavailable("the server ended the stream of turns")
        if not response.HasField("result"):
            raise unavailable("the server answered a turn with nothing")
        return response.result

    def close(self) -> None:
        """Lets the stream go, and the thread that sends with it."""
        if self._answers is not None:
            self._requests.put(None)
            self._answers.cancel()
            self._answers = None

    def _open(self) -> Stream[trading_service_pb2.RunResponse]:
        self._requests = queue.SimpleQueue()
        requests = iter(self._requests.get, None)
        answers = self._answers = self._trading.Run(requests, metadata=self._state.driver)
        answers.stall = self._stall
        return answers
