"""Whose case a command touches, where the request does not name it: checked against the caller's reach."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.nomination import Dossier
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.plan_messages import IssuePlan, RecordDelivery, SendPlan
from shared.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through only what lies within the caller's reach; what is not there is left to the decision."""

    known: Histories

    def __call__(self, command: Any, reach: AbstractSet[str] | None) -> None:
        """Raises Forbidden when *command* touches the case of an organisation beyond *reach* (None: everywhere)."""
        if reach is None:
            return
        owner = self._owner(command)
        if owner is not None and owner not in reach:
            raise Forbidden

    def _owner(self, command: Any) -> str | None:
        """The organisation that must be within reach; None when the request named it or there is no such case."""
        match command:
            case IssuePlan() | SendPlan() | RecordDelivery() | ConsolidateList() | SendList():
                return self._of_plan(command.plan_id)
            case AttachDocument() | SubmitNomination():
                dossier = self.known.nomination(command.nomination_id)
                return dossier.opening.unit_id if isinstance(dossier, Dossier) else None
            case ReturnNomination() | ReceiveForAppraisal() | PutToCouncil():
                dossier = self.known.nomination(command.nomination_id)
                return dossier.opening.organisation_id if isinstance(dossier, Dossier) else None
        return None

    def _of_plan(self, plan_id: str) -> str | None:
        match self.known.plan(plan_id):
            case Drafted(organisation_id=organisation_id):
                return organisation_id
            case Issued(draft=draft):
                return draft.organisation_id
        return None
