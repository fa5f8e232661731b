"""Projectors: keep a view's documents up to a numbered history."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import structlog
from pymongo.database import Database

from shared import metrics
from shared.common_feed import rest_of_page
from shared.common_views import CommonViews
from shared.errors import BrokenHistory, TransientError
from shared.eventstore import StoredEvent, stored
from shared.feed import Feed
from shared.heads import glance, goes_on
from shared.messages import NumberedEvent, RecordedEvent
from shared.reading import ViewReader
from shared.roles import StandBy
from shared.spread import Noted
from shared.turns import CATCHING_UP
from shared.views import Generations, View, apply_events, cursor_name
from shared.waking import Wake

PAGE = 500
REMEMBERED = 2 * PAGE
POLL_SECONDS = 0.5
GATHER_SECONDS = 0.1
"""How long what comes in after a batch is gathered for the next: a batch of one costs the database what one of ten does."""

SAVE_SECONDS = 0.5
"""How long the cursor may stay behind, while more comes in, for events that change nothing in the view."""

LOOK_SECONDS = 2.0
"""How soon a projector that follows notices that another generation was swapped in."""

GRACE_SECONDS = 60.0
"""How long readers of a generation that was replaced may take to finish."""

log = structlog.get_logger()

Decode = Callable[[NumberedEvent], RecordedEvent[Any] | None]
"""Reads an event; None when the view has no use for its type."""


def own(decode: Callable[[StoredEvent], RecordedEvent[Any]]) -> Decode:
    """How a service reads its own numbered events, given its codec's `decode` or `decode_open`."""

    def numbered(event: NumberedEvent) -> RecordedEvent[Any]:
        return replace(decode(stored(event.body)), position=event.position, epoch=event.epoch)

    return numbered


def once(decode: Decode, most: int = REMEMBERED) -> Decode:
    """
    The same, for the projectors of one process: they come by about together, and each event is decoded for all of them.

    What is decoded MUST NOT be changed by anybody.
    """
    return lru_cache(most)(decode)


