"""The calls of the generated stubs, as this client makes them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import Any, Generic, Optional, TypeVar, Union

import grpc
import grpc.aio
from google.protobuf.message import Message

from openbell._aio.stream import DuplexStream, Stream
from openbell._core.call_error import call_error, no_answer
from openbell._core.settings import Metadata, Settings, check_seconds, identified

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)


class UnaryCall(Generic[Request, Response]):
    """A method with one answer. It has a deadline, and is repeated where that is safe."""

    def __init__(self, call: Any, settings: Settings) -> None:
        self._call = call
        self._settings = settings

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
        limit = settings.timeout if timeout is None else check_seconds("timeout", timeout)
        request, request_id = identified(request)
        try:
            response: Optional[Response] = await self._call(
                request, timeout=limit, metadata=settings.metadata(metadata)
            )
        except grpc.RpcError as error:
            raise call_error(
                error, settings.address, request_id=request_id, timeout=limit
            ) from error
        if response is None:
            raise no_answer(request_id)
        return response


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
        metadata = self._settings.metadata(metadata)
        call = self._call((request,), timeout=timeout, metadata=metadata)
        return Stream(call, self._settings, timeout)


class DuplexCall(Generic[Request, Response]):
    """A method that takes a stream and answers with one."""

    def __init__(self, call: Any, settings: Settings) -> None:
        self._call = call
        self._settings = settings

    def __call__(
        self,
        requests: Union[AsyncIterable[Request], Iterable[Request], None] = None,
        *,
        timeout: Optional[float] = None,
        metadata: Optional[Metadata] = None,
    ) -> DuplexStream[Request, Response]:
        """Opens the stream. Without `requests` they are written one by one."""
        metadata = self._settings.metadata(metadata)
        call = self._call(requests, timeout=timeout, metadata=metadata)
        return DuplexStream(call, self._settings, timeout)


class CallChannel:
    """A channel for the generated stubs, which make their methods by it."""

    def __init__(self, channel: grpc.aio.Channel, settings: Settings) -> None:
        self._channel = channel
        self._settings = settings

    def unary_unary(self, path: str, **options: Any) -> UnaryCall[Any, Any]:
        return UnaryCall(self._channel.unary_unary(path, **options), self._settings)

    def unary_stream(self, path: str, **options: Any) -> StreamCall[Any, Any]:
        # The same on the wire. With one request grpc.aio asks for the headers of the answer only
        # after it was sent, and where a web server answers sooner its HTTP status gets lost.
        return StreamCall(self._channel.stream_stream(path, **options), self._settings)

    def stream_stream(self, path: str, **options: Any) -> DuplexCall[Any, Any]:
        return DuplexCall(self._channel.stream_stream(path, **options), self._settings)
