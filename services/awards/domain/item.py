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
from services.awards.domain.item_states import Item, NotOnAgenda, OnAgenda, Voting, on_agenda
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
            )
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
    )
    before = state.item if isinstance(state, Voting) else state
    if isinstance(before, NotOnAgenda):
        return [event]
    if before == on_agenda(event):
        return []  # already so
    raise rejected("item-exists")


item: Decider[ItemCommand, Item, ItemEvent] = Decider(initial=NotOnAgenda(), evolve=evolve, decide=decide)
