"""The events numbered last in this process, at hand for the roles beside the numberer."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from shared.messages import NumberedEvent

KEPT = 2000
KEPT_BYTES = 8 * 1024 * 1024


class Recent:
    """
    A contiguous piece of one epoch's history, the newest part that this process has numbered.

    Only what is stored by a majority MAY be remembered. It saves reading again what was just in hand; whoever does not
    find a position here reads the log, where the truth is.
    """

    def __init__(self, kept: int = KEPT, kept_bytes: int = KEPT_BYTES) -> None:
        self._kept = kept
        self._kept_bytes = kept_bytes
        self._lock = threading.Lock()
        self._events: deque[NumberedEvent] = deque()
        self._bytes = 0

    def remember(self, events: Sequence[NumberedEvent]) -> None:
        """Add *events*, contiguous; what came before a gap is forgotten."""
        with self._lock:
            if events and not self._continues(events[0]):
                self._forget()
            for event in events:
                self._events.append(event)
                self._bytes += len(event.body)
            while len(self._events) > self._kept or self._bytes > self._kept_bytes:
                self._bytes -= len(self._events.popleft().body)

    def forget(self) -> None:
        """Remember nothing: somebody else may have numbered meanwhile."""
        with self._lock:
            self._forget()

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """At most *limit* events from *position* + 1 on; none when the first of them is not here."""
        with self._lock:
            if not self._events:
                return []
            start = position + 1 - self._events[0].position
            if not 0 <= start < len(self._events):
                return []
            return [self._events[place] for place in range(start, min(start + limit, len(self._events)))]

    def _continues(self, event: NumberedEvent) -> bool:
        if not self._events:
            return True
        last = self._events[-1]
        return (event.epoch, event.position) == (last.epoch, last.position + 1)

    def _forget(self) -> None:
        self._events.clear()
        self._bytes = 0
