"""The publisher: announces a service's numbered events, in order, as soon as they have their position."""

from __future__ import annotations

import threading
import time
from collections import deque

import structlog

from shared import metrics, tracing
from shared.broker.doorbell import Bell
from shared.crashing import reached
from shared.cursors import Cursors
from shared.errors import TransientError
from shared.feed import Feed
from shared.heads import glance, goes_on
from shared.messages import NumberedEvent
from shared.waking import Wake

WINDOW = 500
CONFIRM_SECONDS = 5.0
IDLE_SECONDS = 0.5
CURSOR = "publisher"

log = structlog.get_logger()


class Publisher:
    """
    Rings *bell* for every event of *feed*, several hundred under way at once.

    Its progress is the cursor `publisher`: it MUST only cover events that are confirmed without a gap, and only moves
    forward, by compare-and-swap. After any failure it goes on behind the cursor, so an event MAY be announced twice and
    MUST NOT be announced never. It MUST NOT announce while the log ends before the cursor: an old copy was restored.
    *wake* rings when something was numbered in this process; without it the log is looked at every *idle_seconds*.
    """

    def __init__(
        self,
        service: str,
        feed: Feed,
        bell: Bell,
        cursors: Cursors,
        wake: Wake | None = None,
        *,
        idle_seconds: float = IDLE_SECONDS,
        window: int = WINDOW,
    ) -> None:
        self.name = f"{service}.publisher"
        self.database = cursors.database
        self._feed = feed
        self._bell = bell
        self._cursors = cursors
        self._wake = wake or Wake()
        self._idle_seconds = idle_seconds
        self._window = window

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        try:
            self._announce(stop, *self._place(stop))
        finally:
            self._bell.close()

    def measure(self) -> None:
        """See Measured."""
        lag = metrics.behind(glance(self._feed), self._cursors.get(CURSOR))
        metrics.LAG.labels(self.name, self._feed.source).set(lag)

    def _announce(self, stop: threading.Event, epoch: str, position: int) -> None:
        waiting: deque[NumberedEvent] = deque()
        read_at, looked = -1, 0.0  # the ring before the last look that found all there was, and when that was
        while not stop.is_set():
            seen = self._wake.count
            late = time.monotonic() - looked >= self._idle_seconds and goes_on(self._feed, (epoch, position))
            if len(waiting) <= self._window // 2 and (seen != read_at or late):
                room = self._window - len(waiting)
                found = self._read(epoch, position + len(waiting), room)
                waiting.extend(found)
                read_at, looked = (seen if len(found) < room else -1), time.monotonic()
            since = tracing.moment()
            reached("events announcing")
            confirmed = self._bell.ring(waiting, CONFIRM_SECONDS)
            if confirmed:
                reached("events confirmed")
                self._cursors.move(CURSOR, epoch, position, position + confirmed)
                reached("publisher's cursor moved")
                position += confirmed
                done = [waiting.popleft() for _ in range(confirmed)]
                metrics.PUBLISHED.labels(self.name).inc(confirmed)
                tracing.passed("publish", "producer", done, since, self.name)
            elif not waiting:
                self._wake.wait(seen, self._idle_seconds)

    def _read(self, epoch: str, position: int, limit: int) -> list[NumberedEvent]:
        events = self._feed.after(position, limit)
        if any(event.epoch != epoch for event in events):
            raise TransientError(f"{self.name}: a new epoch began")
        return events

    def _place(self, stop: threading.Event) -> tuple[str, int]:
        """Where to go on: the cursor, or the start of an epoch that is new to it."""
        epoch, end = self._born(stop)
        was = self._cursors.get(CURSOR)
        if was is None:
            return epoch, 0
        if was[0] < epoch:
            self._cursors.begin(CURSOR, was, epoch)
            log.warning("publishing a new epoch", role=self.name, epoch=epoch, before=was[0])
            return epoch, 0
        if was[0] > epoch or was[1] > end:
            raise TransientError(
                f"{self.name}: {was[0]}/{was[1]} was published, but the log ends at {epoch}/{end}: an old copy of the "
                "database was restored"
            )
        return was

    def _born(self, stop: threading.Event) -> tuple[str, int]:
        """The log's epoch and end, as soon as it has an epoch."""
        seen = self._wake.count
        epoch, end = self._feed.head()
        while not epoch and not stop.is_set():
            self._wake.wait(seen, self._idle_seconds)
            seen = self._wake.count
            epoch, end = self._feed.head()
        return epoch, end
