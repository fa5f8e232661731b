"""How a model comes to be known (phát hiện, lựa chọn), and who answers for it (người đứng đầu)."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.domain.detection_messages import (
    DetectModel,
    ModelDetected,
    NameResponsibleHead,
    RegisteredAs,
    ResponsibleHeadNamed,
    TakeUpModel,
)
from services.nominations.domain.dissolved import Ground, hindrance
from services.nominations.domain.model_rules import Answerable
from services.nominations.domain.model_stages import stage_rule
from services.nominations.domain.model_states import Detected, Model, Subject, Undetected
from services.nominations.domain.refusals import rejected
from shared.acts import ActRefused, BrokenRule


def detect(command: DetectModel, state: Model) -> Sequence[ModelDetected | ActRefused]:
    """Note a model once, of a known subject and known organisations that stand, from a launched movement if it names one."""
    return _detected(command, state, None, command.ground)


def take_up(
    command: TakeUpModel, state: Model
) -> Sequence[ModelDetected | ResponsibleHeadNamed | ActRefused]:
    """
    Take a registered model up from its unit's list, once.

    It began with that list: an organisation dissolved since does not stand against it, as against no case that is open. Who
    answers for it by that list does so from now on, unless they are no head any more.
    """
    if command.found is None:
        raise rejected("model-not-registered", entry=command.entry)
    place = RegisteredAs(plan_id=command.plan_id, unit_id=command.unit_id, entry=command.entry)
    events = _detected(command.found, state, place, Ground())
    head = command.head
    if head is None or not any(isinstance(event, ModelDetected) for event in events):
        return events
    return [*events, *([] if _not_a_head(head, command.unit_id) else [_named(head)])]


def subject_of(told: DetectModel | ModelDetected, registered_as: RegisteredAs | None) -> Subject:
    """Whom *told* is about."""
    return Subject(
        subject_kind=told.subject_kind,
        subject_id=told.subject_id,
        unit_id=told.unit_id,
        organisation_id=told.organisation_id,
        field=told.field,
        movement_id=told.movement_id,
        registered_as=registered_as,
    )


def name_head(command: NameResponsibleHead, state: Detected) -> Sequence[ResponsibleHeadNamed | ActRefused]:
    """Name who answers for the model: a head who serves at its unit or above it."""
    if state.head == command.person_id:
        return []  # already so
    if command.serving is None:
        raise rejected("person-unknown", person_id=command.person_id)
    broken = _not_a_head(command, state.subject.unit_id)
    if broken and not command.occurrence.recorded:
        case = f"model-{command.model_id}"
        return [ActRefused.because(command.occurrence, case, "NameResponsibleHead", broken[0])]
    return [_named(command, broken)]


def _named(command: NameResponsibleHead, broken: Sequence[BrokenRule] = ()) -> ResponsibleHeadNamed:
    rule = command.rules.in_force(Answerable, command.occurrence.occurred_on)
    return ResponsibleHeadNamed(
        act=command.occurrence.act(f"model-{command.model_id}", [rule.use], broken),
        model_id=command.model_id,
        person_id=command.person_id,
        responsible=command.responsible,
    )


def _detected(
    command: DetectModel, state: Model, place: RegisteredAs | None, ground: Ground
) -> Sequence[ModelDetected | ActRefused]:
    if isinstance(state, Detected):
        if state.subject == subject_of(command, place):
            return []  # already so
        raise rejected("model-exists")
    assert isinstance(state, Undetected)
    if command.unknown_units:
        raise rejected("unknown-organisation", organisation_id=command.unknown_units[0])
    if not command.subject_known:
        raise rejected("unknown-subject", subject_id=command.subject_id)
    if not command.movement_known:
        raise rejected("movement-not-found")
    case = f"model-{command.model_id}"
    against = hindrance(command.occurrence, case, "DetectModel", ground)
    if against.refusal:
        return against.refusal
    rule = stage_rule(command.rules, "detected", command.occurrence.occurred_on)
    return [
        ModelDetected(
            act=command.occurrence.act(case, [rule.use], against.flags),
            model_id=command.model_id,
            subject_kind=command.subject_kind,
            subject_id=command.subject_id,
            unit_id=command.unit_id,
            organisation_id=command.organisation_id,
            field=command.field,
            movement_id=command.movement_id,
            registered_as=place,
            source=command.source,
            detected_by=command.detected_by,
            account=command.account,
        )
    ]


def _not_a_head(command: NameResponsibleHead, unit_id: str) -> list[BrokenRule]:
    places, day = (unit_id, *command.unit_above), command.occurrence.occurred_on
    rule = command.rules.in_force(Answerable, day)
    if command.serving is not None and command.serving.holds(rule.values.positions, places, day):
        return []
    facts = {"person_id": command.person_id, "unit_id": unit_id}
    return [BrokenRule(code="responsible-not-head", rule=rule.use, facts=facts)]
