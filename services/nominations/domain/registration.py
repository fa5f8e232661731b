"""A unit's registration list (danh sách đăng ký điển hình tiên tiến): one stream per plan and unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.checks import Check
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.model_rules import Answerable
from services.nominations.domain.obligation import allows, find, last_day, range_facts, rule_of
from services.nominations.domain.plan import Issued, Unplanned
from services.nominations.domain.refusals import MALFORMED_ID, day_text, malformed, rejected
from services.nominations.domain.registration_messages import (
    RegisteredModel,
    RegistrationEvent,
    RegistrationListSubmitted,
    SubmitRegistrationList,
)
from shared.acts import ActRefused
from shared.decider import Decider
from shared.ids import is_stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NothingSubmitted:
    """The unit has sent no list that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """The unit's list."""

    models: tuple[RegisteredModel, ...]


Registration = NothingSubmitted | Submitted


def evolve(state: Registration, event: RegistrationEvent) -> Registration:
    """The registration after *event*; a refusal changes nothing."""
    match event:
        case RegistrationListSubmitted(models=models):
            return Submitted(models=models)
        case ActRefused():
            return state
        case unreachable:
            assert_never(unreachable)


def decide(command: SubmitRegistrationList, state: Registration) -> Sequence[RegistrationEvent]:
    """Accept one list per unit, within quota and deadline, of models from launched movements."""
    match state:
        case Submitted() if state.models == command.models:
            return []  # already so
        case Submitted():
            raise rejected("registration-already-submitted")
        case NothingSubmitted():
            return _submit(command)
        case unreachable:
            assert_never(unreachable)


def _submit(command: SubmitRegistrationList) -> Sequence[RegistrationEvent]:
    plan, models = _open_plan(command), command.models
    if command.unknown_subjects:
        raise rejected("unknown-subject", subject_id=command.unknown_subjects[0])
    for number, model in enumerate(models):
        if not is_stream(model.model_id):
            raise malformed(f"models[{number}].model_id", MALFORMED_ID)
    if _any_twice([model.model_id for model in models]) or _any_twice([model.subject_id for model in models]):
        raise rejected("model-twice")
    for model in models:
        if model.head_id is not None and model.head_id not in command.heads:
            raise rejected("person-unknown", person_id=model.head_id)
    checks = [*_participation(command, plan), *_quota_and_deadline(command, plan), _origin(command, plan)]
    checks += _heads(command, plan)
    broken = [check.broken for check in checks if check.broken]
    case = f"plan-{command.plan_id}"
    against = hindrance(command.occurrence, case, "SubmitRegistrationList", command.ground)
    if against.refusal:
        return against.refusal
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "SubmitRegistrationList", broken[0])]
    act = command.occurrence.act(case, [check.rule for check in checks], [*broken, *against.flags])
    return [
        RegistrationListSubmitted(act=act, plan_id=command.plan_id, unit_id=command.unit_id, models=models)
    ]


def _open_plan(command: SubmitRegistrationList) -> Issued:
    match command.plan:
        case Unplanned():
            raise rejected("plan-not-found")
        case Issued() as plan:
            return plan
        case _:
            raise rejected("plan-not-issued")


def _participation(command: SubmitRegistrationList, plan: Issued) -> list[Check]:
    """The broken rule of a list on paper from a unit the plan does not name; raises Rejected for any other such list."""
    if command.unit_id in plan.draft.participants:
        return []
    if not command.occurrence.recorded:
        raise rejected("unit-not-participant")
    rule = rule_of(plan.title, "", "plan-participants/1")
    return [Check(code="unit-not-participant", rule=rule, facts={})]


def _quota_and_deadline(command: SubmitRegistrationList, plan: Issued) -> list[Check]:
    duty, count, day = (
        find(plan.draft.obligations, "register_models"),
        len(command.models),
        command.occurrence.occurred_on,
    )
    if duty is None:
        return []
    quota = Check(code="registration-quota", rule=rule_of(plan.title, duty.citation, "plan-quota/1"))
    if not allows(duty, count):
        quota = replace(quota, facts={"given": str(count), **range_facts(duty)})
    last = last_day(duty.due_before, duty.reading)
    if last is None:
        return [quota]
    deadline = Check(code="registration-late", rule=rule_of(plan.title, duty.citation, "plan-deadline/1"))
    if day > last:
        deadline = replace(deadline, facts={"sent_on": day_text(day), "last_day": day_text(last)})
    return [quota, deadline]


def _origin(command: SubmitRegistrationList, plan: Issued) -> Check:
    duty = find(plan.draft.obligations, "model_from_movement")
    strays = [entry for entry in command.models if entry.movement_id not in command.launched_movements]
    rule = rule_of(plan.title, duty.citation if duty else "", "plan-origin/1")
    facts = {"count": str(len(strays))} if strays else None
    return Check(code="model-without-movement", rule=rule, facts=facts)


def _heads(command: SubmitRegistrationList, plan: Issued) -> list[Check]:
    """Who answers for each model: named where the plan asks for it, and a head who serves at the unit or above it."""
    checks, duty = [], find(plan.draft.obligations, "model_head")
    if duty is not None:
        count = sum(model.head_id is None for model in command.models)
        rule = rule_of(plan.title, duty.citation, "plan-head/1")
        facts = {"count": str(count)} if count else None
        checks.append(Check(code="model-without-head", rule=rule, facts=facts))
    named = dict.fromkeys(model.head_id for model in command.models if model.head_id is not None)
    if not named:
        return checks
    day, places = command.occurrence.occurred_on, (command.unit_id, *command.unit_above)
    answerable = command.rules.in_force(Answerable, day)
    others = [one for one in named if not command.heads[one].holds(answerable.values.positions, places, day)]
    facts = {"person_id": others[0], "unit_id": command.unit_id} if others else None
    return [*checks, Check(code="responsible-not-head", rule=answerable.use, facts=facts)]


def _any_twice(ids: Sequence[str]) -> bool:
    return len(set(ids)) < len(ids)


registration: Decider[SubmitRegistrationList, Registration, RegistrationEvent] = Decider(
    initial=NothingSubmitted(), evolve=evolve, decide=decide
)
