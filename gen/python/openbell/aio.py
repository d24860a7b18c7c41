"""The client of Openbell for asyncio.

    async with openbell.aio.connect("http://127.0.0.1:50051") as client:
        ...

Items, turns and errors are those of `openbell`.
"""

from openbell._aio.client import Client, connect
from openbell._aio.stream import DuplexStream, Stream
from openbell._aio.watch import Watch

__all__ = ["Client", "DuplexStream", "Stream", "Watch", "connect"]
