"""Taking turns: the roles of one process that are far behind come on a few at a time, in the order in which they asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LOOK_SECONDS: Final = 0.25  # how soon a stop is noticed


class Turns:
    """
    At most *places* threads at once, first come first served: whoever is through goes to the end of the line.

    More of them at a time would get no more done in one process, and each call to the database would take as many times
    longer: those that renew leases, too. In turn they come by about together, so what one has read and decoded serves all.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._line: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, stop: threading.Event) -> Iterator[bool]:
        """Wait for a turn and have it within the context; False when *stop* was set first."""
        mine = self._waited(stop)
        try:
            yield mine
        finally:
            if mine:
                with self._changed:
                    self._free += 1
                    self._changed.notify_all()

    def _waited(self, stop: threading.Event) -> bool:
        ticket = object()
        with self._changed:
            self._line.append(ticket)
            while not (self._free and self._line[0] is ticket):
                if stop.is_set():
                    self._line.remove(ticket)
                    self._changed.notify_all()
                    return False
                self._changed.wait(LOOK_SECONDS)
            self._line.popleft()
            self._free -= 1
            self._changed.notify_all()
            return True


CATCHING_UP: Final = Turns(4)
"""Of the projectors of this process that have much to catch up with."""
