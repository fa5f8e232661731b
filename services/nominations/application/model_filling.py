"""What the commands of exemplary models (điển hình tiên tiến) must be told of other streams and of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from services.nominations.application.histories import Histories, record_stream
from services.nominations.application.local_rules import rules_at
from services.nominations.application.looking_up import Lookups
from services.nominations.application.model_histories import registered_model_id
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.care_messages import NurtureModel, ReplicateModel, SumUpModel
from services.nominations.domain.certified import surely
from services.nominations.domain.criteria import Evaluate, Fact
from services.nominations.domain.detection_messages import DetectModel, NameResponsibleHead, TakeUpModel
from services.nominations.domain.honour_messages import ProposeCommendation
from services.nominations.domain.model_states import Detected, Model, Subject
from services.nominations.domain.movement import Launched
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_messages import Position
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Issued
from services.nominations.domain.recognition import criteria_day
from services.nominations.domain.recognition_messages import DecideRecognition, JudgeRecognition
from services.nominations.domain.registration import Submitted
from services.nominations.domain.registration_messages import RegisteredModel
from shared.ids import is_stream
from shared.rules import RuleBook
from shared.values import dataclass

Placed = TypeVar("Placed", JudgeRecognition, DecideRecognition)
Told = TypeVar("Told", SumUpModel, ReplicateModel, JudgeRecognition, DecideRecognition)


@dataclass(frozen=True, slots=True)
class ModelFilling:
    """Completes commands with what other streams and the rules say: those in force at the model's organisation."""

    known: Histories
    rules: RuleBook
    people: Lookups
    evaluate: Evaluate
    bodies: Bodies

    def detect(self, command: DetectModel) -> DetectModel:
        """Whether all it names is registered and stands, and the rules."""
        movement = command.movement_id
        collective = command.subject_id if command.subject_kind == "collective" else None
        units = (command.unit_id, command.organisation_id)
        seen = self.bodies(*units, collective)
        return replace(
            command,
            subject_known=self._subject(command.subject_kind, command.subject_id),
            unknown_units=tuple(one for one in units if one not in seen.found),
            movement_known=movement is None or self._launched(movement),
            rules=rules_at(self.rules, self.known, command.organisation_id, command.occurrence.occurred_on),
            ground=seen.ground,
        )

    def take_up(self, command: TakeUpModel) -> TakeUpModel:
        """What the unit's list says of the model; the plan's organisation is the model's."""
        plan = self.known.plan(command.plan_id)
        listed = self.known.registration(command.plan_id, command.unit_id).state
        if not isinstance(plan, Issued) or not isinstance(listed, Submitted):
            return command
        entry = next((one for one in listed.models if one.model_id == command.entry), None)
        if entry is None:
            return command
        found = self.detect(_registered(command, entry, plan.draft.organisation_id))
        head = None if entry.head_id is None else self._head_of(command, found, entry.head_id)
        return replace(command, model_id=found.model_id, found=found, head=head)

    def head(self, command: NameResponsibleHead) -> NameResponsibleHead:
        """Where the person serves on the day, what lies above the unit, and the account to tell."""
        state = self.known.exemplary.model(command.model_id)
        unit_id = state.subject.unit_id if isinstance(state, Detected) else None
        return replace(self._serving(command, unit_id), rules=self._rules(state, command))

    def _head_of(self, command: TakeUpModel, found: DetectModel, person_id: str) -> NameResponsibleHead:
        """Whom the unit's list names, by the rules at the model's organisation."""
        named = NameResponsibleHead(
            model_id=found.model_id, person_id=person_id, occurrence=command.occurrence, rules=found.rules
        )
        return self._serving(named, command.unit_id)

    def _serving(self, command: NameResponsibleHead, unit_id: str | None) -> NameResponsibleHead:
        return replace(
            command,
            serving=self.serving_on(command.person_id, command.occurrence.occurred_on),
            unit_above=() if unit_id is None else self.people.above(unit_id),
            responsible=self._account(command.person_id),
        )

    def nurture(self, command: NurtureModel) -> NurtureModel:
        """The rules."""
        return replace(command, rules=self._rules_of(command))

    def sum_up(self, command: SumUpModel) -> SumUpModel:
        """The reviews that were held, whether there is such a movement, and the rules."""
        known = self._launched(command.movement_id)
        reviews = self.known.emulation.reviews_of(command.movement_id, command.reviewed_by) if known else ()
        command = replace(command, movement_known=known, reviews=reviews, rules=self._rules_of(command))
        return self._told(command)

    def replicate(self, command: ReplicateModel) -> ReplicateModel:
        """Who of those named as confirming is not registered, and the rules."""
        named = dict.fromkeys(one.confirmed_by for one in command.confirmations)
        unknown = tuple(name for name in named if not isinstance(self.known.person(name), Serving))
        return self._told(replace(command, unknown_people=unknown, rules=self._rules_of(command)))

    def propose(self, command: ProposeCommendation) -> ProposeCommendation:
        """The dossier."""
        return replace(command, dossier=self.known.nomination(command.nomination_id))

    def judge(self, command: JudgeRecognition) -> JudgeRecognition:
        """
        What is on record on the day, the place it would take, what evaluates the criteria.

        The position held and the rules are those of the day whose criteria judge.
        """
        state, day = self.known.exemplary.model(command.model_id), command.occurrence.occurred_on
        as_of = criteria_day(command)
        if isinstance(state, Detected):
            subject = state.subject
            individual = subject.subject_kind == "individual"
            command = replace(
                command,
                on_record=self._on_record(subject, day, command.year),
                category=self.category_on(subject.subject_id, as_of) if individual else None,
            )
        command = replace(command, rules=self._rules_on(state, as_of), evaluate=self.evaluate)
        return self._told(self._placed(command, state))

    def decide(self, command: DecideRecognition) -> DecideRecognition:
        """The place it would take, and the rules."""
        state = self.known.exemplary.model(command.model_id)
        return self._told(self._placed(replace(command, rules=self._rules(state, command)), state))

    def serving_on(self, person_id: str, day: date) -> Serving | None:
        """Where a person served on *day*; None when that is not known."""
        found = self.known.person(person_id)
        return found if isinstance(found, Serving) and found.posts_on(day) else None

    def category_on(self, person_id: str, day: date) -> Position | None:
        """The position that decides which criteria apply on *day*; None when that is not known."""
        found = self.serving_on(person_id, day)
        return None if found is None else found.position_on(day)

    def _rules_of(self, command: NurtureModel | SumUpModel | ReplicateModel) -> RuleBook:
        return self._rules(self.known.exemplary.model(command.model_id), command)

    def _rules(self, state: Model, command: Any) -> RuleBook:
        return self._rules_on(state, command.occurrence.occurred_on)

    def _rules_on(self, state: Model, day: date) -> RuleBook:
        """Where there is no such model, the decision says so; the general rules do no harm."""
        if not isinstance(state, Detected):
            return self.rules
        return rules_at(self.rules, self.known, state.subject.organisation_id, day)

    def _on_record(self, subject: Subject, day: date, year: int) -> tuple[Fact, ...]:
        name = record_stream(subject.subject_kind, subject.subject_id)
        if not is_stream(name):
            return ()
        window = Window(on=day, year=year, period=self._period(subject))
        return facts_of(name, self.known.records.load(name).state, window, sure=surely(self.rules))

    def _period(self, subject: Subject) -> tuple[int, int] | None:
        """The period of the plan the model was registered under."""
        place = subject.registered_as
        plan = None if place is None else self.known.plan(place.plan_id)
        return (plan.draft.period_from, plan.draft.period_to) if isinstance(plan, Issued) else None

    def _placed(self, command: Placed, state: Model) -> Placed:
        if not isinstance(state, Detected):
            return command
        subject = state.subject
        taken = self.known.exemplary.taken_by(subject.subject_id, command.year, subject.field)
        return replace(command, taken_by=taken)

    def _told(self, command: Told) -> Told:
        """The account of the responsible head, where a grant names them."""
        state = self.known.exemplary.model(command.model_id)
        head = state.head if isinstance(state, Detected) else None
        return command if head is None else replace(command, responsible=self._account(head))

    def _account(self, person_id: str) -> str | None:
        account = self.people.account_of(person_id)
        return None if account is None else f"user:{account}"

    def _launched(self, movement_id: str) -> bool:
        return isinstance(self.known.movement(movement_id), Launched)

    def _subject(self, kind: str, subject_id: str) -> bool:
        if kind == "collective":
            return isinstance(self.known.organisation(subject_id), Registered)
        return isinstance(self.known.person(subject_id), Serving)


def _registered(command: TakeUpModel, entry: RegisteredModel, organisation_id: str) -> DetectModel:
    return DetectModel(
        model_id=registered_model_id(command.plan_id, command.unit_id, command.entry),
        subject_kind=entry.kind,
        subject_id=entry.subject_id,
        unit_id=command.unit_id,
        organisation_id=organisation_id,
        field=entry.field,
        movement_id=entry.movement_id,
        source="unit",
        detected_by=command.detected_by,
        account=command.account,
        occurrence=command.occurrence,
    )
