"""A view's documents in short, kept in memory and brought up to date at each asking: for what is counted over all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from shared.messages import Json
from shared.values import dataclass

S = TypeVar("S", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has read the changes of a view: a generation of it, and a position."""

    generation: int
    position: int


class Changing(Protocol):
    """What is kept is read from; `shared.reading.ViewReader` is one."""

    def mark(self) -> Mark:
        """Where the view is now: all changes up to there are written."""

    def changes(self, after: Mark, to: Mark) -> Iterator[tuple[str, Json | None]]:
        """The documents, by their keys, that changed after one mark of a generation, at least up to another; None: gone."""


class Kept(Generic[S]):
    """
    How many documents there are of each kind, by what *short* says of a document; None: it does not count.

    Only what changed since the last asking is read, and everything when another generation was swapped in. Nothing is
    remembered of a reading that failed.
    """

    def __init__(self, rows: Changing, short: Callable[[Json], S | None]) -> None:
        self._rows = rows
        self._short = short
        self._mark = Mark(0, 0)
        self._of: dict[str, S] = {}
        self._counts: dict[S, int] = {}
        self._turn = threading.Lock()

    @contextmanager
    def counts(self) -> Iterator[dict[S, int]]:
        """Kind → how many, as of now; to be read only, and only inside."""
        with self._turn:
            self._catch_up()
            yield self._counts

    def _catch_up(self) -> None:
        mark = self._rows.mark()
        if mark.generation != self._mark.generation:
            self._of, self._counts, self._mark = {}, {}, Mark(mark.generation, 0)
        if mark == self._mark:
            return
        for key, document in self._rows.changes(self._mark, mark):
            self._put(key, None if document is None else self._short(document))
        self._mark = mark

    def _put(self, key: str, kind: S | None) -> None:
        before = self._of.pop(key, None)
        if before is not None:
            left = self._counts[before] - 1
            self._counts[before] = left
            if not left:
                del self._counts[before]
        if kind is not None:
            self._of[key] = kind
            self._counts[kind] = self._counts.get(kind, 0) + 1
