"""What people ask about themselves (đường phấn đấu của tôi), and what is answered."""

from __future__ import annotations

from datetime import date

from services.nominations.application.eligibility_answers import ProgressItem
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPathAsked:
    """The caller's own path, judged for a year (the current one if none)."""

    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDossier:
    """A dossier that puts the caller forward: how far it has come, never what others wrote in it."""

    nomination_id: str
    state: str
    unit_id: str
    unit: str | None
    form: str
    commendation_type: str
    opened_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPerson:
    """One person the caller's account is of; `progress` is null where no titles are on file for the day."""

    person_id: str
    name: str | None
    organisation_id: str
    organisation: str | None
    progress: ProgressItem | None
    dossiers: tuple[OwnDossier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPathItem:
    """The persons that grants in force name as the account's own; nobody where none does."""

    people: tuple[OwnPerson, ...]
