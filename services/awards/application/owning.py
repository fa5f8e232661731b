"""Whose case a command touches, where the request does not name it: what the caller's grants must reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.awards.application.histories import Histories
from services.awards.domain.award_messages import GrantAward, IssueDecision, PresentAward
from services.awards.domain.award_states import Decided
from services.awards.domain.council import Constituted
from services.awards.domain.item_messages import CastOpenVote, CloseVote, OpenVoting
from services.awards.domain.life_messages import (
    CancelAward,
    CorrectAward,
    DeclineAward,
    RecoverFromAward,
)
from services.awards.domain.recusal_messages import DeclareRecusal, DemandRecusal
from services.awards.domain.selection_messages import ChooseModels
from services.awards.domain.session import Convened
from services.awards.domain.session_messages import ConveneSession, RecordAttendance, RecordMinutes
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Owners:
    """Finds the organisations that own a case; of what is not there, none does, and the decision says so."""

    known: Histories

    def __call__(self, command: Any) -> Sequence[str]:
        """See Application.owners."""
        owners = [self._owner(command)]
        if isinstance(command, ConveneSession) and command.about is not None:
            owners.append(self.known.owner_of(command.about))
        return [owner for owner in owners if owner is not None]

    def _owner(self, command: Any) -> str | None:
        """The first organisation of a case; None when the request named it or there is no such case."""
        match command:
            case ConveneSession():
                council = self.known.council(command.council_id)
                return council.organisation_id if isinstance(council, Constituted) else None
            case RecordAttendance() | RecordMinutes():
                session = self.known.session(command.session_id)
                return session.organisation_id if isinstance(session, Convened) else None
            case ChooseModels():
                return self.known.owner_of(f"plan-{command.plan_id}")
            case (
                DeclareRecusal()
                | DemandRecusal()
                | OpenVoting()
                | CastOpenVote()
                | CloseVote()
                | IssueDecision()
            ):
                return self.known.owner_of(f"nomination-{command.nomination_id}")
            case (
                GrantAward()
                | PresentAward()
                | DeclineAward()
                | CorrectAward()
                | CancelAward()
                | RecoverFromAward()
            ):
                award = self.known.award(command.nomination_id)
                return award.organisation_id if isinstance(award, Decided) else None
        return None
