"""What is answered on data subjects' requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.nominations.domain.person_states import Post, Request
from shared.asking import Paging


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
class SubjectFile:
    """
    All that is kept of a person here: names as entered and corrected, positions, requests, dossiers, facts, retention.

    A name is null once erased. What happened in each dossier is in the timelines of its case.
    """

    person_id: str
    names: tuple[NameItem, ...]
    restricted: bool
    erased: bool
    posts: tuple[Post, ...]
    requests: tuple[Request, ...]
    dossiers: tuple[str, ...]
    facts: int
    kept: tuple[KeptItem, ...]
