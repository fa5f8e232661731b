"""Whether anything grows without bound, judged by the samples of a run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tests.faults.sampling import Sample

EACH = 3
LEAST = 3 * EACH
"""Samples without which there is nothing to judge: three in each third."""

ALLOWED = 1.2
BOUNDED = ("cursors", "leases", "log_state", "views", "generations")
"""
Collections with a fixed number of documents, whatever is written.

Not judged, for each has a bound of another kind: `sessions` and `sign_in_failures` end by their term, which is longer
than a run; `parked` keeps one for each event that could not be handled.
"""


def enough(samples: Sequence[Sample]) -> bool:
    """Whether *samples* are enough to be judged."""
    return len(samples) >= LEAST


def all_judged(samples: Sequence[Sample]) -> bool:
    """Whether *samples* are enough, and those of each process too."""
    return enough(samples) and not any(
        len(values) < EACH for name in _processes(samples) for values in _grown(samples, name)
    )


def require_bounded(samples: Sequence[Sample]) -> None:
    """
    Of *samples* taken at even distances under an even load, the last third MUST be no higher than the middle third.

    The first third is left out: caches and pools fill. How high a third is, is its second highest value: one spike is
    not a trend, and a process killed meanwhile is low only because it is young. One with less than it had when all were
    ready at first is still starting, and is left out; of a process with fewer than three values in either third nothing is
    said, see `all_judged`. A process may be 20 % higher: less than what a leak comes to that doubles its memory within
    the run, more than what a warm and a young one differ by.
    The history explains nothing more of the services' own processes, since none of them keeps it in memory. The database
    may keep in memory what it has on disk, and the younger it is the more of that is still to be read: it may also come
    to what it took at the first sample and its files together, and 20 % more. Collections of BOUNDED may not grow at all.
    In the last sample, taken at rest, no message may wait in any queue. Raises AssertionError that names all that grows.

    It does not see a leak so slow that a process is killed before it counts; `make bench` looks at processes that
    nobody kills.
    """
    assert enough(samples), f"{len(samples)} samples are too few"
    size = len(samples) // 3
    middle, last = samples[-2 * size : -size], samples[-size:]
    wrong = []
    on_disk = samples[0].memory.get("database", 0) + _height([one.files for one in last])
    for name in _processes(samples):
        values = _grown(samples, name)
        before, after = map(_height, values)
        judged = min(map(len, values)) >= EACH
        if judged and after > ALLOWED * max(before, on_disk if name == "database" else 0):
            wrong.append(f"memory of {name}: {before} KiB, then {after} KiB")
    for name in BOUNDED:
        before = _height([one.sizes[name] for one in middle if one.sizes])
        after = _height([one.sizes[name] for one in last if one.sizes])
        if after > before:
            wrong.append(f"{name}: {before}, then {after}")
    if not samples[-1].queues:
        wrong.append("no queue could be asked at the end")
    wrong += [
        f"queue {name}: {waiting} at the end" for name, waiting in samples[-1].queues.items() if waiting
    ]
    assert not wrong, "; ".join(wrong)


def unbounded(samples: Sequence[Sample]) -> dict[str, str]:
    """What does not hold, and why; nothing when there are too few *samples*."""
    if enough(samples):
        try:
            require_bounded(samples)
        except AssertionError as growth:
            return {"nothing grows without bound": str(growth)}
    return {}


def _processes(samples: Sequence[Sample]) -> list[str]:
    return sorted({*chain.from_iterable(one.memory for one in samples)})


def _grown(samples: Sequence[Sample], name: str) -> tuple[list[int], list[int]]:
    """What the process *name* had in the middle and in the last third, wherever it was not still starting."""
    size, least = len(samples) // 3, samples[0].memory.get(name, 0)
    middle, last = (
        [one.memory[name] for one in third if one.memory.get(name, -1) >= least]
        for third in (samples[-2 * size : -size], samples[-size:])
    )
    return middle, last


def _height(values: Sequence[int]) -> int:
    """The second highest, the only one if there is one, 0 without any."""
    return sorted(values)[-2] if len(values) > 1 else sum(values)
