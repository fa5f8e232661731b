"""Which parts somebody has in a nomination already when they vote on it or decide it (tách bạch nhiệm vụ)."""

from __future__ import annotations

from collections.abc import Sequence

from shared.acts import Act, Occurrence
from shared.separation import Clashes
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DutiesCombined:
    """One person has two parts in a case that a rule lets them have and asks to be told (kiêm nhiệm)."""

    act: Act
    nomination_id: str
    member: str
    duty: str
    apart_from: str


def combined(
    found: Clashes, occurrence: Occurrence, nomination_id: str, member: str
) -> Sequence[DutiesCombined]:
    """What is told of *member*, beside the act that *found* was met at."""
    return [
        DutiesCombined(
            act=occurrence.act(f"nomination-{nomination_id}", [rule.use]),
            nomination_id=nomination_id,
            member=member,
            duty=rule.values.duty,
            apart_from=rule.values.apart_from,
        )
        for rule in found.shown
    ]
