"""A service's history with its numbers, as a numberer would leave it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pymongo.database import Database

from shared.eventstore import Head, commit_key
from shared.eventstore.mongo import MongoEventStore, ensure
from shared.numberlog import Inserted, NumberLog
from shared.testing.history import proposal_after


class NumberedHistory:
    """Writes commits of made-up events into *database* and numbers each at once, unless told not to."""

    def __init__(self, database: Database[dict[str, Any]], epoch: str = "e-1") -> None:
        ensure(database)
        self.store = MongoEventStore(database)
        self._log = NumberLog(database)
        self._log.load()
        self._log.bear(lambda: epoch)
        self._heads: dict[str, Head] = {}

    @property
    def end(self) -> int:
        """The last position."""
        return self._log.end

    def write(self, stream: str, *notes: str, numbered: bool = True) -> Head:
        """One commit of an event per note; its head."""
        head = self._heads.get(stream) or self.store.read(stream).head
        self._heads[stream] = self.store.append(head, proposal_after(head, notes=notes))
        if numbered:
            self.number([(commit_key(stream, head.version + 1), len(notes))])
        return self._heads[stream]

    def number(self, commits: Iterable[tuple[str, int]]) -> None:
        """Give the commits (key, count of events) their positions."""
        self._log.append([Inserted(key, count, None) for key, count in commits])
