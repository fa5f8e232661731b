"""Collections whose `_id`s are 0, 1, 2, …: read by point look-ups alone, which every server answers from its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pymongo.collection import Collection

from services.audit.adapters.reaching import reachable

Document = dict[str, Any]

ASKED_AT_ONCE: Final = 32
"""A longer `$in` costs the embedded server more per document, not less."""


def chunked(ids: Iterable[Any], width: int = ASKED_AT_ONCE) -> Iterator[list[Any]]:
    """*ids* in lists of *width*."""
    row: list[Any] = []
    for one in ids:
        row.append(one)
        if len(row) == width:
            yield row
            row = []
    if row:
        yield row


def found_in(
    collection: Collection[Document], field: str, values: Iterable[Any], only: Iterable[str] | None = None
) -> Iterator[Document]:
    """The documents whose *field* is one of *values*, in no order; *only* these fields of them."""
    projection = None if only is None else dict.fromkeys(only, 1)
    for some in chunked(values):
        with reachable():
            found = list(collection.find({field: {"$in": some}}, projection))
        yield from found


class Dense:
    """A collection with dense, insert-only integer `_id`s."""

    def __init__(self, collection: Collection[Document]) -> None:
        self._collection = collection
        self._seen = 0  # a length it was found to have; where to look first

    def run(self, first: int, end: int, only: Iterable[str] | None = None) -> list[Document]:
        """The documents from *first* on, ending before *end* or before the first that is missing."""
        found: list[Document] = []
        wanted = None if only is None else list(only)
        for ids in chunked(range(first, end)):
            rows = {row["_id"]: row for row in found_in(self._collection, "_id", ids, wanted)}
            for one in ids:
                if one not in rows:
                    return found
                found.append(rows[one])
        return found

    def get(self, number: int) -> Document | None:
        """The document *number*."""
        with reachable():
            return self._collection.find_one({"_id": number})

    def length(self) -> int:
        """How many there are, in O(log) look-ups from the length seen last."""
        low, step = 0, 1
        if self._seen:
            there = {
                row["_id"]
                for row in found_in(self._collection, "_id", (self._seen - 1, self._seen), ("_id",))
            }
            if there == {self._seen - 1}:
                return self._seen
            low = self._seen if self._seen - 1 in there else 0  # a backup may have been restored
        while self._has(low + step - 1):
            low, step = low + step, step * 2
        high = low + step - 1  # *low* are there, number *high* is not
        while low < high:
            middle = (low + high) // 2
            if self._has(middle):
                low = middle + 1
            else:
                high = middle
        self._seen = low
        return low

    def _has(self, number: int) -> bool:
        with reachable():
            return self._collection.find_one({"_id": number}, {"_id": 1}) is not None
