"""What consumers did with what they were told: every event handled, or parked until a person decided; each subject in order."""

from __future__ import annotations

from collections import Counter, defaultdict

from shared.parking import OPEN
from tests.faults.found import Found, Handled, Parked
from tests.faults.history import History

ENDS = ("replayed", "dropped")


def require_handled_or_parked(found: Found, _history: History) -> None:
    """Every consumer has come to its source's head, and handled each event before it, unless somebody had it dropped."""
    behind = {name: place for name, place in found.cursors.items() if place[0] != place[1]}
    assert not behind, f"consumers are not at their source's head: {behind}"
    done: defaultdict[str, set[int]] = defaultdict(set)
    for one in [*found.handled, *(parked for parked in found.parked if parked.state == "dropped")]:
        done[f"{one.consumer}/{one.source}"].add(one.position)
    for name, (_, head) in found.cursors.items():
        skipped = set(range(1, head + 1)) - done[name.partition(": ")[2]]
        assert not skipped, f"{name}: {len(skipped)} events had no handler: {sorted(skipped)[:5]}"


def require_parked_ended(found: Found, _history: History) -> None:
    """Parked = replayed + dropped + open; none is open any more, each had a reason, and its state is the truth."""
    states = Counter(one.state for one in found.parked)
    unknown = states.keys() - {*OPEN, *ENDS}
    assert not unknown, f"parked events in states that nobody knows: {sorted(unknown)}"
    assert not any(states[state] for state in OPEN), f"events still wait: {dict(states)}"
    odd = [one for one in found.parked if one.subject not in found.spoiled]
    assert not odd, f"{len(odd)} events were parked although each could be handled: {odd[:3]}"
    handled = {(one.consumer, one.source, one.position) for one in found.handled}
    lost = [one for one in found.parked if one.state == "replayed" and _place(one) not in handled]
    assert not lost, f"{len(lost)} events are said to be replayed and had no handler: {lost[:3]}"
    both = [one for one in found.parked if one.state == "dropped" and _place(one) in handled]
    assert not both, f"{len(both)} events were dropped and handled: {both[:3]}"


def require_subjects_in_order(found: Found, _history: History) -> None:
    """Nothing overtook an earlier event of its subject, parked or not; what came again after a crash does not count."""
    last: Counter[tuple[str, str, str]] = Counter()
    seen: set[tuple[str, str, int]] = set()
    for one in found.handled:
        if _place(one) in seen:
            continue
        seen.add(_place(one))
        subject = one.consumer, one.source, one.subject
        assert one.position > last[subject], (
            f"{one.consumer} handled {one.source}@{one.position} of {one.subject} behind {last[subject]}"
        )
        last[subject] = one.position


def require_announced(found: Found, _history: History) -> None:
    """A subscriber heard of every position, at least once, unless the broker lost its queue meanwhile."""
    for source, heard in found.announced.items():
        silent = heard.silent_before(_head(found, source))
        assert not silent, f"{source}: {len(silent)} positions were never announced: {silent[:5]}"


def _head(found: Found, source: str) -> int:
    if source == "ledger":
        return len(found.entries)
    return sum(row.count for row in found.logs[source])


def _place(one: Parked | Handled) -> tuple[str, str, int]:
    return one.consumer, one.source, one.position
