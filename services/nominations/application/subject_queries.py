"""Answers on data subjects' requests, and whose file may be read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.nominations.application import subject_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.register_queries import Ask
from services.nominations.application.register_views import places
from services.nominations.application.subject_files import SubjectFiles
from services.nominations.application.subject_views import NEVER
from services.nominations.domain.person_states import Serving
from shared.access import Caller, Permissions
from shared.asking import folded, page, reach, require_reach
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class SubjectQueries:
    """What may be asked of this part."""

    known: Histories
    permissions: Permissions
    views: Mapping[str, ViewReader]
    files: SubjectFiles

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
        if not isinstance(read.state, Serving):
            raise NotFound
        require_reach(reach(caller, "subject.read", self.permissions), places(read.state))
        return Versioned(self.files.of(asked.person_id, read.state), read.head.version)

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
