"""Whether a long run is what was promised, judged by what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.faults.history import CHANGED, RECORDED

MINUTES = 20.0
COMMANDS = 20_000
LEAST_OK = 0.5
LEAST_CHANGED = 0.7


def shortfalls(mixed: Mapping[str, Any], *, full: bool) -> list[str]:
    """
    What *mixed* (see `bench.mixture`) falls short of, a sentence each; none when it passed.

    Every fault MUST have been injected, for as long as it has to last, every invariant hold, half of the commands be done,
    and most of them have changed something. A *full* run MUST also have had its whole load for its whole time, and samples
    enough to judge growth by.
    """
    short = [f"{name}: {why}" for name, why in mixed["broken"].items()]
    short += [f"{name} was never injected" for name in mixed["faults"] if not mixed["injected"].get(name)]
    for name, seconds in mixed["least_seconds"].items():
        if (span := mixed["spans"].get(name, 0.0)) < seconds:
            short.append(f"{name} lasted {span} s")
    ends = mixed["outcomes"]
    given = sum(ends[one] for one in ("ok", "failed", "unknown"))
    if not given or ends["ok"] < LEAST_OK * given:
        short.append(f"{ends['ok']} of {given} commands ended ok")
    became = mixed.get("became", {})
    if (changed := sum(became.get(one, 0) for one in (CHANGED, RECORDED))) < LEAST_CHANGED * given:
        short.append(f"{changed} of {given} commands changed something")
    if full and given < COMMANDS:
        short.append(f"{given} commands were given instead of {COMMANDS}")
    if full and mixed["load_seconds"] < MINUTES * 60:
        short.append(f"the load lasted {mixed['load_seconds']} s instead of {MINUTES * 60:g} s")
    if full and not mixed["growth_judged"]:
        short.append("too few samples to judge growth by")
    return short
