"""How a view's documents are spread over the history: noted by whoever writes them, so that readers ask for pieces of a size."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

import pymongo
from pymongo import InsertOne
from pymongo.database import Database

from shared.durable import database_calls, durable, ensure_index
from shared.messages import Json
from shared.pieces import CALL_SECONDS, written

SPREAD: Final = "spread"
BLOCK: Final = 256
"""So many positions are counted together."""

HEAVY: Final = 64
LONGEST: Final = 16 * BLOCK
LOOK_SECONDS: Final = 5.0


class Span(NamedTuple):
    """The positions from *first* to *last*, both included, and at most how many documents have their last change there."""

    first: int
    last: int
    documents: int

    def of(self, positions: int) -> int:
        """How many of them lie at so many positions, if they are spread evenly."""
        return -(-self.documents * positions // (self.last - self.first + 1))


class Counted:
    """
    Cuts what is counted of a history behind the position *end* into spans of whole blocks, of which none has begun before.

    A block that holds much is a span of its own; light ones lie together until they hold as much, or are long.
    """

    def __init__(self, end: int) -> None:
        self.end = end
        self._first = -(-end // BLOCK) * BLOCK + 1  # where the span that is open begins
        self._documents = 0  # in the blocks of it that are whole
        self._counts: Counter[int] = Counter()  # by block, of those that are not

    def take(self, end: int, places: Iterable[int]) -> Sequence[Span]:
        """Documents were written at *places*, all behind what was counted and none behind *end*; the spans this closes."""
        whole = self.end // BLOCK
        self._counts.update((place - 1) // BLOCK for place in places if place >= self._first)
        self.end = end
        closed: list[Span] = []
        for block in range(max(whole, (self._first - 1) // BLOCK), end // BLOCK):
            closed += self._with(block, self._counts.pop(block, 0))
        return closed

    def _with(self, block: int, documents: int) -> Iterable[Span]:
        first, last = block * BLOCK + 1, (block + 1) * BLOCK
        if documents >= HEAVY and first > self._first:
            yield self._closed(first - 1)
        self._documents += documents
        if self._documents >= HEAVY or last - self._first + 1 >= LONGEST:
            yield self._closed(last)

    def _closed(self, last: int) -> Span:
        span = Span(self._first, last, self._documents)
        self._first, self._documents = last + 1, 0
        return span


class Noted:
    """Notes the spans of what a projector writes under *name*, in the database of its views: a document in hundreds of events."""

    def __init__(self, views: Database[dict[str, Any]], name: str) -> None:
        self.name = name
        self._spans = durable(views[SPREAD])
        self._counted: Counted | None = None
        self._prepared = False

    def took(self, first: int, last: int, places: Sequence[int]) -> None:
        """
        Events *first* to *last* came to documents at *places*; what was counted and is told again does not count twice.

        Raises TransientError.
        """
        if self._counted is None or self._counted.end < first - 1:  # others may have written in between
            self._counted = Counted(first - 1)
        new = [place for place in places if place > self._counted.end]
        if spans := self._counted.take(max(last, self._counted.end), new):
            if not self._prepared:
                with database_calls(), pymongo.timeout(CALL_SECONDS):
                    ensure_index(self._spans, [("of", 1), ("last", 1)])
                self._prepared = True
            written(self._spans, [InsertOne(self._document(span)) for span in spans])

    def _document(self, span: Span) -> Json:
        return {"_id": f"{self.name}:{span.last}", "of": self.name, **span._asdict()}


class Spread:
    """
    What is known of the spread of the documents under *name*, as a reader needs it.

    It says how much to ask for and never what to leave out: it may be late, incomplete, and wrong in either direction.
    Where nothing is known, each position is taken for a document; what is not noted yet holds little, once it is longer than a block.
    """

    def __init__(
        self,
        views: Database[dict[str, Any]],
        name: str,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self._spans = durable(views[SPREAD])
        self._clock = clock
        self._looked_at = float("-inf")
        self._known: Sequence[Span] = ()

    def before(self, end: int, documents: int) -> int:
        """From which position to *end* about so many documents lie. Raises TransientError."""
        if self._clock() - self._looked_at >= LOOK_SECONDS:
            self._looked_at = self._clock()
            self._known = (*self._known, *self._new())
        return reached(self._known, end, documents)

    def _new(self) -> Sequence[Span]:
        last = self._known[-1].last if self._known else 0
        where = {"of": self.name, "last": {"$gte": last + 1}}
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            found = [Span(one["first"], one["last"], one["documents"]) for one in self._spans.find(where)]
        return sorted(found, key=lambda span: span.last)


def reached(spans: Sequence[Span], end: int, documents: int) -> int:
    """The same by *spans*, which are in order of their last positions."""
    at, left = end, documents
    nearest = bisect_left(spans, end, key=lambda span: span.last)  # the first that does not end before
    while at > 0 and left > 0:
        while nearest and spans[nearest - 1].last >= at:
            nearest -= 1
        if nearest < len(spans) and spans[nearest].first <= at:
            length = at - spans[nearest].first + 1
            share = spans[nearest].of(length)
        else:
            share = length = at - (spans[nearest - 1].last if nearest else 0)
            if nearest and nearest == len(spans) and length <= LONGEST + BLOCK:
                # The span that is open: had a whole block of it come to hold much, it would be closed.
                share = spans[-1].of(length) if length < BLOCK else 0
        if share > left:
            return at - max(1, length * left // share) + 1
        at, left = at - length, left - share
    return at + 1
