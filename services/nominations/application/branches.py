"""Organisations with all below them, found together: what belongs to which of several branches of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shared.lineage_rows import AT_ONCE
from shared.messages import Json
from shared.reading import ViewReader


def branches(view: ViewReader, roots: Iterable[str]) -> Mapping[str, str]:
    """
    Each of *roots*, all below them now and those that one of these took over from, with the root it is found under.

    What could be found under two stands under the one that is met first: nearer before further, then by id.
    """
    found = {root: root for root in roots}
    newest = sorted(found)
    while newest:
        below: dict[str, str] = {}
        for row in _under(view, newest):
            over = [row["parent_id"], *row.get("successors", ())]
            root = next(found[one] for one in over if one in found)
            if row["organisation_id"] not in found:
                below.setdefault(row["organisation_id"], root)
        found |= below
        newest = sorted(below)
    return found


def _under(view: ViewReader, organisations: Sequence[str]) -> Iterator[Json]:
    for start in range(0, len(organisations), AT_ONCE):
        among = {"$in": list(organisations[start : start + AT_ONCE])}
        for field in ("parent_id", "successors"):
            yield from view.every({field: among})
