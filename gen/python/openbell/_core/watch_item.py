"""What a watch delivers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional, Union

from grpc import StatusCode

from openbell._core.errors import OpenbellError
from openbell.v1 import session_event_pb2, session_feed_pb2, session_pb2


@dataclass(frozen=True)
class WatchPosition:
    """Where in the log an item is."""

    revision: int
    """Everything up to this revision that the filter selects was delivered, with this item."""
    resume_token: str
    """The position after this item, to be kept together with what was made of it. Empty while half
    a snapshot was delivered: that cannot be resumed."""


@dataclass(frozen=True)
class SnapshotItem(WatchPosition):
    """Part of the snapshot: sessions as they are."""

    sessions: Sequence[session_pb2.Session]


@dataclass(frozen=True)
class SnapshotEndItem(WatchPosition):
    """The snapshot is complete."""

    session_count: int


@dataclass(frozen=True)
class RecordItem(WatchPosition):
    """One change of one session. Every change comes exactly once, in order."""

    record: session_event_pb2.SessionRecord


@dataclass(frozen=True)
class SampleItem(WatchPosition):
    """A reading. Readings may be dropped, and are not repeated after a reconnect."""

    sample: session_feed_pb2.SessionSample


@dataclass(frozen=True)
class HeartbeatItem(WatchPosition):
    """Nothing happened, and nothing is missing up to the position. Only on request."""


@dataclass(frozen=True)
class ResetItem:
    """Forget what is known of the sessions: a new snapshot follows."""

    reason: str
    """Why. REVISION_COMPACTED, STORE_CHANGED or STORE_RESTORED: the server can no longer go on from
    the token. SNAPSHOT_INTERRUPTED: the connection broke before the snapshot was whole. Others may
    come."""


WatchItem = Union[SnapshotItem, SnapshotEndItem, RecordItem, SampleItem, HeartbeatItem, ResetItem]
"""What a watch delivers."""


def item_of_frame(
    response: session_feed_pb2.WatchSessionsResponse, heartbeats: bool
) -> Optional[WatchItem]:
    """The item of a frame; None for frames that say nothing to a consumer, among them frames of a
    kind that this client does not know.

    Raises OpenbellError (UNIMPLEMENTED) for an event that must be understood and is not known.
    """
    kind = response.WhichOneof("frame")
    revision, token = response.revision, response.resume_token
    if kind == "record":
        _require_known_events(response.record)
        return RecordItem(revision, token, response.record)
    if kind == "sample":
        return SampleItem(revision, token, response.sample)
    if kind == "snapshot":
        return SnapshotItem(revision, token, response.snapshot.sessions)
    if kind == "snapshot_end":
        return SnapshotEndItem(revision, token, response.snapshot_end.session_count)
    if kind == "heartbeat" and heartbeats:
        return HeartbeatItem(revision, token)
    return None


def _require_known_events(record: session_event_pb2.SessionRecord) -> None:
    for event in record.events:
        if event.WhichOneof("payload") is None and not event.may_ignore:
            raise OpenbellError(
                StatusCode.UNIMPLEMENTED,
                f"event {event.event_number} of {record.session_id} (revision {record.revision}) "
                "is of a kind that this client does not know and must not skip: update the client",
            )
