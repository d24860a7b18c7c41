"""The client for programs without an event loop."""

from __future__ import annotations

import random
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Optional
from weakref import WeakSet

from openbell._core.drive_state import DriveState
from openbell._core.reconnect_policy import Reconnect
from openbell._core.settings import Settings, check_attempts, check_seconds, check_settings
from openbell._core.turn import Turn
from openbell._core.watch_state import WatchState
from openbell._sync.calls import CallChannel
from openbell._sync.drive import drive_session
from openbell._sync.watch import Watch
from openbell.v1 import session_service_pb2, trading_pb2, trading_service_pb2
from openbell.v1.market_data_service_pb2_grpc import MarketDataServiceStub
from openbell.v1.session_service_pb2_grpc import SessionServiceStub
from openbell.v1.trading_service_pb2_grpc import TradingServiceStub

if TYPE_CHECKING:
    from openbell.v1.market_data_service_pb2_grpc import MarketDataServiceCalls
    from openbell.v1.session_service_pb2_grpc import SessionServiceCalls
    from openbell.v1.trading_service_pb2_grpc import TradingServiceCalls


def connect(
    url: str, token: Optional[str] = None, timeout: float = 30.0, attempts: int = 3
) -> Client:
    """A client of the server at `http://host:port`, `host:port` or `unix:/path`. It connects when
    the first call is made.

    `token` is sent as bearer token with every call; an empty one is none. `timeout` is the deadline
    of every unary call, all attempts together, and how long a stream may say nothing, in seconds.
    `attempts` is how often a call is tried in all where repeating it is safe; gRPC makes 5 at most.

    Raises ValueError for an address that is none, and for a timeout or attempts out of range.
    """
    return Client(check_settings(url, token, timeout, attempts))


class Client:
    """Openbell's services, the feed, and the loop of a bot. Leaving the `with` block closes it.

    Threads may share it. It does not survive a fork: a child process makes its own.
    """

    sessions: SessionServiceCalls
    """Creates, runs and lists sessions."""
    market: MarketDataServiceCalls
    """Markets, instruments, trading hours, and rows of market data."""
    trading: TradingServiceCalls
    """Orders, fills, positions, accounts and reports."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._channel = CallChannel(settings)
        self._watches: WeakSet[Watch] = WeakSet()
        stubs: Any = (SessionServiceStub, MarketDataServiceStub, TradingServiceStub)
        self.sessions, self.market, self.trading = (stub(self._channel) for stub in stubs)

    def watch(
        self,
        request: Optional[session_service_pb2.WatchSessionsRequest] = None,
        *,
        resume_token: str = "",
        heartbeats: bool = False,
        reconnect_attempts: Optional[int] = None,
        on_reconnect: Optional[Callable[[Reconnect], None]] = None,
    ) -> Watch:
        """Follows sessions: a snapshot, then every change exactly once and in order.

        `resume_token` goes on where an earlier watch of the same filter was. `heartbeats` delivers
        those too. `reconnect_attempts` is how many streams in a row may end without moving the
        position, once the watch was open, before it gives up and raises; by default there is no
        limit. Until it is open, the client's `attempts` hold. `on_reconnect` is told before each
        wait for the next stream.

        Raises ValueError for reconnect_attempts out of range.
        """
        if reconnect_attempts is not None:
            check_attempts("reconnect_attempts", reconnect_attempts)
        state = WatchState(
            request or session_service_pb2.WatchSessionsRequest(),
            resume_token=resume_token,
            heartbeats=heartbeats,
            open_timeout=self._settings.timeout,
            attempts=self._settings.attempts,
            reconnect_attempts=reconnect_attempts,
            random=random.random,
        )
        watch = Watch(self.sessions.WatchSessions, state, on_reconnect)
        self._watches.add(watch)
        return watch

    def drive(
        self,
        session_id: str,
        on_slice: Callable[[Turn], object],
        *,
        take_over: bool = False,
        stall: float = 30.0,
        reconnect_attempts: Optional[int] = None,
        on_reconnect: Optional[Callable[[Reconnect], None]] = None,
    ) -> Optional[trading_pb2.TurnResult]:
        """Drives a session until its data or its running ends, or the bot stops. Gives the last
        answer; None when there was none.

        `on_slice` is called with each answer and decides by the methods of the turn. The drive
        connects again by itself, and after a crash of the server makes those turns again that were
        not on disk, without calling `on_slice` for them. What `on_slice` raises comes out
        unchanged; the session then waits for its driver.

        `take_over` takes the session from another driver. `stall` is how long an answer may take,
        in seconds; the server itself takes 20 at most. `reconnect_attempts` and `on_reconnect` are
        those of `watch`.

        Raises OpenbellError, and ValueError for a stall or reconnect_attempts out of range.
        """
        check_seconds("stall", stall)
        if reconnect_attempts is not None:
            check_attempts("reconnect_attempts", reconnect_attempts)
        acquire = trading_service_pb2.AcquireDriverRequest(
            session_id=session_id, take_over=take_over
        )
        state = DriveState(
            session_id,
            self.trading.AcquireDriver(acquire),
            attempts=self._settings.attempts,
            reconnect_attempts=reconnect_attempts,
            random=random.random,
        )
        return drive_session(
            self.trading,
            session_id,
            state,
            on_slice,
            stall=stall,
            on_reconnect=on_reconnect,
            closed=self._channel.closed,
        )

    def close(self) -> None:
        """Ends the connection and what runs on it: a watch has no further item, and calls and
        drives raise OpenbellError (CANCELLED), in whichever thread they are."""
        for watch in list(self._watches):
            watch.close()
        self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()
