"""
Reads the views by what their indexes answer alone: equality, short lists, ranges bounded on both sides.

The embedded server scans the whole collection for anything else.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final

from pymongo.database import Database

from services.audit.adapters.dense import found_in
from services.audit.adapters.reaching import reachable
from services.audit.application.views import CASES, LINES, NAMES
from shared.durable import Documents
from shared.messages import Json
from shared.views import Generations, View

FIRST_WINDOW: Final = 1000
NAMES_AT_MOST: Final = 300


class ViewQueries:
    """Audit's questions to its read models; implements `application.queries.Views`."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._views = {view.name: Generations(database, view.name) for view in (LINES, CASES, NAMES)}

    def lines(self, case: str) -> Sequence[Json]:
        """All lines of *case*."""
        with reachable():
            return list(self._in(LINES).find({"case": case}, {"at": 0}))

    def version(self, stream: str) -> int:
        """The highest version of *stream* among the lines, 0 for none."""
        with reachable():
            found = list(self._in(LINES).find({"stream": stream}, {"version": 1}))
        return max((int(line["version"]) for line in found), default=0)

    def case(self, name: str) -> Json | None:
        """The case *name*."""
        with reachable():
            return self._in(CASES).find_one({"_id": name}, {"at": 0})

    def newest(self, before: int, limit: int, kinds: Container[str] | None) -> Sequence[Json]:
        """The cases of *kinds* (None: all) that changed last before the entry *before*, newest first."""
        found: list[Json] = []
        end, window = before, FIRST_WINDOW
        while end > 0 and len(found) < limit:
            with reachable():
                rows = list(
                    self._in(CASES).find({"newest": {"$gte": max(0, end - window), "$lt": end}}, {"at": 0})
                )
            fitting = [case for case in rows if kinds is None or case["kind"] in kinds]
            found += sorted(fitting, key=lambda case: int(case["newest"]), reverse=True)
            end, window = end - window, window * 4
        return found[:limit]

    def mentioning(self, keys: Iterable[str]) -> Sequence[Json]:
        """The cases that speak of one of *keys*."""
        rows = found_in(self._in(CASES), "refs", keys)
        return list({row["_id"]: row for row in rows}.values())

    def names(self, keys: Iterable[str]) -> Mapping[str, Json]:
        """The names under *keys*."""
        return {row["_id"]: row for row in found_in(self._in(NAMES), "_id", keys)}

    def named(self, words: Sequence[str]) -> Sequence[str]:
        """The keys of names in which every one of *words* begins a word; at most NAMES_AT_MOST."""
        longest = max(words, key=len)
        with reachable():
            rows = self._in(NAMES).find({"words": longest}, {"words": 1})
            fitting = (row["_id"] for row in rows if set(words) <= set(row["words"]))
            return [key for _, key in zip(range(NAMES_AT_MOST), fitting, strict=False)]

    def _in(self, view: View) -> Documents:
        generations = self._views[view.name]
        return generations.documents(generations.current())
