"""The event store on MongoDB: one append is one inserted document, nothing is updated or deleted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import bson
import pymongo
from bson.raw_bson import DEFAULT_RAW_BSON_OPTIONS, RawBSONDocument
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import CollectionInvalid, OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from shared import metrics
from shared.canonical import digest
from shared.crashing import reached
from shared.errors import LostRace, OutcomeUnknown, TransientError
from shared.eventstore import (
    Commit,
    Head,
    Proposal,
    Stream,
    chained,
    commit_key,
    empty_head,
    head_after,
    require_acceptable,
    require_together,
)
from shared.eventstore.documents import CODEC_OPTIONS, COMMITS, to_commit, to_document
from shared.eventstore.group import GroupCommit, Outcome
from shared.eventstore.together import Together

MAJORITY_JOURNALED = WriteConcern(w="majority", j=True)
MAJORITY = ReadConcern("majority")

COMMIT_DEADLINE_SECONDS = 10.0
READ_SECONDS = 5.0
SHORTEST_READ_SECONDS = 0.1
FIRST_POLL_SECONDS = 0.005
LONGEST_POLL_SECONDS = 0.25
FIRSTS_AT_ONCE = 25
KEYS_AT_ONCE = 100
LOOKED_AHEAD = 5
"""A commit that follows another begins directly behind it: more are looked for so that what is lost between is noticed."""

NAMESPACE_EXISTS = 48


def ensure(database: Database[Any]) -> None:
    """Make the collection the store needs; `_id` alone serves every read, so there is no other index."""
    try:
        database.with_options(write_concern=MAJORITY_JOURNALED).create_collection(COMMITS)
    except CollectionInvalid:
        return
    except OperationFailure as error:
        if error.code != NAMESPACE_EXISTS:
            raise


class MongoEventStore:
    """
    Keeps the streams of one service in `commits` of its database.

    `commit_deadline` bounds an append as a whole: half of it for the insert, the rest to find out what became of it.
    """

    def __init__(self, database: Database[Any], *, commit_deadline: float = COMMIT_DEADLINE_SECONDS) -> None:
        self._deadline = commit_deadline
        self._commits: Collection[dict[str, Any]] = database.get_collection(
            COMMITS,
            codec_options=CODEC_OPTIONS,
            read_preference=ReadPreference.PRIMARY,
            read_concern=MAJORITY,
            write_concern=MAJORITY_JOURNALED,
        )
        raw: Collection[RawBSONDocument] = self._commits.with_options(codec_options=DEFAULT_RAW_BSON_OPTIONS)
        self._group = GroupCommit(raw, commit_deadline / 2)
        self._together = Together(raw, commit_deadline / 2)

    def close(self) -> None:
        """Let the group's thread end; appends already accepted are finished first."""
        self._group.close()

    def read(self, stream: str, after: Head | None = None) -> Stream:
        """As the protocol says."""
        start = after or empty_head(stream)
        commits: list[Commit] = []
        version = start.version
        try:
            with pymongo.timeout(READ_SECONDS):
                asked = 1  # most have nothing new, and each key costs the server a search
                while found := self._following(stream, version, asked):
                    commits.extend(found)
                    seen, version = version + asked, found[-1].last
                    if version < seen:  # the key of whatever follows was among those looked up
                        break
                    asked = min(asked * 5, FIRSTS_AT_ONCE)
        except PyMongoError as error:
            raise TransientError(f"the event store cannot be read: {error}") from error
        return Stream(chained(start, commits), tuple(commits))

    def read_many(self, streams: Sequence[str]) -> Mapping[str, Stream]:
        """As the protocol says: all first commits by one call and what may follow them by another; longer streams one by one."""
        names = list(dict.fromkeys(streams))
        firsts = self._standing_at([commit_key(name, 1) for name in names])
        behind = {
            commit_key(one.stream, one.last + ahead): one.stream
            for one in firsts.values()
            for ahead in range(1, LOOKED_AHEAD + 1)
        }
        longer = {behind[key] for key in self._standing_at(list(behind))}
        found: dict[str, Stream] = {}
        for name in names:
            first = firsts.get(commit_key(name, 1))
            commits = () if first is None else (first,)
            whole = name not in longer
            found[name] = Stream(chained(empty_head(name), commits), commits) if whole else self.read(name)
        return found

    def _standing_at(self, keys: Sequence[str]) -> dict[str, Commit]:
        found: dict[str, Commit] = {}
        try:
            with pymongo.timeout(READ_SECONDS):
                for start in range(0, len(keys), KEYS_AT_ONCE):
                    some = list(keys[start : start + KEYS_AT_ONCE])
                    rows = self._commits.find({"_id": {"$in": some}})
                    found |= {str(one["_id"]): to_commit(one) for one in rows}
        except PyMongoError as error:
            raise TransientError(f"the event store cannot be read: {error}") from error
        return found

    def append(self, head: Head, proposal: Proposal) -> Head:
        """As the protocol says."""
        require_acceptable(head, proposal)
        end = time.monotonic() + self._deadline
        with metrics.APPEND_SECONDS.time():
            reached("commit inserting")
            ticket = self._group.insert(encoded(head, proposal), self._deadline / 2)
            reached("commit inserted")
        metrics.APPENDS.labels(ticket.outcome.value).inc()
        if ticket.outcome is Outcome.STORED:
            return head_after(head, proposal.events)
        if ticket.outcome is Outcome.REFUSED:
            raise TransientError(f"the event store refuses: {ticket.cause}") from ticket.cause
        return self._found_out([(head, proposal)], end, ticket.cause)[0]

    def append_all(self, appends: Sequence[tuple[Head, Proposal]]) -> list[Head]:
        """As the protocol says."""
        require_together(appends)
        end = time.monotonic() + self._deadline
        with metrics.APPEND_SECONDS.time():
            outcome, cause = self._together.insert([encoded(*one) for one in appends])
        metrics.APPENDS.labels(outcome.value).inc()
        if outcome is Outcome.STORED:
            return [head_after(head, proposal.events) for head, proposal in appends]
        if outcome is Outcome.REFUSED:
            raise TransientError(f"the event store refuses: {cause}") from cause
        return self._found_out(appends, end, cause)

    def _following(self, stream: str, version: int, asked: int) -> list[Commit]:
        """
        The commits directly after *version* that begin among the next *asked* versions, none at the end.

        By equality only: a range over `_id` makes the embedded server read the whole collection. Looking up several keys
        is no snapshot: of two commits written meanwhile the later one may be seen alone, so a gap counts only when it is
        still there at a second look.
        """
        keys = [commit_key(stream, first) for first in range(version + 1, version + 1 + asked)]
        commits: list[Commit] = []
        for _ in range(2):
            found = sorted(self._commits.find({"_id": {"$in": keys}}), key=lambda one: str(one["_id"]))
            commits = [to_commit(document) for document in found]
            expected = [version + 1, *(commit.last + 1 for commit in commits)]
            if all(commit.first == first for commit, first in zip(commits, expected, strict=False)):
                break
        return commits

    def _found_out(
        self, appends: Sequence[tuple[Head, Proposal]], end: float, cause: Exception | None
    ) -> list[Head]:
        """
        What became of an insert whose answer did not settle it, read from what a majority has.

        Absent is no answer: an insert that was sent may still arrive, and a duplicate may not have a majority yet.
        """
        expected = {commit_key(head.stream, head.version + 1): one.commit_id for head, one in appends}
        for pause in _pauses(end):
            found = self._commits_at(list(expected), max(end - time.monotonic(), SHORTEST_READ_SECONDS))
            if found and {key: one.commit_id for key, one in found.items()} != expected:
                raise LostRace from cause  # of several, ours would have come all at once
            if found:
                return [_head_of(found[key]) for key in expected]
            time.sleep(pause)
        raise OutcomeUnknown from cause

    def _commits_at(self, keys: Sequence[str], seconds: float) -> dict[str, Commit]:
        """
        What stands at *keys*, all at one moment.

        Reading in a transaction also has the server end abandoned ones, which lock their streams; the embedded server
        looks for those only when another transaction begins.
        """
        try:
            with pymongo.timeout(seconds), self._together.reading() as session:
                found = self._commits.find({"_id": {"$in": list(keys)}}, session=session)
                return {one["_id"]: to_commit(one) for one in found}
        except PyMongoError:
            return {}  # as good as absent: looked at again until the deadline


def encoded(head: Head, proposal: Proposal) -> RawBSONDocument:
    """The commit's bytes, made on the caller's thread before it joins a group."""
    return RawBSONDocument(bson.encode(to_document(head, proposal)))


def _head_of(commit: Commit) -> Head:
    return Head(commit.stream, commit.last, digest(commit.events[-1].body))


def _pauses(end: float) -> Iterator[float]:
    """Growing pauses, as long as there is time before *end*; always at least one."""
    pause = FIRST_POLL_SECONDS
    yield pause
    while time.monotonic() + pause < end:
        pause = min(pause * 2, LONGEST_POLL_SECONDS)
        yield pause
