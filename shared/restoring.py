"""Bringing a service's history back to what the ledger has recorded of it, after an older copy was put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pymongo.database import Database
from pymongo.errors import BulkWriteError

from shared.crashing import reached
from shared.durable import database_calls, durable
from shared.errors import BrokenHistory, TransientError
from shared.eventstore import chained, empty_head
from shared.eventstore.documents import COMMITS, to_commit
from shared.eventstore.mongo import ensure
from shared.feed import LocalFeed
from shared.logrows import pieces
from shared.messages import NumberedEvent
from shared.numberlog import Inserted, NumberLog
from shared.restored import Placed, cut, document_of, placed, runs

ROWS_AT_ONCE = 200
PAGE = 500

Told = Callable[[int], None]
"""Hears how many events are dealt with so far."""


@dataclass(slots=True)
class Found:
    """What a restoration found or did: events compared and missing, commits put in, commits that stood already."""

    compared: int = 0
    missing: int = 0
    inserted: int = 0
    adopted: int = 0
    contradicted: list[str] = field(default_factory=list)


class Restoration:
    """
    Puts into *database* what it lacks of the *recorded* events of *service*, all of one *epoch*, in order from position 1.

    Bytes and positions are the ledger's. A commit is inserted before its row, and both are the same however often this is
    begun: it may be killed at any moment and run again. The caller MUST hold the numberer's lease. A commit that stands
    without a number is taken over when it has the ledger's bytes, and else contradicts it: then nothing is written.
    """

    def __init__(
        self,
        service: str,
        database: Database[dict[str, Any]],
        epoch: str,
        recorded: Callable[[], Iterable[NumberedEvent]],
    ) -> None:
        self._service = service
        self._database = database
        self._epoch = epoch
        self._recorded = recorded
        self._commits = durable(database[COMMITS])
        self._numbers = NumberLog(database)

    @property
    def end(self) -> int:
        """The log's last position."""
        return self._numbers.end

    def look(self, told: Told) -> Found:
        """Compare what stands with the ledger, and find what is missing; changes nothing. Raises BrokenHistory."""
        found = Found()
        self._load()
        beyond = self._compared(found, told)
        for commits in _batches(self._missing(beyond)):
            standing = self._standing([events[0].key for events in commits])
            for events in commits:
                found.missing += len(events)
                self._judge(events, standing.get(events[0].key), found)
            told(found.compared + found.missing)
        return found

    def restore(self, told: Told) -> Found:
        """Do what `look` found; raises BrokenHistory, and writes nothing, when something contradicts the ledger."""
        found = self.look(lambda _: None)
        if found.contradicted:
            raise BrokenHistory(f"{found.contradicted[0]} is not what the ledger recorded")
        ensure(self._database)
        if self._numbers.epoch is None:
            self._numbers.bear(lambda: self._epoch)
        done = self._numbers.end
        for commits in _batches(self._missing(self._beyond(done))):
            self._insert(commits)
            done += sum(map(len, commits))
            told(done)
        self._numbers.forget_tokens()
        reached("tokens forgotten")
        return found

    def verify(self, told: Told) -> int:
        """Check chains, positions and bytes as they stand now; how many events agree. Raises BrokenHistory."""
        for _ in self._chains():
            pass
        self._load()
        found = Found()
        rest = list(self._compared(found, told))
        if rest:
            raise BrokenHistory(f"{self._service} still lacks position {rest[0].position}")
        return found.compared

    def _load(self) -> None:
        self._numbers.load()
        if self._numbers.epoch not in (None, self._epoch):
            raise BrokenHistory(
                f"{self._service} is numbered in the epoch {self._numbers.epoch}, the ledger in {self._epoch}"
            )

    def _beyond(self, end: int) -> Iterator[NumberedEvent]:
        return (event for event in self._recorded() if event.position > end)

    def _compared(self, found: Found, told: Told) -> Iterator[NumberedEvent]:
        """The recorded events beyond the log; those within it have been held against it."""
        feed = LocalFeed(self._service, self._database)
        own = iter(_own(feed, self._numbers.end))
        for event in self._recorded():
            if event.position > self._numbers.end:
                yield event
                continue
            if next(own, None) != event.body:
                raise BrokenHistory(f"{self._service}@{event.position} is not what the ledger recorded")
            found.compared += 1
            if found.compared % PAGE == 0:
                told(found.compared)

    def _missing(self, beyond: Iterable[NumberedEvent]) -> Iterator[list[Placed]]:
        """The commits that *beyond* are to be, one after the other."""
        for run in runs(map(placed, beyond)):
            standing = self._standing([one.key for one in run])
            counts = {key: len(document["events"]) for key, document in standing.items()}
            yield from cut(run, counts)

    def _standing(self, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        with database_calls():
            for some in pieces(keys):
                found |= {one["_id"]: one for one in self._commits.find({"_id": {"$in": some}})}
        return found

    def _judge(self, events: Sequence[Placed], standing: dict[str, Any] | None, found: Found) -> None:
        """Count the commit of *events*; one that stands may go beyond the ledger, and must not differ from it."""
        if standing is None:
            document_of(events)
            found.inserted += 1
        elif [bytes(body) for body in standing["events"]][: len(events)] == [
            one.numbered.body for one in events
        ]:
            found.adopted += 1
        else:
            found.contradicted.append(str(standing["_id"]))

    def _insert(self, commits: Sequence[Sequence[Placed]]) -> None:
        standing = self._standing([events[0].key for events in commits])
        new = [document_of(events) for events in commits if events[0].key not in standing]
        try:
            if new:
                reached("commits restoring")
                with database_calls():
                    self._commits.insert_many(new, ordered=False)
                reached("commits restored")
        except BulkWriteError as error:
            raise TransientError(f"somebody else writes to {self._service}: {error.details}") from error
        counts = {key: len(document["events"]) for key, document in standing.items()}
        rows = [Inserted(one[0].key, counts.get(one[0].key, len(one)), None) for one in commits]
        self._numbers.append(rows, repaired=True)
        reached("rows restored")

    def _chains(self) -> Iterator[str]:
        """Each stream, once its commits are found to follow one another."""
        head = empty_head("")
        with database_calls():
            for document in self._commits.find().sort("_id", 1):
                commit = to_commit(document)
                if commit.stream != head.stream:
                    head = empty_head(commit.stream)
                    yield commit.stream
                head = chained(head, [commit])


def _own(feed: LocalFeed, end: int) -> Iterator[bytes]:
    position = 0
    while position < end:
        for event in feed.after(position, PAGE):
            yield event.body
            position = event.position


def _batches(commits: Iterable[list[Placed]]) -> Iterator[list[list[Placed]]]:
    batch: list[list[Placed]] = []
    for one in commits:
        batch.append(one)
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
