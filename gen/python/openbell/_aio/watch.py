"""Reads the streams of a watch, and waits between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import Optional

from openbell._aio.pause import pause
from openbell._aio.stream import Stream
from openbell._core.call_error import unavailable
from openbell._core.errors import OpenbellError
from openbell._core.reconnect_policy import Reconnect
from openbell._core.watch_item import WatchItem
from openbell._core.watch_state import WatchState
from openbell.v1 import session_feed_pb2, session_service_pb2

Frame = session_feed_pb2.WatchSessionsResponse


class Watch:
    """A running watch: iterate it once; leaving the `async with` block ends it.

    Every change comes exactly once and in order, over as many streams as it takes. One task
    iterates; any task may call `close`.
    """

    def __init__(
        self,
        open_stream: Callable[[session_service_pb2.WatchSessionsRequest], Stream[Frame]],
        state: WatchState,
        on_reconnect: Optional[Callable[[Reconnect], None]],
    ) -> None:
        self._open_stream = open_stream
        self._state = state
        self._on_reconnect = on_reconnect
        self._stream: Optional[Stream[Frame]] = None
        self._reconnect: Optional[Reconnect] = None
        self._closed = asyncio.Event()

    @property
    def resume_token(self) -> str:
        """The position of what was handled: an item counts as handled when the next one is asked
        for. A watch that starts from it goes on without loss. Empty while there is none."""
        return self._state.resume_token

    def close(self) -> None:
        """Ends the watch: a waiting iteration is done."""
        self._closed.set()
        if self._stream is not None:
            self._stream.cancel()

    def __aiter__(self) -> AsyncIterator[WatchItem]:
        return self

    async def __anext__(self) -> WatchItem:
        """Raises OpenbellError where no other stream can go on."""
        if not self._closed.is_set():
            self._state.handled()
        while not self._closed.is_set():
            item = await self._advance()
            if item is not None:
                return item
        raise StopAsyncIteration

    async def _advance(self) -> Optional[WatchItem]:
        if self._reconnect is not None:
            await self._wait(self._reconnect)
            return None
        try:
            stream = self._stream or self._open()
            async for frame in stream:
                item = self._state.take(frame)
                stream.stall = self._state.stall
                return item
            # A feed has no end of its own.
            raise unavailable("the server ended the stream")
        except OpenbellError as error:
            return self._lost(error)

    def _open(self) -> Stream[Frame]:
        stream = self._stream = self._open_stream(self._state.open())
        stream.stall = self._state.stall
        return stream

    def _lost(self, error: OpenbellError) -> Optional[WatchItem]:
        if self._stream is not None:
            self._stream.cancel()
            self._stream = None
        if self._closed.is_set():
            return None
        try:
            self._reconnect, reset = self._state.end(error)
        except OpenbellError:
            self._closed.set()
            raise
        return reset

    async def _wait(self, reconnect: Reconnect) -> None:
        self._reconnect = None
        if self._on_reconnect is not None:
            self._on_reconnect(reconnect)
        await pause(reconnect.delay, self._closed)

    async def __aenter__(self) -> Watch:
        return self

    async def __aexit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()
