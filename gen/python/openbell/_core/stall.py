"""When a stream that says nothing counts as gone."""

from __future__ import annotations

from typing import Optional


class StallClock:
    """Times how long a message is waited for; the reader's own time does not count.

    A timer looks at it now and then, so that a message costs no timer of its own.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        """How long a message may take, in seconds."""
        self.stalled = False
        """The time was over once."""
        self._waiting_since: Optional[float] = None

    def wait(self, now: float) -> None:
        """A message is waited for from now on."""
        self._waiting_since = now

    def rest(self) -> None:
        """It came, or nobody waits any more."""
        self._waiting_since = None

    def look(self, now: float) -> Optional[float]:
        """When to look again, in seconds from now; 0: the time is over; None: nobody waits, and
        whoever begins to will have the whole limit."""
        if self._waiting_since is None:
            return None
        left = max(0.0, self._waiting_since + self.limit - now)
        self.stalled = self.stalled or left == 0
        return left
