"""
The identity of an achievement (thành tích) and its fence: one dossier at a time proposes it, one award rewards it.

Nothing that was read allows several forms for one achievement, so a higher form for it is settled by a person: they let
the other dossier propose it in place of the first. Dossiers submitted on paper are kept beside the first, with a flag.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from services.nominations.domain.achievement_messages import (
    AchievementClaimed,
    AchievementCommand,
    AchievementDescribed,
    AchievementEvent,
    AchievementFreed,
    AchievementReassigned,
    AchievementSettled,
    ClaimAchievement,
    DescribeAchievement,
    FreeAchievement,
    ReassignAchievement,
    SettleAchievement,
    Subject,
)
from services.nominations.domain.nomination_messages import Form
from services.nominations.domain.refusals import rejected
from services.nominations.domain.registration_messages import SubjectKind
from shared.decider import Decider
from shared.errors import LostRace
from shared.values import dataclass

FORM_RANK: Final[Mapping[Form, int]] = {
    "lao_dong_tien_tien": 1,
    "tap_the_lao_dong_tien_tien": 1,
    "giay_khen": 1,
    "cstd_co_so": 2,
    "tap_the_lao_dong_xuat_sac": 2,
    "bang_khen": 2,
    "cstd_tinh": 3,
    "co_thi_dua_tinh": 3,
    "cstd_toan_quoc": 4,
    "co_thi_dua_chinh_phu": 4,
}
"""Which form stands above which: a higher number above a lower one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What was said of it."""

    unit_id: str
    kind: str
    subjects: tuple[Subject, ...]
    period_from: date
    period_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """The achievement: `claims` are the dossiers that propose it, in order and with their forms; rightly at most one."""

    described: Described | None = None
    claims: tuple[tuple[str, Form], ...] = ()
    settled_by: tuple[str, ...] = ()

    def of(self, kind: SubjectKind, subject_id: str) -> bool:
        """Whether it may be that of this subject: one that nobody described may be anybody's."""
        subjects = self.described.subjects if self.described else ()
        return not subjects or Subject(kind=kind, subject_id=subject_id) in subjects

    def claim_beside(self, nomination_id: str) -> tuple[str, Form | None] | None:
        """
        The claim in the place of *nomination_id*, unless it holds the achievement itself.

        A dossier it was rewarded for stays in its place, also after a person let another one propose the achievement, and
        no form stands above that one's.
        """
        settled = next((name for name in self.settled_by if name != nomination_id), None)
        if settled is not None:
            return settled, None
        if self.claims and self.claims[0][0] == nomination_id:
            return None
        return next((claim for claim in self.claims if claim[0] != nomination_id), None)


def evolve(state: Achievement, event: AchievementEvent) -> Achievement:
    """The achievement after *event*."""
    match event:
        case AchievementDescribed():
            described = Described(
                unit_id=event.unit_id,
                kind=event.kind,
                subjects=event.subjects,
                period_from=event.period_from,
                period_to=event.period_to,
            )
            return replace(state, described=described)
        case AchievementClaimed(nomination_id=name, form=form):
            return replace(state, claims=(*state.claims, (name, form)))
        case AchievementFreed(nomination_id=name):
            return replace(state, claims=tuple(claim for claim in state.claims if claim[0] != name))
        case AchievementReassigned(nomination_id=name, form=form):
            return replace(state, claims=((name, form),))
        case AchievementSettled(nomination_id=name):
            return replace(state, settled_by=(*state.settled_by, name))
        case unreachable:
            assert_never(unreachable)


def decide(command: AchievementCommand, state: Achievement) -> Sequence[AchievementEvent]:
    """What *command* brings about; raises LostRace when a claim was judged to be alone and another came first."""
    match command:
        case DescribeAchievement():
            return _describe(command, state)
        case ReassignAchievement():
            return _reassign(command, state)
        case ClaimAchievement():
            return _claim(command, state)
        case FreeAchievement(nomination_id=name):
            if all(claim != name for claim, _ in state.claims):
                return []  # already so
            return [
                AchievementFreed(act=command.act, achievement_id=command.achievement_id, nomination_id=name)
            ]
        case SettleAchievement(nomination_id=name):
            if name in state.settled_by:
                return []  # already so
            return [
                AchievementSettled(
                    act=command.act,
                    achievement_id=command.achievement_id,
                    nomination_id=name,
                    commendation_type=command.commendation_type,
                    award_id=command.award_id,
                )
            ]
        case unreachable:
            assert_never(unreachable)


def _describe(command: DescribeAchievement, state: Achievement) -> Sequence[AchievementEvent]:
    asked = Described(
        unit_id=command.unit_id,
        kind=command.kind,
        subjects=command.subjects,
        period_from=command.period_from,
        period_to=command.period_to,
    )
    if state.described is not None:
        if state.described == asked:
            return []  # already so
        raise rejected("achievement-exists")
    if not command.unit_known:
        raise rejected("unknown-organisation", organisation_id=command.unit_id)
    if not command.subjects:
        raise rejected("achievement-of-nobody")
    if command.unknown_subjects:
        raise rejected("unknown-subject", subject_id=command.unknown_subjects[0])
    if command.period_to < command.period_from:
        raise rejected("achievement-period-reversed")
    return [
        AchievementDescribed(
            act=command.occurrence.act(f"achievement-{command.achievement_id}"),
            achievement_id=command.achievement_id,
            unit_id=command.unit_id,
            kind=command.kind,
            subjects=command.subjects,
            period_from=command.period_from,
            period_to=command.period_to,
            description=command.description,
        )
    ]


def _reassign(command: ReassignAchievement, state: Achievement) -> Sequence[AchievementEvent]:
    if command.form is None:
        raise rejected("nomination-not-found")
    if command.names != command.achievement_id:
        raise rejected("nomination-of-another-achievement")
    if not state.claims:
        raise rejected("achievement-not-claimed")
    if state.settled_by:
        raise rejected("achievement-rewarded")
    if [name for name, _ in state.claims] == [command.nomination_id]:
        return []  # already so
    return [
        AchievementReassigned(
            act=command.occurrence.act(f"nomination-{command.nomination_id}"),
            achievement_id=command.achievement_id,
            from_nomination_id=state.claims[0][0],
            nomination_id=command.nomination_id,
            form=command.form,
            reason=command.reason,
        )
    ]


def _claim(command: ClaimAchievement, state: Achievement) -> Sequence[AchievementEvent]:
    if any(name == command.nomination_id for name, _ in state.claims):
        return []  # already so
    if command.alone and (state.claims or state.settled_by):
        raise LostRace
    return [
        AchievementClaimed(
            act=command.act,
            achievement_id=command.achievement_id,
            nomination_id=command.nomination_id,
            form=command.form,
        )
    ]


achievement: Decider[AchievementCommand, Achievement, AchievementEvent] = Decider(
    initial=Achievement(), evolve=evolve, decide=decide
)
