"""Projectors: keep a view's documents up to a numbered history."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pymongo.database import Database

from shared.cursors import Cursors
from shared.errors import BrokenHistory, TransientError
from shared.eventstore import StoredEvent, stored
from shared.feed import Feed
from shared.messages import NumberedEvent, RecordedEvent
from shared.reading import ViewReader
from shared.views import Generations, View, apply_events, cursor_name
from shared.waking import Wake

PAGE = 500
POLL_SECONDS = 0.2
LOOK_SECONDS = 1.0
"""How soon a projector that follows notices that another generation was swapped in."""

GRACE_SECONDS = 60.0
"""How long readers of a generation that was replaced may take to finish."""

Decode = Callable[[NumberedEvent], RecordedEvent[Any] | None]
"""Reads an event; None when the view has no use for its type."""


def own(decode: Callable[[StoredEvent], RecordedEvent[Any]]) -> Decode:
    """How a service reads its own numbered events, given its codec's `decode` or `decode_open`."""

    def numbered(event: NumberedEvent) -> RecordedEvent[Any]:
        return replace(decode(stored(event.body)), position=event.position, epoch=event.epoch)

    return numbered


class Projector:
    """
    Keeps *view* up to the history that *feed* tells.

    As a Role for one's own history, woken by *wake* or else looking every *poll_seconds*; event by event as a Consumer's
    `handle` for another's. It has a cursor per generation and source, moved after the documents are written: after a crash some events are
    applied again, which changes nothing. When another generation is swapped in, it goes on there, from that generation's
    cursor. An event that cannot be decoded or projected ends this role alone with BrokenHistory; those before it count.
    """

    def __init__(
        self,
        service: str,
        view: View,
        feed: Feed,
        database: Database[dict[str, Any]],
        decode: Decode,
        *,
        wake: Wake | None = None,
        poll_seconds: float = POLL_SECONDS,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        own_source = feed.source == service
        self.name = f"{service}.{view.name}" if own_source else f"{service}.{view.name}.{feed.source}"
        self.database = database
        self.view = view
        self.feed = feed
        self.generations = Generations(database, view.name)
        self._decode = decode
        self._wake = wake or Wake()
        self._poll_seconds = poll_seconds
        self._grace_seconds = grace_seconds
        self._cursors = Cursors(database)
        self._prepared = 0

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        generation, look_at, tidy_at = 0, 0.0, 0.0
        reached = ("", 0)
        while not stop.is_set():
            seen = self._wake.count
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + LOOK_SECONDS
                if (current := self.generations.current()) != generation:
                    generation, tidy_at = current, time.monotonic() + self._grace_seconds
                    reached = self.progress(generation)
            head = self.feed.head()
            if head[1] and head != reached and self.advance(generation):
                reached = self.progress(generation)
                continue
            if time.monotonic() > tidy_at:
                under_construction = generation + 1
                self.generations.drop_but(generation, under_construction)
                tidy_at = float("inf")
            self._wake.wait(seen, self._poll_seconds)  # idle, it costs one small query each time

    def handle(self, event: NumberedEvent) -> None:
        """Have the view in use contain *event* and all before it; for a Consumer."""
        generation = self.generations.current()
        _, position = self.progress(generation)
        if event.position == position + 1:
            self._take(generation, [event])
            return
        while position < event.position:
            if not self.advance(generation):
                raise TransientError(f"the feed of {self.feed.source} does not reach {event.position} yet")
            _, position = self.progress(generation)

    def progress(self, generation: int) -> tuple[str, int]:
        """The epoch and the position that *generation* has come to; nothing is before position 1."""
        return self._cursors.get(cursor_name(self.view.name, generation, self.feed.source)) or ("", 0)

    def advance(self, generation: int, limit: int = PAGE) -> int:
        """Apply the next events to *generation*, at most *limit*; how many there were."""
        _, position = self.progress(generation)
        events = self.feed.after(position, limit)
        if events:
            self._take(generation, events)
        return len(events)

    def _take(self, generation: int, events: Sequence[NumberedEvent]) -> None:
        """Apply *events*, which follow the cursor, and move it."""
        self._require_same_epoch(generation, events[0])
        self._prepare(generation)
        documents = self.generations.documents(generation)
        try:
            recorded = [one for event in events if (one := self._decode(event)) is not None]
            apply_events(self.view, documents, self.feed.source, recorded)
        except TransientError:
            raise
        except Exception as error:
            if len(events) == 1:
                place = f"{self.feed.source}@{events[0].position}"
                raise BrokenHistory(f"view {self.view.name} cannot take {place}: {error!r}") from error
            for event in events:  # one by one, so that those before it count
                self._take(generation, [event])
            return
        name = cursor_name(self.view.name, generation, self.feed.source)
        self._cursors.move(name, events[0].epoch, events[0].position - 1, events[-1].position)

    def _prepare(self, generation: int) -> None:
        if self._prepared != generation:
            self.generations.prepare(generation, self.view.indexes)
            self._prepared = generation

    def _require_same_epoch(self, generation: int, event: NumberedEvent) -> None:
        epoch, position = self.progress(generation)
        if position and epoch != event.epoch:
            raise BrokenHistory(
                f"{self.feed.source} is numbered anew ({event.epoch}, was {epoch}). Run: sovang rebuild {self.view.name}"
            )


__all__ = ["Decode", "Projector", "View", "ViewReader", "own"]
