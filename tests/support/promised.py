"""What a promise of seconds, made for a machine that has nothing else to do, means on one that is busy."""

from __future__ import annotations

import os


def promised(seconds: float) -> float:
    """
    *seconds*, or so many times more as there are programs that want to run for each core.

    Ask for it when the time is over, for what was running meanwhile; wait with a longer deadline.
    """
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
