"""Consultation (hiệp y) and publication (lấy ý kiến công khai) of a dossier: what is asked and what happened."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

Opinion = Literal["agree", "disagree", "remarks"]
"""Đồng ý, không đồng ý, có ý kiến khác."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked:
    """
    A body was asked for its opinion (hiệp y) until a day; `organisation_id` where it is registered here.

    Only a request on paper may name no day.
    """

    act: Act
    nomination_id: str
    consultation_id: str
    body: str
    organisation_id: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven:
    """The body answered; `late` says that its day had passed."""

    act: Act
    nomination_id: str
    consultation_id: str
    opinion: Opinion
    late: bool
    remarks: str | None = restricted(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPublished:
    """The dossier is published for comment (đăng công khai) at a place, from a day to a day."""

    act: Act
    nomination_id: str
    publication_id: str
    place: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationClosed:
    """
    The publication ended after so many days.

    `settled` says that a person answered for its being long enough, on a ground, because no confirmed rule does.
    """

    act: Act
    nomination_id: str
    publication_id: str
    days: int
    settled: bool
    ground: str | None = restricted(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """Ask a body; without `due_on` a confirmed rule sets the day. Filled in are whether it is registered, and the rules."""

    nomination_id: str
    consultation_id: str
    body: str
    organisation_id: str | None = None
    due_on: date | None = None
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """Answer a consultation."""

    nomination_id: str
    consultation_id: str
    opinion: Opinion
    remarks: str | None = None
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishNomination:
    """Publish the dossier for comment."""

    nomination_id: str
    publication_id: str
    place: str
    from_on: date
    to_on: date
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePublication:
    """End a publication; `ground` where a person answers for its length. Filled in are the rules."""

    nomination_id: str
    publication_id: str
    ground: str | None = None
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
