"""Waits that end when there is nothing left to wait for."""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def pause(seconds: float, closed: asyncio.Event) -> None:
    """Waits so long, or until it is closed."""
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(closed.wait(), seconds)
