"""
Reading the log's rows: which commit stands at which position.

Only by equality and short `$in` lists, which every server answers from its index. A range, a sort or a long `$in` over
`_id` makes the embedded server read the whole collection, or work quadratically.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from shared.durable import Documents, database_calls
from shared.errors import BrokenHistory
from shared.eventstore import MAX_COMMIT_EVENTS

AT_ONCE = 25
KEYS_AT_ONCE = 25

T = TypeVar("T")


class Row(NamedTuple):
    """A commit's place: its events have the positions *first* to *last*."""

    first: int
    last: int
    commit: str
    epoch: str
    token: dict[str, Any] | None


def row_at(rows: Documents, position: int) -> Row | None:
    """The row that holds *position*, None when the log ends before it. Raises TransientError."""
    earliest = max(1, position - MAX_COMMIT_EVENTS + 1)
    for firsts in pieces(range(position, earliest - 1, -1)):
        found = _found(rows, firsts)
        if found:
            row = found[-1]
            return row if position <= row.last else None
    return None


def rows_after(rows: Documents, position: int, events: int) -> list[Row]:
    """
    The rows that hold the positions after *position*, in order, until they hold at least *events* of them.

    The first may begin at or before *position*. Raises BrokenHistory when positions are not dense, TransientError.
    """
    gathered: list[Row] = []
    row = row_at(rows, position + 1)
    while row is not None:
        gathered.append(row)
        if row.last - position >= events:
            break
        following = _following(rows, row.last)
        gathered.extend(following[:-1])
        row = following[-1] if following else None
    return _trimmed(gathered, position, events)


def end_of(rows: Documents, known: int = 0) -> Row | None:
    """The last row, None when there is none after *known*, up to which rows are known to reach. Raises TransientError."""
    row, step = row_at(rows, known + 1), 1
    if row is None:
        return None
    while (further := row_at(rows, row.last + step)) is not None:
        row, step = further, step * 2
    while step > 1:
        step //= 2
        row = row_at(rows, row.last + step) or row
    return row


def pieces(items: Iterable[T], size: int = KEYS_AT_ONCE) -> Iterator[list[T]]:
    """*items* in lists short enough for one `$in`."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def _following(rows: Documents, last: int) -> list[Row]:
    """The rows directly after position *last*, without gap; a few."""
    found = _found(rows, range(last + 1, last + 1 + AT_ONCE))
    for row in found:
        if row.first != last + 1:
            raise BrokenHistory(f"the log has no row for position {last + 1}, but one for {row.first}")
        last = row.last
    return found


def _found(rows: Documents, firsts: Iterable[int]) -> list[Row]:
    with database_calls():
        found = [
            Row(row["_id"], row["_id"] + row["count"] - 1, row["commit"], row["epoch"], row["token"])
            for row in rows.find({"_id": {"$in": list(firsts)}})
        ]
    return sorted(found)


def _trimmed(gathered: list[Row], position: int, events: int) -> list[Row]:
    return [row for row in gathered if row.first <= position + events]
