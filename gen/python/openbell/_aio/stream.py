"""The streams of the client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar, cast

import grpc
import grpc.aio
from google.protobuf.message import Message

from openbell._aio.cancellation import is_task_cancelled
from openbell._core.call_error import call_error, no_answer, unavailable
from openbell._core.errors import ClientClosed, OpenbellError
from openbell._core.settings import Settings
from openbell._core.stall import StallClock

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)

# What gRPC says of a call whose write failed before its status was read.
_WRITE_FAILED = "Internal error from Core"


class Stream(Generic[Response]):
    """The answers of a stream, in order. Leaving the `async with` block ends it.

    A server that sends nothing for `stall` seconds counts as gone (UNAVAILABLE).
    """

    def __init__(
        self, call: Any, settings: Settings, closed: asyncio.Event, timeout: Optional[float]
    ) -> None:
        self._call = call
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
        self._stop_timer()
        self._call.cancel()

    def __aiter__(self) -> AsyncIterator[Response]:
        return self

    async def __anext__(self) -> Response:
        response = await self._guarded(self._call.read())
        if response is grpc.aio.EOF:
            self._stop_timer()
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
            self._stop_timer()
            raise call_error(error, self._settings.address, timeout=self._timeout) from error
        except asyncio.CancelledError:
            self._stop_timer()
            # gRPC says so too of a call that is canceled here, while the task goes on.
            if is_task_cancelled():
                raise
            if self._closed.is_set():
                raise ClientClosed() from None
            if self._clock.stalled:
                raise unavailable(f"the server sent nothing for {self.stall:g} s") from None
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

    def __init__(
        self, call: Any, settings: Settings, closed: asyncio.Event, timeout: Optional[float]
    ) -> None:
        super().__init__(call, settings, closed, timeout)
        self._status: Optional[grpc.aio.AioRpcError] = None
        call.add_done_callback(self._keep_status)

    async def write(self, request: Request) -> None:
        """Sends a request. Raises OpenbellError where the stream has ended with one, and
        StopAsyncIteration where it has ended without."""
        try:
            await self._guarded(self._call.write(request))
        except asyncio.InvalidStateError:
            # It is over; reading says why.
            await self.__anext__()
        except OpenbellError as error:
            if error.message != _WRITE_FAILED:
                raise
            raise await self._why_it_ended(error) from None

    async def _why_it_ended(self, error: OpenbellError) -> BaseException:
        # The status of the server was read just before, or will be now.
        for _ in range(100):
            if self._status is not None:
                break
            await asyncio.sleep(0.01)
        if self._status is None:
            return error
        if self._status.code() is grpc.StatusCode.OK:
            return StopAsyncIteration()
        return call_error(self._status, self._settings.address, timeout=self._timeout)

    def _keep_status(self, call: Any) -> None:
        """A write that fails puts a status of gRPC's own in the place of the server's, before or
        after that was read; this is called for both."""
        details = _result(call.details())
        if details != _WRITE_FAILED and self._status is None:
            code, trailers = _result(call.code()), _result(call.trailing_metadata())
            self._status = grpc.aio.AioRpcError(code, grpc.aio.Metadata(), trailers, details)


def _result(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives that has nothing left to wait for."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("the status of a call that is done is not there")
