"""What is asked of an agenda item (việc đưa ra Hội đồng) and what happened to it: its commands and events."""

from __future__ import annotations

from typing import Literal

from services.awards.domain.holding import OpenHold
from services.awards.domain.leaving import Left
from services.awards.domain.recusal_messages import (
    DeclareRecusal,
    DemandRecusal,
    RecusalDeclared,
    RecusalDemanded,
)
from services.awards.domain.selection_messages import SubjectKind
from services.awards.domain.separation import DutiesCombined
from services.awards.domain.session import NotConvened, Session
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.rules import RuleBook
from shared.values import dataclass

Form = Literal[
    "giay_khen",
    "bang_khen",
    "lao_dong_tien_tien",
    "cstd_co_so",
    "cstd_tinh",
    "cstd_toan_quoc",
    "tap_the_lao_dong_tien_tien",
    "tap_the_lao_dong_xuat_sac",
    "co_thi_dua_tinh",
    "co_thi_dua_chinh_phu",
]
"""What is judged and decided: a form of commendation (hình thức khen thưởng) or a title (danh hiệu thi đua)."""

Choice = Literal["for", "against", "abstain"]
"""Tán thành, không tán thành, không biểu quyết."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteItemOpened:
    """
    A nomination came onto a council's agenda.

    For separation of duties: `subject_actor` is the subject's own account where it is known, `proposers` are the
    accounts that opened or submitted the dossier. `dossier_version` is the version of the dossier's history at which it
    was put to the council; 0 where that was not kept.
    """

    act: Act
    nomination_id: str
    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    subject_actor: str | None = None
    proposers: tuple[str, ...] = ()
    dossier_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOpened:
    """
    The open vote began: who may vote, by which rule, and how many votes in favour are needed.

    `eligible` are the members present without those `recused` (không tham gia vì liên quan).
    """

    act: Act
    nomination_id: str
    session_id: str
    members: tuple[str, ...]
    eligible: tuple[str, ...]
    recused: tuple[str, ...] = ()
    rule: str
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVoteCast:
    """A member voted by show of hands."""

    act: Act
    nomination_id: str
    member: str
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed:
    """The vote ended; whoever did not vote counts as not in favour."""

    act: Act
    nomination_id: str
    in_favour: int
    against: int
    abstained: int
    members: int
    eligible: int
    needed: int
    passed: bool


ItemEvent = (
    VoteItemOpened
    | RecusalDeclared
    | RecusalDemanded
    | VoteOpened
    | OpenVoteCast
    | DutiesCombined
    | VoteClosed
    | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """Put a nomination onto a council's agenda; filled in is when it last left one."""

    nomination_id: str
    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    subject_actor: str | None = None
    proposers: tuple[str, ...] = ()
    dossier_version: int = 0
    occurrence: Occurrence
    left: Left | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVoting:
    """Begin the open vote in a session; filled in are the session, the rules, the holds and when it last left."""

    nomination_id: str
    session_id: str
    occurrence: Occurrence
    session: Session = filled(default=NotConvened())
    rules: RuleBook = filled(default=RuleBook(()))
    holds: tuple[OpenHold, ...] = filled(default=())
    left: Left | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CastOpenVote:
    """Vote with one's own account `by`; a vote on paper names the `member` whose vote is recorded."""

    nomination_id: str
    choice: Choice
    member: str | None = None
    by: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    holds: tuple[OpenHold, ...] = filled(default=())
    left: Left | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVote:
    """End the vote and count."""

    nomination_id: str
    occurrence: Occurrence
    left: Left | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


ItemCommand = OpenItem | DeclareRecusal | DemandRecusal | OpenVoting | CastOpenVote | CloseVote
