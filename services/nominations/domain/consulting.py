"""
Consultation (hiệp y) and publication (đăng công khai) of a dossier.

How long either lasts is rule data. Where no confirmed rule says it, a person does: the day of an answer is set by whoever
asks, and a publication is closed on a ground somebody answers for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import assert_never

from services.nominations.domain.consulting_messages import (
    AskOpinion,
    ClosePublication,
    GiveOpinion,
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
    PublishNomination,
)
from services.nominations.domain.dossier_messages import ConsultCommand
from services.nominations.domain.dossier_rules import ConsultationTerm, PublicationTerm
from services.nominations.domain.dossier_states import Consultation, Publication
from services.nominations.domain.nomination_states import OVER, Dossier
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import ActRefused, BrokenRule, RuleUse
from shared.rules import DatedRule

ConsultEvents = Sequence[OpinionAsked | OpinionGiven | NominationPublished | PublicationClosed | ActRefused]


def decide_consultation(command: ConsultCommand, state: Dossier) -> ConsultEvents:
    """What *command* brings about."""
    match command:
        case AskOpinion():
            return _ask(command, state)
        case GiveOpinion():
            return _answer(command, state)
        case PublishNomination():
            return _publish(command, state)
        case ClosePublication():
            return _close(command, state)
        case unreachable:
            assert_never(unreachable)


def consultation_of(state: Dossier, consultation_id: str) -> Consultation | None:
    """The consultation of this id."""
    return next((one for one in state.consultations if one.consultation_id == consultation_id), None)


def publication_of(state: Dossier, publication_id: str) -> Publication | None:
    """The publication of this id."""
    return next((one for one in state.publications if one.publication_id == publication_id), None)


def _ask(command: AskOpinion, state: Dossier) -> ConsultEvents:
    if consultation_of(state, command.consultation_id) is not None:
        return []  # already so
    _require_running(state)
    if command.organisation_id is not None and not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    rule = command.rules.in_force(ConsultationTerm, command.occurrence.occurred_on)
    due = command.due_on or _due(rule, command.occurrence.occurred_on)
    broken = []
    if due is None:
        broken = [BrokenRule(code="consultation-due-needs-person", rule=rule.use, facts={})]
        if not command.occurrence.recorded:
            return [ActRefused.because(command.occurrence, _case(command), "AskOpinion", broken[0])]
    elif due < command.occurrence.occurred_on:
        raise rejected("due-in-the-past")
    return [
        OpinionAsked(
            act=command.occurrence.act(_case(command), [rule.use], broken),
            nomination_id=command.nomination_id,
            consultation_id=command.consultation_id,
            body=command.body,
            organisation_id=command.organisation_id,
            due_on=due,
        )
    ]


def _due(rule: DatedRule[ConsultationTerm], asked_on: date) -> date | None:
    """The day a confirmed rule sets; None where a person must."""
    if rule.values.days is None or not rule.confirmed:
        return None
    return asked_on + timedelta(days=rule.values.days)


def _answer(command: GiveOpinion, state: Dossier) -> ConsultEvents:
    asked = consultation_of(state, command.consultation_id)
    if asked is None:
        raise rejected("consultation-unknown")
    if asked.opinion is not None:
        if asked.opinion == command.opinion:
            return []  # already so: the first remarks stand
        raise rejected("consultation-answered-otherwise")
    return [
        OpinionGiven(
            act=command.occurrence.act(_case(command)),
            nomination_id=command.nomination_id,
            consultation_id=command.consultation_id,
            opinion=command.opinion,
            late=asked.due_on is not None and command.occurrence.occurred_on > asked.due_on,
            remarks=command.remarks,
        )
    ]


def _publish(command: PublishNomination, state: Dossier) -> ConsultEvents:
    known = publication_of(state, command.publication_id)
    if known is not None:
        if (known.place, known.from_on, known.to_on) == (command.place, command.from_on, command.to_on):
            return []  # already so
        raise rejected("publication-exists")
    _require_running(state)
    if command.to_on < command.from_on:
        raise rejected("publication-backwards")
    return [
        NominationPublished(
            act=command.occurrence.act(_case(command)),
            nomination_id=command.nomination_id,
            publication_id=command.publication_id,
            place=command.place,
            from_on=command.from_on,
            to_on=command.to_on,
        )
    ]


def _close(command: ClosePublication, state: Dossier) -> ConsultEvents:
    known = publication_of(state, command.publication_id)
    if known is None:
        raise rejected("publication-unknown")
    if known.closed:
        return []  # already so
    if command.occurrence.occurred_on < known.to_on:
        raise rejected("publication-running", until=day_text(known.to_on))
    days = (known.to_on - known.from_on).days + 1
    rule = command.rules.in_force(PublicationTerm, command.occurrence.occurred_on)
    settled = rule.values.days is None or not rule.confirmed
    broken = _too_short(rule, days) if not settled else _unanswered(rule.use, command)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, _case(command), "ClosePublication", broken)]
    return [
        PublicationClosed(
            act=command.occurrence.act(_case(command), [rule.use], [broken] if broken else []),
            nomination_id=command.nomination_id,
            publication_id=command.publication_id,
            days=days,
            settled=settled and command.ground is not None,
            ground=command.ground,
        )
    ]


def _too_short(rule: DatedRule[PublicationTerm], days: int) -> BrokenRule | None:
    least = rule.values.days
    if least is None or days >= least:
        return None
    facts = {"days": str(days), "least": str(least)}
    return BrokenRule(code="publication-short", rule=rule.use, facts=facts)


def _unanswered(rule: RuleUse, command: ClosePublication) -> BrokenRule | None:
    """The flag when no confirmed rule says how long it must be and nobody answers for it."""
    if command.ground is not None:
        return None
    return BrokenRule(code="publication-needs-person", rule=rule, facts={})


def _require_running(state: Dossier) -> None:
    if state.step in OVER:
        raise rejected("nomination-over")


def _case(command: ConsultCommand) -> str:
    return f"nomination-{command.nomination_id}"
