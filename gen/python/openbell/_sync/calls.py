"""The calls of the generated stubs, as this client makes them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Any, Generic, Optional, TypeVar

import grpc
from google.protobuf.message import Message

from openbell._core.call_error import call_error, no_answer, unavailable
from openbell._core.settings import Metadata, Settings, check_seconds, identified
from openbell._core.stall import StallClock
from openbell._sync.watchdog import Watchdog

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class UnaryCall(Generic[Request, Response]):
    """A method with one answer. It has a deadline, and is repeated where that is safe."""

    def __init__(self, call: Any, settings: Settings) -> None:
        self._call = call
        self._settings = settings

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
        limit = settings.timeout if timeout is None else check_seconds("timeout", timeout)
        request, request_id = identified(request)
        try:
            response: Optional[Response] = self._call(
                request, timeout=limit, metadata=settings.metadata(metadata)
            )
        except grpc.RpcError as error:
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

    def __init__(self, call: Any, settings: Settings, timeout: Optional[float]) -> None:
        self._call = call
        self._settings = settings
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


class StreamCall(Generic[Request, Response]):
    """A method that answers with a stream."""

    def __init__(self, call: Any, settings: Settings) -> None:
        self._call = call
        self._settings = settings

    def __call__(
        self,
        request: Request,
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> Stream[Response]:
        """Opens the stream. `timeout` is a deadline for all of it, in seconds; by default none."""
        call = self._call(request, timeout=timeout, metadata=self._settings.metadata(metadata))
        return Stream(call, self._settings, timeout)


class DuplexCall(Generic[Request, Response]):
    """A method that takes a stream and answers with one."""

    def __init__(self, call: Any, settings: Settings) -> None:
        self._call = call
        self._settings = settings

    def __call__(
        self,
        requests: Iterable[Request],
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> Stream[Response]:
        """Opens the stream. The requests are read in a thread of their own, one after another."""
        metadata = self._settings.metadata(metadata)
        call = self._call(iter(requests), timeout=timeout, metadata=metadata)
        return Stream(call, self._settings, timeout)


class CallChannel:
    """A channel for the generated stubs, which make their methods by it."""

    def __init__(self, channel: grpc.Channel, settings: Settings) -> None:
        self._channel = channel
        self._settings = settings

    def unary_unary(self, path: str, **options: Any) -> UnaryCall[Any, Any]:
        return UnaryCall(self._channel.unary_unary(path, **options), self._settings)

    def unary_stream(self, path: str, **options: Any) -> StreamCall[Any, Any]:
        return StreamCall(self._channel.unary_stream(path, **options), self._settings)

    def stream_stream(self, path: str, **options: Any) -> DuplexCall[Any, Any]:
        return DuplexCall(self._channel.stream_stream(path, **options), self._settings)
