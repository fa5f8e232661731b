"""What is done with a known model: the road-map, nurturing, summing up, replication; none before its time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from services.nominations.domain.care_messages import (
    Caring,
    Confirmation,
    ModelNurtured,
    ModelReplicated,
    ModelSummedUp,
    NurtureModel,
    ReplicateModel,
    RoadmapSet,
    SetRoadmap,
    Spread,
    SumUpModel,
)
from services.nominations.domain.digests import require_digest
from services.nominations.domain.model_rules import Need
from services.nominations.domain.model_stages import broken_by, stage_rule
from services.nominations.domain.model_states import Activity, Detected, Stage, steps_of
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.review import Review
from shared.acts import Act, ActRefused

Entering = NurtureModel | SumUpModel | ReplicateModel
Entered = ModelNurtured | ModelSummedUp | ModelReplicated | ActRefused


def care_for(command: Caring, state: Detected) -> Sequence[RoadmapSet | Entered]:
    """What *command* brings about."""
    match command:
        case SetRoadmap():
            return _set_roadmap(command, state)
        case NurtureModel():
            return _nurture(command, state)
        case SumUpModel():
            return _sum_up(command, state)
        case ReplicateModel():
            return _replicate(command, state)
        case unreachable:
            assert_never(unreachable)


def _set_roadmap(command: SetRoadmap, state: Detected) -> Sequence[RoadmapSet]:
    """Set the steps, each named once, each due no earlier than the one before it."""
    names = [step.step for step in command.steps]
    if not names:
        raise rejected("roadmap-empty")
    if len(set(names)) < len(names):
        raise rejected("roadmap-step-twice")
    days = [step.due_on for step in command.steps]
    if days != sorted(days):
        raise rejected("roadmap-dates-reversed")
    if state.roadmap == steps_of(command.steps):
        return []  # already so
    act = command.occurrence.act(f"model-{command.model_id}")
    return [RoadmapSet(act=act, model_id=command.model_id, steps=command.steps)]


def _nurture(command: NurtureModel, state: Detected) -> Sequence[Entered]:
    """Note an activity with what shows it, under a head who answers for the model and by its road-map."""
    for one in command.evidence:
        require_digest(one.sha256)
    if command.step is not None and command.step not in dict(state.roadmap):
        raise rejected("roadmap-step-unknown", step=command.step)
    if activity_of(command, command.occurrence.occurred_on) in state.nurtured:
        # What was done is sealed and cannot be compared: whether it is the same, only whoever enters it can say.
        raise rejected("activity-exists", day=day_text(command.occurrence.occurred_on))
    act = _act(command, state, "nurtured", ["evidence"] if command.evidence else [])
    if isinstance(act, ActRefused):
        return [act]
    return [
        ModelNurtured(
            act=act,
            model_id=command.model_id,
            activity=command.activity,
            step=command.step,
            evidence=command.evidence,
        )
    ]


def _sum_up(command: SumUpModel, state: Detected) -> Sequence[Entered]:
    """Sum up together with a review of a movement that the register knows."""
    if not command.movement_known:
        raise rejected("movement-not-found")
    review = _review_of(command)
    before = state.summing_up((command.movement_id, command.kind, command.reviewed_on))
    if before is not None and (before.on_record or review is None):
        return []  # already so
    given: list[Need] = ["review"] if review else []
    act = _act(command, state, "summed_up", given, anew=frozenset({"review"}))
    if isinstance(act, ActRefused):
        return [act]
    return [
        ModelSummedUp(
            act=act,
            model_id=command.model_id,
            movement_id=command.movement_id,
            reviewed_by=command.reviewed_by,
            kind=command.kind,
            reviewed_on=command.reviewed_on,
            period_from=review.period_from if review else None,
            period_to=review.period_to if review else None,
            result=command.result,
            lessons=command.lessons,
            responsible=command.responsible,
        )
    ]


def _replicate(command: ReplicateModel, state: Detected) -> Sequence[Entered]:
    """Spread the model once each criterion is confirmed by somebody who is known, with what shows it."""
    if state.replicated_on is not None:
        if state.confirmations == confirmed_by(command.confirmations):
            return []  # already so
        raise rejected("model-already-replicated")
    for one in command.confirmations:
        require_digest(one.sha256)
    if command.unknown_people:
        raise rejected("person-unknown", person_id=command.unknown_people[0])
    criteria = [one.criterion for one in command.confirmations]
    if len(set(criteria)) < len(criteria):
        raise rejected("criterion-twice")
    act = _act(command, state, "replicated", criteria)
    if isinstance(act, ActRefused):
        return [act]
    return [
        ModelReplicated(
            act=act,
            model_id=command.model_id,
            confirmations=command.confirmations,
            scope=command.scope,
            responsible=command.responsible,
        )
    ]


def activity_of(told: NurtureModel | ModelNurtured, day: date) -> Activity:
    """What was done, as it is told apart from all else."""
    return Activity(held_on=day, step=told.step, evidence=tuple(one.sha256 for one in told.evidence))


def confirmed_by(confirmations: Iterable[Confirmation]) -> tuple[tuple[Spread, str, str], ...]:
    """The open part of *confirmations*: criterion, who confirmed it, the digest of what shows it."""
    return tuple((one.criterion, one.confirmed_by, one.sha256) for one in confirmations)


def _act(
    command: Entering,
    state: Detected,
    stage: Stage,
    given: Iterable[Need],
    anew: frozenset[Need] = frozenset(),
) -> Act | ActRefused:
    """The act that enters *stage*, flagged on paper with all that it breaks; else the refusal that it meets."""
    day, case = command.occurrence.occurred_on, f"model-{command.model_id}"
    broken = broken_by(command.rules, state, stage, day, given, anew)
    if broken and not command.occurrence.recorded:
        return ActRefused.because(command.occurrence, case, type(command).__name__, broken[0])
    return command.occurrence.act(case, [stage_rule(command.rules, stage, day).use], broken)


def _review_of(command: SumUpModel) -> Review | None:
    """The review on record that the command names, if it was held by then."""
    day = command.occurrence.occurred_on
    return next(
        (
            review
            for review in command.reviews
            if (review.kind, review.held_on) == (command.kind, command.reviewed_on) and review.held_on <= day
        ),
        None,
    )
