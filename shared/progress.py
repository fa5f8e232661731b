"""A consumer's place in a history: what is handled, what of it is stored as the cursor, and who waits to be told."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

from shared.crashing import reached
from shared.cursors import Cursors
from shared.errors import TransientError

EVENTS_UNSAVED = 50
SECONDS_UNSAVED = 0.05


class Progress:
    """
    The cursor *key*, moved for several events at once.

    Effects are stored before and are harmless when repeated, so a crash between effect and cursor repeats at most
    EVENTS_UNSAVED of them, or those that were handled together, and changes nothing; one cursor write for each event would halve the speed and protect
    nothing more. A delivery MUST NOT be acknowledged before a cursor that covers it is stored.
    """

    def __init__(self, cursors: Cursors, key: str) -> None:
        self.key = key
        self._cursors = cursors
        found = cursors.get(key)
        self.epoch: str | None = found[0] if found else None
        self.position = found[1] if found else 0
        self._saved = self.position
        self._unsaved_since = 0.0
        self._acks: list[Callable[[], None]] = []

    @property
    def unsaved(self) -> bool:
        """Whether the cursor is behind what is handled."""
        return self.position > self._saved

    def enter(self, epoch: str) -> None:
        """Go to the start of *epoch*, the first one or a later one. Raises StandBy, TransientError."""
        self.save()
        if self.epoch is not None:
            self._cursors.begin(self.key, (self.epoch, self.position), epoch)
        self.epoch, self.position, self._saved = epoch, 0, 0

    def advance(self, count: int = 1) -> None:
        """The next *count* events after the last are handled."""
        if not self.unsaved:
            self._unsaved_since = time.monotonic()
        self.position += count
        self._save_in_time()

    def acknowledge(self, ack: Callable[[], None]) -> None:
        """Call *ack* as soon as the cursor covers what is handled by now."""
        if self.unsaved:
            self._acks.append(ack)
            self._save_in_time()
        else:
            ack()

    def _save_in_time(self) -> None:
        late = time.monotonic() - self._unsaved_since >= SECONDS_UNSAVED
        if late or self.position - self._saved >= EVENTS_UNSAVED:
            self.save()

    def save(self) -> None:
        """Store the cursor and tell who waits. Raises StandBy, TransientError."""
        if self.unsaved and self.epoch is not None:
            reached("cursor moving")
            self._cursors.move(self.key, self.epoch, self._saved, self.position)
            reached("cursor moved")
            self._saved = self.position
        acks, self._acks = self._acks, []
        for ack in acks:
            ack()
        if acks:
            reached("deliveries acknowledged")

    def save_quietly(self) -> None:
        """At the end of a run, however it ended."""
        with contextlib.suppress(TransientError):
            self.save()
