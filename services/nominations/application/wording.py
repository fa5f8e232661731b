"""Lists of few hundred rows found by words of a title: the longest word leads, all are held against each row of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from shared.asking import Paging, page
from shared.endpoints import Page
from shared.folding import beginnings, words_of
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

WORDS: Final = "words"
"""The field of such a row with every beginning of every word, and the index that leads to it."""


def beginnings_of(texts: Iterable[str]) -> list[str]:
    """What a row is found by that is called each of *texts*."""
    return sorted({word for text in texts for word in beginnings(text)})


@dataclass(frozen=True, slots=True)
class Worded:
    """The rows that match *only* and hold all words of *text*, cut short or without marks; a page may hold fewer than asked for."""

    only: Json
    text: str | None

    def page(self, view: ViewReader, asked: Paging, *, sort: str) -> Page:
        """A page of them; none where *text* holds no word."""
        if self.text is None:
            return page(view, self.only, asked, sort=sort)
        words = words_of(self.text)
        if not words:
            return Page([], None)
        found = page(view, {**self.only, WORDS: max(words, key=len)}, asked, sort=sort)
        return Page([*self._fitting(found.items, words)], found.next)

    def _fitting(self, rows: Iterable[Json], words: Iterable[str]) -> Iterator[Json]:
        return (row for row in rows if set(words) <= set(row[WORDS]))


def days_of(year: int) -> Json:
    """The days of *year*; by `$lt`: the embedded server loses what is equal to an upper `$lte`."""
    return {"$gte": f"{year:04d}-01-01", "$lt": f"{year + 1:04d}-01-01"}
