"""Reactions of a service to its own history: each event in order, by a role of its own, that can stop in the middle."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from shared import metrics
from shared.codec import envelope_of
from shared.cursors import Cursors
from shared.eventstore import stored
from shared.feed import Feed
from shared.messages import NumberedEvent, RecordedEvent
from shared.roles import StandBy

PAGE = 200
POLL_SECONDS = 1.0

Reaction = Callable[[RecordedEvent[Any], Callable[[], bool]], bool]
"""Answers an event; gives False when it was told to stop before it was through, and is begun anew then."""


class Follower:
    """
    Brings the events of a service's own *feed* to *reactions*, by their type; others are passed by.

    The cursor moves after the reaction: after a crash an event is reacted to again, which MUST change nothing. An error
    ends the run, is shown as the role's, and the same event is tried again; nothing overtakes it.
    """

    def __init__(
        self,
        name: str,
        feed: Feed,
        cursors: Cursors,
        decode: Callable[[NumberedEvent], RecordedEvent[Any] | None],
        reactions: Mapping[str, Reaction],
        *,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.name = name
        self.database = cursors.database
        self._cursor = f"{name}/{feed.source}"
        self._feed = feed
        self._cursors = cursors
        self._decode = decode
        self._reactions = reactions
        self._poll_seconds = poll_seconds

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        epoch, position = self._cursors.get(self._cursor) or ("", 0)
        while not stop.is_set():
            events = self._feed.after(position, PAGE)
            for event in events:
                if epoch not in ("", event.epoch):
                    raise StandBy(f"{self.name} follows {epoch}, the history is {event.epoch}")
                reaction = self._reactions.get(envelope_of(stored(event.body).attributes).type)
                recorded = self._decode(event) if reaction is not None else None
                if reaction is not None and recorded is not None:
                    if event.position - 1 > position:
                        self._cursors.move(self._cursor, event.epoch, position, event.position - 1)
                        position = event.position - 1
                    if not reaction(recorded, stop.is_set):
                        return
            if events:
                epoch = events[-1].epoch
                self._cursors.move(self._cursor, epoch, position, events[-1].position)
                position = events[-1].position
            else:
                stop.wait(self._poll_seconds)

    def measure(self) -> None:
        """See Measured."""
        lag = metrics.behind(self._feed.head(), self._cursors.get(self._cursor))
        metrics.LAG.labels(self.name, self._feed.source).set(lag)
