"""Which parts (phần việc) somebody has in a nomination when they vote on it or decide it, and what the rules say to that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from services.awards.domain.award_messages import IssueDecision
from services.awards.domain.council import Constituted
from services.awards.domain.item_messages import CastOpenVote, OpenVoting, VoteOpened
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.upward import next_above
from shared.acts import BrokenRule
from shared.separation import Clashes, Part, clashes


def of_voter(command: CastOpenVote, state: Voting, member: str) -> Clashes:
    """What *member* meets with when they vote."""
    return clashes(command.rules, command.occurrence.occurred_on, "vote", _of_member(state, member))


def subject_taking_part(command: OpenVoting, state: OnAgenda, opened: VoteOpened) -> Sequence[BrokenRule]:
    """The flag when the member whose own award it is has not been recused: nobody votes until that is settled."""
    subject = _account(state.subject_actor)
    if subject not in opened.members or subject in opened.recused:
        return ()
    part = Part(duty="subject", code="subject-not-recused", facts={"member": subject})
    return clashes(command.rules, command.occurrence.occurred_on, "vote", [part]).against


def of_decider(command: IssueDecision, item: OnAgenda, signatory: str) -> Clashes:
    """What *signatory* meets with when they decide."""
    parts = [*_own_award(command, item, signatory), *_chaired(command, signatory)]
    return clashes(command.rules, command.occurrence.occurred_on, "decide", parts)


def _of_member(state: Voting, member: str) -> Iterator[Part]:
    facts = {"member": member}
    if member in state.recused:
        yield Part(duty="recused", code="recused-votes", facts=facts)
    if member == _account(state.item.subject_actor):
        yield Part(duty="subject", code="own-vote", facts=facts)
    if member in map(_account, state.item.proposers):
        yield Part(duty="propose", code="proposer-votes", facts=facts)


def _own_award(command: IssueDecision, item: OnAgenda, signatory: str) -> Iterator[Part]:
    if item.subject_actor is not None and item.subject_actor == signatory:
        yield Part(duty="subject", code="own-award", facts=_higher(command))


def _higher(command: IssueDecision) -> Mapping[str, str]:
    return next_above(command.rules, command.occurrence.occurred_on, command.superiors)


def _chaired(command: IssueDecision, signatory: str) -> Iterator[Part]:
    """Whoever sat in the chair when the council voted on it: being its chair is not chairing what one stayed away from."""
    if not isinstance(command.council, Constituted) or not isinstance(command.item, Voting):
        return
    member = _account(signatory)
    chairs = [seat.member for seat in command.council.members if seat.position == "chair"]
    if member in chairs and member in command.item.eligible:
        yield Part(duty="chair", code="chair-decides", facts={"member": member})


def _account(actor: str | None) -> str:
    """The account behind *actor*; of a program or nobody the empty text, which no member is called."""
    kind, _, identity = (actor or "").partition(":")
    return identity if kind == "user" else ""
