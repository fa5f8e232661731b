"""Where each command goes, and what it must be told of other streams before it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from services.awards.application.histories import Histories, selection_stream
from services.awards.application.organisations import Superiors
from services.awards.application.people import Known
from services.awards.domain.award_messages import GrantAward, IssueDecision, PresentAward, TakeOffAgenda
from services.awards.domain.award_states import Decided
from services.awards.domain.council import ConstituteCouncil, Council, Unconstituted
from services.awards.domain.holding import LiftHold, NoteHold
from services.awards.domain.item_messages import CastOpenVote, CloseVote, OpenItem, OpenVoting
from services.awards.domain.item_states import Item, before_council
from services.awards.domain.life_messages import (
    CancelAward,
    CorrectAward,
    DeclineAward,
    RecoverFromAward,
)
from services.awards.domain.recusal_messages import DeclareRecusal, DemandRecusal, RecusalCommand
from services.awards.domain.selection_messages import ChooseModels, OpenSelection
from services.awards.domain.session_messages import ConveneSession, RecordAttendance, RecordMinutes
from shared.application import Route, ruled
from shared.ids import derived_id, stream
from shared.rules import RuleBook
from shared.values import dataclass

LeavableT = TypeVar("LeavableT", OpenItem, CloseVote)


@dataclass(frozen=True, slots=True)
class Filling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    rules: RuleBook
    superiors_of: Superiors
    is_person: Known

    def constitute(self, command: ConstituteCouncil) -> ConstituteCouncil:
        """The rules, among them the one the council is to vote by, and at which level its organisation is."""
        level = self.superiors_of.level(command.organisation_id)
        return replace(command, rules=self.rules, level=level)

    def convene(self, command: ConveneSession) -> ConveneSession:
        """The council, and whose the case on the agenda is."""
        owner = None if command.about is None else self.known.owner_of(command.about)
        return replace(command, council=self.known.council(command.council_id), about_owner=owner)

    def choose(self, command: ChooseModels) -> ChooseModels:
        """The session and the rules."""
        return replace(command, session=self.known.session(command.session_id), rules=self.rules)

    def open_voting(self, command: OpenVoting) -> OpenVoting:
        """The session, the rules, the holds and when it last left an agenda."""
        session, holds = self.known.session(command.session_id), self.known.held(command.nomination_id)
        left = self.known.left(command.nomination_id)
        return replace(command, session=session, rules=self.rules, holds=holds, left=left)

    def left(self, command: LeavableT) -> LeavableT:
        """When it last left an agenda."""
        return replace(command, left=self.known.left(command.nomination_id))

    def take_off(self, command: TakeOffAgenda) -> TakeOffAgenda:
        """The agenda item."""
        return replace(command, item=self.known.item(command.nomination_id))

    def recuse(self, command: RecusalCommand) -> RecusalCommand:
        """The council that judges the item."""
        return replace(command, council=self._council_of(self.known.item(command.nomination_id)))

    def cast(self, command: CastOpenVote) -> CastOpenVote:
        """The rules, among them those on separation of duties, the holds and when it last left an agenda."""
        holds, left = self.known.held(command.nomination_id), self.known.left(command.nomination_id)
        return replace(command, rules=self.rules, holds=holds, left=left)

    def issue(self, command: IssueDecision) -> IssueDecision:
        """The award's id, the council and what it did, the rules, and who is above where the decider may not decide."""
        item = self.known.item(command.nomination_id)
        before = before_council(item)
        own = before is not None and before.subject_actor == command.by
        return replace(
            command,
            award_id=derived_id("award", command.nomination_id),
            item=item,
            council=self._council_of(item),
            rules=self.rules,
            superiors=self.superiors_of(before.organisation_id) if before is not None and own else (),
            holds=self.known.held(command.nomination_id),
        )

    def grant(self, command: GrantAward) -> GrantAward:
        """The agenda item, the awards that the decision's achievement has, the rules and the holds."""
        decision = self.known.award(command.nomination_id)
        if not isinstance(decision, Decided):
            return command
        return replace(
            command,
            item=self.known.item(command.nomination_id),
            rewarded_by=self.known.rewarded_by(decision.achievement_id),
            rules=self.rules,
            holds=self.known.held(command.nomination_id),
        )

    def present(self, command: PresentAward) -> PresentAward:
        """Whether the presenter is known."""
        known = command.presenter_id is not None and self.is_person(command.presenter_id)
        return replace(command, presenter_known=known)

    def _council_of(self, item: Item) -> Council:
        before = before_council(item)
        return Unconstituted() if before is None else self.known.council(before.council_id)


def routes(
    known: Histories, rules: RuleBook, superiors_of: Superiors, is_person: Known
) -> Mapping[type[Any], Route[Any]]:
    """
    Each command class with its stream and handler.

    *superiors_of* gives who is above an organisation, nearest first; *is_person* whether a person is in the register.
    """
    fill = Filling(known, rules, superiors_of, is_person)
    found: Mapping[type[Any], Route[Any]] = {
        ConstituteCouncil: Route(known.councils, lambda c: stream("council", c.council_id), fill.constitute),
        ConveneSession: Route(known.sessions, _session, fill.convene),
        RecordAttendance: Route(known.sessions, _session),
        RecordMinutes: Route(known.sessions, _session),
        OpenSelection: Route(known.selections, _selection),
        ChooseModels: Route(known.selections, _selection, fill.choose),
        NoteHold: Route(known.holds, _hold),
        LiftHold: Route(known.holds, _hold),
        OpenItem: Route(known.items, _item, fill.left),
        DeclareRecusal: Route(known.items, _item, fill.recuse),
        DemandRecusal: Route(known.items, _item, fill.recuse),
        OpenVoting: Route(known.items, _item, fill.open_voting),
        CastOpenVote: Route(known.items, _item, fill.cast),
        CloseVote: Route(known.items, _item, fill.left),
        IssueDecision: Route(known.awards, _award, fill.issue),
        GrantAward: Route(known.awards, _award, fill.grant),
        PresentAward: Route(known.awards, _award, fill.present),
        DeclineAward: Route(known.awards, _award),
        CorrectAward: Route(known.awards, _award),
        CancelAward: Route(known.awards, _award),
        RecoverFromAward: Route(known.awards, _award),
        TakeOffAgenda: Route(known.awards, _award, fill.take_off),
    }
    return ruled(found, rules)


def _session(command: Any) -> str:
    return stream("session", command.session_id)


def _selection(command: Any) -> str:
    return selection_stream(command.plan_id)


def _item(command: Any) -> str:
    return stream("item", command.nomination_id)


def _hold(command: Any) -> str:
    return stream("hold", command.nomination_id)


def _award(command: Any) -> str:
    return stream("award", command.nomination_id)
