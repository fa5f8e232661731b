"""What is asked of a conference (hội nghị) and what happened: its command and event. A conference is no council."""

from __future__ import annotations

from datetime import date

from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Who attended: a role (giám đốc, trưởng khối) and the body (tổ chức) it is held in; a person, if one is named."""

    role: str
    body: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that was heard (báo cáo) and the role that gave it."""

    title: str
    given_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """What a person presented (tham luận)."""

    person_id: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceHeld:
    """
    An organisation held a conference: who attended, which reports were heard, who presented, what was agreed.

    It decides no award and knows no quorum; what it agreed on (thống nhất) is a direction, kept sealed.
    """

    act: Act
    conference_id: str
    organisation_id: str
    name: str
    held_on: date
    attendees: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    presentations: tuple[Presentation, ...]
    agreed: str | None = restricted(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldConference:
    """Note a conference that was held; filled in are the people named who are not registered."""

    conference_id: str
    organisation_id: str
    name: str
    held_on: date
    attendees: tuple[Attendee, ...]
    reports: tuple[Report, ...]
    presentations: tuple[Presentation, ...]
    agreed: str | None = None
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)
    unknown_people: tuple[str, ...] = filled(default=())
