"""An award: decided by a competent person, granted once for one achievement, handed over; one stream per nomination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.awards.domain.award_messages import (
    AwardCommand,
    AwardEvent,
    AwardGranted,
    AwardPresented,
    DecisionIssued,
    GrantAward,
    IssueDecision,
    PresentAward,
    TakeOffAgenda,
)
from services.awards.domain.award_states import Award, Decided, Undecided, decided
from services.awards.domain.deciding import issue
from services.awards.domain.holding import held
from services.awards.domain.leaving import ItemTakenOffAgenda
from services.awards.domain.life import change, ended, live
from services.awards.domain.life_messages import LifeCommand, LifeEvent
from services.awards.domain.order import out_of_order
from services.awards.domain.refusals import not_found, rejected
from services.awards.domain.rules import OneAward
from services.awards.domain.taking_off import off_agenda, take_off, taken_off
from shared.acts import ActRefused, BrokenRule
from shared.decider import Decider


def evolve(state: Award, event: AwardEvent) -> Award:
    """The award after *event*; a refusal changes nothing."""
    match state, event:
        case _, DecisionIssued():
            return decided(event, state.left)
        case _, ItemTakenOffAgenda():
            return taken_off(state, event)
        case Decided(), AwardGranted():
            return replace(state, granted=True)
        case Decided(), AwardPresented(presented_on=presented_on, presenter_id=presenter_id):
            return replace(state, presented_on=presented_on, presenter_id=presenter_id)
        case Decided(), _ if isinstance(event, LifeEvent):
            return live(state, event)
        case _:
            return state


def decide(command: AwardCommand, state: Award) -> Sequence[AwardEvent]:
    """What *command* brings about."""
    match command, state:
        case IssueDecision(), _:
            return issue(command, state)
        case TakeOffAgenda(), _:
            return take_off(command, state)
        case _, Undecided():
            raise not_found("decision-not-found")
        case GrantAward(), Decided():
            return _grant(command, state)
        case PresentAward(), Decided():
            return _present(command, state)
        case _, Decided() if isinstance(command, LifeCommand):
            return change(command, state)
        case unreachable:
            assert_never(unreachable)


def _grant(command: GrantAward, state: Decided) -> Sequence[AwardEvent]:
    if state.granted:
        return []  # already so
    rule = command.rules.in_force(OneAward, command.occurrence.occurred_on)
    others = [award_id for award_id in command.rewarded_by if award_id != state.award_id]
    broken = [*ended(command, state), *off_agenda(command, state), *held(command.holds)]
    if len(others) >= rule.values.most:
        facts = {"award_id": others[0]}
        broken.append(BrokenRule(code="achievement-already-rewarded", rule=rule.use, facts=facts))
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, state.case, "GrantAward", broken[0])]
    return [
        AwardGranted(
            act=command.occurrence.act(state.case, [rule.use], broken),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            form=state.form,
            number=state.number,
            dated=state.dated,
            subject_kind=state.subject_kind,
            subject_id=state.subject_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            achievement_id=state.achievement_id,
        )
    ]


def _present(command: PresentAward, state: Decided) -> Sequence[AwardEvent]:
    broken = ended(command, state) + ([] if state.granted else [out_of_order(command, "not-granted")])
    if state.presented_on is not None:
        if (state.presented_on, state.presenter_id) == (command.presented_on, command.presenter_id):
            return []  # already so
        raise rejected("already-presented")
    if command.presenter_id is not None and not command.presenter_known:
        raise rejected("person-unknown", person_id=command.presenter_id)
    return [
        AwardPresented(
            act=command.occurrence.act(state.case, broken=broken),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            presented_on=command.presented_on,
            place=command.place,
            presenter_id=command.presenter_id,
        )
    ]


award: Decider[AwardCommand, Award, AwardEvent] = Decider(initial=Undecided(), evolve=evolve, decide=decide)
