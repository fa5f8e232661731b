"""Where each command goes, and what it must be told of other streams before it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.nominations.application.histories import Histories, consolidation_stream, registration_stream
from services.nominations.domain.consolidation_messages import (
    ConsolidateList,
    NoteSelection,
    SendList,
    UnitList,
)
from services.nominations.domain.movement import Launched, LaunchMovement
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    ConcludeNomination,
    OpenNomination,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.organisation import Registered, RegisterOrganisation
from services.nominations.domain.person import RegisterPerson, Serving
from services.nominations.domain.plan import Issued
from services.nominations.domain.plan_messages import DraftPlan, IssuePlan, RecordDelivery, SendPlan
from services.nominations.domain.registration import Submitted
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Filling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    rules: RuleBook

    def organisation(self, command: RegisterOrganisation) -> RegisterOrganisation:
        """Whether the parent is registered."""
        parent = command.parent_id
        return replace(command, parent_known=parent is not None and self._registered(parent))

    def person(self, command: RegisterPerson) -> RegisterPerson:
        """Whether the organisation is registered."""
        return replace(command, organisation_known=self._registered(command.organisation_id))

    def movement(self, command: LaunchMovement) -> LaunchMovement:
        """The issuer's registered level."""
        issuer = self.known.organisation(command.issuer_id)
        return replace(command, registered_level=issuer.level if isinstance(issuer, Registered) else None)

    def draft(self, command: DraftPlan) -> DraftPlan:
        """Which organisations named are not registered."""
        return replace(
            command, unknown_units=self._unregistered([command.organisation_id, *command.participants])
        )

    def issue(self, command: IssuePlan) -> IssuePlan:
        """The rules on the form of documents."""
        return replace(command, rules=self.rules)

    def register(self, command: SubmitRegistrationList) -> SubmitRegistrationList:
        """The plan, and which movements and subjects are known."""
        movements = {model.movement_id for model in command.models if model.movement_id is not None}
        subjects = [(model.kind, model.subject_id) for model in command.models]
        return replace(
            command,
            plan=self.known.plan(command.plan_id),
            launched_movements=tuple(
                name for name in sorted(movements) if isinstance(self.known.movement(name), Launched)
            ),
            unknown_subjects=tuple(name for kind, name in subjects if not self._subject(kind, name)),
        )

    def consolidate(self, command: ConsolidateList) -> ConsolidateList:
        """The plan and every participant's list."""
        plan = self.known.plan(command.plan_id)
        units = plan.draft.participants if isinstance(plan, Issued) else ()
        return replace(command, plan=plan, lists=tuple(self._lists(command.plan_id, units)))

    def send(self, command: SendList) -> SendList:
        """Whether the recipient is registered."""
        return replace(command, recipient_known=self._registered(command.recipient))

    def open(self, command: OpenNomination) -> OpenNomination:
        """Whether subject and organisations are registered."""
        return replace(
            command,
            subject_known=self._subject(command.subject_kind, command.subject_id),
            unknown_units=self._unregistered([command.unit_id, command.organisation_id]),
        )

    def receive(self, command: ReceiveForAppraisal) -> ReceiveForAppraisal:
        """The rules on what a dossier must hold."""
        return replace(command, rules=self.rules)

    def _registered(self, organisation_id: str) -> bool:
        return isinstance(self.known.organisation(organisation_id), Registered)

    def _unregistered(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in ids if not self._registered(name))

    def _subject(self, kind: str, subject_id: str) -> bool:
        if kind == "collective":
            return self._registered(subject_id)
        return isinstance(self.known.person(subject_id), Serving)

    def _lists(self, plan_id: str, units: Iterable[str]) -> Iterable[UnitList]:
        for unit_id in units:
            folded = self.known.registration(plan_id, unit_id)
            if isinstance(folded.state, Submitted):
                place = f"{folded.head.stream}@{folded.head.version}"
                yield UnitList(unit_id=unit_id, registration=place, models=folded.state.models)


def routes(known: Histories, rules: RuleBook) -> Mapping[type[Any], Route[Any]]:
    """Each command class with its stream and handler."""
    fill = Filling(known, rules)
    plan, nomination = known.plans, known.nominations
    return {
        RegisterOrganisation: Route(
            known.organisations, lambda c: stream("organisation", c.organisation_id), fill.organisation
        ),
        RegisterPerson: Route(known.people, lambda c: stream("person", c.person_id), fill.person),
        LaunchMovement: Route(known.movements, lambda c: stream("movement", c.movement_id), fill.movement),
        DraftPlan: Route(plan, _plan, fill.draft),
        IssuePlan: Route(plan, _plan, fill.issue),
        SendPlan: Route(plan, _plan),
        RecordDelivery: Route(plan, _plan),
        SubmitRegistrationList: Route(
            known.registrations, lambda c: registration_stream(c.plan_id, c.unit_id), fill.register
        ),
        ConsolidateList: Route(known.consolidations, _consolidation, fill.consolidate),
        NoteSelection: Route(known.consolidations, _consolidation),
        SendList: Route(known.consolidations, _consolidation, fill.send),
        OpenNomination: Route(nomination, _nomination, fill.open),
        AttachDocument: Route(nomination, _nomination),
        SubmitNomination: Route(nomination, _nomination),
        ReturnNomination: Route(nomination, _nomination),
        ReceiveForAppraisal: Route(nomination, _nomination, fill.receive),
        PutToCouncil: Route(nomination, _nomination),
        ConcludeNomination: Route(nomination, _nomination),
    }


def _plan(command: Any) -> str:
    return stream("plan", command.plan_id)


def _consolidation(command: Any) -> str:
    return consolidation_stream(command.plan_id)


def _nomination(command: Any) -> str:
    return stream("nomination", command.nomination_id)