class Projector:
    """
    Keeps *view* up to the history that *feed* tells.

    As a Role for one's own history, woken by *wake* or else looking every *poll_seconds*; event by event as a Consumer's
    `handle` for another's. It has a cursor per generation and source, moved after the documents are written: after a crash some events are
    applied again, which changes nothing. Events that change no document move it only when nothing more is at hand, or
    after SAVE_SECONDS. What it remembers of the cursor MUST be forgotten after any error. When another generation is swapped in, it goes on there, from that generation's
    cursor. An event that cannot be decoded or projected ends this role alone with BrokenHistory; those before it count.
    A generation of an older form than the view's is kept up as well as can be, and a warning says how to rebuild it; one of
    a later form is another version's to keep up. Those that are far behind take turns. Give *common* to all projectors of one process and database: they come by together.
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
        common: CommonViews | None = None,
        poll_seconds: float = POLL_SECONDS,
        grace_seconds: float = GRACE_SECONDS,
    ) -> None:
        own_source = feed.source == service
        self.name = f"{service}.{view.name}" if own_source else f"{service}.{view.name}.{feed.source}"
        self._service = service
        self.database = database
        self.view = view
        self.feed = feed
        self.generations = Generations(database, view.name)
        self._decode = decode
        self._wake = wake or Wake()
        self._poll_seconds = poll_seconds
        self._grace_seconds = grace_seconds
        self._cursors = self.generations.cursors
        self._moves = common.moves if common else self._cursors
        self._common = common
        self._prepared = 0
        self._warned = 0  # of which generation it was said that it is of an older form
        self._reached: tuple[int, tuple[str, int]] | None = None  # a generation, and how far it has come
        self._stored: tuple[str, int] = ("", 0)  # where the cursor of that generation is
        self._saved_at = 0.0
        self._noted: Noted | None = None  # what is noted of the spread of its documents
        self._looked_at = float("-inf")  # when the generation in use was last asked for, and followed

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        self._reached = None
        generation, look_at, tidy_at = 0, 0.0, 0.0
        rung = far = False
        while not stop.is_set():
            seen = self._wake.count
            if time.monotonic() >= look_at:
                look_at = time.monotonic() + LOOK_SECONDS
                self._looked_at = time.monotonic()
                if (current := self._followed()) != generation:
                    generation, tidy_at = current, time.monotonic() + self._grace_seconds
            limit = rest_of_page(self._known_progress(generation)[1], PAGE)
            taken = self._page(generation, limit, far, stop) if rung or self._behind(generation) else 0
            far = taken == limit
            if far:
                continue
            if taken:
                stop.wait(GATHER_SECONDS)
            if time.monotonic() > tidy_at:
                under_construction = generation + 1
                self.generations.drop_but(generation, under_construction)
                tidy_at = float("inf")
            if self._wake.count == seen:
                self._save()
            rung = self._rung(seen, stop)  # idle, it costs one small query each time

    def _rung(self, seen: int, stop: threading.Event) -> bool:
        """Whether it was woken since *seen*; waits for that until the next look is due, and not beyond *stop*."""
        due = time.monotonic() + self._poll_seconds
        while self._wake.count == seen and not stop.is_set() and (left := due - time.monotonic()) > 0:
            self._wake.wait(seen, min(left, POLL_SECONDS))
        return self._wake.count != seen

    def _page(self, generation: int, limit: int, far: bool, stop: threading.Event) -> int:
        """Advance by a page; *far* behind, not before the projectors that asked earlier have had theirs."""
        if not far:
            return self._advance(generation, limit)
        with CATCHING_UP.taken(stop) as mine:
            return self._advance(generation, limit) if mine else 0

    def handle(self, event: NumberedEvent) -> None:
        """Have the view in use contain *event* and all before it; for a Consumer."""
        generation = self.generations.current()
        _, position = self._known_progress(generation)
        if event.position == position + 1:
            self._take(generation, [event])
            self._save()
            return
        while position < event.position:
            if not self.advance(generation):
                raise TransientError(f"the feed of {self.feed.source} does not reach {event.position} yet")
            _, position = self._known_progress(generation)

    def _followed(self) -> int:
        """The generation in use. Raises StandBy when it is of a later form than the view's, TransientError."""
        generation, form = self._common.in_use(self.view.name) if self._common else self.generations.in_use()
        if form is None and not self.progress(1)[1]:  # nothing was ever told here
            self.generations.begin(self.view.form)
            generation, form = self.generations.in_use()
        noted, own = form or 1, self.view.form
        if noted > own:
            raise StandBy(
                f"view {self.view.name} has the form {noted} of a later version; this one makes {own}"
            )
        if noted < own and self._warned != generation:
            self._warned = generation
            service, name = self.name.split(".")[:2]
            log.warning(
                "view of an older form", view=name, form=noted, run=f"sovang rebuild {service} {name}"
            )
        return generation

    def measure(self) -> None:
        """See Measured."""
        reached = self._reached if time.monotonic() - self._looked_at < 2 * LOOK_SECONDS else None
        place = reached[1] if reached else self.progress(self.generations.current())
        lag = metrics.behind(glance(self.feed), place)
        metrics.LAG.labels(self.name, self.feed.source).set(lag)

    def progress(self, generation: int) -> tuple[str, int]:
        """The epoch and the position that *generation* has come to; nothing is before position 1."""
        return self._cursors.get(cursor_name(self.view.name, generation, self.feed.source)) or ("", 0)

    def advance(self, generation: int, limit: int = PAGE) -> int:
        """Apply the next events to *generation*, at most *limit*, and move its cursor; how many there were."""
        taken = self._advance(generation, limit)
        self._save()
        return taken

    def _advance(self, generation: int, limit: int) -> int:
        _, position = self._known_progress(generation)
        events = self.feed.after(position, limit)
        if events:
            self._take(generation, events)
        return len(events)

    def _behind(self, generation: int) -> bool:
        return goes_on(self.feed, self._known_progress(generation))

    def _known_progress(self, generation: int) -> tuple[str, int]:
        """As `progress`, from memory when it is there: moving the cursor fails if anybody else has moved it."""
        if self._reached is None or self._reached[0] != generation:
            self._stored = self.progress(generation)
            self._reached = (generation, self._stored)
        return self._reached[1]

    def _take(self, generation: int, events: Sequence[NumberedEvent]) -> None:
        """Apply *events*, which follow what was applied, and move the cursor behind what they changed."""
        self._require_same_epoch(generation, events[0])
        self._reached = None
        self._prepare(generation)
        documents = self.generations.documents(generation)
        try:
            recorded = [one for event in events if (one := self._decode(event)) is not None]
            places = apply_events(self.view, documents, self.feed.source, recorded)
        except TransientError:
            raise
        except Exception as error:
            if len(events) == 1:
                place = f"{self.feed.source}@{events[0].position}"
                raise BrokenHistory(f"view {self.view.name} cannot take {place}: {error!r}") from error
            for event in events:  # one by one, so that those before it count
                self._take(generation, [event])
            return
        self._note(generation, events, places)
        self._reached = (generation, (events[-1].epoch, events[-1].position))
        if places or time.monotonic() - self._saved_at >= SAVE_SECONDS:
            self._save()

    def _note(self, generation: int, events: Sequence[NumberedEvent], places: Sequence[int]) -> None:
        """Note where documents were written, of a view that is read by its last changes."""
        if (f"at.{self.feed.source}",) not in self.view.indexes:
            return
        name = cursor_name(self.view.name, generation, self.feed.source)
        if self._noted is None or self._noted.name != name:
            self._noted = Noted(self.generations.database, name)
        self._noted.took(events[0].position, events[-1].position, places)

    def _save(self) -> None:
        """Move the cursor to what is reached."""
        if self._reached is None or self._reached[1] == self._stored:
            return
        generation, reached = self._reached
        self._reached = None
        name = cursor_name(self.view.name, generation, self.feed.source)
        self._moves.move(name, reached[0], self._stored[1], reached[1])
        self._reached, self._stored, self._saved_at = (generation, reached), reached, time.monotonic()

    def _prepare(self, generation: int) -> None:
        if self._prepared != generation:
            self.generations.prepare(generation, self.view.indexes)
            self._prepared = generation

    def _require_same_epoch(self, generation: int, event: NumberedEvent) -> None:
        epoch, position = self._known_progress(generation)
        if position and epoch != event.epoch:
            raise BrokenHistory(
                f"{self.feed.source} is numbered anew ({event.epoch}, was {epoch}). Run: sovang rebuild {self._service} {self.view.name}"
            )


__all__ = ["Decode", "Projector", "View", "ViewReader", "own"]
