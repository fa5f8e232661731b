"""SIGTERM and SIGINT, as something the main thread waits for."""

from __future__ import annotations

import signal
from queue import Empty, SimpleQueue
from types import FrameType


class StopSignals:
    """
    From now on the two signals end no process: they are noted here. Make it in the main thread.

    An Event set by a handler can lock up for good: the thread the signal interrupts may hold the Event's own lock, as when
    a second signal comes while the first is noted. What a SimpleQueue takes in it takes in at any moment.
    """

    def __init__(self) -> None:
        self._noted: SimpleQueue[int] = SimpleQueue()
        self._came = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._note)

    def wait(self, seconds: float) -> bool:
        """Whether one of them has come; waits up to *seconds* for the first."""
        if not self._came:
            try:
                self._noted.get(timeout=seconds)
            except Empty:
                return False
            self._came = True
        return True

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._noted.put(number)
