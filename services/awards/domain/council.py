"""Councils (hội đồng thi đua, khen thưởng): who sits on them and by which rule they vote; each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, assert_never

from services.awards.domain.refusals import rejected
from services.awards.domain.rules import OpenVote
from shared.acts import Act, Occurrence, filled
from shared.decider import Decider
from shared.rules import RuleBook
from shared.values import dataclass

Position = Literal["chair", "vice_chair", "secretary", "member"]
"""Chủ tịch, phó chủ tịch, thư ký, ủy viên."""

OUTSIDE: Final = frozenset({"party"})
"""Levels of bodies that give awards of their own: they are on record here as issuers, and have no council here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One seat: the account that votes, without its kind, and its position."""

    member: str
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilConstituted:
    """An organisation constituted a council by decision; `vote_rule` is the id of the rule it votes by."""

    act: Act
    council_id: str
    organisation_id: str
    name: str
    members: tuple[Member, ...]
    decision_number: str
    decided_on: date
    vote_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstituteCouncil:
    """Constitute a council; among `rules` stands the one it votes by, `level` is its organisation's where known here."""

    council_id: str
    organisation_id: str
    name: str
    members: tuple[Member, ...]
    decision_number: str
    decided_on: date
    vote_rule: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    level: str | None = filled(default=None)


@dataclass(frozen=True, slots=True)
class Unconstituted:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constituted:
    """The council as constituted."""

    organisation_id: str
    name: str
    members: tuple[Member, ...]
    decision_number: str
    decided_on: date
    vote_rule: str


Council = Unconstituted | Constituted


def evolve(_state: Council, event: CouncilConstituted) -> Council:
    """The council after *event*."""
    return Constituted(
        organisation_id=event.organisation_id,
        name=event.name,
        members=event.members,
        decision_number=event.decision_number,
        decided_on=event.decided_on,
        vote_rule=event.vote_rule,
    )


def decide(command: ConstituteCouncil, state: Council) -> Sequence[CouncilConstituted]:
    """Constitute once, with one chair, each member once, under a known vote rule."""
    asked = Constituted(
        organisation_id=command.organisation_id,
        name=command.name,
        members=command.members,
        decision_number=command.decision_number,
        decided_on=command.decided_on,
        vote_rule=command.vote_rule,
    )
    match state:
        case Constituted() if state == asked:
            return []  # already so
        case Constituted():
            raise rejected("council-exists")
        case Unconstituted():
            _require_sound(command)
            return [_constituted(command)]
        case unreachable:
            assert_never(unreachable)


def _require_sound(command: ConstituteCouncil) -> None:
    if command.level in OUTSIDE:
        raise rejected("council-outside")
    names = [seat.member for seat in command.members]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise rejected("member-twice", member=double)
    if [seat.position for seat in command.members].count("chair") != 1:
        raise rejected("council-needs-one-chair")
    command.rules.version_of(OpenVote, command.vote_rule, command.decided_on)  # raises when there is none


def _constituted(command: ConstituteCouncil) -> CouncilConstituted:
    return CouncilConstituted(
        act=command.occurrence.act(f"council-{command.council_id}"),
        council_id=command.council_id,
        organisation_id=command.organisation_id,
        name=command.name,
        members=command.members,
        decision_number=command.decision_number,
        decided_on=command.decided_on,
        vote_rule=command.vote_rule,
    )


council: Decider[ConstituteCouncil, Council, CouncilConstituted] = Decider(
    initial=Unconstituted(), evolve=evolve, decide=decide
)
