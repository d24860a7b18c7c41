"""Which states a session never leaves."""

from __future__ import annotations

from openbell.v1 import session_pb2

_FINAL = frozenset(
    (
        session_pb2.SESSION_STATE_COMPLETED,
        session_pb2.SESSION_STATE_STOPPED,
        session_pb2.SESSION_STATE_FAILED,
    )
)


def is_final(state: int) -> bool:
    """Whether a session in this state (`SessionState`) has ended for good.

    A state that this client does not know is not final.
    """
    return state in _FINAL
