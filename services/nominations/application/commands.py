"""Where each command goes, and what it must be told of other streams before it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application import dossier_commands
from services.nominations.application.carrying_commands import known_parent, parent_of
from services.nominations.application.dossier_commands import claim_against
from services.nominations.application.emulation_commands import emulation_routes
from services.nominations.application.histories import Histories, consolidation_stream, registration_stream
from services.nominations.application.local_rules import rules_at
from services.nominations.application.looking_up import Lookups
from services.nominations.application.model_commands import model_routes
from services.nominations.application.register_commands import Bodies, Seen, register_routes
from services.nominations.domain.appraisal_messages import NameAppraisingUnit
from services.nominations.domain.consolidation_messages import (
    ConsolidateList,
    NoteSelection,
    SendList,
    UnitList,
)
from services.nominations.domain.criteria import Evaluate
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
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    DraftPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.registration import Submitted
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.application import Route, ruled
from shared.ids import stream
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Filling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    rules: RuleBook
    people: Lookups
    bodies: Bodies

    def movement(self, command: LaunchMovement) -> LaunchMovement:
        """The issuer's registered level, and whether it stands."""
        seen = self.bodies(command.issuer_id)
        return replace(command, registered_level=seen.level(command.issuer_id), ground=seen.ground)

    def draft(self, command: DraftPlan) -> DraftPlan:
        """Which organisations named are not registered or do not stand, the parent, and the rules on parents."""
        seen = self.bodies(command.organisation_id, *command.participants)
        return replace(
            command,
            unknown_units=seen.unknown,
            known_parent=known_parent(self.known, command.parent_plan_id),
            rules=self.rules,
            ground=seen.ground,
        )

    def issue(self, command: IssuePlan) -> IssuePlan:
        """The parent as it stands now, the rules on parents and on the form of documents, whether the issuer stands."""
        plan = self.known.plan(command.plan_id)
        command = replace(command, known_parent=known_parent(self.known, parent_of(plan)), rules=self.rules)
        if not isinstance(plan, Drafted):
            return command
        return replace(command, ground=self.bodies(plan.organisation_id).ground)

    def register(self, command: SubmitRegistrationList) -> SubmitRegistrationList:
        """The plan and the rules at its organisation, which movements, subjects and heads are known, and who stands."""
        movements = {model.movement_id for model in command.models if model.movement_id is not None}
        subjects = [(model.kind, model.subject_id) for model in command.models]
        collectives = [name for kind, name in subjects if kind == "collective"]
        seen = self.bodies(command.unit_id, *collectives)
        plan, day = self.known.plan(command.plan_id), command.occurrence.occurred_on
        named = {model.head_id for model in command.models if model.head_id is not None}
        heads = {name: self.known.person(name) for name in sorted(named)}
        return replace(
            command,
            plan=plan,
            heads={name: state for name, state in heads.items() if isinstance(state, Serving)},
            unit_above=self.people.above(command.unit_id) if named else (),
            rules=rules_at(self.rules, self.known, plan.draft.organisation_id, day)
            if isinstance(plan, Issued)
            else self.rules,
            launched_movements=tuple(
                name for name in sorted(movements) if isinstance(self.known.movement(name), Launched)
            ),
            unknown_subjects=tuple(name for kind, name in subjects if not self._subject(kind, name, seen)),
            ground=seen.ground,
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
        """Whether subject and organisations are registered and stand, and whether it is decided here at all."""
        collective = command.subject_id if command.subject_kind == "collective" else None
        seen = self.bodies(command.unit_id, command.organisation_id, collective)
        decider = seen.found.get(command.organisation_id)
        units = (command.unit_id, command.organisation_id)
        return replace(
            command,
            subject_known=self._subject(command.subject_kind, command.subject_id, seen),
            unknown_units=tuple(name for name in units if name not in seen.found),
            achievement_of_others=dossier_commands.of_others(self.known, command),
            decider_outside=decider is not None and decider.outside,
            ground=seen.ground,
        )

    def attach(self, command: AttachDocument) -> AttachDocument:
        """Whether the file was uploaded for this dossier."""
        case = f"nomination-{command.nomination_id}"
        return replace(command, uploaded=self.people.has_file(case, command.sha256))

    def submit(self, command: SubmitNomination) -> SubmitNomination:
        """Another dossier that holds the achievement, whether that is of others, and the rules."""
        claimed_by, form = claim_against(self.known, command.nomination_id)
        others = dossier_commands.of_others(self.known, command)
        return replace(
            command, claimed_by=claimed_by, claimed_form=form, achievement_of_others=others, rules=self.rules
        )

    def give_back(self, command: ReturnNomination) -> ReturnNomination:
        """The rules, and what ties the caller to units."""
        return replace(command, rules=self.rules, ties=self.people.ties_of(command.by))

    def receive(self, command: ReceiveForAppraisal) -> ReceiveForAppraisal:
        """The rules, among them what a dossier must hold, what ties the caller to units, and whether a title was registered."""
        return replace(
            command,
            rules=self.rules,
            ties=self.people.ties_of(command.by),
            registered=self._registered_for(command.nomination_id),
        )

    def _registered_for(self, nomination_id: str) -> bool:
        """Whether the subject of this dossier registered for the title it proposes; of other forms there is nothing to register."""
        dossier = self.known.nomination(nomination_id)
        if not isinstance(dossier, Dossier) or (year := dossier.opening.year) is None:
            return True
        opening = dossier.opening
        wanted = (opening.subject_kind, opening.subject_id, opening.form)
        titles = self.known.emulation.titles_of(opening.unit_id, year)
        return wanted in [(one.kind, one.subject_id, one.title) for one in titles.entries]

    def name_appraiser(self, command: NameAppraisingUnit) -> NameAppraisingUnit:
        """Whether the unit is registered, what it lies under, and the rules."""
        return replace(
            command,
            unit_known=self._registered(command.unit_id),
            unit_above=self.people.above(command.unit_id),
            rules=self.rules,
        )

    def put(self, command: PutToCouncil) -> PutToCouncil:
        """The account of the person proposed and of those who proposed them, the rules, the caller's ties to units."""
        command = replace(
            command,
            proposers=self.people.proposers_of(command.nomination_id),
            claimed_by=claim_against(self.known, command.nomination_id)[0],
            rules=self.rules,
            ties=self.people.ties_of(command.by),
        )
        dossier = self.known.nomination(command.nomination_id)
        if not isinstance(dossier, Dossier) or dossier.opening.subject_kind != "individual":
            return command
        account = self.people.account_of(dossier.opening.subject_id)
        return replace(command, subject_actor=None if account is None else f"user:{account}")

    def _registered(self, organisation_id: str) -> bool:
        return isinstance(self.known.organisation(organisation_id), Registered)

    def _subject(self, kind: str, subject_id: str, seen: Seen) -> bool:
        if kind == "collective":
            return subject_id in seen.found
        found = self.known.person(subject_id)
        return isinstance(found, Serving) and not found.erased

    def _lists(self, plan_id: str, units: Iterable[str]) -> Iterable[UnitList]:
        for unit_id in units:
            folded = self.known.registration(plan_id, unit_id)
            if isinstance(folded.state, Submitted):
                place = f"{folded.head.stream}@{folded.head.version}"
                yield UnitList(unit_id=unit_id, registration=place, models=folded.state.models)


def routes(
    known: Histories, rules: RuleBook, people: Lookups, evaluate: Evaluate
) -> Mapping[type[Any], Route[Any]]:
    """Each command class with its stream and handler; *people* says who is behind accounts and dossiers."""
    bodies = Bodies(known, rules)
    fill = Filling(known, rules, people, bodies)
    plan, nomination = known.plans, known.nominations
    found: Mapping[type[Any], Route[Any]] = {
        **emulation_routes(known, rules, bodies),
        **model_routes(known, rules, people, evaluate, bodies),
        **register_routes(known, bodies),
        LaunchMovement: Route(known.movements, lambda c: stream("movement", c.movement_id), fill.movement),
        DraftPlan: Route(plan, _plan, fill.draft),
        IssuePlan: Route(plan, _plan, fill.issue),
        SendPlan: Route(plan, _plan),
        RecordDelivery: Route(plan, _plan),
        AttachToPlan: Route(plan, _plan),
        WithdrawPlanFile: Route(plan, _plan),
        SubmitRegistrationList: Route(
            known.registrations, lambda c: registration_stream(c.plan_id, c.unit_id), fill.register
        ),
        ConsolidateList: Route(known.consolidations, _consolidation, fill.consolidate),
        NoteSelection: Route(known.consolidations, _consolidation),
        SendList: Route(known.consolidations, _consolidation, fill.send),
        OpenNomination: Route(nomination, _nomination, fill.open),
        AttachDocument: Route(nomination, _nomination, fill.attach),
        SubmitNomination: Route(nomination, _nomination, fill.submit),
        ReturnNomination: Route(nomination, _nomination, fill.give_back),
        NameAppraisingUnit: Route(nomination, _nomination, fill.name_appraiser),
        ReceiveForAppraisal: Route(nomination, _nomination, fill.receive),
        PutToCouncil: Route(nomination, _nomination, fill.put),
        ConcludeNomination: Route(nomination, _nomination),
        **dossier_commands.routes(known, rules, people.above, bodies),
    }
    return ruled(found, rules)


def _plan(command: Any) -> str:
    return stream("plan", command.plan_id)


def _consolidation(command: Any) -> str:
    return consolidation_stream(command.plan_id)


def _nomination(command: Any) -> str:
    return stream("nomination", command.nomination_id)
