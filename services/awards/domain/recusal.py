"""A member of the council takes no part in one item (rút khỏi việc): by their own word, or because it is demanded."""

from __future__ import annotations

from collections.abc import Sequence

from services.awards.domain.council import Constituted
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.order import out_of_order
from services.awards.domain.recusal_messages import (
    DeclareRecusal,
    DemandRecusal,
    RecusalCommand,
    RecusalDeclared,
    RecusalDemanded,
)
from services.awards.domain.refusals import not_found, rejected
from shared.acts import Act


def declare(command: DeclareRecusal, state: OnAgenda | Voting) -> Sequence[RecusalDeclared]:
    """Once, before the vote opens: from then on who may vote is fixed."""
    member = _whose(command)
    if _already(command, member, state):
        return []  # already so
    act = _act(command, state)
    return [
        RecusalDeclared(act=act, nomination_id=command.nomination_id, member=member, reason=command.reason)
    ]


def demand(command: DemandRecusal, state: OnAgenda | Voting) -> Sequence[RecusalDemanded]:
    """Once, before the vote opens, unless the member has declared it already."""
    if _already(command, command.member, state):
        return []  # already so
    act = _act(command, state)
    return [
        RecusalDemanded(
            act=act, nomination_id=command.nomination_id, member=command.member, reason=command.reason
        )
    ]


def _whose(command: DeclareRecusal) -> str:
    """The caller; on paper the member it names."""
    caller = command.by.partition(":")[2]
    if not command.occurrence.recorded:
        if command.member not in (None, caller):
            raise rejected("recusal-in-person")
        return caller
    if command.member is None:
        raise rejected("recused-not-named")
    return command.member


def _already(command: RecusalCommand, member: str, state: OnAgenda | Voting) -> bool:
    """Whether *member* takes no part as it is; raises unless they sit on the council that judges the item."""
    if not isinstance(command.council, Constituted):
        raise not_found("council-not-found")
    if member not in (seat.member for seat in command.council.members):
        raise rejected("not-on-council", member=member)
    return member in state.recused


def _act(command: RecusalCommand, state: OnAgenda | Voting) -> Act:
    broken = [out_of_order(command, "recusal-after-opening")] if isinstance(state, Voting) else []
    return command.occurrence.act(f"nomination-{command.nomination_id}", broken=broken)
