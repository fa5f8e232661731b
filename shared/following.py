"""Reactions of a service to its own history: each event in order, by a role of its own, that can stop in the middle."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from shared import metrics
from shared.codec import envelope_of
from shared.common_feed import rest_of_page
from shared.cursors import Cursors
from shared.eventstore import stored
from shared.feed import Feed
from shared.heads import glance, goes_on
from shared.messages import NumberedEvent, RecordedEvent
from shared.roles import StandBy
from shared.waking import Wake

PAGE = 500
POLL_SECONDS = 0.5
QUIET_SECONDS = 0.3
SAVE_SECONDS = 2.0
"""How long the cursor may stay behind events that were passed by: when no more come, and while more come."""

Reaction = Callable[[RecordedEvent[Any], Callable[[], bool]], bool]
"""Answers an event; gives False when it was told to stop before it was through, and is begun anew then."""


class Follower:
    """
    Brings the events of a service's own *feed* to *reactions*, by their type; others are passed by.

    The cursor moves after the reaction: after a crash an event is reacted to again, which MUST change nothing. An error
    ends the run, is shown as the role's, and the same event is tried again; nothing overtakes it. For what is passed by
    the cursor moves a little later, once for many. *wake* rings when something was numbered in this process; without it
    the feed is looked at every *poll_seconds*.
    """

    def __init__(
        self,
        name: str,
        feed: Feed,
        cursors: Cursors,
        decode: Callable[[NumberedEvent], RecordedEvent[Any] | None],
        reactions: Mapping[str, Reaction],
        *,
        wake: Wake | None = None,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.name = name
        self.database = cursors.database
        self._cursor = f"{name}/{feed.source}"
        self._feed = feed
        self._cursors = cursors
        self._decode = decode
        self._reactions = reactions
        self._wake = wake or Wake()
        self._poll_seconds = poll_seconds

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        place, rung = _Place(self._cursors, self._cursor), False
        while not stop.is_set():
            seen = self._wake.count
            look = rung or goes_on(self._feed, (place.epoch, place.position))
            limit = rest_of_page(place.position, PAGE)
            events = self._feed.after(place.position, limit) if look else []
            for event in events:
                if place.epoch not in ("", event.epoch):
                    raise StandBy(f"{self.name} follows {place.epoch}, the history is {event.epoch}")
                if not self._react(event, place, stop):
                    return
                place.pass_by(event)
            rung = len(events) == limit
            if not events:
                patience = min(self._poll_seconds, QUIET_SECONDS) if place.unsaved else self._poll_seconds
                self._wake.wait(seen, patience)
                rung = self._wake.count != seen
                if not rung:
                    place.save()
            place.save_late()
        place.save()

    def _react(self, event: NumberedEvent, place: _Place, stop: threading.Event) -> bool:
        """React to *event* if that is asked for; False when it was told to stop before it was through."""
        reaction = self._reactions.get(envelope_of(stored(event.body).attributes).type)
        recorded = self._decode(event) if reaction is not None else None
        if reaction is None or recorded is None:
            return True
        place.save()
        if not reaction(recorded, stop.is_set):
            return False
        place.pass_by(event)
        place.save()
        return True

    def measure(self) -> None:
        """See Measured."""
        lag = metrics.behind(glance(self._feed), self._cursors.get(self._cursor))
        metrics.LAG.labels(self.name, self._feed.source).set(lag)


class _Place:
    """How far a follower has come, and how far its cursor."""

    def __init__(self, cursors: Cursors, key: str) -> None:
        self._cursors = cursors
        self._key = key
        self.epoch, self.position = cursors.get(key) or ("", 0)
        self._saved = self.position
        self._unsaved_since = 0.0

    @property
    def unsaved(self) -> bool:
        """Whether the cursor is behind."""
        return self.position > self._saved

    def pass_by(self, event: NumberedEvent) -> None:
        """*event*, the next one or the one just reacted to, is done with."""
        if not self.unsaved:
            self._unsaved_since = time.monotonic()
        self.epoch, self.position = event.epoch, event.position

    def save(self) -> None:
        """Move the cursor. Raises LostCursor, TransientError."""
        if self.unsaved:
            self._cursors.move(self._key, self.epoch, self._saved, self.position)
            self._saved = self.position

    def save_late(self) -> None:
        """Move it if it has been behind for long enough."""
        if time.monotonic() - self._unsaved_since >= SAVE_SECONDS:
            self.save()
