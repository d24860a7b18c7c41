"""The calls of the generated stubs, as this client makes them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar

import grpc
from google.protobuf.message import Message

from openbell._core.call_error import call_error, no_answer, unavailable
from openbell._core.errors import ClientClosed
from openbell._core.settings import Metadata, Settings, check_seconds, identified
from openbell._core.stall import StallClock
from openbell._sync.watchdog import Watchdog

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class _Method:
    """A method of the channel, until the client is closed."""

    def __init__(self, call: Any, settings: Settings, closed: threading.Event) -> None:
        self._call = call
        self._settings = settings
        self._closed = closed

    def _begin(self, sent: Any, timeout: Optional[float], metadata: Optional[Metadata]) -> Any:
        if timeout is not None:
            check_seconds("timeout", timeout)
        if self._closed.is_set():
            raise ClientClosed()
        metadata = self._settings.metadata(metadata)
        try:
            return self._call(sent, timeout=timeout, metadata=metadata)
        except ValueError as error:
            # So says gRPC of a channel that was closed in between.
            if self._closed.is_set():
                raise ClientClosed() from error
            raise


class UnaryCall(_Method, Generic[Request, Response]):
    """A method with one answer. It has a deadline, and is repeated where that is safe."""

    def __call__(
        self,
        request: Request,
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> Response:
        """Makes the call. `timeout` covers all attempts, in seconds; by default the client's.

        Raises OpenbellError.
        """
        settings = self._settings
        limit = settings.timeout if timeout is None else timeout
        request, request_id = identified(request)
        try:
            response: Optional[Response] = self._begin(request, limit, metadata)
        except grpc.RpcError as error:
            if self._closed.is_set():
                raise ClientClosed(request_id) from error
            raise call_error(
                error, settings.address, request_id=request_id, timeout=limit
            ) from error
        if response is None:
            raise no_answer(request_id)
        return response


class Stream(Generic[Response]):
    """The answers of a stream, in order. Leaving the `with` block ends it.

    A server that sends nothing for `stall` seconds counts as gone (UNAVAILABLE).
    """

    def __init__(
        self, call: Any, settings: Settings, closed: threading.Event, timeout: Optional[float]
    ) -> None:
        self._call = call
        self._settings = settings
        self._closed = closed
        self._timeout = timeout
        self._clock = StallClock(settings.timeout)
        self._watchdog = Watchdog(self._clock, call.cancel)

    @property
    def stall(self) -> float:
        """How long a message may take, in seconds; by default the client's timeout."""
        return self._clock.limit

    @stall.setter
    def stall(self, seconds: float) -> None:
        if seconds != self._clock.limit:
            self._clock.limit = seconds
            self._watchdog.look_again()

    def cancel(self) -> None:
        """Ends the stream: a waiting read, in another thread, is done."""
        self._watchdog.end()
        self._call.cancel()

    def __iter__(self) -> Iterator[Response]:
        return self

    def __next__(self) -> Response:
        self._clock.wait(time.monotonic())
        try:
            response: Response = next(self._call)
            return response
        except StopIteration:
            self._watchdog.end()
            raise
        except grpc.RpcError as error:
            self._watchdog.end()
            if self._closed.is_set():
                raise ClientClosed() from error
            if self._clock.stalled:
                raise unavailable(f"the server sent nothing for {self.stall:g} s") from None
            raise call_error(error, self._settings.address, timeout=self._timeout) from error
        finally:
            self._clock.rest()

    def __enter__(self) -> Stream[Response]:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.cancel()

    def __del__(self) -> None:
        # The watchdog knows the call, which would otherwise end with its last reader.
        if hasattr(self, "_watchdog"):
            self.cancel()


class StreamCall(_Method, Generic[Request, Response]):
    """A method that answers with a stream."""

    def __call__(
        self,
        request: Request,
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> Stream[Response]:
        """Opens the stream. `timeout` is a deadline for all of it, in seconds; by default none."""
        call = self._begin(request, timeout, metadata)
        return Stream(call, self._settings, self._closed, timeout)


class DuplexCall(_Method, Generic[Request, Response]):
    """A method that takes a stream and answers with one."""

    def __call__(
        self,
        requests: Iterable[Request],
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> Stream[Response]:
        """Opens the stream. The requests are read in a thread of their own, one after another."""
        call = self._begin(iter(requests), timeout, metadata)
        return Stream(call, self._settings, self._closed, timeout)


class CallChannel:
    """A channel for the generated stubs, which make their methods by it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._channel = grpc.insecure_channel(settings.address, options=settings.options)
        self.closed = threading.Event()
        """The client was closed."""

    def unary_unary(self, path: str, **options: Any) -> UnaryCall[Any, Any]:
        call = self._channel.unary_unary(path, **options)
        return UnaryCall(call, self._settings, self.closed)

    def unary_stream(self, path: str, **options: Any) -> StreamCall[Any, Any]:
        call = self._channel.unary_stream(path, **options)
        return StreamCall(call, self._settings, self.closed)

    def stream_stream(self, path: str, **options: Any) -> DuplexCall[Any, Any]:
        call = self._channel.stream_stream(path, **options)
        return DuplexCall(call, self._settings, self.closed)

    def close(self) -> None:
        """Ends the calls that run, and refuses others (CANCELLED)."""
        self.closed.set()
        self._channel.close()
