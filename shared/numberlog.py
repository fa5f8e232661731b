"""The log of one service: which commit stands at which position. Rows are inserted one after the other, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from pymongo.database import Database
from pymongo.errors import BulkWriteError, DuplicateKeyError

from shared.crashing import reached
from shared.durable import Documents, database_calls, durable, ensure_index
from shared.errors import BrokenHistory, TransientError
from shared.ids import NewId
from shared.logrows import end_of, pieces, row_at
from shared.roles import StandBy
from shared.values import dataclass

LOG = "log"
LOG_STATE = "log_state"
ROWS_AT_ONCE = 1000
DUPLICATE = 11000

Token = dict[str, Any]
"""Where a change stream can be resumed."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """
    A commit to be numbered, with its events' bytes when they are at hand.

    No token: the row alone does not say that all before it are numbered.
    """

    commit: str
    count: int
    token: Token | None
    bodies: tuple[bytes, ...] = ()


def log_of(database: Database[dict[str, Any]]) -> Documents:
    """The rows `{_id: position of the first event, count, commit, token, epoch}`, with their index on `commit`."""
    log = durable(database[LOG])
    ensure_index(log, [("commit", 1)], unique=True)
    return log


class NumberLog:
    """
    The log from its one writer's side.

    Fenced by the uniqueness of `_id` alone: a row is inserted at the position that follows all rows this writer knows
    of, so that of two writers one meets the other's row. Then it MUST NOT go on from its own memory: the same commit at
    that position is its own row or the same decision, and adopted; another commit means another writer, and StandBy.
    Inserts MUST be ordered: no row may follow one that was refused.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        with database_calls():
            self.rows = log_of(database)
        self._state = durable(database[LOG_STATE])
        self.epoch: str | None = None
        self.end = 0

    def load(self) -> Token | None:
        """Take up the log as it stands: `epoch`, `end`; gives the token after which to go on, None when there is none."""
        with database_calls():
            born = self._state.find_one({"_id": "epoch"})
            idle = self._state.find_one({"_id": "idle"}) or {"at": 0, "token": None}
        self.epoch = str(born["epoch"]) if born else None
        last = end_of(self.rows, row_at(self.rows, idle["at"]) if idle["at"] else None)
        self.end = last.last if last else 0
        if last and last.epoch != self.epoch:
            raise BrokenHistory(f"the log's epoch is {self.epoch}, its last row's {last.epoch}")
        if self.end < idle["at"]:
            raise BrokenHistory(f"the log ended at {idle['at']} once, and now at {self.end}")
        if self.end == idle["at"]:
            return (
                dict(idle["token"]) if idle["token"] else None
            )  # forgotten: not even the last row's is good
        return last.token if last else None

    def bear(self, new_epoch: NewId) -> None:
        """Give the log its epoch, unless it has one; it is never changed."""
        with database_calls():
            with suppress(DuplicateKeyError):  # another numberer was first
                self._state.insert_one({"_id": "epoch", "epoch": new_epoch()})
            born = self._state.find_one({"_id": "epoch"})
        if born is None:
            raise TransientError("the log's epoch is not stored by a majority yet")
        self.epoch = str(born["epoch"])

    def append(self, commits: Sequence[Inserted], *, repaired: bool = False) -> list[tuple[int, Inserted]]:
        """
        Number *commits* in their order and give those that were, each with its first position.

        One that has a number keeps it. Raises StandBy, TransientError.
        """
        waiting, placed = list(commits), list[tuple[int, Inserted]]()
        while waiting:
            position = self.end + 1
            taken = self._insert(waiting[:ROWS_AT_ONCE], repaired)
            for commit in waiting[:taken]:
                placed.append((position, commit))
                position += commit.count
            waiting = waiting[taken:]
            if waiting and taken < ROWS_AT_ONCE:
                waiting = self._settled(waiting)
        return placed

    def idle(self, token: Token) -> None:
        """Remember that everything up to *token* is numbered, so that an idle log does not outlive its token."""
        there = {"_id": "idle", "at": {"$lte": self.end}}
        reached("idle token saving")
        try:
            with database_calls():
                self._state.replace_one(there, {"_id": "idle", "token": token, "at": self.end}, upsert=True)
        except DuplicateKeyError as error:
            raise StandBy("the log has gone on: another numberer is alive") from error
        reached("idle token saved")

    def holds_all(self, commits: Documents, most: int = 0) -> bool:
        """
        Whether every commit of *commits* has a number; with *most*, False for a longer log, which is not counted.

        Each row names a commit, no two the same one, and none is ever taken out: as many of both are the same ones.
        """
        limit: dict[str, Any] = {"limit": most + 1} if most else {}
        with database_calls():
            # The log first: what is inserted in between must not make up for one it lacks.
            rows = self.rows.count_documents({}, **limit)
            return not (most and rows > most) and rows == durable(commits).count_documents({}, **limit)

    def settle(self) -> None:
        """
        Wait until a majority has stored whatever the server had applied before this call.

        A new change stream tells of what is applied after its opening, while reading by majority may not show yet what was
        applied before: only after this does one begin where the other ends. Raises TransientError.
        """
        try:
            with database_calls():
                self._state.update_one({"_id": "settled"}, {"$inc": {"times": 1}}, upsert=True)
        except DuplicateKeyError as error:
            raise TransientError("another numberer is beginning at this moment") from error

    def forget_tokens(self) -> None:
        """
        Have the numberer begin with a new change stream, whatever tokens the rows carry.

        For a restored log: a token of another server, or of a history that is gone, may be accepted without a word.
        """
        with database_calls():
            self._state.replace_one(
                {"_id": "idle"}, {"_id": "idle", "token": None, "at": self.end}, upsert=True
            )

    def _insert(self, commits: Sequence[Inserted], repaired: bool) -> int:
        """How many of *commits* were numbered before one was refused as a duplicate."""
        rows, end = self._rows(commits, repaired)
        reached("rows inserting")
        try:
            with database_calls():
                self.rows.insert_many(rows, ordered=True)
            reached("rows inserted")
        except BulkWriteError as error:
            taken = taken_before(error)
            self.end += sum(commit.count for commit in commits[:taken])
            return taken
        self.end = end
        return len(commits)

    def _rows(self, commits: Sequence[Inserted], repaired: bool) -> tuple[list[dict[str, Any]], int]:
        rows, end = [], self.end
        for commit in commits:
            row = {
                "_id": end + 1,
                "count": commit.count,
                "commit": commit.commit,
                "token": commit.token,
                "epoch": self.epoch,
            }
            rows.append({**row, "repaired": True} if repaired else row)
            end += commit.count
        return rows, end

    def _settled(self, waiting: list[Inserted]) -> list[Inserted]:
        """What is left of *waiting*, the first of which was refused."""
        first = waiting[0]
        with database_calls():
            standing = self.rows.find_one({"_id": self.end + 1})
            numbered = self.rows.find_one({"commit": first.commit})
        if standing is not None:
            if standing["commit"] != first.commit or standing["epoch"] != self.epoch:
                raise StandBy(
                    f"position {self.end + 1} went to {standing['commit']}: another numberer is alive"
                )
            self.end += standing["count"]
            return waiting[1:]
        if numbered is None:
            raise TransientError(f"{first.commit} was refused and is not stored by a majority yet")
        if numbered["_id"] > self.end:
            raise StandBy(f"{first.commit} has position {numbered['_id']}: another numberer is alive")
        return self._without_numbered(waiting)

    def _without_numbered(self, waiting: list[Inserted]) -> list[Inserted]:
        """Once one was delivered again, many will be: ask for all at once."""
        numbered: set[str] = set()
        with database_calls():
            for commits in pieces(commit.commit for commit in waiting[:ROWS_AT_ONCE]):
                found = self.rows.find({"commit": {"$in": commits}})
                numbered |= {row["commit"] for row in found if row["_id"] <= self.end}
        return [commit for commit in waiting if commit.commit not in numbered]


def taken_before(error: BulkWriteError) -> int:
    """
    How many rows were taken before the one that was refused.

    Raises TransientError when that one is no duplicate, or when a majority may lack those before it.
    """
    refused = error.details["writeErrors"]
    if error.details["writeConcernErrors"] or len(refused) != 1 or refused[0]["code"] != DUPLICATE:
        raise TransientError(f"database: {error.details}") from error
    return int(refused[0]["index"])
