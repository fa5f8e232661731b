"""Pledges (giao ước thi đua) within a unit and between the units of a bloc (khối thi đua); each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.domain.bloc_states import Established, NotEstablished
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.pledge_messages import PledgeEvent, PledgeScope, PledgeSigned, SignPledge
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import ActRefused, BrokenRule
from shared.decider import Decider
from shared.references import BETWEEN
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The pledge; its wording is sealed and never part of a state."""

    scope: PledgeScope
    organisation_id: str
    bloc_id: str | None
    year: int
    parties: tuple[str, ...]
    signed_on: date


Pledge = Unsigned | Signed


def evolve(state: Pledge, event: PledgeEvent) -> Pledge:
    """The pledge after *event*."""
    return _signed(event) if isinstance(event, PledgeSigned) else state


def decide(command: SignPledge, state: Pledge) -> Sequence[PledgeEvent]:
    """Sign once, by two or more who belong together; of a bloc, by its members in that year."""
    if state == _signed(command):
        return []  # already so
    if isinstance(state, Signed):
        raise rejected("pledge-exists")
    _require_sound(command)
    case = f"pledge-{command.pledge_id}"
    against = hindrance(command.occurrence, case, "SignPledge", command.ground)
    if against.refusal:
        return against.refusal
    outside = _outside(command)
    if outside and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "SignPledge", outside[0])]
    return [
        PledgeSigned(
            act=command.occurrence.act(case, broken=[*against.flags, *outside]),
            pledge_id=command.pledge_id,
            scope=command.scope,
            organisation_id=command.organisation_id,
            bloc_id=command.bloc_id,
            bloc=command.bloc.name if isinstance(command.bloc, Established) else None,
            year=command.year,
            parties=command.parties,
            signed_on=command.signed_on,
            content=command.content,
        )
    ]


def _require_sound(command: SignPledge) -> None:
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    if (command.bloc_id is None) != (command.scope == "within_unit"):
        raise rejected("pledge-bloc")
    if command.bloc_id is not None and isinstance(command.bloc, NotEstablished):
        raise rejected("bloc-not-found")
    if len(set(command.parties)) < len(command.parties):
        raise rejected("pledge-party-twice")
    if len(command.parties) < 2:
        raise rejected("pledge-alone")
    if command.strangers:
        raise rejected("pledge-stranger", party=command.strangers[0])
    if command.signed_on > command.occurrence.occurred_on:
        raise rejected("pledge-later", signed_on=day_text(command.signed_on))


def _outside(command: SignPledge) -> list[BrokenRule]:
    """The flag for a pledge that others than members of the bloc sign or keep; whoever established it may keep it too."""
    bloc = command.bloc
    if isinstance(bloc, NotEstablished):
        return []
    named = (
        command.parties
        if command.organisation_id == bloc.organisation_id
        else (command.organisation_id, *command.parties)
    )
    strangers = dict.fromkeys(bloc.outsiders(named, command.year))
    if not strangers:
        return []
    facts = {"party": BETWEEN.join(strangers), "bloc": bloc.name, "year": str(command.year)}
    return [BrokenRule(code="pledge-outside-bloc", rule=bloc.rule(command.year), facts=facts)]


def _signed(told: PledgeSigned | SignPledge) -> Signed:
    return Signed(
        scope=told.scope,
        organisation_id=told.organisation_id,
        bloc_id=told.bloc_id,
        year=told.year,
        parties=told.parties,
        signed_on=told.signed_on,
    )


pledge: Decider[SignPledge, Pledge, PledgeEvent] = Decider(initial=Unsigned(), evolve=evolve, decide=decide)
