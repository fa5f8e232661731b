"""
Forwarding a dossier upward (trình cấp trên) level by level, and its result coming down: what is asked and happened.

A level outside the realm (a ministry, a party body) is named in words and answers by acts recorded from its documents.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

ExternalAnswer = Literal["received", "returned", "granted", "declined"]
"""Đã tiếp nhận, trả lại, quyết định khen thưởng, không khen thưởng."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One stretch of the way up: from whom to which organisation, or to which `body` outside; counted from 1."""

    number: int
    from_id: str
    to_id: str | None
    body: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationForwarded:
    """The dossier went upward with a submission letter (tờ trình) to `recipient`: an organisation, or a body outside."""

    act: Act
    nomination_id: str
    leg: int
    from_id: str
    to_id: str | None = None
    body: str | None = None
    recipient: str
    number: str
    dated: date
    signatory_role: str
    signatory: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedAtLevel:
    """The level it went to received it; this pins the rules of that level."""

    act: Act
    nomination_id: str
    leg: int
    organisation_id: str
    rule_set: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedDown:
    """A level gave the dossier back to the one below it, with the reason."""

    act: Act
    nomination_id: str
    from_id: str | None = None
    body: str | None = None
    to_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalAnswered:
    """A level outside the realm answered; the act's document says by which paper, dated and signed by whom."""

    act: Act
    nomination_id: str
    leg: int
    body: str
    answer: ExternalAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilResultNoted:
    """The result of a council's vote on the dossier came back."""

    act: Act
    nomination_id: str
    council_id: str
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationDeclined:
    """The level that holds the dossier decided not to commend (không khen thưởng), with the reason."""

    act: Act
    nomination_id: str
    organisation_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSentDown:
    """The result came down to every level the dossier had passed, the highest first."""

    act: Act
    nomination_id: str
    outcome: Literal["awarded", "not_awarded"]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardUpward:
    """
    Forward the dossier from the level that holds it.

    It goes to `to_id`, to `body` outside the realm, or, with neither, to the parent of `from_id`. Filled in are that parent, whether `to_id` is registered, another dossier that holds the achievement, and the rules.
    """

    nomination_id: str
    from_id: str
    to_id: str | None = None
    body: str | None = None
    number: str
    dated: date
    signatory_role: str
    signatory: str
    occurrence: Occurrence
    parent_id: str | None = filled(default=None)
    to_known: bool = filled(default=False)
    claimed_by: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveForwarded:
    """Receive, at the level `organisation_id`, what was forwarded; among `rules` stands what it must hold."""

    nomination_id: str
    organisation_id: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDown:
    """Give the dossier back, from the level `from_id` that has it or that it is on its way to, to the level below; the rules are filled in."""

    nomination_id: str
    from_id: str
    reason: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalAnswer:
    """Enter what a level outside answered; only from its document."""

    nomination_id: str
    answer: ExternalAnswer
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCouncilResult:
    """Note what the council decided on the dossier before it."""

    nomination_id: str
    passed: bool
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineNomination:
    """Decide not to commend; filled in are the rules."""

    nomination_id: str
    reason: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
