"""One achievement, one award: what is written to an achievement's stream beside what happens to a dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from services.nominations.domain.achievement_messages import (
    ClaimAchievement,
    FreeAchievement,
    SettleAchievement,
)
from services.nominations.domain.drafting_messages import NominationWithdrawn
from services.nominations.domain.nomination_messages import NominationConcluded, NominationSubmitted
from services.nominations.domain.nomination_states import Dossier, Nomination
from shared.ids import stream
from shared.values import dataclass

Claiming = ClaimAchievement | FreeAchievement | SettleAchievement


def achievement_stream(achievement_id: str) -> str:
    """The stream of an achievement; raises ValueError when the id cannot name one."""
    return stream("achievement", achievement_id)


@dataclass(frozen=True, slots=True)
class Claims:
    """Finds the achievement behind a dossier's events; which one it is never changes, so what *load* gives may lag."""

    load: Callable[[str], Nomination]

    def beside(self, events: Sequence[Any]) -> tuple[str, Claiming] | None:
        """The stream of the achievement and what it is given; None where the events leave it alone."""
        for event in events:
            if isinstance(event, NominationSubmitted | NominationWithdrawn | NominationConcluded):
                dossier = self.load(event.nomination_id)
                if isinstance(dossier, Dossier):
                    achievement_id = dossier.opening.achievement_id
                    return achievement_stream(achievement_id), _command(event, dossier)
        return None


def _command(
    event: NominationSubmitted | NominationWithdrawn | NominationConcluded, dossier: Dossier
) -> Claiming:
    achievement_id = dossier.opening.achievement_id
    name = event.nomination_id
    if isinstance(event, NominationSubmitted):
        return ClaimAchievement(
            act=event.act,
            achievement_id=achievement_id,
            nomination_id=name,
            form=dossier.opening.form,
            alone=all(flag.code not in CLAIM_FLAGS for flag in event.act.broken),
        )
    if isinstance(event, NominationConcluded) and event.outcome == "awarded":
        return SettleAchievement(
            act=event.act,
            achievement_id=achievement_id,
            nomination_id=name,
            commendation_type=dossier.opening.commendation_type,
            award_id=event.award_id,
        )
    return FreeAchievement(act=event.act, achievement_id=achievement_id, nomination_id=name)


CLAIM_FLAGS = ("achievement-claimed", "achievement-higher-form")
"""A dossier submitted on paper with one of these is kept beside the first."""
