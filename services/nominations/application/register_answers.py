"""What is asked of the register of organisations and people, and what it answers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.organisation_messages import Level, Resolution
from services.nominations.domain.organisation_states import Named, Placed
from services.nominations.domain.person_messages import Position
from services.nominations.domain.person_states import Post
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsAsked(Paging):
    """
    Organisations: of one parent, level or state if named, and with all words of `text` in one of their names.

    Words may be cut short and written without marks; former names are searched too.
    """

    parent_id: str | None = None
    level: Level | None = None
    state: Literal["standing", "dissolved"] | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOrganisation:
    """The organisation of this id, as it was `on` a day; without one, as it is or was last."""

    organisation_id: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeAsked:
    """The organisation of this id with all that lay below it `on` a day."""

    organisation_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAsked(Paging):
    """
    Persons: of one organisation or in one position if named, `on` a day; without one, those that are there now.

    With `text`, those with all its words in their name, or in one they had before it was corrected. Words may be cut short
    and written without marks. By name nobody is found whose use is restricted.
    """

    organisation_id: str | None = None
    position: Position | None = None
    on: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """The person of this id, as they served `on` a day; without one, as they serve now."""

    person_id: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Another organisation, by its last name; the name is null where none is registered."""

    organisation_id: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationItem:
    """
    An organisation: `name`, `parent_id` and `state` as of the day asked for, and its whole history beside them.

    `state` is `standing`, `dissolved`, or `not_begun` on a day before it began.
    """

    organisation_id: str
    name: str
    level: str
    parent_id: str | None
    valid_from: date
    state: str
    names: tuple[Named, ...]
    parents: tuple[Placed, ...]
    dissolved_on: date | None
    resolution: Resolution | None
    predecessors: tuple[Body, ...]
    successors: tuple[Body, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One organisation of a tree, as it was called that day; `depth` 0 is the one asked for."""

    organisation_id: str
    name: str
    level: str
    parent_id: str | None
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeItem:
    """An organisation and all below it on a day, each above those that belong to it."""

    organisation_id: str
    on: date
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonItem:
    """
    A person and where they serve on the day asked for; `name` is null once erased, and while use is `restricted`.

    `position` is that of the main position and null on a day without one; `posts` are all positions ever held.
    """

    person_id: str
    name: str | None
    organisation_id: str
    position: str | None
    position_since: date
    posts: tuple[Post, ...]
    restricted: bool = False
