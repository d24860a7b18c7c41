"""Sends the requests of a stream while its answers are read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, Iterable
from typing import Any, Optional, Union

import grpc
import grpc.aio

Requests = Union[AsyncIterable[Any], Iterable[Any]]


class Sender:
    """Writes requests to a call until there is none left, and then says so to the server.

    gRPC does so too when it is given the requests, but cancels the call where the server has ended
    it in between: an `asyncio.CancelledError` would then be all that its reader hears.
    """

    def __init__(self, call: Any, requests: Requests) -> None:
        self._call = call
        self.failure: Optional[Exception] = None
        """What the requests raised, which ended the call."""
        self._task = asyncio.create_task(self._send(requests))

    def stop(self) -> None:
        """Asks for no further request."""
        self._task.cancel()

    async def _send(self, requests: Requests) -> None:
        try:
            if isinstance(requests, AsyncIterable):
                async for request in requests:
                    await self._call.write(request)
            else:
                for request in requests:
                    await self._call.write(request)
            await self._call.done_writing()
        except (grpc.RpcError, grpc.aio.InternalError, asyncio.InvalidStateError):
            return  # The call is over; reading says why.
        except Exception as failure:
            self.failure = failure
            self._call.cancel()
