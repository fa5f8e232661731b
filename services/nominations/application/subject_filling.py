"""What the commands on data subjects' requests must be told: what has to be kept of a person, what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.nominations.application.account_erasing import AccountErasing
from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.fact_names import COMMENDATIONS, TITLES
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
"""So long an erasure waits for the list of dossiers."""


@dataclass(frozen=True, slots=True)
class SubjectFilling:
    """Completes commands; *dossiers* is the list of dossiers, which may lag: before an erasure it is waited for."""

    known: Histories
    rules: RuleBook
    dossiers: ViewReader
    accounts: AccountErasing

    def receive(self, command: ReceiveSubjectRequest) -> ReceiveSubjectRequest:
        """The rules."""
        return replace(command, rules=self.rules)

    def answer(self, command: AnswerSubjectRequest) -> AnswerSubjectRequest:
        """
        The rules and, where an erasure is granted, what must be kept, what is open, and which accounts are needed.

        Raises TransientError while a list that is asked lacks what the history holds: what is erased never comes back.
        """
        command = replace(command, rules=self.rules)
        if not self._erases(command):
            return command
        rows = self.all_rows(command.person_id)
        return replace(
            command,
            kept=self.kept(command.person_id),
            open_cases=tuple(row["nomination_id"] for row in rows if row["state"] not in OVER),
            needed_accounts=self.accounts.needed(command.person_id),
        )

    def _erases(self, command: AnswerSubjectRequest) -> bool:
        state = self.known.person(command.person_id)
        asked = state.request(command.request_id) if isinstance(state, Serving) else None
        return command.outcome == "granted" and asked is not None and asked.kind == "erase"

    def kept(self, person_id: str) -> tuple[Kept, ...]:
        """Each award of the person, and until when it must be kept."""
        return kept_of(self.rules, (*self._recorded(person_id), *self._granted(person_id)))

    def _recorded(self, person_id: str) -> Iterator[tuple[str, date]]:
        for entry in self._entries(person_id):
            if entry.holds and (entry.code in TITLES or entry.code in COMMENDATIONS):
                yield entry.code, entry.dated

    def _granted(self, person_id: str) -> Iterator[tuple[str, date]]:
        for row in self.rows(person_id):
            state = self.known.nomination(row["nomination_id"])
            if getattr(state, "outcome", None) == "awarded":
                yield row["form"], date.fromisoformat(row["last_on"])

    def _entries(self, person_id: str) -> tuple[Any, ...]:
        name = record_stream("individual", person_id)
        return self.known.records.load(name).state.entries if is_stream(name) else ()

    def dossiers_of(self, person_id: str) -> tuple[str, ...]:
        """Every dossier that puts the person forward. Raises TransientError as `all_rows` does."""
        return tuple(row["nomination_id"] for row in self.all_rows(person_id))

    def all_rows(self, person_id: str) -> list[Json]:
        """All of the person's dossiers. Raises TransientError while the list of dossiers lacks what the history holds."""
        if not self.dossiers.holds_all(LIST_SECONDS):
            raise TransientError("the list of dossiers is behind the history")
        return self.rows(person_id)

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
