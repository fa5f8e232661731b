"""What is answered on data subjects' requests."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.application.eligibility_answers import RecordedFactItem
from services.nominations.domain.account_messages import DecidingDocument
from services.nominations.domain.person_states import Post, Request
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequestsAsked(Paging):
    """Requests by state (`open`, `granted`, `refused`); with `overdue_on` those open whose last day lies before it."""

    state: str | None = None
    overdue_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSubject:
    """The person asked for."""

    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequestRow:
    """A request; `due_on` is null where no rule says by when it is to be answered."""

    person_id: str
    request_id: str
    kind: str
    received_on: date
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameItem:
    """A name under which the person was entered, or to which it was corrected; null once erased."""

    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptItem:
    """An award and until when its dossier must be kept, null for ever; with the rule and whether it is confirmed."""

    award: str
    until: date | None
    citation: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedItem:
    """From when until when the name was in no list; without an end it still is."""

    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldItem:
    """A grant that was not taken back: a role within one organisation and below, or everywhere (`*`), and its term."""

    role: str
    scope: str
    begins_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOfSubject:
    """An account that a grant names as the person's; its name is null once erased."""

    account: str
    name: str | None
    disabled: bool
    grants: tuple[HeldItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOfSubject:
    """
    A dossier of the person: what was proposed, by which unit, who decides, where it stands.

    Of an award that was granted: its id and, where it is known, the decision. `form` and `outcome` are as in the dossier.
    """

    nomination_id: str
    form: str
    unit_id: str
    organisation_id: str
    opened_on: date
    state: str
    outcome: str | None
    award_id: str | None
    decision: DecidingDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleOfSubject:
    """A title the person registered to strive for, with which unit and for which year."""

    unit_id: str
    year: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOfSubject:
    """An exemplary model: the person is one (`subject`), or answers for one (`head`); in which field, how far it has come."""

    model_id: str
    role: Literal["subject", "head"]
    field: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeOfSubject:
    """An initiative of which the person is an author, and the levels that recognised it."""

    initiative_id: str
    title: str
    year: int
    recognised: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectFile:
    """
    All that is kept of a person here: names as entered and corrected, positions over time, requests and restrictions, accounts.

    And the record of facts, dossiers with the awards they came to, titles registered, models, initiatives, and what must be
    kept. A name is null once erased. What happened in each dossier is in the timeline of its case; so is what the council did.
    """

    person_id: str
    names: tuple[NameItem, ...]
    restricted: bool
    erased: bool
    posts: tuple[Post, ...]
    requests: tuple[Request, ...]
    restrictions: tuple[RestrictedItem, ...]
    accounts: tuple[AccountOfSubject, ...]
    dossiers: tuple[str, ...]
    cases: tuple[CaseOfSubject, ...]
    facts: int
    record: tuple[RecordedFactItem, ...]
    titles: tuple[TitleOfSubject, ...]
    models: tuple[ModelOfSubject, ...]
    initiatives: tuple[InitiativeOfSubject, ...]
    kept: tuple[KeptItem, ...]
