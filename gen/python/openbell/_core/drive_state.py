"""The turns of a drive over as many streams as it takes: every decision of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Optional

from openbell._core.errors import OpenbellError
from openbell._core.reconnect_policy import Reconnect, ReconnectPolicy
from openbell._core.turn import Turn
from openbell.v1 import trading_pb2, trading_service_pb2

DRIVER_TOKEN_KEY = "openbell-driver-token"
"""The metadata that says who drives."""

_LAST = frozenset((trading_pb2.WOKE_BY_END_OF_DATA, trading_pb2.WOKE_BY_SESSION_STATE))


class DriveState:
    """Holds the turns that a crash of the server may take back, and says which one to send, when to
    connect again and when it is over. A turn that was made is never put to the bot again: it
    decided on data that comes again as it was."""

    def __init__(
        self,
        session_id: str,
        acquired: trading_service_pb2.AcquireDriverResponse,
        *,
        attempts: int,
        reconnect_attempts: Optional[int],
        random: Callable[[], float],
    ) -> None:
        self._session_id = session_id
        self._acquired = acquired
        self._policy = ReconnectPolicy(attempts, reconnect_attempts, random)
        # In order; the last may be without an answer.
        self._held: deque[trading_pb2.Turn] = deque()
        self._next = 0
        self._went_back = False
        self.seen: Optional[trading_pb2.TurnResult] = None
        """The answer to the last turn that the bot decided."""

    @property
    def is_over(self) -> bool:
        """The data or the running of the session ended."""
        return self.seen is not None and self.seen.woke_by in _LAST

    @property
    def driver(self) -> list[tuple[str, str]]:
        """The metadata of the driver's calls."""
        return [(DRIVER_TOKEN_KEY, self._acquired.driver_token)]

    def turn(self) -> Turn:
        """What the bot is asked next."""
        return Turn(self._acquired, self.seen)

    def decided(self, turn: Turn) -> None:
        """The bot has decided; its turn is to be made."""
        self._held.append(turn.message)
        self._next = len(self._held) - 1

    def request(self) -> trading_service_pb2.RunRequest:
        """What is sent next."""
        turn = self._held[self._next]
        return trading_service_pb2.RunRequest(session_id=self._session_id, turn=turn)

    def answered(self, result: trading_pb2.TurnResult) -> bool:
        """An answer came. True when it is that to the bot's last turn; else another turn that was
        lost is to be made again."""
        self._went_back = False
        self._policy.was_open = True
        self._policy.moved()
        self._next += 1
        if self._next < len(self._held):
            return False
        self.seen = result
        # What begins before the barrier that is on disk cannot be lost any more.
        while self._held and self._held[0].expected_barrier < result.durable_barrier:
            self._held.popleft()
        return True

    def failed(self, error: OpenbellError) -> Optional[Reconnect]:
        """The stream ended without an answer: when the next one is opened, None for at once.

        Raises the error when there must be no other stream.
        """
        # Who goes back twice in a row contradicts itself, and might for ever, without a pause.
        self._went_back = not self._went_back and self._goes_back(error)
        if self._went_back:
            return None
        # The session goes on from its durable barrier, which the next turn will tell.
        is_conflict = error.reason_name == "CONFLICT"
        asked = (error.retry_after or 0.0) if is_conflict else None
        return self._policy.next_stream(error, asked, is_conflict)

    def _goes_back(self, error: OpenbellError) -> bool:
        """The session lost turns that are held: they are made again, from the first one on."""
        if error.reason_name != "BARRIER_MISMATCH":
            return False
        barrier = error.metadata.get("barrier")
        for place, turn in enumerate(self._held):
            if str(turn.expected_barrier) == barrier:
                is_earlier = place != self._next
                self._next = place
                return is_earlier
        return False
