"""What is asked about members who have a part in a case (rút khỏi việc vì liên quan), and what happened: commands, events."""

from __future__ import annotations

from services.awards.domain.council import Council, Unconstituted
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalDeclared:
    """A member of the council said that they take no part in one item, and why."""

    act: Act
    nomination_id: str
    member: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalDemanded:
    """Whoever chairs the council or keeps its papers demanded that a member take no part in one item, and why."""

    act: Act
    nomination_id: str
    member: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareRecusal:
    """Take no part, for oneself (`by`); a declaration on paper names the `member`. Filled in is the council."""

    nomination_id: str
    reason: str
    member: str | None = None
    by: str
    occurrence: Occurrence
    council: Council = filled(default=Unconstituted())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRecusal:
    """Have a member take no part; filled in is the council."""

    nomination_id: str
    member: str
    reason: str
    occurrence: Occurrence
    council: Council = filled(default=Unconstituted())
    rules: RuleBook = filled(default=RuleBook(()))


RecusalCommand = DeclareRecusal | DemandRecusal
