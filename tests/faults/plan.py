"""Which faults happen in which order: drawn from a seed, every one once before any comes again."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.faults.kinds import Fault

TWO_AT_ONCE = 0.25


@dataclass(frozen=True, slots=True)
class Turn:
    """Faults that are under way together for *seconds*."""

    faults: Sequence[Fault]
    seconds: float


def turns(chance: random.Random, faults: Sequence[Fault], longest: float) -> Iterator[Turn]:
    """
    Turns without end. Without *faults* nothing happens in any of them.

    None lasts longer than *longest* seconds, but for a fault with `least_seconds`, which has a turn alone.
    """
    while True:
        if not faults:
            yield Turn([], longest)
        deck = list(faults)
        chance.shuffle(deck)
        while deck:
            together = [deck.pop()]
            if least := least_seconds(together[0]):
                yield Turn(together, least)
                continue
            other = next(
                (one for one in deck if one.place != together[0].place and not least_seconds(one)), None
            )
            if other is not None and chance.random() < TWO_AT_ONCE:
                deck.remove(other)
                together.append(other)
            yield Turn(together, chance.uniform(longest / 4, longest))


def least_seconds(fault: Fault) -> float:
    """How long it MUST last; 0 for faults that do not say, as most."""
    return float(getattr(fault, "least_seconds", 0.0))
