"""Whose case a command touches, where the request does not name it: what the caller's grants must reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from services.nominations.application import model_owning
from services.nominations.application.dossier_commands import owners_of_achievement, owners_of_dossier
from services.nominations.application.emulation_owning import emulation_owner
from services.nominations.application.histories import Histories
from services.nominations.domain.account_messages import DisableAccount, EnableAccount, RevokeGrant
from services.nominations.domain.achievement_messages import ReassignAchievement
from services.nominations.domain.appraisal_messages import NameAppraisingUnit
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.dossier import BESIDE
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
)
from services.nominations.domain.person_messages import ChangePosition
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.record_messages import RecordFact, WithdrawFact
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    ReceiveSubjectRequest,
)
from shared.access import EVERYWHERE
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Owners:
    """Finds the organisations that own a case; of what is not there, none does, and the decision says so."""

    known: Histories
    has_account: Callable[[str], bool]

    def __call__(self, command: Any) -> Sequence[str]:
        """See Application.owners."""
        if isinstance(command, model_owning.COMMANDS):
            return model_owning.owners(self.known, command)
        match command:
            case RevokeGrant() | DisableAccount() | EnableAccount():
                return self._of_account(command)
            case NameAppraisingUnit():
                return self._of_appraisal(command)
            case ReassignAchievement():
                return owners_of_achievement(command, self.known)
            case MoveOrganisation():
                return (command.parent_id,)
            case DissolveOrganisation():
                return command.successors
            case NameSuccessor():
                return (command.successor_id,)
            case ChangePosition() | ReceiveSubjectRequest() | AnswerSubjectRequest() | LiftRestriction():
                return self._serving_at(command.person_id)
        if isinstance(command, BESIDE):
            return owners_of_dossier(command, self.known.nomination(command.nomination_id))
        owner = self._owner(command)
        return () if owner is None else (owner,)

    def _of_appraisal(self, command: NameAppraisingUnit) -> Sequence[str]:
        """The organisation whose own office is replaced, and the unit named for it."""
        dossier = self.known.nomination(command.nomination_id)
        return (dossier.holder, command.unit_id) if isinstance(dossier, Dossier) else ()

    def _of_account(self, command: RevokeGrant | DisableAccount | EnableAccount) -> Sequence[str]:
        """
        Where the grants lie that *command* takes or gives back.

        An account without grants is nobody's own: only who may do so everywhere disables it.
        """
        account = self.known.account(command.account)
        if isinstance(command, RevokeGrant):
            return [held.scope for held in account.grants if held.grant_id == command.grant_id]
        if not account.scopes and self.has_account(command.account):
            return (EVERYWHERE,)
        return account.scopes

    def _serving_at(self, person_id: str) -> Sequence[str]:
        """Where the person serves now: nobody takes another's people, or gives them a position, without reaching both."""
        person = self.known.person(person_id)
        if not isinstance(person, Serving):
            return ()
        held = [post.organisation_id for post in person.posts if post.until is None]
        return held or [person.main.organisation_id]

    def _owner(self, command: Any) -> str | None:
        """The one organisation of a case; None when the request named it or there is no such case."""
        match command:
            case (
                IssuePlan()
                | SendPlan()
                | RecordDelivery()
                | AttachToPlan()
                | WithdrawPlanFile()
                | ConsolidateList()
                | SendList()
            ):
                return self._of_plan(command.plan_id)
            case AttachDocument() | SubmitNomination():
                dossier = self.known.nomination(command.nomination_id)
                return dossier.opening.unit_id if isinstance(dossier, Dossier) else None
            case RecordFact() | WithdrawFact():
                return self._of_subject(command)
            case ReturnNomination() | ReceiveForAppraisal() | AssessEligibility() | PutToCouncil():
                dossier = self.known.nomination(command.nomination_id)
                if not isinstance(dossier, Dossier):
                    return None
                return dossier.appraiser or dossier.holder
        return emulation_owner(self.known, command)

    def _of_subject(self, command: RecordFact | WithdrawFact) -> str | None:
        """A collective's record is its own; a person's belongs to where they serve."""
        if command.subject_kind == "collective":
            return command.subject_id
        person = self.known.person(command.subject_id)
        return person.main.organisation_id if isinstance(person, Serving) else None

    def _of_plan(self, plan_id: str) -> str | None:
        match self.known.plan(plan_id):
            case Drafted(organisation_id=organisation_id):
                return organisation_id
            case Issued(draft=draft):
                return draft.organisation_id
        return None
