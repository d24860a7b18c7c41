"""The calls of the generated stubs, as this client makes them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Iterable
from typing import Any, Generic, Optional, TypeVar, Union

import grpc
import grpc.aio
from google.protobuf.message import Message

from openbell._aio.cancellation import is_task_cancelled
from openbell._aio.stream import DuplexStream, Stream
from openbell._core.call_error import call_error, no_answer
from openbell._core.errors import ClientClosed
from openbell._core.settings import Metadata, Settings, check_seconds, identified

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class _Method:
    """A method of the channel, until the client is closed."""

    def __init__(self, call: Any, settings: Settings, closed: asyncio.Event) -> None:
        self._call = call
        self._settings = settings
        self._closed = closed

    def _begin(self, sent: Any, timeout: Optional[float], metadata: Optional[Metadata]) -> Any:
        if timeout is not None:
            check_seconds("timeout", timeout)
        if self._closed.is_set():
            raise ClientClosed()
        return self._call(sent, timeout=timeout, metadata=self._settings.metadata(metadata))


class UnaryCall(_Method, Generic[Request, Response]):
    """A method with one answer. It has a deadline, and is repeated where that is safe."""

    async def __call__(
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
            response: Optional[Response] = await self._begin(request, limit, metadata)
        except grpc.RpcError as error:
            raise call_error(
                error, settings.address, request_id=request_id, timeout=limit
            ) from error
        except asyncio.CancelledError:
            # gRPC says so too of a call that ends with its channel, while the task goes on.
            if self._closed.is_set() and not is_task_cancelled():
                raise ClientClosed(request_id) from None
            raise
        if response is None:
            raise no_answer(request_id)
        return response


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
        call = self._begin(None, timeout, metadata)
        return Stream(call, (request,), self._settings, self._closed, timeout)


class DuplexCall(_Method, Generic[Request, Response]):
    """A method that takes a stream and answers with one."""

    def __call__(
        self,
        requests: Union[AsyncIterable[Request], Iterable[Request], None] = None,
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> DuplexStream[Request, Response]:
        """Opens the stream. Without `requests` they are written one by one."""
        call = self._begin(None, timeout, metadata)
        return DuplexStream(call, requests, self._settings, self._closed, timeout)


class CallChannel:
    """A channel for the generated stubs, which make their methods by it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._channel = grpc.aio.insecure_channel(settings.address, options=settings.options)
        self.closed = asyncio.Event()
        """The client was closed."""

    def unary_unary(self, path: str, **options: Any) -> UnaryCall[Any, Any]:
        call = self._channel.unary_unary(path, **options)
        return UnaryCall(call, self._settings, self.closed)

    def unary_stream(self, path: str, **options: Any) -> StreamCall[Any, Any]:
        # The same on the wire. With one request grpc.aio asks for the headers of the answer only
        # after it was sent, and where a web server answers sooner its HTTP status gets lost.
        call = self._channel.stream_stream(path, **options)
        return StreamCall(call, self._settings, self.closed)

    def stream_stream(self, path: str, **options: Any) -> DuplexCall[Any, Any]:
        call = self._channel.stream_stream(path, **options)
        return DuplexCall(call, self._settings, self.closed)

    async def close(self) -> None:
        """Ends the calls that run, and refuses others (CANCELLED)."""
        self.closed.set()
        await self._channel.close()
