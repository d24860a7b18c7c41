"""Proves that a feed is complete, frame by frame."""

from __future__ import annotations

from typing import Optional

from openbell._core.reconnect_policy import FeedGap
from openbell.v1 import session_feed_pb2


class FeedPosition:
    """Where in the feed a reader is who has seen all frames before.

    `frame_number` is dense within a stream, `previous_revision` names the record before, also the
    one before a reconnect, and the end of the snapshot counts what it held.
    """

    def __init__(self) -> None:
        self._frame_number = 0
        self._session_count = 0
        # None until a frame told it: a token does not say it.
        self._last_record: Optional[int] = None

    def resume(self) -> None:
        """A new stream goes on where the last one ended."""
        self._frame_number = 0
        self._session_count = 0

    def restart(self) -> None:
        """A new stream begins from a snapshot, or from nothing: what was before does not matter."""
        self.resume()
        self._last_record = None

    def take(self, response: session_feed_pb2.WatchSessionsResponse) -> bool:
        """Moves on to the next frame of the stream; False for a copy of what was seen already.

        Raises FeedGap where something is missing.
        """
        number, kind = response.frame_number, response.WhichOneof("frame")
        if number <= self._frame_number:
            return False
        if number != self._frame_number + 1:
            missing = self._frame_number + 1
            raise FeedGap(f"frame {missing} is missing: frame {number} came instead")
        if number == 1 and kind != "opened":
            raise FeedGap(f"the first frame is {kind or 'of an unknown kind'}, not opened")
        self._frame_number = number
        if kind == "record" and self._is_old(response.record.revision):
            return False
        self._check_chain(response)
        if kind == "record":
            self._last_record = response.record.revision
        elif kind == "snapshot":
            self._session_count += len(response.snapshot.sessions)
        elif kind == "snapshot_end":
            self._check_count(response.snapshot_end.session_count)
        return True

    def _is_old(self, revision: int) -> bool:
        return self._last_record is not None and revision <= self._last_record

    def _check_chain(self, response: session_feed_pb2.WatchSessionsResponse) -> None:
        previous = response.previous_revision
        if self._last_record is None:
            self._last_record = previous
        if previous != self._last_record:
            raise FeedGap(
                f"the record before frame {response.frame_number} has revision {previous}, "
                f"but the last one that arrived has {self._last_record}"
            )

    def _check_count(self, session_count: int) -> None:
        if session_count != self._session_count:
            raise FeedGap(f"the snapshot had {self._session_count} of {session_count} sessions")
