"""How long and how hard a run is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """
    How long and how hard: *seconds* is the least time for *commands*, *turn_seconds* the longest of one fault.

    Unless *thorough*, views are not compared with a rebuild and nobody tampers or is erased: that takes as long as all
    the rest of a short run. With *least*, no more is begun once so many are sent and every fault has happened, or has
    not in some tries: *commands* is then what a slow machine may need to have something written all the while.
    """

    seed: int
    commands: int
    seconds: float
    turn_seconds: float
    clients: int = 8
    settle_seconds: float = 120.0
    kinds: Sequence[str] = ()
    thorough: bool = True
    least: int | None = None
