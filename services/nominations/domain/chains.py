"""Consecutive years (liên tục): how long an unbroken row of yearly results is that still counts in a given year."""

from __future__ import annotations

from collections.abc import Iterable


def chain(years: Iterable[int], year: int) -> int:
    """
    The number of consecutive *years* up to the newest one, looked at from *year*; 0 when the row has broken off.

    The row still counts when its newest year is *year* itself or the one before, whose result comes out at its end.
    Years after *year* are not there yet. A year named twice counts once.
    """
    known = {each for each in years if each <= year}
    newest = max(known, default=None)
    if newest is None or newest < year - 1:
        return 0
    length = 0
    while newest - length in known:
        length += 1
    return length
