"""The streams of the client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar, cast

import grpc
import grpc.aio
from google.protobuf.message import Message

from openbell._aio.cancellation import is_task_cancelled
from openbell._aio.final_status import FinalStatus
from openbell._aio.sender import Requests, Sender
from openbell._core.call_error import call_error, no_answer, unavailable
from openbell._core.errors import ClientClosed, OpenbellError
from openbell._core.settings import Settings
from openbell._core.stall import StallClock

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class Stream(Generic[Response]):
    """The answers of a stream, in order. Leaving the `async with` block ends it.

    A server that sends nothing for `stall` seconds counts as gone (UNAVAILABLE).
    """

    def __init__(
        self,
        call: Any,
        requests: Optional[Requests],
        settings: Settings,
        closed: asyncio.Event,
        timeout: Optional[float],
    ) -> None:
        self._call = call
        self._status = FinalStatus(call)
        self._sender = None if requests is None else Sender(call, requests)
        self._settings = settings
        self._closed = closed
        self._timeout = timeout
        self._clock = StallClock(settings.timeout)
        self._timer: Optional[asyncio.TimerHandle] = None
        self._is_cancelled = False

    @property
    def stall(self) -> float:
        """How long a message may take, in seconds; by default the client's timeout."""
        return self._clock.limit

    @stall.setter
    def stall(self, seconds: float) -> None:
        if seconds != self._clock.limit:
            self._clock.limit = seconds
            self._stop_timer()

    def cancel(self) -> None:
        """Ends the stream: a waiting read, in another task, is done."""
        self._is_cancelled = True
        self._stop()
        self._call.cancel()

    def __aiter__(self) -> AsyncIterator[Response]:
        return self

    async def __anext__(self) -> Response:
        response = await self._guarded(self._call.read())
        if response is grpc.aio.EOF:
            self._stop()
            raise StopAsyncIteration
        if response is None:
            self.cancel()
            raise no_answer()
        return cast(Response, response)

    async def _guarded(self, operation: Awaitable[Any]) -> Any:
        """Waits for an operation of the call, but not for ever."""
        self._clock.wait(asyncio.get_running_loop().time())
        if self._timer is None:
            self._look()
        try:
            return await operation
        except grpc.RpcError as error:
            self._stop()
            status = await self._status.of(error)
            if status.code() is grpc.StatusCode.OK:
                raise StopAsyncIteration from None
            raise call_error(status, self._settings.address, timeout=self._timeout) from error
        except asyncio.CancelledError:
            self._stop()
            # gRPC says so too of a call that is canceled here, while the task goes on.
            if is_task_cancelled():
                raise
            if self._closed.is_set():
                raise ClientClosed() from None
            if self._clock.stalled:
                raise unavailable(f"the server sent nothing for {self.stall:g} s") from None
            if self._sender is not None and self._sender.failure is not None:
                raise self._sender.failure from None
            if self._is_cancelled:
                message = "the caller ended the stream"
                raise OpenbellError(grpc.StatusCode.CANCELLED, message) from None
            raise
        finally:
            self._clock.rest()

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        left = self._clock.look(loop.time())
        if left == 0:
            self._call.cancel()
        # While nobody reads there is no timer, which would keep the stream from being forgotten.
        self._timer = loop.call_later(left, self._look) if left else None

    def _stop(self) -> None:
        self._stop_timer()
        if self._sender is not None:
            self._sender.stop()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def __aenter__(self) -> Stream[Response]:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.cancel()


class DuplexStream(Stream[Response], Generic[Request, Response]):
    """A stream in both directions."""

    async def write(self, request: Request) -> None:
        """Sends a request. Raises OpenbellError where the stream has ended with one, and
        StopAsyncIteration where it has ended without."""
        try:
            await self._guarded(self._call.write(request))
        except asyncio.InvalidStateError:
            # It is over; reading says why.
            await self.__anext__()
