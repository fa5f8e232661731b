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
BEFORE = 4

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

    The first may begin at or before *position*. Raises BrokenHistory when a position among them is missing,
    TransientError.
    """
    gathered = _first_after(rows, position, events)
    while gathered and gathered[-1].last - position < events:
        following = _following(rows, gathered[-1].last)
        if not following:
            break
        gathered.extend(following)
    return [row for row in gathered if row.first <= position + events]


def end_of(rows: Documents, known: Row | None = None) -> Row | None:
    """The last row; cheap when *known*, which was the last one before, is near. None when there is none."""
    if known is not None:
        near = _found(rows, (known.first, known.last + 1))
        if near[:1] != [known]:  # a log that is not what it was
            known = None
        elif len(near) == 1:
            return known
        else:
            known = near[1]
    row = known or row_at(rows, 1)
    if row is None:
        return None
    reach = row.last + AT_ONCE
    onward = _contiguous(_found(rows, range(row.last + 1, reach + 1)), row.last + 1)
    row = onward[-1] if onward else row
    return row if row.last < reach else _far_end(rows, row)


def pieces(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """*items* in lists short enough for one `$in`."""
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece


def _far_end(rows: Documents, row: Row) -> Row:
    """The last row, which may be far behind *row*."""
    step = 1
    while (further := row_at(rows, row.last + step)) is not None:
        row, step = further, step * 2
    while step > 1:
        step //= 2
        row = row_at(rows, row.last + step) or row
    return row


def _first_after(rows: Documents, position: int, events: int) -> list[Row]:
    """The row that holds *position* + 1 and some that follow; mostly one look-up, also where the log ends."""
    reach = min(events, AT_ONCE - BEFORE)
    near = _found(rows, range(max(1, position - BEFORE), position + reach + 1))
    start = next((place for place, row in enumerate(near) if row.first <= position + 1 <= row.last), None)
    if start is not None:
        return _contiguous(near[start:], near[start].first)
    if near and near[-1].last == position:
        return []
    if not near and position <= BEFORE:  # row 1 was asked for: there is none
        return []
    row = row_at(rows, position + 1)  # in the middle of a long one, or far beyond the end
    if row is None and near and near[-1].first > position:
        raise BrokenHistory(f"the log has no row for position {position + 1}, but one for {near[-1].first}")
    return [row] if row else []


def _following(rows: Documents, last: int) -> list[Row]:
    """The rows directly after position *last*; a few, none at the end."""
    found = _found(rows, range(last + 1, last + 1 + AT_ONCE))
    if found and found[0].first != last + 1:
        raise BrokenHistory(f"the log has no row for position {last + 1}, but one for {found[0].first}")
    return _contiguous(found, last + 1)


def _contiguous(found: list[Row], first: int) -> list[Row]:
    """*found* up to the first gap: whether that matters is seen by who reads on."""
    gathered = []
    for row in found:
        if row.first != first:
            break
        gathered.append(row)
        first = row.last + 1
    return gathered


def _found(rows: Documents, firsts: Iterable[int]) -> list[Row]:
    with database_calls():
        found = [
            Row(row["_id"], row["_id"] + row["count"] - 1, row["commit"], row["epoch"], row["token"])
            for row in rows.find({"_id": {"$in": list(firsts)}})
        ]
    return sorted(found, key=lambda row: row.first)
