"""Group commit: inserts in flight at one moment share one unordered `insert_many`; a lone one goes straight through."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pymongo
from bson.raw_bson import RawBSONDocument
from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError, OperationFailure, PyMongoError

from shared import metrics
from shared.crashing import reached

DUPLICATE_KEY = 11000
GROUP_DOCUMENTS = 1000
GROUP_BYTES = 16 * 1024 * 1024

REFUSALS = frozenset({13, 18, 121})
"""Unauthorized, AuthenticationFailed, DocumentValidationFailure: the server has surely written nothing."""


class Outcome(Enum):
    """What is known of one insert."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(slots=True, eq=False)
class Ticket:
    """One insert that waits for its group; the flusher sets `outcome` and `cause`, then `done`."""

    document: RawBSONDocument
    outcome: Outcome = Outcome.UNKNOWN
    cause: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def settle(self, outcome: Outcome, cause: Exception | None = None) -> None:
        """Say what became of it, once."""
        self.outcome, self.cause = outcome, cause
        self.done.set()


class GroupCommit:
    """
    Inserts into one collection on behalf of many threads.

    The flusher is a thread of its own, started when first needed. No caller waits longer than it asked to: a ticket not
    settled by then is UNKNOWN, and leaves the queue if it was not sent yet.
    """

    def __init__(self, collection: Collection[RawBSONDocument], flush_seconds: float) -> None:
        self._collection = collection
        self._flush_seconds = flush_seconds
        self._lock = threading.Lock()
        self._arrived = threading.Condition(self._lock)
        self._waiting: list[Ticket] = []
        self._in_flight = 0
        self._flusher: threading.Thread | None = None
        self._closed = False

    def insert(self, document: RawBSONDocument, seconds: float) -> Ticket:
        """Insert *document*; the ticket that comes back says what became of it within *seconds*."""
        ticket = Ticket(document)
        with self._lock:
            alone = self._in_flight == 0 and not self._waiting
            if alone:
                self._in_flight += 1
            else:
                self._waiting.append(ticket)
                self._start_flusher()
                self._arrived.notify()
        if alone:
            self._insert_alone(ticket, seconds)
        elif not ticket.done.wait(seconds):
            self._give_up(ticket)
        return ticket

    def close(self) -> None:
        """Let the flusher end once its queue is empty."""
        with self._lock:
            self._closed = True
            self._arrived.notify()

    def _insert_alone(self, ticket: Ticket, seconds: float) -> None:
        metrics.GROUP_SIZE.observe(1)
        try:
            with pymongo.timeout(seconds):
                self._collection.insert_one(ticket.document)
        except PyMongoError as error:
            ticket.settle(outcome_of(error), error)
        else:
            ticket.settle(Outcome.STORED)
        finally:
            with self._lock:
                self._in_flight -= 1

    def _give_up(self, ticket: Ticket) -> None:
        with self._lock:
            if ticket in self._waiting:
                self._waiting.remove(ticket)

    def _start_flusher(self) -> None:
        if self._flusher is None or not self._flusher.is_alive():
            self._flusher = threading.Thread(target=self._flush, name="group-commit", daemon=True)
            self._flusher.start()

    def _flush(self) -> None:
        while group := self._next_group():
            try:
                self._insert_together(group)
            finally:
                with self._lock:
                    self._in_flight -= 1

    def _next_group(self) -> list[Ticket]:
        with self._lock:
            while not self._waiting:
                if self._closed:
                    return []
                self._arrived.wait()
            size = count = 0
            while count < min(len(self._waiting), GROUP_DOCUMENTS) and (count == 0 or size < GROUP_BYTES):
                size += len(self._waiting[count].document.raw)
                count += 1
            group, self._waiting = self._waiting[:count], self._waiting[count:]
            self._in_flight += 1
            return group

    def _insert_together(self, group: Sequence[Ticket]) -> None:
        metrics.GROUP_SIZE.observe(len(group))
        outcomes: Mapping[int, tuple[Outcome, Exception | None]] = {}
        rest: tuple[Outcome, Exception | None] = (Outcome.UNKNOWN, None)
        try:
            with pymongo.timeout(self._flush_seconds):
                reached("group inserting")
                self._collection.insert_many([ticket.document for ticket in group], ordered=False)
                reached("group inserted")
            rest = (Outcome.STORED, None)
        except BulkWriteError as error:
            outcomes = outcomes_in(error.details)
            sure = not error.details.get("writeConcernErrors")
            complete = error.details.get("nInserted") == len(group) - len(outcomes)
            rest = (Outcome.STORED if sure and complete else Outcome.UNKNOWN, error)
        except PyMongoError as error:
            rest = (outcome_of(error), error)
        except Exception as error:  # noqa: BLE001  # whatever it is, the flusher lives on and the group is told
            rest = (Outcome.UNKNOWN, error)
        finally:
            for number, ticket in enumerate(group):
                ticket.settle(*outcomes.get(number, rest))


def outcome_of(error: PyMongoError) -> Outcome:
    """What *error* lets one know of the insert that raised it."""
    if isinstance(error, DuplicateKeyError):
        return Outcome.DUPLICATE
    if isinstance(error, BulkWriteError):
        found = {outcome for outcome, _ in outcomes_in(error.details).values()}
        return found.pop() if len(found) == 1 else Outcome.UNKNOWN
    if isinstance(error, OperationFailure) and error.code in REFUSALS:
        return Outcome.REFUSED
    return Outcome.UNKNOWN


def outcomes_in(details: Mapping[str, Any]) -> dict[int, tuple[Outcome, Exception | None]]:
    """The outcome of each document that a bulk insert did not accept, by its place in the group."""
    found: dict[int, tuple[Outcome, Exception | None]] = {}
    for item in details.get("writeErrors", []):
        failure = OperationFailure(item.get("errmsg", ""), item.get("code"), item)
        duplicate = item.get("code") == DUPLICATE_KEY
        found[item["index"]] = (Outcome.DUPLICATE if duplicate else outcome_of(failure), failure)
    return found
