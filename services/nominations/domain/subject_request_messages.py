"""
Requests of data subjects (yêu cầu của chủ thể dữ liệu): to view, correct, restrict or erase what is kept of them.

They stand in the person's own history. Why a request was refused is sealed; which it was and what came of it is not.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.acts import Act, Occurrence, RuleUse, filled
from shared.privacy import personal
from shared.rules import RuleBook
from shared.values import dataclass

RequestKind = Literal["view", "correct", "restrict", "erase"]
"""Xem, chỉnh sửa, hạn chế xử lý, xóa."""

RequestOutcome = Literal["granted", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An award whose dossier must be kept: which, until when (None for ever), and the rule that says so."""

    award: str
    until: date | None
    rule: RuleUse


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequestReceived:
    """A person asked; `due_on` is the last day for an answer, None where no rule says when that is."""

    act: Act
    person_id: str
    request_id: str
    kind: RequestKind
    received_on: date
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequestAnswered:
    """
    The request was granted or refused, with a reason in the person's own keeping: it is erased with them.

    Of whoever is erased already no reason is kept. Where an erasure is refused, `kept` are the awards that must be kept,
    the longest first: until when and by which rule.
    """

    act: Act
    person_id: str
    request_id: str
    kind: RequestKind
    outcome: RequestOutcome
    reason: str | None = personal()
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCorrected:
    """From now on the person is called so; what they were called before stays in their history."""

    act: Act
    person_id: str
    name: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRestricted:
    """From now on the person's name is shown in no list (hạn chế xử lý); their history stays readable to who inspects."""

    act: Act
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """The person's name is shown again."""

    act: Act
    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """What only the person's key could read is erased: the key is destroyed, here and in every backup put back later."""

    act: Act
    person_id: str


SubjectEvent = (
    SubjectRequestReceived
    | SubjectRequestAnswered
    | PersonCorrected
    | PersonRestricted
    | RestrictionLifted
    | PersonErased
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSubjectRequest:
    """Note a request of a person; filled in are the rules on its term."""

    person_id: str
    request_id: str
    kind: RequestKind
    received_on: date
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSubjectRequest:
    """
    Answer it, and do what it asks for when it is granted; `name` is the right one, for a correction.

    Filled in are the rules and, for an erasure granted or refused, the awards whose dossiers must be kept, the dossiers still open, and the
    person's accounts without which nobody would administer the realm.
    """

    person_id: str
    request_id: str
    outcome: RequestOutcome
    reason: str
    name: str | None = None
    occurrence: Occurrence
    kept: tuple[Kept, ...] = filled(default=())
    open_cases: tuple[str, ...] = filled(default=())
    needed_accounts: tuple[str, ...] = filled(default=())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRestriction:
    """Show the person's name again."""

    person_id: str
    occurrence: Occurrence


SubjectCommand = ReceiveSubjectRequest | AnswerSubjectRequest | LiftRestriction
