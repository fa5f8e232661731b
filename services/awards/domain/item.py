"""An agenda item of a council: a nomination, its open vote and the count; one stream per nomination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.awards.domain.item_messages import (
    CastOpenVote,
    CloseVote,
    ItemCommand,
    ItemEvent,
    OpenItem,
    OpenVoteCast,
    OpenVoting,
    VoteClosed,
    VoteItemOpened,
    VoteOpened,
)
from services.awards.domain.item_states import Item, NotOnAgenda, OnAgenda, Voting, before_council, on_agenda
from services.awards.domain.recusal import declare, demand
from services.awards.domain.recusal_messages import (
    DeclareRecusal,
    DemandRecusal,
    RecusalDeclared,
    RecusalDemanded,
)
from services.awards.domain.refusals import not_found, rejected
from services.awards.domain.voting import cast, close, open_vote
from shared.decider import Decider


def evolve(state: Item, event: ItemEvent) -> Item:
    """The item after *event*; a refusal changes nothing."""
    match state, event:
        case _, VoteItemOpened():
            return on_agenda(event)
        case OnAgenda(), VoteOpened():
            return Voting(
                item=state,
                session_id=event.session_id,
                members=event.members,
                eligible=event.eligible,
                needed=event.needed,
                recused=event.recused,
            )
        case OnAgenda() | Voting(), RecusalDeclared(member=member) | RecusalDemanded(member=member):
            return replace(state, recused=(*state.recused, member))
        case Voting(), OpenVoteCast(member=member, choice=choice):
            return replace(state, votes={**state.votes, member: choice})
        case Voting(), VoteClosed(passed=passed):
            return replace(state, result="passed" if passed else "failed")
        case _:
            return state


def decide(command: ItemCommand, state: Item) -> Sequence[ItemEvent]:
    """What *command* brings about."""
    match command, state:
        case OpenItem(), _:
            return _open(command, state)
        case _, NotOnAgenda():
            raise not_found("item-not-found")
        case DeclareRecusal(), _:
            return declare(command, state)
        case DemandRecusal(), _:
            return demand(command, state)
        case OpenVoting(), _:
            return open_vote(command, state)
        case _, OnAgenda():
            raise rejected("vote-not-open")
        case CastOpenVote(), Voting():
            return cast(command, state)
        case CloseVote(), Voting():
            return close(command, state)
        case unreachable:
            assert_never(unreachable)


def _open(command: OpenItem, state: Item) -> Sequence[ItemEvent]:
    event = VoteItemOpened(
        act=command.occurrence.act(f"nomination-{command.nomination_id}"),
        nomination_id=command.nomination_id,
        council_id=command.council_id,
        form=command.form,
        achievement_id=command.achievement_id,
        subject_kind=command.subject_kind,
        subject_id=command.subject_id,
        unit_id=command.unit_id,
        organisation_id=command.organisation_id,
        subject_actor=command.subject_actor,
        proposers=command.proposers,
        dossier_version=command.dossier_version,
    )
    before, left = before_council(state), command.left
    if before is None or (left and left.after(before.dossier_version)):
        return (
            [] if left and left.after(event.dossier_version) else [event]
        )  # that council it has left by now
    if event.dossier_version < before.dossier_version:
        return []  # it came before another council since
    if replace(before, dossier_version=event.dossier_version, recused=()) == on_agenda(event):
        return []  # already so
    voted = isinstance(state, Voting) and state.result != "open"
    if _same_nomination(before, event) and (voted or _of_another_level(before, event, state)):
        return [event]
    raise rejected("item-exists")


def _of_another_level(before: OnAgenda, event: VoteItemOpened, state: Item) -> bool:
    """Whether it comes before the council of another level while the one before it has not begun to vote."""
    return isinstance(state, OnAgenda) and before.organisation_id != event.organisation_id


def _same_nomination(before: OnAgenda, event: VoteItemOpened) -> bool:
    """Whether the nomination, otherwise as it was, comes before another council: up a level, or given back and put again."""
    now = on_agenda(event)
    same = replace(
        before,
        council_id=now.council_id,
        organisation_id=now.organisation_id,
        subject_actor=now.subject_actor,
        proposers=now.proposers,
        dossier_version=now.dossier_version,
        recused=(),
    )
    return before.council_id != now.council_id and same == now


item: Decider[ItemCommand, Item, ItemEvent] = Decider(initial=NotOnAgenda(), evolve=evolve, decide=decide)
