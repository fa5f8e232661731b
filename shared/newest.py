"""The documents of a view that changed last, newest first: read window by window, so that a page costs a page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import pymongo

from shared.depths import Depths
from shared.durable import Documents, database_calls
from shared.endpoints import Page
from shared.errors import InvalidInput
from shared.messages import Json
from shared.pagecursors import MALFORMED, opened, sealed
from shared.pieces import CALL_SECONDS
from shared.values import dataclass

FIRST_WIDTH: Final = 16
WIDER: Final = 4
ENOUGH: Final = 250
"""Once a window holds so many documents the next one is no wider."""

TOO_MANY: Final = 1000
SPARE: Final = 8
"""So much more than the last window promises is asked for: what moved on since is counted where it was, too."""

NEWEST: Final = "newest"
"""How cursors of this order say so; no field of a view is called so."""

VALUES_AT_ONCE: Final = 100
"""A longer `$in` costs the embedded server more for each, not less."""

Fits = Callable[[Json], bool]
Place = tuple[int, str]
"""The position of the last event that changed a document, and its key: what the order is by."""


@dataclass(frozen=True, slots=True)
class Newest:
    """
    Reads *documents* by the position in the history of *source* at which each changed last.

    Any of *among*, each the equality of one field, leads to a document; `fits` says which of these are meant. By equality
    and a range closed on both sides only, with an index on that field and `at.<source>`: the embedded server reads
    everything that its index gives, whatever the limit, and for other forms the whole collection. *spread* says from which
    position to another about so many documents of the view lie (see Spread): that much a window asks for. Questions that
    are *like* each other need as much, which *depths* remembers; None is like no other.
    """

    documents: Documents
    source: str
    among: Sequence[Mapping[str, Any]]
    fits: Fits
    spread: Callable[[int, int], int]
    depths: Depths
    like: Hashable | None = None

    def before(self, place: Place | None, start: int, wanted: int) -> list[tuple[Place, Json]]:
        """
        The next *wanted* documents, fewer only at the end; *place* is that of the last one given.

        At the first page the newest are looked for from the position *start* on, which may lag.
        """
        found: list[tuple[Place, Json]] = []
        high = place[0] if place else None  # the first window is open above unless the page before ends it
        end, width = start if high is None else high, max(FIRST_WIDTH, wanted)
        top, known = end, self._known(place, end)
        seen: list[int] = []
        while len(found) < wanted and (end > 0 or high is None):
            low = self.spread(end, width)
            low, known = low if known is None else min(low, known), None
            rows, looked_at = self._between(low, high)
            seen += looked_at
            met = [(one, row) for one, row in rows if place is None or one < place]
            found += sorted(met, key=lambda each: each[0], reverse=True)
            end = high = low - 1
            wider = _next_width(width, len(looked_at))
            width = min(wider, SPARE + width * (wanted - len(found)) // len(met)) if met else wider
        if self.like is not None:
            low = found[wanted - 1][0][0] if len(found) >= wanted else 1
            if sum(1 for position in seen if position >= low) <= TOO_MANY:
                self.depths.note(self.like, min(low, top), high=top, first=place is None)
        return found[:wanted]

    def _known(self, place: Place | None, end: int) -> int | None:
        """From where an equal question met its page, if it is known; a later page looks at no more than windows may hold."""
        if self.like is None:
            return None
        if place is None:
            return self.depths.first(self.like, end)
        known = self.depths.next(self.like, end)
        return known and max(known, self.spread(end, WIDER * TOO_MANY))

    def before_of(
        self, place: Place | None, wanted: int, field: str, values: Sequence[str]
    ) -> list[tuple[Place, Json]]:
        """The same of the documents with one of *values* in *field*, which are few: all are read, some values by one call."""
        rows: dict[str, Json] = {}
        for start in range(0, len(values), VALUES_AT_ONCE):
            some = list(values[start : start + VALUES_AT_ONCE])
            with database_calls(), pymongo.timeout(CALL_SECONDS):
                rows |= {row["_id"]: row for row in self.documents.find({field: {"$in": some}})}
        met = [(one, row) for one, row in self._placed(rows.values()) if place is None or one < place]
        return sorted(met, key=lambda each: each[0], reverse=True)[:wanted]

    def _between(self, low: int, high: int | None) -> tuple[Sequence[tuple[Place, Json]], Sequence[int]]:
        """What fits between two positions, and where the documents lie that were looked at."""
        range_ = _range(low, high)
        at = f"at.{self.source}"
        rows: dict[str, Json] = {}
        looked_at: list[int] = []
        for one in self.among or ({},):
            with database_calls(), pymongo.timeout(CALL_SECONDS):
                for row in self.documents.find({**one, at: range_}):
                    looked_at.append(row["at"][self.source])
                    rows[row["_id"]] = row
        return list(self._placed(rows.values())), looked_at

    def _placed(self, rows: Iterable[Json]) -> Iterator[tuple[Place, Json]]:
        for row in rows:
            content = {name: value for name, value in row.items() if name != "at"}
            if "gone" not in row and self.fits(content):
                yield (row["at"][self.source], row["_id"]), content


def _range(low: int, high: int | None) -> dict[str, int]:
    """From *low* to *high*, both included; by `$lt`: the embedded server loses what is equal to an upper `$lte` here."""
    return {"$gte": low} if high is None else {"$gte": low, "$lt": high + 1}


def _next_width(width: int, met: int) -> int:
    return width * WIDER if met < ENOUGH else max(1, width // WIDER) if met > TOO_MANY else width


def place_of(cursor: str | None) -> Place | None:
    """Where the page before ended, that *cursor* is the `next` of."""
    if cursor is None:
        return None
    position, key = opened(cursor, NEWEST)
    if not isinstance(position, int):
        raise InvalidInput("malformed-cursor", MALFORMED)
    return position, key


def page_of(found: Sequence[tuple[Place, Json]], limit: int) -> Page:
    """The first *limit* of what was *found*, one more of which says that there is a next page."""
    last = found[limit - 1][0] if len(found) > limit else None
    return Page([row for _, row in found[:limit]], None if last is None else sealed(NEWEST, *last))


def changed_between(
    documents: Documents, source: str, low: int, high: int
) -> Iterator[tuple[str, Json | None]]:
    """The documents whose last change lies behind *low* and not behind *high*, by their keys; None for one that is gone."""
    place, width = f"at.{source}", FIRST_WIDTH
    while low < high:
        end = min(high, low + width)
        # The last one is open above: what changed again meanwhile has its place there.
        there = _range(low + 1, end if end < high else None)
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            rows = list(documents.find({place: there}, {"at": 0}))
        for row in rows:
            yield row["_id"], None if "gone" in row else row
        low, width = end, _next_width(width, len(rows))
