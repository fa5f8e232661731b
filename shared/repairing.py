"""
Finding commits that have no number, when the change stream can no longer tell.

Used at the first start, when the stream's history is lost, and after a restore.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from shared.durable import Documents, database_calls, durable
from shared.errors import BrokenHistory, TransientError
from shared.numberlog import Inserted
from shared.values import dataclass

_FIELDS = {"stream": 1, "first": 1, "last": 1, "recorded_at": 1}


@dataclass(frozen=True, slots=True)
class _Missing:
    moment: datetime  # the latest recorded_at of the stream up to here, so that no clock can turn a stream's order
    commit: str
    count: int


def unnumbered(commits: Documents, log: Documents) -> list[Inserted]:
    """
    The commits that the log does not have, in the order in which to number them.

    MUST be called after the change stream was opened whose tokens the numberer goes on from, and after the log was settled
    since (NumberLog.settle): what is inserted meanwhile comes in either way, or both. Order within a stream holds; across
    streams it follows the clock. Raises BrokenHistory when a row names no commit, or when a later commit of the same stream
    has a number.
    """
    with database_calls():
        missing = sorted(_anti_join(commits, log), key=lambda one: (one.moment, one.commit))
    return [Inserted(one.commit, one.count, None) for one in missing]


def _anti_join(commits: Documents, log: Documents) -> Iterator[_Missing]:
    """One pass over both in the order of commits; a stream's commits lie together in it, in the stream's order."""
    rows = (row["commit"] for row in durable(log).find({}, {"_id": 0, "commit": 1}).sort("commit", 1))
    row = next(rows, None)
    stream, latest, gap = None, None, None
    for commit in durable(commits).find({}, _FIELDS).sort("_id", 1):
        if commit["stream"] != stream:
            stream, latest, gap = commit["stream"], commit["recorded_at"], None
        latest = max(latest, commit["recorded_at"])
        while row is not None and row < commit["_id"]:
            _require(commits, row)
            row = next(rows, None)
        if row == commit["_id"]:
            if gap is not None:
                _refuse(log, gap, row)
            row = next(rows, None)
        else:
            gap = commit["_id"]
            yield _Missing(latest, commit["_id"], commit["last"] - commit["first"] + 1)
    while row is not None:
        _require(commits, row)
        row = next(rows, None)


def _require(commits: Documents, commit: str) -> None:
    """A row that our pass over the commits did not meet may name one inserted behind it; else it names none."""
    if durable(commits).find_one({"_id": commit}, {"_id": 1}) is None:
        raise BrokenHistory(f"the log numbers {commit}, which is not there")


def _refuse(log: Documents, gap: str, later: str) -> None:
    """Numbering *gap* now would turn its stream's order, unless another numberer has just numbered it."""
    found: dict[str, Any] | None = durable(log).find_one({"commit": gap}, {"_id": 1})
    if found is None:
        raise BrokenHistory(f"{later} has a number, and {gap} before it has none")
    raise TransientError(f"{gap} was numbered by another numberer meanwhile")
