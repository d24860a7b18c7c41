"""Whose cancellation it was."""

from __future__ import annotations

import asyncio


def is_task_cancelled() -> bool:
    """Somebody cancelled the task that runs, and not only a call of it. Before Python 3.11 nobody
    can tell: False."""
    cancelling = getattr(asyncio.current_task(), "cancelling", None)
    return cancelling is not None and cancelling() > 0
