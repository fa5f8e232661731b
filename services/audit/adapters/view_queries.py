"""
Reads the views by what their indexes answer alone: equality, short lists, ranges bounded on both sides.

The embedded server scans the whole collection for anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Any, Final

from pymongo.database import Database

from services.audit.adapters.dense import found_in
from services.audit.adapters.reaching import reachable
from services.audit.application.ledger_feed import SOURCE
from services.audit.application.striving import FIELDS
from services.audit.application.views import CASES, LINES, NAMES, STRIVINGS, VIEWS
from services.audit.application.year_figures import place_of
from shared.durable import Documents
from shared.lineage import Tree
from shared.messages import Json
from shared.name_marks import Mark
from shared.views import Generations, View, cursor_name

FIRST_WINDOW: Final = 1000
NAMES_AT_MOST: Final = 300


class ViewQueries:
    """Audit's questions to its read models; implements `application.queries.Views`. Personal names are found by *mark*."""

    def __init__(self, database: Database[dict[str, Any]], mark: Mark) -> None:
        self._mark = mark
        self._views = {view.name: Generations(database, view.name) for view in VIEWS}
        self.lineage = Tree(self.over_of, self.children_of)

    def lines(self, case: str) -> Sequence[Json]:
        """All lines of *case*."""
        with reachable():
            return list(self._in(LINES).find({"case": case}, {"at": 0}))

    def lines_of(self, organisation_id: str, year: int) -> Iterable[Json]:
        """The `type` and `data` of each line of a year of an organisation."""
        with reachable():
            where = {"whose": place_of(organisation_id, year)}
            return list(self._in(LINES).find(where, {"type": 1, "data": 1}))

    def strivings(self, organisations: Iterable[str], year: int) -> Iterable[Json]:
        """What is striven for in a year in *organisations*, each once."""
        places = (place_of(one, year) for one in organisations)
        met: set[str] = set()
        for row in found_in(self._in(STRIVINGS), "places", places, FIELDS):
            if row["_id"] not in met:
                met.add(row["_id"])
                yield row

    def below(self, organisation_id: str) -> Collection[str]:
        """*organisation_id* and all that lie below it now: nothing that is remembered."""
        return Tree(self.over_of, self.children_of).below([organisation_id])

    def reached(self, view: str) -> int:
        """How many of the ledger's entries *view* contains."""
        generations = self._views[view]
        with reachable():
            found = generations.cursors.get(cursor_name(view, generations.current(), SOURCE))
        return 0 if found is None else found[1]

    def shows(self, view: str, stream: str, version: int) -> bool:
        """See Views: an event has a line, which knows its place in the ledger."""
        with reachable():
            lines = list(self._in(LINES).find({"stream": stream}, {"version": 1, "at": 1}))
        places = [line["at"][SOURCE] for line in lines if int(line["version"]) >= version]
        if not places or view == LINES.name:
            return bool(places)
        return self.reached(view) >= int(min(places))

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

    def over_of(self, organisation: str) -> Sequence[str]:
        """What *organisation* belongs to and who took over from it; nothing when it is not known here yet."""
        with reachable():
            found = self._in(NAMES).find_one({"_id": organisation}, {"parent": 1, "successors": 1}) or {}
        parent = [found["parent"]] if found.get("parent") else []
        return [*parent, *found.get("successors", [])]

    def children_of(self, organisations: Iterable[str]) -> Iterable[str]:
        """What belongs to one of *organisations*, and what it took over from."""
        wanted, names = list(organisations), self._in(NAMES)
        for field in ("parent", "successors"):
            yield from (str(row["_id"]) for row in found_in(names, field, wanted, ["_id"]))

    def named(self, words: Sequence[str]) -> Mapping[str, bool]:
        """See Views; at most NAMES_AT_MOST of persons, and of all else."""
        longest, names = max(words, key=len), self._in(NAMES)
        marked = {self._mark(word) for word in words}
        found: dict[str, bool] = {}
        for first, wanted in ((longest, set(words)), (self._mark(longest), marked)):
            with reachable():
                rows = names.find({"words": first}, {"words": 1, "restricted": 1})
                fitting = (row for row in rows if wanted <= set(row["words"]))
                found |= {
                    row["_id"]: bool(row.get("restricted"))
                    for _, row in zip(range(NAMES_AT_MOST), fitting, strict=False)
                }
        return found

    def _in(self, view: View) -> Documents:
        generations = self._views[view.name]
        return generations.documents(generations.current())
