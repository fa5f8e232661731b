"""Conferences (hội nghị): held once, with reports and presentations; handing over awards is the awards context's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.domain.conference_messages import (
    Attendee,
    ConferenceHeld,
    HoldConference,
    Presentation,
    Report,
)
from services.nominations.domain.refusals import day_text, rejected
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The conference; what it agreed on is sealed and never part of a state."""

    organisation_id: str
    name: str
    held_on: date
    attendees: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    presentations: tuple[Presentation, ...]


Conference = NotHeld | Held


def evolve(_state: Conference, event: ConferenceHeld) -> Conference:
    """The conference after *event*."""
    return _held(event)


def decide(command: HoldConference, state: Conference) -> Sequence[ConferenceHeld]:
    """Note once what took place, with people who are known."""
    if state == _held(command):
        return []  # already so
    if isinstance(state, Held):
        raise rejected("conference-exists")
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    if command.unknown_people:
        raise rejected("person-unknown", person_id=command.unknown_people[0])
    if command.held_on > command.occurrence.occurred_on:
        raise rejected("conference-later", held_on=day_text(command.held_on))
    return [
        ConferenceHeld(
            act=command.occurrence.act(f"conference-{command.conference_id}"),
            conference_id=command.conference_id,
            organisation_id=command.organisation_id,
            name=command.name,
            held_on=command.held_on,
            attendees=command.attendees,
            reports=command.reports,
            presentations=command.presentations,
            agreed=command.agreed,
        )
    ]


def _held(told: ConferenceHeld | HoldConference) -> Held:
    return Held(
        organisation_id=told.organisation_id,
        name=told.name,
        held_on=told.held_on,
        attendees=told.attendees,
        reports=told.reports,
        presentations=told.presentations,
    )


conference: Decider[HoldConference, Conference, ConferenceHeld] = Decider(
    initial=NotHeld(), evolve=evolve, decide=decide
)
