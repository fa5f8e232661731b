"""Bringing events to their effect: what passes is tried again, what does not pass is parked with its subject."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from itertools import takewhile

import structlog
from pymongo.errors import ConnectionFailure, PyMongoError

from shared import conversation, metrics, tracing
from shared.backoff import Backoff
from shared.crashing import reached
from shared.errors import BrokenHistory, LostRace, OutcomeUnknown, TransientError
from shared.messages import NumberedEvent
from shared.parking import BEHIND, ParkedEvent, Parking
from shared.roles import StandBy

UNREADABLE = "unreadable"

Together = Callable[[Sequence[NumberedEvent]], int]
"""Brings the first of some events to their effect, as far as each can be; gives how many those are."""

log = structlog.get_logger()


class Handover:
    """
    Calls *handle* until the event is dealt with: its effect is stored, or it is parked.

    An error that passes (something is away, a race was lost, an outcome is unknown) MUST hold back all later events;
    any other MUST hold back only those of the event's subject. BrokenHistory and StandBy end the role.

    *together*, where there is one, is tried first when several events are at hand. It MUST have stored the effects of
    all events before it gives their number, and each effect MUST be what *handle* would store for that event. It judges nothing: the event
    it stops at is handed to *handle* alone, and when it raises, all it was given are.
    """

    def __init__(
        self,
        consumer: str,
        source: str,
        handle: Callable[[NumberedEvent], None],
        subject_of: Callable[[NumberedEvent], str],
        parking: Parking,
        together: Together | None = None,
    ) -> None:
        self._consumer = consumer
        self._source = source
        self._handle = handle
        self._together = together
        self._subject_of = subject_of
        self._parking = parking
        self._handled = metrics.HANDLED.labels(consumer, source)
        self._waiting: set[str] = set()  # every subject that waits, and perhaps some that wait no more

    @property
    def takes_many(self) -> bool:
        """Whether it is worth while to have several events at hand."""
        return self._together is not None

    def load(self) -> None:
        """Read which subjects wait. Raises TransientError."""
        self._waiting = self._parking.subjects(self._consumer, self._source)

    def __call__(self, event: NumberedEvent, stop: threading.Event) -> bool:
        """Deal with *event*; False when *stop* was set first."""
        with conversation.of(event):
            return self._dealt_with(event, stop)

    def _dealt_with(self, event: NumberedEvent, stop: threading.Event) -> bool:
        subject = self._subject(event)
        if self._waits(subject):
            self._parking.park(self._consumer, event, subject, BEHIND)
            return True
        backoff = Backoff()
        while not stop.is_set():
            try:
                reached("event handling")
                with tracing.consuming(event, self._consumer):
                    self._handle(event)
                reached("event handled")
            except (BrokenHistory, StandBy):
                raise
            except Exception as error:  # noqa: BLE001  # whatever a handler raises is judged here
                if passes(error):
                    self._pause(event, error, backoff.next(), stop)
                    continue
                self._park(event, subject, error)
            else:
                self._handled.inc()
            return True
        return False

    def many(
        self, events: Sequence[NumberedEvent], stop: threading.Event, dealt: Callable[[int], None]
    ) -> bool:
        """Deal with *events*, and tell *dealt* of how many more as soon as they are; False when *stop* was set first."""
        rest = list(events)
        while rest:
            done, alone = self._at_once(rest, stop)
            if done:
                dealt(done)
            for event in rest[done : done + alone]:
                if not self(event, stop):
                    return False
                dealt(1)
            rest = rest[done + alone :]
        return True

    def _at_once(self, events: Sequence[NumberedEvent], stop: threading.Event) -> tuple[int, int]:
        """How many of *events* are dealt with together, and how many after them are to be dealt with alone."""
        if self._together is None or len(events) == 1:
            return 0, len(events)
        free = list(takewhile(lambda event: not self._waits(self._subject(event)), events))
        if not free or stop.is_set():
            return 0, 1
        since = tracing.moment()
        try:
            reached("events handling")
            done = self._together(free)
            reached("events handled")
        except (BrokenHistory, StandBy):
            raise
        except Exception as error:  # noqa: BLE001  # which event it is about shows when each is handled alone
            log.warning(
                "events handled one by one",
                consumer=self._consumer,
                source=self._source,
                position=free[0].position,
                count=len(free),
                error=str(error),
            )
            return 0, len(free)
        tracing.passed("consume", "consumer", free[:done], since, self._consumer)
        self._handled.inc(done)
        return done, 1 if done < len(events) else 0

    def replay(self, stop: threading.Event) -> None:
        """Handle what people asked to have handled again, each subject in order. Raises TransientError."""
        if not self._waiting:
            return
        asked = self._parking.list(self._consumer, self._source, states=("replay",))
        for subject in sorted({one.subject for one in asked}):
            if not stop.is_set():
                self._replay(subject)

    def _replay(self, subject: str) -> None:
        waiting = self._parking.list(self._consumer, self._source, subject=subject)
        for place, one in enumerate(waiting):
            if not self._parking.begin(one.id):
                continue  # dropped since it was listed
            with conversation.of(one.event):
                if not self._replayed(waiting[place:]):
                    return
        self._waiting.discard(subject)

    def _replayed(self, rest: list[ParkedEvent]) -> bool:
        """Whether the first of *rest* was handled; if not, all of them stay parked."""
        one = rest[0]
        try:
            reached("parked event handling")
            self._handle(one.event)
            reached("parked event handled")
        except (BrokenHistory, StandBy):
            raise
        except Exception as error:
            if passes(error):
                raise TransientError(f"replaying {one.id}: {error!r}") from error
            self._failed_again(rest, error)
            return False
        self._parking.replayed(one.id)
        reached("parked event replayed")
        log.info("event replayed", parked=one.id)
        return True

    def _failed_again(self, rest: list[ParkedEvent], error: Exception) -> None:
        log.error("event cannot be handled", parked=rest[0].id, exc_info=error)
        self._parking.failed_again(rest[0].id, _reason(error))
        for one in rest[1:]:
            self._parking.failed_again(one.id, BEHIND)

    def _waits(self, subject: str) -> bool:
        if subject not in self._waiting:
            return False
        if not self._parking.list(self._consumer, self._source, subject=subject):
            self._waiting.discard(subject)  # dropped meanwhile
        return subject in self._waiting

    def _park(self, event: NumberedEvent, subject: str, error: Exception) -> None:
        log.error(
            "event parked",
            consumer=self._consumer,
            source=self._source,
            position=event.position,
            exc_info=error,
        )
        self._parking.park(self._consumer, event, subject, _reason(error))
        self._waiting.add(subject)

    def _pause(self, event: NumberedEvent, error: Exception, seconds: float, stop: threading.Event) -> None:
        metrics.RETRIES.labels(self._consumer, self._source).inc()
        log.warning(
            "event waits",
            consumer=self._consumer,
            source=self._source,
            position=event.position,
            again_in=seconds,
            error=str(error),
        )
        stop.wait(seconds)

    def _subject(self, event: NumberedEvent) -> str:
        try:
            return self._subject_of(event)
        except Exception:  # noqa: BLE001  # the handler will say what is wrong with it
            return UNREADABLE


def passes(error: Exception) -> bool:
    """Whether the same event may succeed later."""
    if isinstance(error, PyMongoError):
        return error.timeout or isinstance(error, ConnectionFailure)
    return isinstance(error, TransientError | LostRace | OutcomeUnknown | ConnectionError | TimeoutError)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
