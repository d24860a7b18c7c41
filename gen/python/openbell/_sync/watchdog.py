"""Ends a blocking read that takes too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from openbell._core.stall import StallClock


class Watchdog:
    """A thread beside the one that reads, for as long as a stream is open. It keeps no process
    from ending."""

    def __init__(self, clock: StallClock, on_stall: Callable[[], object]) -> None:
        self._clock = clock
        self._on_stall = on_stall
        self._woken = threading.Event()
        self._is_ended = False
        threading.Thread(target=self._watch, name="openbell-watchdog", daemon=True).start()

    def look_again(self) -> None:
        """The limit has changed."""
        self._woken.set()

    def end(self) -> None:
        """The stream is over."""
        self._is_ended = True
        self._woken.set()

    def _watch(self) -> None:
        while not self._is_ended:
            left = self._clock.look(time.monotonic())
            if left == 0:
                self._on_stall()
                return
            self._woken.wait(self._clock.limit if left is None else left)
            self._woken.clear()
