"""The lineage of organisations in a read model whose documents have `organisation_id`, `parent_id` and `successors`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from shared.asking import LONGEST_PAGE
from shared.endpoints import Page
from shared.messages import Json

AT_ONCE = 100
"""A longer `$in` costs the embedded server more for each, not less."""


class Rows(Protocol):
    """What is asked of the read model; `shared.reading.ViewReader` is one."""

    def get(self, key: str) -> Json | None:
        """The document *key*."""

    def find(self, where: Json, *, sort: str, limit: int, after: str | None = None) -> Page:
        """A page of those that match *where*."""

    def keys(self, where: Json) -> Iterable[str]:
        """The keys of all that match *where*, in no order."""


def over_in(rows: Rows, organisation: str) -> tuple[str, ...]:
    """What *organisation* belongs to and who took over from it; nothing when it is not known here yet."""
    found = rows.get(organisation)
    if found is None:
        return ()
    parent = () if found["parent_id"] is None else (found["parent_id"],)
    return (*parent, *found.get("successors", ()))  # documents from before know of no successors


def children_in(rows: Rows, organisations: Iterable[str]) -> Iterator[str]:
    """Those that belong to one of *organisations*, and those it took over from."""
    wanted = list(organisations)
    for start in range(0, len(wanted), AT_ONCE):
        among = {"$in": wanted[start : start + AT_ONCE]}
        for field in ("parent_id", "successors"):
            yield from rows.keys({field: among})


def all_in(rows: Rows, where: Json) -> Iterator[Json]:
    """Every document that matches *where*, page by page."""
    after: str | None = None
    while True:
        found = rows.find(where, sort="_id", limit=LONGEST_PAGE, after=after)
        yield from found.items
        if found.next is None:
            return
        after = found.next
