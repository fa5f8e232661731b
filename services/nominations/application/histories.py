"""The histories this context decides over: one handler per kind of stream, and each stream's state by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from services.nominations.application.administrators import Administrators, Named, account_stream
from services.nominations.application.claiming import Claims
from services.nominations.application.emulation_histories import (
    EmulationHistories,
    emulation_histories,
    merging,
)
from services.nominations.application.model_histories import ModelHistories, model_histories
from services.nominations.application.moves import Moves
from services.nominations.domain.account import account
from services.nominations.domain.account_messages import AccountCommand
from services.nominations.domain.account_states import Account
from services.nominations.domain.achievement import Achievement, achievement
from services.nominations.domain.achievement_messages import AchievementCommand
from services.nominations.domain.administration import administration
from services.nominations.domain.consolidation import Consolidation, consolidation
from services.nominations.domain.consolidation_messages import ConsolidationCommand
from services.nominations.domain.dossier_messages import DossierCommand
from services.nominations.domain.movement import Movement, MovementCommand, movement
from services.nominations.domain.moving import EnterMove, moving
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import NominationCommand
from services.nominations.domain.nomination_states import Nomination
from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import OrganisationCommand
from services.nominations.domain.organisation_states import Organisation
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import PersonCommand
from services.nominations.domain.person_states import Person
from services.nominations.domain.plan import Plan, plan
from services.nominations.domain.plan_messages import PlanCommand
from services.nominations.domain.record import Record, record
from services.nominations.domain.record_messages import RecordCommand
from services.nominations.domain.registration import Registration, registration
from services.nominations.domain.registration_messages import SubmitRegistrationList
from services.nominations.domain.succession import succession
from shared.application import Handlers
from shared.fencing import Fence
from shared.handling import CommandHandler, Folded
from shared.ids import derived_id, is_stream, stream
from shared.values import dataclass

S = TypeVar("S")


def registration_stream(plan_id: str, unit_id: str) -> str:
    """The stream of a unit's list; raises ValueError when the ids cannot name one."""
    stream("plan", plan_id)
    return stream("registration", derived_id(plan_id, unit_id))


def consolidation_stream(plan_id: str) -> str:
    """The stream of a plan's consolidated list; raises ValueError when the id cannot name one."""
    stream("plan", plan_id)
    return stream("consolidation", derived_id(plan_id))


def record_stream(subject_kind: str, subject_id: str) -> str:
    """The stream of a subject's record of facts; it may not name one when the id may not."""
    return f"record-{subject_kind}-{subject_id}"


@dataclass(frozen=True, slots=True)
class Histories:
    """One handler per decider; it keeps the folds of its streams."""

    organisations: CommandHandler[OrganisationCommand, Organisation]
    people: CommandHandler[PersonCommand, Person]
    movements: CommandHandler[MovementCommand, Movement]
    plans: CommandHandler[PlanCommand, Plan]
    registrations: CommandHandler[SubmitRegistrationList, Registration]
    consolidations: CommandHandler[ConsolidationCommand, Consolidation]
    nominations: CommandHandler[NominationCommand | DossierCommand, Nomination]
    achievements: CommandHandler[AchievementCommand, Achievement]
    accounts: CommandHandler[AccountCommand, Account]
    records: CommandHandler[RecordCommand, Record]
    emulation: EmulationHistories
    exemplary: ModelHistories

    def account(self, username: str) -> Account:
        """The rights of *username*, none when none were given."""
        return self.accounts.load(account_stream(username)).state

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

    def achievement(self, achievement_id: str) -> Achievement:
        """The achievement, described or not; of an id that nothing can have, nothing is known."""
        return _state(self.achievements, f"achievement-{achievement_id}", achievement.initial)

    def registration(self, plan_id: str, unit_id: str) -> Folded[Registration]:
        """The unit's list with its head."""
        return self.registrations.load(registration_stream(plan_id, unit_id))


def administrators(handlers: Handlers, named: Named, roles: Iterable[str]) -> Administrators:
    """Who administers the realm; with folds of its own, for it stands beside the accounts' handler."""
    return Administrators(handlers.of(account), named, tuple(sorted(roles)))


def histories(handlers: Handlers, administering: Administrators) -> Histories:
    """
    A handler for each decider of this context.

    No act on an account takes the last administrator away, no two dossiers have one achievement, no moves close a ring.
    """
    fence = Fence(handlers.of(administration), administration, administering.beside, fill=administering.fill)
    achievements, dossiers = handlers.of(achievement), handlers.of(nomination)
    claims = Claims(lambda name: _state(dossiers, f"nomination-{name}", nomination.initial))
    return Histories(
        organisations=handlers.together(organisation, _successors, _moving(handlers)),
        people=handlers.of(person),
        movements=handlers.fenced(movement, merging(handlers)),
        plans=handlers.of(plan),
        registrations=handlers.of(registration),
        consolidations=handlers.of(consolidation),
        nominations=handlers.fenced(nomination, Fence(achievements, achievement, claims.beside)),
        achievements=achievements,
        accounts=handlers.fenced(account, fence),
        records=handlers.of(record),
        emulation=emulation_histories(handlers),
        exemplary=model_histories(handlers),
    )


def _moving(handlers: Handlers) -> Fence[EnterMove]:
    moves = Moves(handlers.of(moving), handlers.of(organisation))
    return Fence(moves.volumes, moving, moves.beside, fill=moves.fill)


def _successors(events: Sequence[Any]) -> Iterable[tuple[str, OrganisationCommand]]:
    return ((stream("organisation", command.organisation_id), command) for command in succession(events))


def _state(handler: CommandHandler[Any, S], name: str, unknown: S) -> S:
    return handler.load(name).state if is_stream(name) else unknown
