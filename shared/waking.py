"""A wake-up between threads of one process: there is something new to read."""

from __future__ import annotations

import threading


class Wake:
    """
    Counts its rings, so that one who looks first and waits afterwards misses none.

    It only saves time: whoever waits MUST look again when the wait ran out, because the ring may have come in another
    process.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @property
    def count(self) -> int:
        """How often it rang; read it before looking."""
        with self._changed:
            return self._count

    def ring(self) -> None:
        """Wake all who wait."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait(self, seen: int, timeout: float) -> None:
        """Until it rang since *seen*, at most *timeout* seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count != seen, timeout)
