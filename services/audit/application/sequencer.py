"""The role that sequences: follows every source, orders what arrives, writes the ledger, publishes checkpoints."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import structlog
from pymongo.database import Database

from services.audit.application import measures
from services.audit.application.arrivals import Arrival, assemble
from services.audit.application.ledger import Anchor, LedgerStore
from services.audit.application.ledger_feed import numbered
from services.audit.application.sequencing import Sequencing
from services.audit.application.source_line import SourceLine
from services.audit.application.source_state import SourceState, StateBoard
from services.audit.domain.entry import Entry
from services.audit.domain.signing import Signer
from shared import metrics, tracing
from shared.broker.doorbell import Doorbell
from shared.clock import Clock, system_clock
from shared.crashing import Reached, reached
from shared.errors import TransientError
from shared.feed import Feed
from shared.messages import NumberedEvent
from shared.recent import Recent
from shared.waking import Wake

NAME: Final = "audit.sequencer"
CONSUMER: Final = "audit"
PUBLISHED_EVERY_SECONDS: Final = 1.0
LOOK_SECONDS: Final = 0.2
JOIN_SECONDS: Final = 5.0

log = structlog.get_logger()


class Sequencer:
    """
    The one writer of the ledger, under a lease; safe without it.

    Entries are stored first: from then on they are *sequenced*, whoever takes over adopts them, and their deliveries are
    acknowledged. A checkpoint over them, at most one per *interval*, makes them *published*. After any error all state is
    dropped and loaded again. What it has stored goes into *recent*, for the roles beside it.
    """

    name = NAME

    def __init__(
        self,
        *,
        database: Database[dict[str, Any]],
        store: LedgerStore,
        anchor: Anchor,
        signer: Signer,
        feeds: Mapping[str, Feed],
        doorbell: Doorbell,
        board: StateBoard,
        on_sequenced: Callable[[], None],
        on_published: Callable[[], None],
        recent: Recent | None = None,
        clock: Clock = system_clock,
        interval: float = PUBLISHED_EVERY_SECONDS,
        reached: Reached = reached,
    ) -> None:
        self.database = database
        self._store = store
        self._anchor = anchor
        self._signer = signer
        self._feeds = feeds
        self._doorbell = doorbell
        self._board = board
        self._on_sequenced = on_sequenced
        self._on_published = on_published
        self._recent = recent or Recent()
        self._clock = clock
        self._interval = interval
        self._reached = reached

    def measure(self) -> None:
        """See Measured."""
        last = self._store.last_checkpoint()
        measures.checkpoint_stands(last)
        for source, feed in self._feeds.items():
            cursor = last.cursors.get(source) if last else None
            lag = metrics.behind(feed.head(), (cursor.epoch, cursor.position) if cursor else None)
            metrics.LAG.labels(self.name, source).set(lag)

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        self._recent.forget()
        self._store.prepare()
        sequencing = Sequencing(self._store, self._anchor, self._signer, self._clock, self._reached)
        adopted = sequencing.load()
        log.info("ledger loaded", size=sequencing.size, adopted=adopted, published=sequencing.published_size)
        self._on_sequenced()
        arrived = Wake()
        lines = [self._line(source, sequencing, arrived) for source in self._feeds]
        try:
            for line in lines:
                line.start()
            self._work(stop, sequencing, lines, arrived)
        finally:
            measures.sources_unknown()
            for line in lines:
                line.stop()
            for line in lines:
                line.join(JOIN_SECONDS)

    def _line(self, source: str, sequencing: Sequencing, arrived: Wake) -> SourceLine:
        return SourceLine(
            source,
            lambda: self._doorbell.listen(CONSUMER, source),
            self._feeds[source],
            sequencing.cursor(source),
            self._has,
            arrived,
        )

    def _work(
        self, stop: threading.Event, sequencing: Sequencing, lines: Sequence[SourceLine], arrived: Wake
    ) -> None:
        published_at = -self._interval
        shown: list[SourceState] = []
        while not stop.is_set():
            seen = arrived.count
            batch = assemble(lines, sequencing.causes)
            if batch:
                self._sequence(sequencing, lines, batch)
            now = time.monotonic()
            if now - published_at >= self._interval:
                if sequencing.publish() is not None:
                    published_at = now
                    self._on_published()
                shown = self._show(lines, shown)
            if not batch:
                arrived.wait(seen, LOOK_SECONDS)

    def _sequence(
        self, sequencing: Sequencing, lines: Sequence[SourceLine], batch: Sequence[Arrival]
    ) -> None:
        since = tracing.moment()
        entries = sequencing.sequence(batch)
        self._recent.remember([numbered(entry) for entry in entries])
        self._on_sequenced()
        tracing.passed("sequence", "internal", [arrival.event for arrival in batch], since, self.name)
        counts = Counter(arrival.event.source for arrival in batch)
        for line in lines:
            line.sequenced(counts[line.source])
        self._reached("sequenced told")

    def _show(self, lines: Sequence[SourceLine], shown: list[SourceState]) -> list[SourceState]:
        states = [line.state() for line in lines]
        measures.sources_stand(states)
        if states == shown:
            return shown
        with suppress(TransientError):  # shown again with the next change
            self._board.show(states)
            return states
        return shown

    def _has(self, event: NumberedEvent, event_id: str) -> bool:
        leaf = Entry(event.source, event.epoch, event.position, event.body).leaf
        return any(entry.leaf == leaf for entry in self._store.by_events([event_id]))
