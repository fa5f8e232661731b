"""What is asked and answered of titles registered and of initiatives."""

from __future__ import annotations

from datetime import date

from services.nominations.application.striving_views import InitiativeState, TitleState
from services.nominations.domain.initiative_messages import InitiativeLevel, ReachLevel
from services.nominations.domain.title_codes import Title
from services.nominations.domain.title_messages import RegisteredTitle
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativesAsked(Paging):
    """
    Initiatives, of one unit, author, year or `state` if named, recognised at `level`, with a reach certified at `reach`.

    `state` is how far it has come. With `text`, those with all its words in their title; words may be cut short and written
    without marks.
    """

    unit_id: str | None = None
    author_id: str | None = None
    year: int | None = None
    state: InitiativeState | None = None
    level: InitiativeLevel | None = None
    reach: ReachLevel | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneInitiative:
    """The initiative of this id."""

    initiative_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRow:
    """An initiative in a list: how far it has come, the levels at which it is recognised and its reach certified."""

    initiative_id: str
    title: str
    authors: tuple[str, ...]
    unit_id: str
    year: int
    state: str
    applied_since: date | None
    recognised: tuple[str, ...]
    reach: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateItem:
    """The document by which an initiative was recognised, or its reach certified, at a level."""

    level: str
    given_by: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeItem:
    """An initiative with its documents; `benefit` is null until it is applied, and once erased."""

    initiative_id: str
    title: str
    authors: tuple[str, ...]
    unit_id: str
    year: int
    applied_since: date | None
    benefit: str | None
    recognised: tuple[CertificateItem, ...]
    reach: tuple[CertificateItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingAsked:
    """What of a person's initiatives counts at a level on a day."""

    person_id: str
    level: InitiativeLevel
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingInitiative:
    """An initiative of the person: it counts when nothing (of `applied`, `recognised`) is lacking."""

    initiative_id: str
    title: str
    counts: bool
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingItem:
    """A person's initiatives held against the rule of the day; where it is not `confirmed` a person must judge."""

    person_id: str
    level: str
    on: date
    count: int
    rule: str
    citation: str
    confirmed: bool
    initiatives: tuple[CountingInitiative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAsked(Paging):
    """Registered titles, of one unit, person or collective, title, year or state if named."""

    unit_id: str | None = None
    subject_id: str | None = None
    title: Title | None = None
    year: int | None = None
    state: TitleState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredRow:
    """A title that somebody registered for a year: `registered`, or `withdrawn` since a day."""

    unit_id: str
    year: int
    kind: str
    subject_id: str
    title: str
    state: str
    registered_on: date
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesAsked:
    """What a unit registered for a year, held against those who served in it on a day."""

    unit_id: str
    year: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPerson:
    """A person of the unit who registered nothing; `name` is null while restricted and once erased."""

    person_id: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesItem:
    """
    A unit's registration: how many of its people registered, who did not, and whether the collective itself did.

    `missing` names at most 200; `missing_count` counts all.
    """

    unit_id: str
    year: int
    on: date
    entries: tuple[RegisteredTitle, ...]
    head_count: int
    registered: int
    collective_registered: bool
    complete: bool
    missing_count: int
    missing: tuple[MissingPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsTitlesAsked(Paging):
    """The registrations for a year of all units right below an organisation, held against those who served on a day."""

    organisation_id: str
    year: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTitles:
    """One unit's registration in figures."""

    unit_id: str
    name: str
    head_count: int
    registered: int
    collective_registered: bool
    complete: bool
