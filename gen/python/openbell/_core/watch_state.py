"""The feed as one endless sequence over as many streams as it takes: every decision of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

from google.protobuf.duration_pb2 import Duration

from openbell._core.errors import OpenbellError
from openbell._core.feed_position import FeedPosition
from openbell._core.reconnect_policy import Reconnect, ReconnectPolicy
from openbell._core.watch_item import ResetItem, WatchItem, item_of_frame
from openbell.v1 import session_feed_pb2, session_service_pb2

_RESET_REASONS = frozenset(("REVISION_COMPACTED", "STORE_CHANGED", "STORE_RESTORED"))
_DEFAULT_HEARTBEAT = 15.0


class WatchState:
    """Proves each frame, remembers the position only when it was handled, and says when to connect
    again and when a snapshot begins anew. Whoever owns it reads the streams and waits."""

    def __init__(
        self,
        request: session_service_pb2.WatchSessionsRequest,
        *,
        resume_token: str,
        heartbeats: bool,
        open_timeout: float,
        attempts: int,
        reconnect_attempts: Optional[int],
        random: Callable[[], float],
    ) -> None:
        self._request = session_service_pb2.WatchSessionsRequest()
        self._request.CopyFrom(request)
        self._heartbeats = heartbeats
        self._open_timeout = open_timeout
        self._position = FeedPosition()
        self._policy = ReconnectPolicy(attempts, reconnect_attempts, random)
        self._token = resume_token or request.resume_token
        # This stream has sent `Opened`.
        self._is_open = False
        # Something was delivered, or may have been missed, that the token does not cover.
        self._uncovered = False
        self._asked: Optional[float] = None
        self._unhandled: Optional[session_feed_pb2.WatchSessionsResponse] = None
        self.stall = open_timeout
        """How long the next frame may take, in seconds."""

    @property
    def resume_token(self) -> str:
        """The position of what was handled; empty while there is none."""
        return self._token

    def open(self) -> session_service_pb2.WatchSessionsRequest:
        """A stream is opened: its request."""
        self._is_open = False
        self._asked = None
        self._unhandled = None
        self.stall = self._open_timeout
        request = session_service_pb2.WatchSessionsRequest()
        request.CopyFrom(self._request)
        if self._token:
            self._position.resume()
            request.resume_token = self._token
            return request
        self._position.restart()
        # Once it was open, "from now" would leave out what happened in between.
        if request.WhichOneof("start") != "from_now" or self._policy.was_open:
            request.ClearField("resume_token")
            request.ClearField("from_now")
        return request

    def take(self, response: session_feed_pb2.WatchSessionsResponse) -> Optional[WatchItem]:
        """A frame came: its item. None for what a consumer need not see.

        Raises OpenbellError where the stream cannot be read on; `end` says what follows.
        """
        if not self._position.take(response):
            return None
        kind = response.WhichOneof("frame")
        if kind == "opened":
            self._opened(response.opened)
        elif kind == "closing":
            self._asked = _seconds(response.closing.reconnect_after)
        item = item_of_frame(response, self._heartbeats)
        self._unhandled = response
        if item is None:
            self.handled()
        else:
            self._uncovered = self._uncovered or not self._token
        return item

    def handled(self) -> None:
        """The last item was handled: the position moves to it."""
        response, self._unhandled = self._unhandled, None
        if response is None or not response.resume_token:
            return
        self._token = response.resume_token
        self._uncovered = False
        if response.WhichOneof("frame") != "opened":
            self._policy.moved()

    def end(self, error: OpenbellError) -> tuple[Reconnect, Optional[ResetItem]]:
        """The stream ended: when the next one is opened, and what the consumer is told before.

        Raises the error when there must be no other stream.
        """
        is_reset = self._is_reset(error)
        if is_reset and self._token:
            # A token that cannot be resumed from is no fault of the connection: no wait.
            reconnect = self._policy.at_once(error)
        else:
            reconnect = self._policy.next_stream(error, self._asked, is_reset)
        if not is_reset and not self._uncovered:
            return reconnect, None
        self._token = ""
        self._uncovered = False
        return reconnect, ResetItem(error.reason_name if is_reset else "SNAPSHOT_INTERRUPTED")

    def _opened(self, opened: session_feed_pb2.Opened) -> None:
        self._is_open = True
        self._policy.was_open = True
        self._uncovered = self._uncovered or not (self._token or opened.snapshot)
        has_interval = opened.HasField("heartbeat_interval")
        interval = _seconds(opened.heartbeat_interval) if has_interval else _DEFAULT_HEARTBEAT
        self.stall = 3 * interval

    def _is_reset(self, error: OpenbellError) -> bool:
        """The log was cut off behind our position, or under a snapshot that took long. A snapshot
        that is refused before it begins is neither: beginning anew would not help."""
        return bool(self._token or self._is_open) and error.reason_name in _RESET_REASONS


def _seconds(duration: Duration) -> float:
    return duration.seconds + duration.nanos / 1e9
