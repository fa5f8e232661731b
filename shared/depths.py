"""How far back equal questions had to look for a page: the next one looks there at once, not in ever wider windows."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, NamedTuple

MOST: Final = 2000
"""So many questions are remembered; then all are forgotten."""

GROWN: Final = 4096
"""Once so many events have come since, a question is as new: what it would meet of them has no bound."""


class Depth(NamedTuple):
    """Where the first page of a question ended when the history did at *end*; how many positions its last page took."""

    low: int | None
    end: int
    span: int


class Depths:
    """Remembers them in this process; what they say is how much to ask for at once, never what to leave out."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Depth] = {}

    def first(self, like: Hashable, end: int) -> int | None:
        """Where to begin so that the first page is met at once, in a history that ends at *end*; None when that is not known."""
        known = self._known.get(like)
        if known is None or known.low is None or not 0 <= end - known.end <= GROWN:
            return None
        return known.low

    def next(self, like: Hashable, high: int) -> int | None:
        """The same for the page that begins at *high*."""
        known = self._known.get(like)
        return max(1, high - known.span) if known else None

    def note(self, like: Hashable, low: int, *, high: int, first: bool) -> None:
        """A page of *like* was met between *low* and *high*, the end of the history if it is the *first*."""
        if len(self._known) >= MOST:
            self._known.clear()
        before = self._known.get(like, Depth(None, 0, 0))
        where = (low, high) if first else (before.low, before.end)
        self._known[like] = Depth(*where, span=high - low + 1)
