"""How a call of grpc.aio ended, as the server said it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import grpc
import grpc.aio

# What gRPC says of a call whose write failed, whatever the server said of it.
_WRITE_FAILED = "Internal error from Core"


class FinalStatus:
    """The status with which a call ended.

    A write that fails puts a status of gRPC's own in the place of the server's, before or after
    that was read (https://github.com/grpc/grpc/issues/36066). A server that refuses a call at once
    makes writes fail, so that is where its word would get lost.
    """

    def __init__(self, call: Any) -> None:
        self._kept = asyncio.Event()
        self._error: grpc.aio.AioRpcError
        # Called for each of the two.
        call.add_done_callback(self._keep)

    async def of(self, error: grpc.RpcError) -> grpc.RpcError:
        """What the server said of a call that raised this; OK is a possible code."""
        if error.details() != _WRITE_FAILED:
            return error
        try:
            await asyncio.wait_for(self._kept.wait(), 1)
        except asyncio.TimeoutError:
            return error
        return self._error

    def _keep(self, call: Any) -> None:
        details = _result(call.details())
        if details != _WRITE_FAILED and not self._kept.is_set():
            code, trailers = _result(call.code()), _result(call.trailing_metadata())
            self._error = grpc.aio.AioRpcError(code, grpc.aio.Metadata(), trailers, details)
            self._kept.set()


def _result(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives that has nothing left to wait for."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("the status of a call that is done is not there")
