"""Recognising an initiative and certifying its reach: by whom, after what, once per level."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from services.nominations.domain.digests import require_digest
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.initiative_messages import (
    CertifyReach,
    InitiativeReachCertified,
    InitiativeRecognised,
    RecogniseInitiative,
)
from services.nominations.domain.initiative_states import Certificate, Proposed
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.rules import InitiativeLevels
from services.nominations.domain.striving_names import LEVELS
from shared.acts import Act, ActRefused, BrokenRule
from shared.rules import DatedRule

Asked = RecogniseInitiative | CertifyReach


def recognise(command: RecogniseInitiative, state: Proposed) -> Sequence[InitiativeRecognised | ActRefused]:
    """Recognise what is applied by then, at the level of whoever recognises it."""
    if _held(command, command.recognised_by, state.recognised):
        return []  # already so
    rule = _sound(command, command.recognised_by)
    broken = []
    if command.registered_level not in rule.values.recognisers.get(command.level, ()):
        broken.append(_other_level(command, rule))
    if not state.applied_on(command.dated):
        broken.append(BrokenRule(code="initiative-not-applied", rule=rule.use, facts=_dated(command)))
    act = _judged(command, broken, rule)
    if isinstance(act, ActRefused):
        return [act]
    return [
        InitiativeRecognised(
            act=act,
            initiative_id=command.initiative_id,
            unit_id=state.unit_id,
            level=command.level,
            recognised_by=command.recognised_by,
            number=command.number,
            dated=command.dated,
            sha256=command.sha256,
        )
    ]


def certify(command: CertifyReach, state: Proposed) -> Sequence[InitiativeReachCertified | ActRefused]:
    """Certify how far reaches what is recognised by then, by whoever may certify that level."""
    if _held(command, command.certified_by, state.reach):
        return []  # already so
    rule = _sound(command, command.certified_by)
    broken = []
    if command.registered_level not in rule.values.certifiers.get(command.level, ()):
        broken.append(_other_level(command, rule))
    if not state.recognised_on(command.dated, _levels(state.recognised)):
        broken.append(BrokenRule(code="initiative-not-recognised", rule=rule.use, facts=_dated(command)))
    act = _judged(command, broken, rule)
    if isinstance(act, ActRefused):
        return [act]
    return [
        InitiativeReachCertified(
            act=act,
            initiative_id=command.initiative_id,
            unit_id=state.unit_id,
            level=command.level,
            certified_by=command.certified_by,
            number=command.number,
            dated=command.dated,
            sha256=command.sha256,
        )
    ]


def _held(command: Asked, given_by: str, certificates: Sequence[Certificate]) -> bool:
    """Whether the very document is on record; raises Rejected when another one of that level is."""
    asked = Certificate(level=command.level, given_by=given_by, number=command.number, dated=command.dated)
    if asked in certificates:
        return True
    if command.level in _levels(certificates):
        raise rejected("certificate-exists")
    return False


def _sound(command: Asked, given_by: str) -> DatedRule[InitiativeLevels]:
    """The rule of the day; raises InvalidInput or Rejected for what no rule is needed to refuse."""
    require_digest(command.sha256)
    if command.registered_level is None:
        raise rejected("unknown-organisation", organisation_id=given_by)
    if command.dated > command.occurrence.occurred_on:
        raise rejected("certificate-later", dated=day_text(command.dated))
    return command.rules.in_force(InitiativeLevels, command.dated)


def _judged(command: Asked, broken: list[BrokenRule], rule: DatedRule[InitiativeLevels]) -> Act | ActRefused:
    case, asked = f"initiative-{command.initiative_id}", type(command).__name__
    against = hindrance(command.occurrence, case, asked, command.ground, dated=command.dated)
    if against.refusal:
        return against.refusal[0]
    if broken and not command.occurrence.recorded:
        return ActRefused.because(command.occurrence, case, asked, broken[0])
    return command.occurrence.act(case, [rule.use], [*against.flags, *broken])


def _other_level(command: Asked, rule: DatedRule[InitiativeLevels]) -> BrokenRule:
    asked, own = LEVELS[command.level], LEVELS[str(command.registered_level)]
    facts = {
        "level": asked.vi,
        "level_en": asked.en,
        "registered_level": own.vi,
        "registered_level_en": own.en,
    }
    return BrokenRule(code="certificate-other-level", rule=rule.use, facts=facts)


def _dated(command: Asked) -> dict[str, str]:
    return {"dated": day_text(command.dated)}


def _levels(certificates: Sequence[Certificate]) -> Collection[str]:
    return {one.level for one in certificates}
