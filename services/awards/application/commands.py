"""Where each command goes, and what it must be told of other streams before it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.awards.application.histories import Histories, selection_stream
from services.awards.domain.award_messages import GrantAward, IssueDecision, PresentAward
from services.awards.domain.award_states import Decided
from services.awards.domain.council import ConstituteCouncil
from services.awards.domain.item_messages import CastOpenVote, CloseVote, OpenItem, OpenVoting
from services.awards.domain.selection_messages import ChooseModels, OpenSelection
from services.awards.domain.session_messages import ConveneSession, RecordAttendance, RecordMinutes
from shared.application import Route
from shared.ids import derived_id, stream
from shared.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Filling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    rules: RuleBook

    def constitute(self, command: ConstituteCouncil) -> ConstituteCouncil:
        """The rules, among them the one the council is to vote by."""
        return replace(command, rules=self.rules)

    def convene(self, command: ConveneSession) -> ConveneSession:
        """The council, and whose the case on the agenda is."""
        owner = None if command.about is None else self.known.owner_of(command.about)
        return replace(command, council=self.known.council(command.council_id), about_owner=owner)

    def choose(self, command: ChooseModels) -> ChooseModels:
        """The session and the rules."""
        return replace(command, session=self.known.session(command.session_id), rules=self.rules)

    def open_voting(self, command: OpenVoting) -> OpenVoting:
        """The session and the rules."""
        return replace(command, session=self.known.session(command.session_id), rules=self.rules)

    def issue(self, command: IssueDecision) -> IssueDecision:
        """The award's id, what the council did, and the rules."""
        return replace(
            command,
            award_id=derived_id("award", command.nomination_id),
            item=self.known.item(command.nomination_id),
            rules=self.rules,
        )

    def grant(self, command: GrantAward) -> GrantAward:
        """The awards that the decision's achievement has, and the rules."""
        decision = self.known.award(command.nomination_id)
        if not isinstance(decision, Decided):
            return command
        return replace(command, rewarded_by=self.known.rewarded_by(decision.achievement_id), rules=self.rules)


def routes(known: Histories, rules: RuleBook) -> Mapping[type[Any], Route[Any]]:
    """Each command class with its stream and handler."""
    fill = Filling(known, rules)
    return {
        ConstituteCouncil: Route(known.councils, lambda c: stream("council", c.council_id), fill.constitute),
        ConveneSession: Route(known.sessions, _session, fill.convene),
        RecordAttendance: Route(known.sessions, _session),
        RecordMinutes: Route(known.sessions, _session),
        OpenSelection: Route(known.selections, _selection),
        ChooseModels: Route(known.selections, _selection, fill.choose),
        OpenItem: Route(known.items, _item),
        OpenVoting: Route(known.items, _item, fill.open_voting),
        CastOpenVote: Route(known.items, _item),
        CloseVote: Route(known.items, _item),
        IssueDecision: Route(known.awards, _award, fill.issue),
        GrantAward: Route(known.awards, _award, fill.grant),
        PresentAward: Route(known.awards, _award),
    }


def _session(command: Any) -> str:
    return stream("session", command.session_id)


def _selection(command: Any) -> str:
    return selection_stream(command.plan_id)


def _item(command: Any) -> str:
    return stream("item", command.nomination_id)


def _award(command: Any) -> str:
    return stream("award", command.nomination_id)
