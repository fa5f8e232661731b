"""Answers on data subjects' requests, and the file of one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.nominations.application import subject_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.register_queries import Ask
from services.nominations.application.register_views import places
from services.nominations.application.subject_filling import SubjectFilling
from services.nominations.application.subject_views import NEVER
from services.nominations.domain.person_messages import PersonRegistered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.subject_request_messages import PersonCorrected
from shared.access import Caller, Permissions
from shared.asking import folded, opened, page, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.messages import Json
from shared.reading import ViewReader


@dataclass(frozen=True, slots=True)
class SubjectQueries:
    """What may be asked of this part."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    filling: SubjectFilling

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"list-subject-requests": self.requests, "subject-file": self.file}

    def requests(self, asked: answers.SubjectRequestsAsked, caller: Caller) -> Page:
        """Requests of those whom the caller's grants reach, the most urgent first."""
        only: Json = {"state": asked.state} if asked.state else {}
        if asked.overdue_on is not None:
            only = {"state": "open", "due_on": {"$gte": "", "$lt": asked.overdue_on.isoformat()}}
        found = page(self.views["subject_requests"], only, asked, sort="due_on")
        reached = reach(caller, "subject.read", self.permissions)
        seen = [row for row in found.items if reached is None or self._reached(row["person_id"], reached)]
        return Page([_row(row) for row in seen], found.next)

    def file(self, asked: answers.OneSubject, caller: Caller) -> Versioned:
        """All that is kept of a person here, for those whose grants reach where they serve."""
        read = folded(self.known.people, f"person-{asked.person_id}")
        state = read.state
        if not isinstance(state, Serving):
            raise NotFound
        require_reach(reach(caller, "subject.read", self.permissions), places(state))
        events = opened(self.store, self.codec, f"person-{asked.person_id}")
        names = (one.name for one in events if isinstance(one, PersonRegistered | PersonCorrected))
        item = answers.SubjectFile(
            person_id=asked.person_id,
            names=tuple(answers.NameItem(name=shown(one)) for one in names),
            restricted=state.restricted,
            erased=state.erased,
            posts=state.posts,
            requests=state.requests,
            dossiers=self.filling.dossiers_of(asked.person_id),
            facts=self.filling.facts_of(asked.person_id),
            kept=tuple(
                answers.KeptItem(
                    award=one.award, until=one.until, citation=one.rule.citation, confirmed=one.rule.confirmed
                )
                for one in self.filling.kept(asked.person_id)
            ),
        )
        return Versioned(item, read.head.version)

    def _reached(self, person_id: str, reached: object) -> bool:
        state = self.known.person(person_id)
        return isinstance(state, Serving) and not places(state).isdisjoint(reached)  # type: ignore[arg-type]  # a set


def _row(row: Json) -> answers.SubjectRequestRow:
    due = row["due_on"]
    return answers.SubjectRequestRow(
        person_id=row["person_id"],
        request_id=row["request_id"],
        kind=row["kind"],
        received_on=date.fromisoformat(row["received_on"]),
        due_on=None if due == NEVER else date.fromisoformat(due),
        state=row["state"],
    )
