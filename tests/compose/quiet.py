"""Whether this machine is at rest: what a process takes to start is measured only then."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

WINDOW_SECONDS: Final = 5.0
"""As long as the longest pause between two health checks, which go on all the while."""

AT_REST: Final = 0.5
"""Share of all cores in use; a whole at rest takes 14 to 18 % of two, health checks included."""

NOT_BUSY: Final = (3, 4)
"""Where /proc/stat has idle and waiting for a disk among its figures."""


def until_at_rest(seconds: float) -> float:
    """The share of all cores in use, once it is small; after *seconds* what it is then."""
    deadline = time.monotonic() + seconds
    while True:
        share = _busy(WINDOW_SECONDS)
        if share <= AT_REST or time.monotonic() > deadline:
            return share


def _busy(seconds: float) -> float:
    before = _ticks()
    time.sleep(seconds)
    passed = [after - one for one, after in zip(before, _ticks(), strict=True)]
    return 1 - sum(passed[at] for at in NOT_BUSY) / max(1, sum(passed))


def _ticks() -> list[int]:
    first = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0]
    return [int(one) for one in first.split()[1:9]]  # what guests take is in user already
