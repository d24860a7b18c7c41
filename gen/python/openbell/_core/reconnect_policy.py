"""Whether and when a watch or a drive opens its next stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Optional

from grpc import StatusCode

from openbell._core.errors import ClientClosed, OpenbellError


@dataclass(frozen=True)
class Reconnect:
    """A stream that ended, and what is done about it."""

    error: OpenbellError
    """Why the stream ended."""
    failures: int
    """How many streams in a row ended without moving the position, this one included."""
    delay: float
    """When the next one is opened, in seconds from now."""


class FeedGap(OpenbellError):
    """Proof that frames are missing. Nothing was skipped: what came before is complete."""

    def __init__(self, message: str) -> None:
        super().__init__(StatusCode.DATA_LOSS, message)


# Upper ends of the first wait and of every wait, in seconds: long enough not to press a server that
# is coming back.
_FIRST_WAIT = 0.2
_LONGEST_WAIT = 20.0

# Frames that go missing at the same place so often are not an accident of the connection.
_MOST_GAPS = 3

_GONE = frozenset((StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED))

# Codes under which a broken stream comes back when no Openbell server wrote the status: resets of
# HTTP/2, proxies that give up, libraries that do not know better.
_BROKEN_STREAM = frozenset(
    (
        StatusCode.UNKNOWN,
        StatusCode.RESOURCE_EXHAUSTED,
        StatusCode.ABORTED,
        StatusCode.INTERNAL,
        StatusCode.DATA_LOSS,
        StatusCode.CANCELLED,
    )
)

# A server may take a moment to notice that the stream before is gone, and still count it.
_LIMITS = frozenset(("WATCHER_LIMIT_EXCEEDED", "RATE_LIMITED"))


class ReconnectPolicy:
    """Counts failures, draws waits, and knows which errors no other stream would mend."""

    def __init__(
        self, attempts: int, reconnect_attempts: Optional[int], random: Callable[[], float]
    ) -> None:
        """`attempts`: streams in a row that may fail before one was open; `reconnect_attempts`:
        after that, None for no limit; `random` draws evenly from 0 (included) to 1 (excluded)."""
        self._attempts = attempts
        self._reconnect_attempts = reconnect_attempts
        self._random = random
        self._failures = 0
        self._gaps = 0
        self.was_open = False
        """Some stream has been open."""

    def moved(self) -> None:
        """The position moved: whatever failed before is over."""
        self._failures = 0
        self._gaps = 0

    def at_once(self, error: OpenbellError) -> Reconnect:
        """A next stream without a wait, for an error that is no fault of the connection."""
        return Reconnect(error, self._failures, 0.0)

    def next_stream(
        self, error: OpenbellError, asked: Optional[float], is_mended: bool
    ) -> Reconnect:
        """When the next stream is opened; raises the error when there must be none.

        `asked` is the wait that the server asked for, in seconds. `is_mended`: the next stream
        begins in a way that mends what the error says.
        """
        is_gap = isinstance(error, FeedGap)
        self._failures += 1
        self._gaps = self._gaps + 1 if is_gap else 0
        passes = self._gaps < _MOST_GAPS if is_gap else is_mended or self._is_passing(error)
        limit = self._reconnect_attempts if self.was_open else self._attempts
        if not passes or (limit is not None and self._failures >= limit):
            raise error
        # The server spreads its watchers itself when it says goodbye.
        delay = self._backoff(error) if asked is None else asked
        return Reconnect(error, self._failures, delay)

    def _backoff(self, error: OpenbellError) -> float:
        """Evenly drawn up to a bound that doubles ("full jitter"), so that clients that failed
        together do not come back together."""
        doublings = min(self._failures - 1, 30)
        bound: float = min(_LONGEST_WAIT, _FIRST_WAIT * 2**doublings)
        return (error.retry_after or 0.0) + self._random() * bound

    def _is_passing(self, error: OpenbellError) -> bool:
        if isinstance(error, ClientClosed):
            return False
        if error.code in _GONE:
            return True
        if not error.reason_name:
            return error.code in _BROKEN_STREAM
        return self.was_open and error.reason_name in _LIMITS
