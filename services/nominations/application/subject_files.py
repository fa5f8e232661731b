"""The file of one person (hồ sơ dữ liệu của một cá nhân): all that this context keeps of them, brought together when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from services.nominations.application import subject_answers as answers
from services.nominations.application.account_names import AccountNames
from services.nominations.application.histories import Histories, record_stream
from services.nominations.application.showing_eligibility import record_item
from services.nominations.application.subject_filling import SubjectFilling
from services.nominations.domain.account_messages import DecidingDocument
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.person_messages import PersonRegistered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.record import Record
from services.nominations.domain.subject_request_messages import (
    PersonCorrected,
    PersonRestricted,
    RestrictionLifted,
)
from shared.asking import opened, shown
from shared.codec import Codec
from shared.eventstore import EventStore
from shared.ids import is_stream
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFiles:
    """Each part from where it is kept: histories, the record of facts, lists that may lag, the book of accounts."""

    known: Histories
    store: EventStore
    codec: Codec
    views: Mapping[str, ViewReader]
    filling: SubjectFilling
    names: AccountNames
    today: Callable[[], date]

    def of(self, person_id: str, state: Serving) -> answers.SubjectFile:
        """
        The file of the person, who stands at *state*. Raises TransientError.

        Of whoever is erased no name is told, even when an older vault was put back that still has the key.
        """
        events = tuple(opened(self.store, self.codec, f"person-{person_id}"))
        record = self._record(person_id)
        rows = self.filling.rows(person_id)
        kept = self.filling.kept(person_id)
        return answers.SubjectFile(
            person_id=person_id,
            names=tuple(
                answers.NameItem(name=None if state.erased else shown(one.name))
                for one in events
                if isinstance(one, PersonRegistered | PersonCorrected)
            ),
            restricted=state.restricted,
            erased=state.erased,
            posts=state.posts,
            requests=state.requests,
            restrictions=restrictions_in(events),
            accounts=tuple(self._accounts(person_id)),
            dossiers=tuple(sorted(row["nomination_id"] for row in rows)),
            cases=tuple(self._case(row, record) for row in rows),
            facts=len(record.entries),
            record=record_item("individual", person_id, record_stream("individual", person_id), record).facts,
            titles=tuple(self._titles(person_id, state)),
            models=tuple(self._models(person_id)),
            initiatives=tuple(self._initiatives(person_id)),
            kept=tuple(
                answers.KeptItem(
                    award=one.award, until=one.until, citation=one.rule.citation, confirmed=one.rule.confirmed
                )
                for one in kept
            ),
        )

    def _record(self, person_id: str) -> Record:
        name = record_stream("individual", person_id)
        return self.known.records.load(name).state if is_stream(name) else Record()

    def _accounts(self, person_id: str) -> Iterator[answers.AccountOfSubject]:
        erasing = self.filling.accounts
        for username in erasing.known_of(person_id):
            kept = erasing.book.find(username)
            yield answers.AccountOfSubject(
                account=username,
                name=None if kept is None else self.names.of(kept),
                disabled=erasing.rights.disabled(username),
                grants=tuple(
                    answers.HeldItem(
                        role=held.role, scope=held.scope, begins_on=held.begins_on, ends_on=held.ends_on
                    )
                    for held in erasing.rights.held(username)
                ),
            )

    def _case(self, row: Json, record: Record) -> answers.CaseOfSubject:
        found = self.known.nomination(row["nomination_id"])
        state = found if isinstance(found, Dossier) else None
        award_id = None if state is None else state.award_id
        return answers.CaseOfSubject(
            nomination_id=row["nomination_id"],
            form=row["form"],
            unit_id=row["unit_id"],
            organisation_id=row["organisation_id"],
            opened_on=date.fromisoformat(row["opened_on"]),
            state=row["state"],
            outcome=None if state is None else state.outcome,
            award_id=award_id,
            decision=_decision(record, award_id),
        )

    def _titles(self, person_id: str, state: Serving) -> Iterator[answers.TitleOfSubject]:
        """Lists of titles are kept by unit and year: those of the units where the person served, in those years."""
        for unit_id, year in _served(state, self.today()):
            for one in self.known.emulation.titles_of(unit_id, year).entries:
                if (one.kind, one.subject_id) == ("individual", person_id):
                    yield answers.TitleOfSubject(unit_id=unit_id, year=year, title=one.title)

    def _models(self, person_id: str) -> Iterator[answers.ModelOfSubject]:
        themselves = {"subject_id": person_id, "subject_kind": "individual"}
        for role, where in (("subject", themselves), ("head", {"head": person_id})):
            for row in all_in(self.views["models"], where):
                yield answers.ModelOfSubject(
                    model_id=row["model_id"],
                    role="subject" if role == "subject" else "head",
                    field=row["field"],
                    stage=row["stage"],
                )

    def _initiatives(self, person_id: str) -> Iterator[answers.InitiativeOfSubject]:
        for row in all_in(self.views["initiatives"], {"authors": person_id}):
            yield answers.InitiativeOfSubject(
                initiative_id=row["initiative_id"],
                title=row["title"],
                year=row["year"],
                recognised=tuple(row["recognised"]),
            )


def restrictions_in(events: Sequence[Any]) -> tuple[answers.RestrictedItem, ...]:
    """Each time that a name was restricted, in order; a restriction that stands changes nothing when asked for again."""
    found: list[answers.RestrictedItem] = []
    for event in events:
        running = bool(found) and found[-1].until is None
        if isinstance(event, PersonRestricted) and not running:
            found.append(answers.RestrictedItem(since=event.act.occurred_on, until=None))
        elif isinstance(event, RestrictionLifted) and running:
            found[-1] = answers.RestrictedItem(since=found[-1].since, until=event.act.occurred_on)
    return tuple(found)


def _served(state: Serving, today: date) -> list[tuple[str, int]]:
    """Each unit and year in which the person had a position there, and the year after: titles are registered before it begins."""
    return sorted(
        {
            (post.organisation_id, year)
            for post in state.posts
            for year in range(post.since.year, (post.until or today).year + 2)
        }
    )


def _decision(record: Record, award_id: str | None) -> DecidingDocument | None:
    """The decision behind the award: it stands with the fact that the award is for its holder."""
    entries = (one for one in record.entries if one.fact_id == f"award-{award_id}")
    found = next(entries, None)
    return None if found is None else DecidingDocument(number=found.document_number, dated=found.dated)
