"""Answers about achievements, for those whose grants reach them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.nominations.application import achievement_answers as answers
from services.nominations.application.dossier_queries import readers_of
from services.nominations.application.histories import Histories
from services.nominations.domain.achievement import Achievement
from services.nominations.domain.achievement_messages import AchievementDescribed, AchievementSettled
from services.nominations.domain.counting import counts_for_merit
from services.nominations.domain.nomination_states import Dossier
from shared.access import Caller, Permissions
from shared.asking import folded, opened, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class AchievementQueries:
    """What may be asked about achievements."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    rules: RuleBook

    def table(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Each query by name."""
        return {"achievement": self.achievement}

    def achievement(self, asked: answers.OneAchievement, caller: Caller) -> Versioned:
        """One achievement, for those whose grants reach its unit or a dossier that proposes it."""
        name = f"achievement-{asked.achievement_id}"
        read = folded(self.known.achievements, name)
        state = read.state
        if read.head.version == 0:
            raise NotFound
        names = tuple(dict.fromkeys([*(claim for claim, _ in state.claims), *state.settled_by]))
        dossiers = [self.known.nomination(one) for one in names]
        open_to = [place for one in dossiers if isinstance(one, Dossier) for place in readers_of(one)]
        if state.described:
            open_to.append(state.described.unit_id)
        require_reach(reach(caller, "nomination.read", self.permissions), open_to)
        return Versioned(self._achievement(asked.achievement_id, state, name), read.head.version)

    def _achievement(self, achievement_id: str, state: Achievement, name: str) -> answers.AchievementItem:
        events = opened(self.store, self.codec, name)
        described = next((one for one in events if isinstance(one, AchievementDescribed)), None)
        subjects = described.subjects if described else ()
        return answers.AchievementItem(
            achievement_id=achievement_id,
            kind=described.kind if described else None,
            unit_id=described.unit_id if described else None,
            subjects=tuple(answers.SubjectItem(kind=one.kind, subject_id=one.subject_id) for one in subjects),
            period_from=described.period_from if described else None,
            period_to=described.period_to if described else None,
            description=shown(described.description) if described else None,
            proposed_by=tuple(claim for claim, _ in state.claims),
            rewards=tuple(self._reward(one) for one in events if isinstance(one, AchievementSettled)),
        )

    def _reward(self, event: AchievementSettled) -> answers.RewardItem:
        day = event.act.occurred_on
        found = counts_for_merit(self.rules, day, event.commendation_type)
        return answers.RewardItem(
            nomination_id=event.nomination_id,
            award_id=event.award_id,
            commendation_type=event.commendation_type,
            rewarded_on=day,
            counts_for_merit=found.counts,
            citation=found.rule.citation,
        )
