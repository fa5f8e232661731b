"""An open vote (biểu quyết công khai): who may vote and how many must agree, one vote each, the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.awards.domain.holding import held
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
from services.awards.domain.order import out_of_order
from services.awards.domain.parts import of_voter, subject_taking_part
from services.awards.domain.quorum import Counted, counted, missing_quorum
from services.awards.domain.refusals import FORMS, rejected
from services.awards.domain.rules import OpenVote, SecretBallot
from services.awards.domain.separation import combined
from services.awards.domain.session import Convened, attended
from shared.acts import ActRefused, BrokenRule
from shared.rules import DatedRule


def open_vote(command: OpenVoting, state: OnAgenda | Voting) -> Sequence[ItemEvent]:
    """Begin the vote once, with quorum, in an attended session of the item's own council, when something can pass."""
    if isinstance(state, Voting):
        if state.session_id == command.session_id:
            return []  # already so
        raise rejected("vote-already-open")
    session, present, early = attended(command.session, command)
    council = (session.council_id, session.organisation_id)
    if council != (state.council_id, state.organisation_id):
        raise rejected("session-of-another-council")
    day = command.occurrence.occurred_on
    rule = command.rules.version_of(OpenVote, session.vote_rule, day)
    recused = tuple(member for member in session.members if member in state.recused)
    heads = counted(command.rules, day, session.vote_rule, session.members, present, recused)
    opened = _vote_opened(command, session, present, recused, rule, heads)
    openly = _not_secret(command, state)
    against = (
        missing_quorum(rule, heads.for_quorum),
        _unattainable(rule, opened),
        *(flag for flag in openly if flag.rule.confirmed),
    )
    broken = [
        *early,
        *off_agenda(command, state),
        *held(command.holds),
        *subject_taking_part(command, state, opened),
        *(flag for flag in against if flag),
    ]
    if broken and not command.occurrence.recorded:
        case = _case(command.nomination_id)
        return [ActRefused.because(command.occurrence, case, "OpenVoting", broken[0])]
    flags = [*broken, *(flag for flag in openly if not flag.rule.confirmed)]
    act = command.occurrence.act(_case(command.nomination_id), opened.act.rules, flags)
    return [replace(opened, act=act)]


def _vote_opened(
    command: OpenVoting,
    session: Convened,
    present: Sequence[str],
    recused: Sequence[str],
    rule: DatedRule[OpenVote],
    heads: Counted,
) -> VoteOpened:
    return VoteOpened(
        act=command.occurrence.act(_case(command.nomination_id), [rule.use, *heads.uses]),
        nomination_id=command.nomination_id,
        session_id=command.session_id,
        members=session.members,
        eligible=tuple(name for name in session.members if name in present and name not in recused),
        recused=tuple(recused),
        rule=rule.name,
        needed=rule.values.needed(heads.for_threshold.members, heads.for_threshold.present),
    )


def _unattainable(rule: DatedRule[OpenVote], opened: VoteOpened) -> BrokenRule | None:
    """The flag when not even a unanimous vote could pass: said before voting, not after."""
    if opened.needed <= len(opened.eligible):
        return None
    facts = {"needed": str(opened.needed), "eligible": str(len(opened.eligible))}
    return BrokenRule(code="threshold-unattainable", rule=rule.use, facts=facts)


def _not_secret(command: OpenVoting, item: OnAgenda) -> list[BrokenRule]:
    """The flag for a show of hands on what a secret ballot is held on; under a rule nobody confirmed it is no more than that."""
    form = FORMS[item.form]
    facts = {"form_vi": form.vi, "form_en": form.en}
    return [
        BrokenRule(code="ballot-not-secret", rule=rule.use, facts=facts)
        for rule in command.rules.every(SecretBallot, command.occurrence.occurred_on)
        if item.form in rule.values.forms
    ]


def cast(command: CastOpenVote, state: Voting) -> Sequence[ItemEvent]:
    """One vote for each member who attends and has no part in the item that stands against it."""
    member = _voter(command)
    if member not in state.members:
        raise rejected("not-a-member", member=member)
    if member not in (*state.eligible, *state.recused):
        raise rejected("not-present", member=member)
    if before := state.votes.get(member):
        if before == command.choice:
            return []  # already so
        raise rejected("already-voted")
    if state.result != "open":
        raise rejected("vote-closed")
    found = of_voter(command, state, member)
    against = [*off_agenda(command, state.item), *held(command.holds), *found.against]
    case = _case(command.nomination_id)
    if against and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "CastOpenVote", against[0])]
    act = command.occurrence.act(case, broken=[*against, *found.flags])
    voted = OpenVoteCast(act=act, nomination_id=command.nomination_id, member=member, choice=command.choice)
    return [voted, *combined(found, command.occurrence, command.nomination_id, member)]


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
    broken = off_agenda(command, state.item)
    return [
        VoteClosed(
            act=command.occurrence.act(_case(command.nomination_id), broken=broken),
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


def off_agenda(command: OpenVoting | CastOpenVote | CloseVote, item: OnAgenda) -> Sequence[BrokenRule]:
    """The flag for a vote on paper about what has left the agenda; raises Rejected for one that is only now to be held."""
    if command.left is None or not command.left.after(item.dossier_version):
        return ()
    return (out_of_order(command, "off-agenda", **command.left.facts),)


def _case(nomination_id: str) -> str:
    return f"nomination-{nomination_id}"
