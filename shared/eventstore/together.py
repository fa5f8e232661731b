"""Several inserts, all or none: one transaction with its concerns said explicitly."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pymongo
from bson.raw_bson import RawBSONDocument
from pymongo.client_session import ClientSession
from pymongo.collection import Collection
from pymongo.errors import PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

from shared.eventstore.group import Outcome, outcome_of

FIRST_PAUSE_SECONDS = 0.005
LONGEST_PAUSE_SECONDS = 0.2
LEAST_SECONDS = 0.05
ABORT_SECONDS = 1.0

SURELY_ABORTED = "TransientTransactionError"
COMMIT_UNKNOWN = "UnknownTransactionCommitResult"


class Together:
    """
    Inserts documents in one transaction.

    A transaction whose commit was never sent has written nothing and is begun anew; a commit without an answer is
    repeated, which the server does once. What is still open at the deadline is UNKNOWN. A caller that dies between the
    insert and the commit leaves its streams locked until the server ends the transaction (MongoDB: 60 s).
    """

    def __init__(self, collection: Collection[RawBSONDocument], seconds: float) -> None:
        self._collection = collection
        self._seconds = seconds

    def insert(self, documents: Sequence[RawBSONDocument]) -> tuple[Outcome, PyMongoError | None]:
        """What became of *documents*, and the error that says so."""
        end = time.monotonic() + self._seconds
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                return self._try(documents, end)
            except PyMongoError as error:
                outcome = outcome_of(error)
                again = outcome is Outcome.UNKNOWN and error.has_error_label(SURELY_ABORTED)
                if not again or time.monotonic() + pause > end:
                    return outcome, error
            time.sleep(random.uniform(0, pause))  # noqa: S311  # jitter, not a secret
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _try(self, documents: Sequence[RawBSONDocument], end: float) -> tuple[Outcome, PyMongoError | None]:
        with self._collection.database.client.start_session() as session:
            self._begin(session)
            try:
                with _time_until(
                    end
                ):  # one command: the shorter a transaction is open, the fewer can be abandoned
                    self._collection.insert_many(documents, session=session)
            except PyMongoError:
                _abort(session)
                raise
            return _committed(session, end)

    @contextmanager
    def reading(self) -> Iterator[ClientSession]:
        """A transaction that only reads: one moment, and a majority has it once the block has ended."""
        with self._collection.database.client.start_session() as session, self._begin(session):
            yield session

    def _begin(self, session: ClientSession) -> AbstractContextManager[Any]:
        return session.start_transaction(
            read_concern=ReadConcern("snapshot"),
            write_concern=self._collection.write_concern,
            read_preference=ReadPreference.PRIMARY,
        )


def _abort(session: ClientSession) -> None:
    """With time of its own: a transaction left open would lock its streams until the server forgets it."""
    with pymongo.timeout(ABORT_SECONDS):
        session.abort_transaction()


def _committed(session: ClientSession, end: float) -> tuple[Outcome, PyMongoError | None]:
    """Commit; raises only where the server says that it aborted. Beginning anew is safe even then: `_id` sees doubles."""
    while True:
        try:
            with _time_until(end):
                session.commit_transaction()
        except PyMongoError as error:
            if error.has_error_label(SURELY_ABORTED) and not error.has_error_label(COMMIT_UNKNOWN):
                raise
            if not error.has_error_label(COMMIT_UNKNOWN) or time.monotonic() > end:
                return Outcome.UNKNOWN, error
        else:
            return Outcome.STORED, None


def _time_until(end: float) -> AbstractContextManager[None]:
    return pymongo.timeout(max(end - time.monotonic(), LEAST_SECONDS))
