"""Answers to people about themselves: whose account it is, a grant in force says, and no one else's is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.nominations.application import own_answers as answers
from services.nominations.application.eligibility_answers import ProgressItem
from services.nominations.application.histories import Histories
from services.nominations.application.judging import Judging
from services.nominations.application.register_queries import Ask
from services.nominations.application.register_showing import name_in_lists
from services.nominations.application.rights import Rights
from services.nominations.application.showing_eligibility import progress_item
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from shared.access import Caller
from shared.asking import LONGEST_PAGE, opened
from shared.codec import Codec
from shared.errors import Rejected
from shared.eventstore import EventStore
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class OwnQueries:
    """What anybody who is signed in may ask about themselves."""

    known: Histories
    store: EventStore
    codec: Codec
    rights: Rights
    judging: Judging
    dossiers: ViewReader

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"my-path": self.path}

    def path(self, asked: answers.OwnPathAsked, caller: Caller) -> answers.OwnPathItem:
        """How far the caller has come to the next title, and what became of the dossiers that put them forward."""
        today = self.judging.today()
        people = [(name, self.known.person(name)) for name in self._persons(caller, today)]
        return answers.OwnPathItem(
            people=tuple(
                self._person(name, state, today, asked.year or today.year)
                for name, state in people
                if isinstance(state, Serving)
            )
        )

    def _persons(self, caller: Caller, today: date) -> Sequence[str]:
        if not caller.is_person:
            return ()
        held = self.rights.held(caller.identity)
        return sorted({one.person_id for one in held if one.person_id and one.in_force(today)})

    def _person(self, person_id: str, state: Serving, today: date, year: int) -> answers.OwnPerson:
        rows = self.dossiers.find(
            {"subject_id": person_id, "subject_kind": "individual"}, sort="-last_on", limit=LONGEST_PAGE
        )
        home = state.main.organisation_id
        return answers.OwnPerson(
            person_id=person_id,
            name=name_in_lists(state, opened(self.store, self.codec, f"person-{person_id}")),
            organisation_id=home,
            organisation=self._called(home),
            progress=self._progress(person_id, today, year),
            dossiers=tuple(self._dossier(row) for row in rows.items),
        )

    def _progress(self, person_id: str, today: date, year: int) -> ProgressItem | None:
        try:
            found = self.judging.ladder("individual", person_id, today, year)
        except Rejected:  # no titles are on file for the day
            return None
        return progress_item(person_id, today, year, found)

    def _dossier(self, row: Json) -> answers.OwnDossier:
        return answers.OwnDossier(
            nomination_id=row["nomination_id"],
            state=row["state"],
            unit_id=row["unit_id"],
            unit=self._called(row["unit_id"]),
            form=row["form"],
            commendation_type=row["commendation_type"],
            opened_on=date.fromisoformat(row["opened_on"]),
            last_on=date.fromisoformat(row["last_on"]),
        )

    def _called(self, organisation_id: str) -> str | None:
        found = self.known.organisation(organisation_id)
        return found.name if isinstance(found, Registered) else None
