"""An open vote (biểu quyết công khai): who may vote and how many must agree, one vote each, the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.awards.domain.item_messages import (
    CastOpenVote,
    CloseVote,
    ItemEvent,
    OpenVoteCast,
    OpenVoting,
    VoteClosed,
    VoteOpened,
)
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.quorum import missing_quorum
from services.awards.domain.refusals import rejected
from services.awards.domain.rules import OpenVote
from services.awards.domain.session import Convened, attended
from shared.acts import ActRefused, BrokenRule
from shared.rules import DatedRule


def open_vote(command: OpenVoting, state: OnAgenda | Voting) -> Sequence[ItemEvent]:
    """Begin the vote once, with quorum, in an attended session of the item's own council, when something can pass."""
    if isinstance(state, Voting):
        if state.session_id == command.session_id:
            return []  # already so
        raise rejected("vote-already-open")
    session, present, early = attended(command.session, command.occurrence)
    council = (session.council_id, session.organisation_id)
    if council != (state.council_id, state.organisation_id):
        raise rejected("session-of-another-council")
    rule = command.rules.version_of(OpenVote, session.vote_rule, command.occurrence.occurred_on)
    opened = _vote_opened(command, session, present, rule)
    flags = (missing_quorum(rule, session.members, present), _unattainable(rule, opened))
    broken = [*early, *(flag for flag in flags if flag)]
    case = _case(command.nomination_id)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "OpenVoting", broken[0])]
    return [replace(opened, act=command.occurrence.act(case, [rule.use], broken))]


def _vote_opened(
    command: OpenVoting, session: Convened, present: Sequence[str], rule: DatedRule[OpenVote]
) -> VoteOpened:
    return VoteOpened(
        act=command.occurrence.act(_case(command.nomination_id), [rule.use]),
        nomination_id=command.nomination_id,
        session_id=command.session_id,
        members=session.members,
        eligible=tuple(member for member in session.members if member in present),
        rule=rule.name,
        needed=rule.values.needed(len(session.members), len(present)),
    )


def _unattainable(rule: DatedRule[OpenVote], opened: VoteOpened) -> BrokenRule | None:
    """The flag when not even a unanimous vote could pass: said before voting, not after."""
    if opened.needed <= len(opened.eligible):
        return None
    facts = {"needed": str(opened.needed), "eligible": str(len(opened.eligible))}
    return BrokenRule(code="threshold-unattainable", rule=rule.use, facts=facts)


def cast(command: CastOpenVote, state: Voting) -> Sequence[ItemEvent]:
    """One vote for each member who attends."""
    member = _voter(command)
    if member not in state.members:
        raise rejected("not-a-member", member=member)
    if member not in state.eligible:
        raise rejected("not-present", member=member)
    if before := state.votes.get(member):
        if before == command.choice:
            return []  # already so
        raise rejected("already-voted")
    if state.result != "open":
        raise rejected("vote-closed")
    act = command.occurrence.act(_case(command.nomination_id))
    return [OpenVoteCast(act=act, nomination_id=command.nomination_id, member=member, choice=command.choice)]


def _voter(command: CastOpenVote) -> str:
    """The caller; for a vote on paper the member it names."""
    caller = command.by.partition(":")[2]
    if not command.occurrence.recorded:
        if command.member not in (None, caller):
            raise rejected("vote-in-person")
        return caller
    if command.member is None:
        raise rejected("voter-not-named")
    return command.member


def close(command: CloseVote, state: Voting) -> Sequence[ItemEvent]:
    """Count, once."""
    if state.result != "open":
        return []  # already so
    in_favour = state.count("for")
    return [
        VoteClosed(
            act=command.occurrence.act(_case(command.nomination_id)),
            nomination_id=command.nomination_id,
            in_favour=in_favour,
            against=state.count("against"),
            abstained=state.count("abstain"),
            members=len(state.members),
            eligible=len(state.eligible),
            needed=state.needed,
            passed=in_favour >= state.needed,
        )
    ]


def _case(nomination_id: str) -> str:
    return f"nomination-{nomination_id}"
