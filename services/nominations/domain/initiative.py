"""Initiatives (sáng kiến): proposed, applied, recognised at a level, reach certified; each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.digests import require_digest
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.eligibility_refusals import OUT_OF_RANGE
from services.nominations.domain.fact_form import YEARS
from services.nominations.domain.initiative_certificates import certify, recognise
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    CertifyReach,
    InitiativeApplied,
    InitiativeCommand,
    InitiativeEvent,
    InitiativeProposed,
    InitiativeReachCertified,
    InitiativeRecognised,
    ProposeInitiative,
    RecogniseInitiative,
)
from services.nominations.domain.initiative_states import Certificate, Initiative, Proposed, Unproposed
from services.nominations.domain.refusals import day_text, malformed, rejected
from shared.acts import ActRefused
from shared.decider import Decider


def evolve(state: Initiative, event: InitiativeEvent) -> Initiative:
    """The initiative after *event*."""
    match state, event:
        case _, InitiativeProposed():
            return _proposed(event)
        case Proposed(), InitiativeApplied(since=since):
            return replace(state, applied_since=since)
        case Proposed(), InitiativeRecognised():
            given = _certificate(event.level, event.recognised_by, event)
            return replace(state, recognised=(*state.recognised, given))
        case Proposed(), InitiativeReachCertified():
            given = _certificate(event.level, event.certified_by, event)
            return replace(state, reach=(*state.reach, given))
        case _:  # a refusal changes nothing
            return state


def decide(command: InitiativeCommand, state: Initiative) -> Sequence[InitiativeEvent]:
    """What *command* brings about."""
    match command, state:
        case ProposeInitiative(), _:
            return _propose(command, state)
        case _, Unproposed():
            raise rejected("initiative-not-found")
        case ApplyInitiative(), Proposed():
            return _apply(command, state)
        case RecogniseInitiative(), Proposed():
            return recognise(command, state)
        case CertifyReach(), Proposed():
            return certify(command, state)
        case unreachable:
            assert_never(unreachable)


def _propose(command: ProposeInitiative, state: Initiative) -> Sequence[InitiativeProposed | ActRefused]:
    asked = _proposed(command)
    if isinstance(state, Proposed):
        if (state.title, state.authors, state.unit_id, state.year) == (
            asked.title,
            asked.authors,
            asked.unit_id,
            asked.year,
        ):
            return []  # already so
        raise rejected("initiative-exists")
    if command.year not in YEARS:
        raise malformed("year", OUT_OF_RANGE)
    if not command.unit_known:
        raise rejected("unknown-organisation", organisation_id=command.unit_id)
    if not command.authors:
        raise rejected("initiative-without-author")
    if len(set(command.authors)) < len(command.authors):
        raise rejected("author-twice")
    if command.unknown_authors:
        raise rejected("unknown-subject", subject_id=command.unknown_authors[0])
    case = f"initiative-{command.initiative_id}"
    against = hindrance(command.occurrence, case, "ProposeInitiative", command.ground)
    if against.refusal:
        return against.refusal
    return [
        InitiativeProposed(
            act=command.occurrence.act(case, broken=against.flags),
            initiative_id=command.initiative_id,
            title=command.title,
            authors=command.authors,
            unit_id=command.unit_id,
            year=command.year,
        )
    ]


def _apply(command: ApplyInitiative, state: Proposed) -> Sequence[InitiativeApplied]:
    require_digest(command.sha256)
    if state.applied_since == command.since:
        return []  # already so
    if state.applied_since is not None:
        raise rejected("initiative-already-applied", since=day_text(state.applied_since))
    if command.since > command.occurrence.occurred_on:
        raise rejected("initiative-applied-later", since=day_text(command.since))
    return [
        InitiativeApplied(
            act=command.occurrence.act(f"initiative-{command.initiative_id}"),
            initiative_id=command.initiative_id,
            since=command.since,
            sha256=command.sha256,
            benefit=command.benefit,
        )
    ]


def _proposed(told: InitiativeProposed | ProposeInitiative) -> Proposed:
    return Proposed(title=told.title, authors=told.authors, unit_id=told.unit_id, year=told.year)


def _certificate(
    level: str, given_by: str, event: InitiativeRecognised | InitiativeReachCertified
) -> Certificate:
    return Certificate(level=level, given_by=given_by, number=event.number, dated=event.dated)


initiative: Decider[InitiativeCommand, Initiative, InitiativeEvent] = Decider(
    initial=Unproposed(), evolve=evolve, decide=decide
)
