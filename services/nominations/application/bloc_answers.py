"""What is asked about emulation blocs (khối thi đua) and answered: parameters and results of the queries."""

from __future__ import annotations

from datetime import date

from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocsAsked(Paging):
    """
    Blocs as they are in a year, else as the last document has them: established by one organisation, with one member, if named.

    With `text`, those with all its words in their name; words may be cut short and written without marks. A page may hold fewer than
    were asked for and still have a next one.
    """

    organisation_id: str | None = None
    member_id: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneBloc:
    """The bloc of this id."""

    bloc_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocRow:
    """A bloc in a list: who belongs to it and leads it from a year on, and by which document; `organisation_id` established it."""

    bloc_id: str
    name: str
    organisation_id: str
    from_year: int
    members: tuple[str, ...]
    head_id: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionItem:
    """Who belongs to the bloc and leads it from a year on, and the document that says so."""

    from_year: int
    members: tuple[str, ...]
    head_id: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocItem:
    """A bloc with all it ever consisted of, in the order of the documents."""

    bloc_id: str
    name: str
    organisation_id: str
    compositions: tuple[CompositionItem, ...]
