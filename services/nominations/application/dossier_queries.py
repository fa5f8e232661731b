"""Answers about dossiers; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from services.nominations.application import dossier_answers as answers
from services.nominations.application.dossier_counts import DossierCounts
from services.nominations.application.dossier_showing import history_item
from services.nominations.application.dossier_views import HELD, LEADING, NEVER, form_year
from services.nominations.application.histories import Histories
from services.nominations.application.subject_names import SubjectNames
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.rules import RequiredDocuments
from shared.access import Caller, Permissions
from shared.asking import folded, opened, page, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.folding import words_of
from shared.messages import Json
from shared.name_marks import Mark
from shared.reading import ViewReader
from shared.rules import RuleAmbiguous, RuleBook, RuleMissing
from shared.seeking import Sought
from shared.values import dataclass


def readers_of(dossier: Dossier) -> list[str]:
    """The organisations to which a dossier is open: its unit, who decides, appraises, is asked, and every level."""
    asked = [one.organisation_id for one in dossier.consultations if one.organisation_id]
    appraiser = [dossier.appraiser] if dossier.appraiser else []
    return [dossier.opening.unit_id, *dossier.path, *dossier.way.seen, *appraiser, *asked]


@dataclass(frozen=True, slots=True)
class DossierQueries:
    """What may be asked about dossiers; *today* is the day things are overdue by."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    rules: RuleBook
    today: Callable[[], date]
    mark: Mark
    counts: DossierCounts

    def table(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Each query by name."""
        return {
            "dossier": self.dossier,
            "list-dossiers": self.dossiers,
            "dossier-counts": self.counted,
            "office-inbox": self.inbox,
        }

    def dossier(self, asked: answers.OneDossier, caller: Caller) -> Versioned:
        """All that happened to one dossier beside its plain course."""
        name = f"nomination-{asked.nomination_id}"
        read = folded(self.known.nominations, name)
        dossier = read.state
        if not isinstance(dossier, Dossier):
            raise NotFound
        require_reach(reach(caller, "nomination.read", self.permissions), readers_of(dossier))
        events = opened(self.store, self.codec, name)
        item = history_item(asked.nomination_id, dossier, events, self.today())
        return Versioned(item, read.head.version)

    def dossiers(self, asked: answers.DossiersAsked, caller: Caller) -> Page:
        """The dossiers the caller's grants reach, the one that changed last first."""
        sought, reached = sought_dossiers(asked), reach(caller, "nomination.read", self.permissions)
        view = self.views["dossiers"]
        if asked.text is None:
            found = sought.page(view, reached, asked)
        else:
            people = reach(caller, "person.read", self.permissions)
            names = SubjectNames(self.views, words_of(asked.text), people, self.mark)
            found = names.dossiers(sought, reached, asked)
        return Page([self._item(row) for row in found.items], found.next)

    def counted(self, asked: answers.DossierCountsAsked, caller: Caller) -> answers.DossierCountsItem:
        """How many dossiers the caller's grants reach, by state, form, year and unit."""
        return self.counts.of(asked, reach(caller, "nomination.read", self.permissions))

    def inbox(self, asked: answers.InboxAsked, caller: Caller) -> Page:
        """What waits for an organisation; a dossier with several things that wait counts as one on a page."""
        require_reach(reach(caller, "nomination.read", self.permissions), [asked.organisation_id])
        only = {"waits_at": asked.organisation_id}
        found = page(self.views["dossiers"], only, asked, sort="due_on")
        today = self.today()
        items = [
            _waiting(row, wait, today)
            for row in found.items
            for wait in row["waits"]
            if wait["at"] == asked.organisation_id
        ]
        return Page(items, found.next)

    def _item(self, row: Json) -> answers.DossierItem:
        return answers.DossierItem(
            nomination_id=row["nomination_id"],
            state=row["state"],
            unit_id=row["unit_id"],
            organisation_id=row["organisation_id"],
            holder_id=row["holder_id"],
            subject_kind=row["subject_kind"],
            subject_id=row["subject_id"],
            form=row["form"],
            commendation_type=row["commendation_type"],
            achievement_id=row["achievement_id"],
            year=row["year"],
            title_year=row.get("title_year"),
            opened_on=date.fromisoformat(row["opened_on"]),
            last_on=date.fromisoformat(row["last_on"]),
            held=row["held"],
            due_on=None if row["due_on"] == NEVER else date.fromisoformat(row["due_on"]),
            missing=missing_documents(
                self.rules,
                date.fromisoformat(row["last_on"]),
                row["form"],
                row["commendation_type"],
                row["documents"],
            ),
        )


def sought_dossiers(asked: answers.DossiersAsked) -> Sought:
    """The dossiers *asked* for, whoever is put forward; who has one in hand and its unit see it."""
    title_year, form = asked.title_year, asked.form
    given = {
        "unit_id": asked.unit_id,
        "state": asked.state,
        "year": asked.year,
        "title_year": title_year,
        "form": form,
        "form_year": form_year(form, title_year) if form and title_year else None,
        "subject_id": asked.subject_id,
        "holder_id": asked.holder_id,
        "held": asked.held,
        "stands": HELD if asked.held else asked.state,
    }
    fields = {name: value for name, value in given.items() if value is not None}
    within = asked.unit_id or asked.holder_id
    return Sought(fields=fields, within=within, leading=LEADING)


def missing_documents(
    rules: RuleBook, day: date, form: str, commendation_type: str, attached: Iterable[str]
) -> tuple[str, ...] | None:
    """The kinds of documents a dossier lacks under the rule of *day*; None where no rule says."""
    try:
        rule = rules.in_force(RequiredDocuments, day, form=form, commendation_type=commendation_type)
    except (RuleMissing, RuleAmbiguous):
        return None
    held = frozenset(attached)
    return tuple(kind for kind in rule.values.documents if kind not in held)


def _waiting(row: Json, wait: Json, today: date) -> answers.WaitItem:
    due_on = date.fromisoformat(wait["due_on"]) if wait["due_on"] else None
    return answers.WaitItem(
        nomination_id=row["nomination_id"],
        what=wait["what"],
        since=date.fromisoformat(wait["since"]),
        due_on=due_on,
        overdue=due_on is not None and due_on < today,
        unit_id=row["unit_id"],
        form=row["form"],
        subject_id=row["subject_id"],
        held=row["held"],
    )
