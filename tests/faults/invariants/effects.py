"""What consumers made of the events: nothing twice, nothing skipped in silence, views equal to a rebuild."""

from __future__ import annotations

from collections import Counter

from tests.faults.found import Found
from tests.faults.history import History


def require_projections_equal_a_rebuild(found: Found, _history: History) -> None:
    """Every view is what the events from the first on make of it."""
    other = {
        name
        for name in found.views.keys() | found.rebuilt.keys()
        if found.views.get(name) != found.rebuilt.get(name)
    }
    assert not other, f"views are other than their rebuild: {sorted(other)}"


def require_told_once(found: Found, _history: History) -> None:
    """Whoever was refused has one notice of each refusal, and nobody has a notice twice."""
    twice = [notice for notice, count in Counter(found.notices).items() if count > 1]
    assert not twice, f"told twice: {twice[:3]}"
    told = Counter(event for _, _, event in found.notices)
    silent = [
        entry.event["id"]
        for entry in found.entries
        if entry.event["type"] == "ActRefused"
        and entry.event["actor"].startswith("user:")
        and not told[entry.event["id"]]
    ]
    assert not silent, f"{len(silent)} refusals were told to nobody: {silent[:3]}"
