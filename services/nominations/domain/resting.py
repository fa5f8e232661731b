"""
What rests on a fact (dựa trên): the awards whose assessment told of it, and those that rest on these in turn.

A cancelled award may have been counted for a later one: three titles in a row need each of the three. Nobody loses a later
award by that alone; whoever decided it looks at it again.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.nominations.domain.awarded import fact_id_of
from services.nominations.domain.eligibility_messages import AssessedCriterion
from services.nominations.domain.nomination_messages import Form
from shared.values import dataclass

_AT: Final = re.compile(r"\(([^()@]+)@(\d+)\)")
"""How an origin names the place of an entry (assembling): `(<stream>@<version>)`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewarded:
    """A dossier that ended with an award, whether it was assessed, and at which places of its holder's record the entries stand it was assessed by."""

    nomination_id: str
    award_id: str
    form: Form
    assessed: bool
    places: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """An award that rests on *fact_id*: the fact that was asked about, or that of an award which rests on it itself."""

    rewarded: Rewarded
    fact_id: str
    steps: int


def places_in(outcomes: Iterable[AssessedCriterion], stream: str) -> frozenset[int]:
    """At which places of the record *stream* the entries stand that *outcomes* tell of."""
    origins = (origin for each in outcomes for origin in each.origins.values())
    told = (found for origin in origins for found in _AT.findall(origin))
    return frozenset(int(place) for name, place in told if name == stream)


def resting_on(
    fact_id: str, place_of: Mapping[str, int], rewarded: Sequence[Rewarded]
) -> tuple[Resting, ...]:
    """
    Those of *rewarded* that rest on the fact, each once, the nearest first; *place_of* says where each fact stands or stood.

    All are of one subject: nobody is assessed by another's record.
    """
    found: dict[str, Resting] = {}
    waiting = deque([(fact_id, 1)])
    while waiting:
        fact, steps = waiting.popleft()
        place = place_of.get(fact)
        for one in rewarded:
            if one.award_id not in found and place in one.places:
                found[one.award_id] = Resting(rewarded=one, fact_id=fact, steps=steps)
                waiting.append((fact_id_of(one.award_id), steps + 1))
    return tuple(found.values())
