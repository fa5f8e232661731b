"""The histories this context decides over: one handler per kind of stream, and each stream's state by id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from services.nominations.domain.consolidation import Consolidation, consolidation
from services.nominations.domain.consolidation_messages import ConsolidationCommand
from services.nominations.domain.movement import LaunchMovement, Movement, movement
from services.nominations.domain.nomination import Nomination, nomination
from services.nominations.domain.nomination_messages import NominationCommand
from services.nominations.domain.organisation import Organisation, RegisterOrganisation, organisation
from services.nominations.domain.person import Person, RegisterPerson, person
from services.nominations.domain.plan import Plan, plan
from services.nominations.domain.plan_messages import PlanCommand
from services.nominations.domain.registration import Registration, registration
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.application import Handlers
from shared.handling import CommandHandler, Folded
from shared.ids import derived_id, is_stream, stream

S = TypeVar("S")


def registration_stream(plan_id: str, unit_id: str) -> str:
    """The stream of a unit's list; raises ValueError when the ids cannot name one."""
    stream("plan", plan_id)
    return stream("registration", derived_id(plan_id, unit_id))


def consolidation_stream(plan_id: str) -> str:
    """The stream of a plan's consolidated list; raises ValueError when the id cannot name one."""
    stream("plan", plan_id)
    return stream("consolidation", derived_id(plan_id))


@dataclass(frozen=True, slots=True)
class Histories:
    """One handler per decider; it keeps the folds of its streams."""

    organisations: CommandHandler[RegisterOrganisation, Organisation]
    people: CommandHandler[RegisterPerson, Person]
    movements: CommandHandler[LaunchMovement, Movement]
    plans: CommandHandler[PlanCommand, Plan]
    registrations: CommandHandler[SubmitRegistrationList, Registration]
    consolidations: CommandHandler[ConsolidationCommand, Consolidation]
    nominations: CommandHandler[NominationCommand, Nomination]

    def organisation(self, organisation_id: str) -> Organisation:
        """The organisation, Unregistered when there is none of that id."""
        return _state(self.organisations, f"organisation-{organisation_id}", organisation.initial)

    def person(self, person_id: str) -> Person:
        """The person, a Stranger when there is none of that id."""
        return _state(self.people, f"person-{person_id}", person.initial)

    def movement(self, movement_id: str) -> Movement:
        """The movement, NotLaunched when there is none of that id."""
        return _state(self.movements, f"movement-{movement_id}", movement.initial)

    def plan(self, plan_id: str) -> Plan:
        """The plan, Unplanned when there is none of that id."""
        return _state(self.plans, f"plan-{plan_id}", plan.initial)

    def nomination(self, nomination_id: str) -> Nomination:
        """The dossier, Unopened when there is none of that id."""
        return _state(self.nominations, f"nomination-{nomination_id}", nomination.initial)

    def registration(self, plan_id: str, unit_id: str) -> Folded[Registration]:
        """The unit's list with its head."""
        return self.registrations.load(registration_stream(plan_id, unit_id))


def histories(handlers: Handlers) -> Histories:
    """A handler for each decider of this context."""
    return Histories(
        organisations=handlers.of(organisation),
        people=handlers.of(person),
        movements=handlers.of(movement),
        plans=handlers.of(plan),
        registrations=handlers.of(registration),
        consolidations=handlers.of(consolidation),
        nominations=handlers.of(nomination),
    )


def _state(handler: CommandHandler[Any, S], name: str, unknown: S) -> S:
    return handler.load(name).state if is_stream(name) else unknown
