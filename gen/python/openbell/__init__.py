"""The client of Openbell, a service that runs trading sessions for bots.

    import openbell
    with openbell.connect("http://127.0.0.1:50051") as client:
        ...

Messages are in `openbell.v1`; the same for asyncio is `openbell.aio`.
"""

from openbell._core.decimals import price, ticks
from openbell._core.errors import FieldViolation, OpenbellError
from openbell._core.reconnect_policy import Reconnect
from openbell._core.states import is_final
from openbell._core.turn import Turn
from openbell._core.watch_item import (
    HeartbeatItem,
    RecordItem,
    ResetItem,
    SampleItem,
    SnapshotEndItem,
    SnapshotItem,
    WatchItem,
)
from openbell._sync.calls import Stream
from openbell._sync.client import Client, connect
from openbell._sync.watch import Watch

__all__ = [
    "Client",
    "FieldViolation",
    "HeartbeatItem",
    "OpenbellError",
    "RecordItem",
    "Reconnect",
    "ResetItem",
    "SampleItem",
    "SnapshotEndItem",
    "SnapshotItem",
    "Stream",
    "Turn",
    "Watch",
    "WatchItem",
    "connect",
    "is_final",
    "price",
    "ticks",
]
