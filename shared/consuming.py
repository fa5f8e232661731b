"""A consumer: brings every event of another service to its effect here, in order, exactly once in effect."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

import structlog
from pymongo.database import Database

from shared import metrics
from shared.backoff import Backoff
from shared.broker.doorbell import Delivery, Intake
from shared.crashing import reached
from shared.cursors import Cursors
from shared.errors import TransientError
from shared.feed import Feed
from shared.handover import Handover, Together
from shared.history import PAGE, History, OwnerBehind
from shared.messages import NumberedEvent
from shared.parking import Parking
from shared.progress import Progress
from shared.roles import StandBy

HEAD_SECONDS = 5.0
LOOK_SECONDS = 0.25  # how soon a stop or a new connection is noticed

log = structlog.get_logger()


class Consumer:
    """
    The cursor of *consumer* in the history of *source*, kept in *database*.

    For the event at position p: p at or before the cursor is acknowledged; p directly after it is handled; p beyond is
    a gap, and the owner's *feed* is read up to there first. The doorbell MUST NOT be trusted to tell of everything: the
    cursor is compared with the owner's head at the start, whenever the doorbell has connected again, and every
    *head_seconds* in which it told nothing new: a publisher that is far behind tells for minutes what was read long ago.
    *handle* MUST store the effect before it returns and MUST be harmless when repeated, keyed by the event's id; the
    cursor follows (see Progress), and only then is the delivery acknowledged. What *handle* raises is judged by
    Handover: nothing overtakes an event that fails for a while; one that fails for good is parked, with its subject.
    With *together* (see Handover) all that is at hand is brought to its effect at once: it costs the database about as many
    questions as one event does.
    An epoch that sorts after the cursor's is a log begun anew: it is read from position 1, since effects repeat
    harmlessly. An older one, or a head before the cursor, means that the owner is an old copy: nothing is done until it
    is restored.
    """

    def __init__(
        self,
        consumer: str,
        source: str,
        intake: Callable[[], Intake],
        feed: Feed,
        database: Database[dict[str, Any]],
        handle: Callable[[NumberedEvent], None],
        subject_of: Callable[[NumberedEvent], str],
        *,
        head_seconds: float = HEAD_SECONDS,
        together: Together | None = None,
    ) -> None:
        self.name = f"{consumer}.from.{source}"
        self.database = database
        self._key = f"{consumer}/{source}"
        self._names = (consumer, source)
        self._parking = Parking(database)
        self._intake = intake
        self._feed = feed
        self._cursors = Cursors(database)
        self._handover = Handover(consumer, source, handle, subject_of, self._parking, together)
        self._head_seconds = head_seconds

    def measure(self) -> None:
        """See Measured."""
        metrics.PARKED.labels(*self._names).set(self._parking.count(*self._names))
        lag = metrics.behind(self._feed.head(), self._cursors.get(self._key))
        metrics.LAG.labels(self.name, self._feed.source).set(lag)

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        progress = Progress(self._cursors, self._key)
        self._handover.load()
        with closing(self._intake()) as intake:
            following = _Following(self._feed, intake, progress, self._handover, self._head_seconds, stop)
            try:
                while not stop.is_set():
                    following.step()
            finally:
                progress.save_quietly()


class _Following:
    """One run of a consumer."""

    def __init__(
        self,
        feed: Feed,
        intake: Intake,
        progress: Progress,
        handover: Handover,
        head_seconds: float,
        stop: threading.Event,
    ) -> None:
        self._intake = intake
        self._progress = progress
        self._handover = handover
        self._history = History(feed, progress, self._deal)
        self._head_seconds = head_seconds
        self._stop = stop
        self._connections = -1
        self._compare_at = 0.0
        self._replay_at = 0.0

    def step(self) -> None:
        """Take one delivery, or see what else there is to do."""
        now = time.monotonic()
        if now >= self._replay_at:
            self._handover.replay(self._stop)
            self._replay_at = now + self._head_seconds
        if now >= self._compare_at or self._intake.connections != self._connections:
            self._connections = self._intake.connections
            self._compare()
        delivery = self._intake.next(0.0 if self._progress.unsaved else min(self._head_seconds, LOOK_SECONDS))
        if delivery is None:
            self._progress.save()
        else:
            before = self._progress.position
            self._take([delivery, *self._at_hand()])
            if self._progress.position != before:
                self._compare_at = time.monotonic() + self._head_seconds

    def _compare(self) -> None:
        """Read what the doorbell did not tell. An owner that does not answer is asked again; deliveries go on."""
        try:
            self._history.catch_up()
        except (OwnerBehind, StandBy):
            raise
        except TransientError as error:
            log.warning("owner's head not compared", consumer=self._progress.key, reason=str(error))
        self._compare_at = time.monotonic() + self._head_seconds

    def _at_hand(self) -> Iterator[Delivery]:
        """What else has come in by now, if several are handled at once."""
        left = PAGE - 1 if self._handover.takes_many else 0
        while left and (delivery := self._intake.next(0.0)):
            left -= 1
            yield delivery

    def _take(self, deliveries: Sequence[Delivery]) -> None:
        place = self._progress
        run: list[NumberedEvent] = []  # they follow the progress, and one another
        for event in (delivery.event for delivery in deliveries):
            reached("event arrived")
            if place.epoch != event.epoch or event.position > place.position + len(run) + 1:
                self._deal(run)
                run = []
                self._fill(event)
            if place.epoch == event.epoch and event.position == place.position + len(run) + 1:
                run.append(event)
        self._deal(run)
        if not self._stop.is_set():
            for delivery in deliveries:
                place.acknowledge(delivery.ack)

    def _fill(self, event: NumberedEvent) -> None:
        """Read everything before *event*; what comes later waits for it."""
        backoff = Backoff()
        metrics.GAP_READS.labels(self._progress.key.partition("/")[0], event.source).inc()
        while not self._stop.is_set():
            try:
                self._history.catch_up(event)
            except (OwnerBehind, StandBy):
                raise
            except TransientError as error:
                seconds = backoff.next()
                log.warning("gap waits", consumer=self._progress.key, again_in=seconds, reason=str(error))
                self._stop.wait(seconds)
            else:
                return

    def _deal(self, events: Sequence[NumberedEvent]) -> bool:
        return self._handover.many(events, self._stop, self._progress.advance)
