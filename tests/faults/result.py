"""What came of a run, however it ended."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.sampling import Sample

ENDS = ("ok", "failed", "unknown", "tries")
THE_RUN = "the run"
"""The name under which it is told that the run itself did not come to its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """
    `broken` is empty when every invariant holds; what it says of THE_RUN was measured up to there.

    `spans` are the longest seconds that each fault was under way, `killed_at` the steps at which processes were killed,
    `heard` is how many positions of each source an outside subscriber heard of, `parked` what became of parked events,
    `became` what became of the commands (see History),
    `load_seconds` from the first command to the last answer. `growth_judged` is no when there were too few samples,
    of any process too.
    """

    injected: Mapping[str, int] = field(default_factory=dict)
    not_injected: Mapping[str, int] = field(default_factory=dict)
    spans: Mapping[str, float] = field(default_factory=dict)
    killed_at: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(ENDS, 0))
    history: Mapping[str, int] = field(default_factory=dict)
    heard: Mapping[str, int] = field(default_factory=dict)
    parked: Mapping[str, int] = field(default_factory=dict)
    became: Mapping[str, int] = field(default_factory=dict)
    load_seconds: float = 0.0
    seconds: int = 0
    growth_judged: bool = False
    samples: Sequence[Sample] = ()
    broken: Mapping[str, str] = field(default_factory=dict)


def reason(stop: BaseException) -> str:
    """What *stop* is and where it came from, in one line."""
    at = traceback.extract_tb(stop.__traceback__)[-1:]
    place = f" at {at[0].filename.rpartition('/')[2]}:{at[0].lineno}" if at else ""
    said = getattr(stop, "stderr", None) or ""  # of a program that was called
    return " ".join(f"{type(stop).__name__}{place}: {stop} {said}".split())
