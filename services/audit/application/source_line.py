"""One source's way into the ledger: doorbell and feed on one side, a bounded queue in the source's order on the other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

import structlog

from services.audit.application.arrivals import Arrival, arrival
from services.audit.application.known_positions import KnownPositions, Recall
from services.audit.application.ledger import Cursor
from services.audit.application.source_state import Condition, SourceState
from shared.backoff import Backoff
from shared.broker.doorbell import Delivery, Intake
from shared.errors import BrokenHistory, TransientError
from shared.feed import Feed
from shared.messages import NumberedEvent
from shared.waking import Wake

QUEUED: Final = 2000
PAGE: Final = 500
COMPARED_EVERY_SECONDS: Final = 5.0
UNACKED_PATIENCE_SECONDS: Final = 0.005
PATIENCE_SECONDS: Final = 0.25
FRESH_SECONDS: Final = 0.2

log = structlog.get_logger()


class SourceRewound(BrokenHistory):
    """A source tells a position it has told before with other bytes, or no longer knows what the ledger has of it."""


class SourceLine:
    """
    Follows one source in a thread of its own and queues what is next.

    A delivery is acknowledged only after `sequenced` has said that its entry is stored. A source that contradicts itself
    stops this line alone.
    """

    def __init__(
        self,
        source: str,
        listen: Callable[[], Intake],
        feed: Feed,
        cursor: Cursor | None,
        recall: Recall,
        arrived: Wake,
    ) -> None:
        self.source = source
        self._listen = listen
        self._feed = feed
        self._known = KnownPositions(recall)
        self._arrived = arrived
        self._epoch, self._told = (cursor.epoch, cursor.position) if cursor else ("", 0)
        self._stored = (self._epoch, self._told)
        self._queue: deque[Arrival] = deque()
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._unacked: deque[Delivery] = deque()
        self._state = SourceState(source, head=self._told)
        self._put_at = 0.0
        self._thread = threading.Thread(target=self._run, name=f"audit.sequencer {source}", daemon=True)

    def start(self) -> None:
        """Begin to follow."""
        self._thread.start()

    def stop(self) -> None:
        """Tell the thread to end."""
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()

    def join(self, timeout: float) -> None:
        """Wait until it has."""
        self._thread.join(timeout)

    def waiting(self, limit: int) -> Sequence[Arrival]:
        """The first *limit* arrivals of the queue."""
        with self._changed:
            return list(islice(self._queue, limit))

    def hold(self, cause: str | None) -> None:
        """Whether the first one waits for *cause*."""
        with self._changed:
            self._state = self._state.held(cause)

    def sequenced(self, count: int) -> None:
        """The first *count* of the queue are entries now."""
        with self._changed:
            for _ in range(count):
                event = self._queue.popleft().event
                self._stored = (event.epoch, event.position)
            self._changed.notify_all()

    def state(self) -> SourceState:
        """How this source stands."""
        with self._changed:
            epoch, position = self._stored
            return self._state.at(epoch, position)

    def _run(self) -> None:
        backoff = Backoff(0.1, 5.0)
        while not self._stopped.is_set():
            try:
                self._follow(backoff)
            except BrokenHistory as error:
                self._say("rewound" if isinstance(error, SourceRewound) else "broken", str(error))
                log.critical("source stopped", source=self.source, reason=str(error))
                return
            except Exception as error:  # whatever it is, it stops this source alone, for a while
                self._say("away", str(error) or type(error).__name__)
                exc_info = None if isinstance(error, TransientError) else error
                log.warning("source away", source=self.source, error=str(error), exc_info=exc_info)
                self._stopped.wait(backoff.next())

    def _follow(self, backoff: Backoff) -> None:
        intake = self._listen()
        try:
            connections, compared_at = intake.connections, self._compare()
            backoff.reset()
            while not self._stopped.is_set():
                self._acknowledge()
                delivery = intake.next(self._patience())
                if delivery is not None:
                    self._receive(delivery)
                    compared_at = time.monotonic()
                due = time.monotonic() - compared_at > COMPARED_EVERY_SECONDS
                if due or intake.connections != connections:
                    connections, compared_at = intake.connections, self._compare()
        finally:
            self._unacked.clear()
            intake.close()

    def _patience(self) -> float:
        """Short while what just came is being stored, so that its acknowledgement follows at once."""
        fresh = self._unacked and time.monotonic() - self._put_at < FRESH_SECONDS
        return UNACKED_PATIENCE_SECONDS if fresh else PATIENCE_SECONDS

    def _compare(self) -> float:
        """Hold our place against the owner's head and read what is missing; gives when that was."""
        epoch, head = self._feed.head()
        if epoch > self._epoch:
            if not head:
                self._say("following", "")
                return time.monotonic()  # a numbering that has not begun; the one before can grow no more
            self._begin(epoch)
        if epoch < self._epoch or head < self._told:
            raise SourceRewound(
                f"{self.source} ends at {epoch}@{head}; the ledger has it up to {self._epoch}@{self._told}"
            )
        if self._told and not self._known.remembers(self._told):
            self._compare_last()
        self._say("following", "", head)
        self._catch_up(head)
        return time.monotonic()

    def _compare_last(self) -> None:
        for event in self._feed.after(self._told - 1, 1):
            self._require_same(event)

    def _catch_up(self, head: int) -> None:
        while self._told < head and not self._stopped.is_set():
            page = self._feed.after(self._told, PAGE)
            if not page:
                raise TransientError(
                    f"the feed of {self.source} has nothing after {self._told}, but ends at {head}"
                )
            for event in page:
                self._put(event)

    def _receive(self, delivery: Delivery) -> None:
        event = delivery.event
        self._unacked.append(delivery)
        if event.epoch > self._epoch:
            self._compare()
        if event.epoch < self._epoch:
            return  # of a numbering that has ended: the newer one holds the same events
        if event.epoch > self._epoch:
            raise TransientError(
                f"{self.source} announces epoch {event.epoch}, which its feed does not know yet"
            )
        if event.position > self._told + 1:
            self._catch_up(event.position - 1)
        if event.position == self._told + 1:
            self._put(event)
        elif event.position <= self._told:
            self._require_same(event)

    def _put(self, event: NumberedEvent) -> None:
        """Queue the next event; waits while the queue is full."""
        if (event.source, event.epoch, event.position) != (self.source, self._epoch, self._told + 1):
            raise TransientError(
                f"{self.source} told {event.source} {event.epoch}@{event.position} after {self._epoch}@{self._told}"
            )
        one = arrival(event)
        with self._changed:
            self._changed.wait_for(lambda: len(self._queue) < QUEUED or self._stopped.is_set())
            if self._stopped.is_set():
                return
            self._queue.append(one)
            self._state = self._state.headed(event.position)
        self._told, self._put_at = event.position, time.monotonic()
        self._known.remember(event)
        self._arrived.ring()

    def _begin(self, epoch: str) -> None:
        if self._epoch:
            log.warning("source begins an epoch", source=self.source, epoch=epoch, before=self._epoch)
        self._epoch, self._told = epoch, 0
        self._known.clear()

    def _require_same(self, event: NumberedEvent) -> None:
        if not self._known.same(event):
            raise SourceRewound(
                f"{self.source} {event.epoch}@{event.position} comes with other bytes than recorded"
            )

    def _acknowledge(self) -> None:
        with self._changed:
            stored = self._stored
        while self._unacked:
            event = self._unacked[0].event
            if (event.epoch, event.position) > stored and event.epoch >= self._epoch:
                return
            self._unacked.popleft().ack()

    def _say(self, condition: Condition, detail: str, head: int | None = None) -> None:
        with self._changed:
            self._state = self._state.now(condition, detail, head)
