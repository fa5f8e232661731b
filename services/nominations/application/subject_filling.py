"""What the commands on data subjects' requests must be told: what has to be kept of a person, what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.nominations.application.account_erasing import AccountErasing
from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.fact_names import COMMENDATIONS, TITLES
from services.nominations.domain.honour_messages import ExternalAwardRecorded
from services.nominations.domain.person_states import Serving
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    Kept,
    LiftRestriction,
    ReceiveSubjectRequest,
)
from services.nominations.domain.subject_requests import kept_of
from shared.application import Route
from shared.errors import TransientError
from shared.ids import is_stream, stream
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.rules import RuleBook
from shared.values import dataclass

OVER = ("concluded", "withdrawn")
LIST_SECONDS = 3.0
"""So long an erasure waits for each of its lists."""


@dataclass(frozen=True, slots=True)
class SubjectFilling:
    """
    Completes commands; *dossiers* and *models* are lists, which may lag: before an erasure they are waited for.

    *history* gives the events of a stream, opened as far as they can be.
    """

    known: Histories
    rules: RuleBook
    dossiers: ViewReader
    models: ViewReader
    accounts: AccountErasing
    history: Callable[[str], Sequence[Any]]

    def receive(self, command: ReceiveSubjectRequest) -> ReceiveSubjectRequest:
        """The rules."""
        return replace(command, rules=self.rules)

    def answer(self, command: AnswerSubjectRequest) -> AnswerSubjectRequest:
        """
        The rules, of an erasure what must be kept and, where it is granted, what is open and which accounts are needed.

        Raises TransientError while a list that is asked lacks what the history holds: what is erased never comes back.
        """
        command = replace(command, rules=self.rules)
        if not self._on_erasing(command):
            return command
        if command.outcome == "granted":
            self._require_lists()
        command = replace(command, kept=self.kept(command.person_id))
        if command.outcome == "refused":
            return command
        rows = self.rows(command.person_id)
        return replace(
            command,
            open_cases=tuple(row["nomination_id"] for row in rows if row["state"] not in OVER),
            needed_accounts=self.accounts.needed(command.person_id),
        )

    def _on_erasing(self, command: AnswerSubjectRequest) -> bool:
        state = self.known.person(command.person_id)
        asked = state.request(command.request_id) if isinstance(state, Serving) else None
        return asked is not None and asked.kind == "erase"

    def kept(self, person_id: str) -> tuple[Kept, ...]:
        """Each award of the person, and until when it must be kept."""
        awards = (*self._recorded(person_id), *self._granted(person_id), *self._from_outside(person_id))
        return kept_of(self.rules, awards)

    def _recorded(self, person_id: str) -> Iterator[tuple[str, date]]:
        for entry in self._entries(person_id):
            if entry.holds and (entry.code in TITLES or entry.code in COMMENDATIONS):
                yield entry.code, entry.dated

    def _granted(self, person_id: str) -> Iterator[tuple[str, date]]:
        for row in self.rows(person_id):
            state = self.known.nomination(row["nomination_id"])
            if getattr(state, "outcome", None) == "awarded":
                yield row["form"], date.fromisoformat(row["last_on"])

    def _from_outside(self, person_id: str) -> Iterator[tuple[str, date]]:
        """Awards by bodies outside, such as a party committee, which stand with the models that the person is."""
        for model_id in self._models(person_id):
            for event in self.history(f"model-{model_id}"):
                if isinstance(event, ExternalAwardRecorded):
                    yield event.award, event.dated

    def _entries(self, person_id: str) -> tuple[Any, ...]:
        name = record_stream("individual", person_id)
        return self.known.records.load(name).state.entries if is_stream(name) else ()

    def cases_of(self, person_id: str) -> tuple[str, ...]:
        """
        Every case that is about the person alone: their record of facts, dossiers that put them forward, models they are.

        Raises TransientError while a list lacks what the history holds.
        """
        self._require_lists()
        return (
            record_stream("individual", person_id),
            *(f"nomination-{row['nomination_id']}" for row in self.rows(person_id)),
            *(f"model-{model_id}" for model_id in self._models(person_id)),
        )

    def _require_lists(self) -> None:
        for name, rows in (("dossiers", self.dossiers), ("models", self.models)):
            if not rows.holds_all(LIST_SECONDS):
                raise TransientError(f"the list of {name} is behind the history")

    def _models(self, person_id: str) -> list[str]:
        """The models that the person is, as the list has them now."""
        rows = all_in(self.models, {"subject_id": person_id, "subject_kind": "individual"})
        return [row["model_id"] for row in rows]

    def rows(self, person_id: str) -> list[Json]:
        """The person's dossiers as the list has them now."""
        rows = all_in(self.dossiers, {"subject_id": person_id})
        return [row for row in rows if row["subject_kind"] == "individual"]


def subject_routes(known: Histories, fill: SubjectFilling) -> Mapping[type[Any], Route[Any]]:
    """Each command of this part with its stream and handler."""
    return {
        ReceiveSubjectRequest: Route(known.people, _person, fill.receive),
        AnswerSubjectRequest: Route(known.people, _person, fill.answer),
        LiftRestriction: Route(known.people, _person),
    }


def _person(command: Any) -> str:
    return stream("person", command.person_id)
