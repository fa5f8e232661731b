"""What emulation (thi đua) asks and answers: parameters and results of its queries."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.conference_messages import Attendee, Presentation, Report
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMovement:
    """The movement of this id."""

    movement_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeMovement:
    """Another movement whose name is written like this one's: `same` or `near`."""

    movement_id: str
    name: str
    issuer_id: str
    issuer_level: str
    likeness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeMovements:
    """Movements that may be the same one; a person decides."""

    movement_id: str
    like: tuple[LikeMovement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsAsked(Paging):
    """The reviews of a movement, of one organisation if named."""

    movement_id: str
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A review; `lessons` is null once erased and for whoever does not reach the organisation."""

    movement_id: str
    organisation_id: str
    kind: str
    period_from: date
    period_to: date
    held_on: date
    lessons: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakesAsked(Paging):
    """Movements taken up, of one movement or by one organisation if named."""

    movement_id: str | None = None
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UptakeItem:
    """An organisation takes part in a movement."""

    movement_id: str
    organisation_id: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgesAsked(Paging):
    """
    Pledges, of one organisation (its own, or as a party), signed by one party (an organisation or person), in one bloc, of one year, if named.

    With `text`, those between units with all its words in the name of their bloc; what a pledge says is sealed and not searched.
    Words may be cut short and written without marks. A page may then hold fewer than were asked for and still have a next one.
    """

    organisation_id: str | None = None
    party: str | None = None
    bloc_id: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeItem:
    """A pledge; `content` is null once erased, `bloc_id` where the bloc of an older one is known by its name alone."""

    pledge_id: str
    scope: str
    organisation_id: str
    bloc_id: str | None
    bloc: str | None
    year: int
    parties: tuple[str, ...]
    signed_on: date
    content: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferencesAsked(Paging):
    """
    Conferences, of one organisation, or held in one year, if named.

    With `text`, those with all its words in their name, the titles of their reports and the topics of their presentations; what was
    agreed is sealed and not searched. Words and pages as for pledges.
    """

    organisation_id: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceRow:
    """A conference in a list: how many reports were heard, how many people presented."""

    conference_id: str
    organisation_id: str
    name: str
    held_on: date
    reports: int
    presentations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OneConference:
    """The conference of this id."""

    conference_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceItem:
    """A conference; `agreed` is null when nothing was, once erased, and for whoever does not reach the organisation."""

    conference_id: str
    organisation_id: str
    name: str
    held_on: date
    attendees: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    presentations: tuple[Presentation, ...]
    agreed: str | None
