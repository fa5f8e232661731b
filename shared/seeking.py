"""Lists by their last change: which index leads to what a caller asks for and may see, and what else a row must meet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, Final

from shared.asking import Paging
from shared.endpoints import Page
from shared.folding import head_among, holds
from shared.lineage import Reach
from shared.messages import Json
from shared.newest import Fits
from shared.reading import ViewReader
from shared.values import dataclass

FEW: Final = 12
"""So many organisations are looked up one by one; rows of more are met among all others."""

SCOPES, HEADS = "scopes", "heads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """
    The rows with these *fields* (one value of a list is enough) whose *text* holds all *words*, and that *also* lets pass.

    *also_by* is what `also` judges by beside the scopes, as far as that can be told. *within* is one of their *scopes*, as far as that follows from the fields. *leading* names the fields that the view has
    an index of, together with the change: the one that leads to fewest first. A field that a row of an older form lacks
    it does not meet.
    """

    fields: Mapping[str, Any]
    within: str | None
    leading: Sequence[str]
    words: Sequence[str] | None = None
    text: str = ""
    scopes: str = SCOPES
    also: Fits | None = None
    also_by: Hashable | None = None

    def page(self, view: ViewReader, reached: Reach | None, asked: Paging) -> Page:
        """A page of those whose scopes are *reached*, the one that changed last first."""
        seen: AbstractSet[str] | None = reached
        if reached is not None and self.within is None:
            seen = frozenset(reached)  # one by one, each organisation met would be a question of its own
        if self.words == [] or seen == frozenset():
            return Page([], None)
        among, like = self._among(seen), self._like(reached, asked.limit)
        return view.newest(among, self.meant(seen), limit=asked.limit, after=asked.after, like=like)

    def few(
        self, view: ViewReader, reached: Reach | None, asked: Paging, field: str, values: Sequence[str]
    ) -> Page:
        """The same of the rows that have one of *values* in *field*: few, and read at once."""
        return view.newest_of(field, values, self.meant(reached), limit=asked.limit, after=asked.after)

    def meant(self, seen: AbstractSet[str] | None) -> Fits:
        """Whether a row is asked for, and one of its scopes *seen*; None sees everything."""
        reaches = cache(
            lambda scopes: seen is None or not seen.isdisjoint(scopes)
        )  # rows have few between them
        also = self.also or (lambda _row: True)
        return lambda row: self._fits(row) and reaches(tuple(row.get(self.scopes, ()))) and also(row)

    def _like(self, reached: Reach | None, limit: int) -> Hashable | None:
        """What a question has to have in common with this one to be met in the same place; None where that cannot be told."""
        if self.also is not None and self.also_by is None:
            return None
        whose = None if reached is None else reached.scopes
        asked = tuple(sorted(self.fields.items())), tuple(self.words or ()), self.within, self.also_by
        return *asked, whose, limit

    def _among(self, seen: AbstractSet[str] | None) -> Sequence[Mapping[str, Any]]:
        head = head_among(self.words or ())
        for name in self.leading:
            if name in self.fields:
                return [{name: self.fields[name]}]
            if name == self.scopes and self.within is not None:
                return [{name: self.within}]
            if name == self.scopes and seen is not None and len(seen) <= FEW:
                return [{name: one} for one in sorted(seen)]
            if name == HEADS and head is not None:
                return [{HEADS: head}]
        return []

    def _fits(self, row: Json) -> bool:
        return all(_has(row.get(name), value) for name, value in self.fields.items()) and holds(
            row.get(self.text, ""), self.words or ()
        )


def _has(held: Any, value: Any) -> bool:
    return value in held if isinstance(held, list) else bool(held == value)
