"""Events of other contexts in the shapes they are used here, by type: what is told of, and what must be known for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.notifications.application import facts
from services.notifications.domain import dossier_happenings, happenings, model_happenings

NOMINATIONS = "nominations"
AWARDS = "awards"


def _by_type(*shapes: type[Any]) -> Mapping[str, type[Any]]:
    return {shape.__name__: shape for shape in shapes}


TOLD: Mapping[str, Mapping[str, type[Any]]] = {
    NOMINATIONS: _by_type(
        happenings.ActRefused,
        happenings.OrganisationDissolved,
        happenings.PlanIssued,
        happenings.RegistrationListSubmitted,
        happenings.ListConsolidated,
        happenings.ListSent,
        happenings.NominationSubmitted,
        happenings.NominationReturned,
        happenings.ReceivedForAppraisal,
        happenings.NominationPutToCouncil,
        happenings.TaskAssigned,
        happenings.InitiativeRecognised,
        model_happenings.ResponsibleHeadNamed,
        model_happenings.ModelSummedUp,
        model_happenings.ModelReplicated,
        model_happenings.RecognitionDecided,
        model_happenings.ModelRecognised,
        model_happenings.YearlyListSent,
        dossier_happenings.SupplementAsked,
        dossier_happenings.NominationHeld,
        dossier_happenings.NominationReleased,
        dossier_happenings.OpinionAsked,
        dossier_happenings.NominationForwarded,
        dossier_happenings.ReturnedDown,
        dossier_happenings.ResultSentDown,
    ),
    AWARDS: _by_type(
        happenings.ActRefused,
        happenings.ModelsSelected,
        happenings.VoteOpened,
        happenings.DecisionIssued,
        happenings.AwardGranted,
        happenings.AwardPresented,
        happenings.AwardDeclined,
        happenings.AwardCorrected,
        happenings.AwardCancelled,
    ),
}
"""What somebody is told of, by source."""

FACTS = _by_type(
    facts.OrganisationRegistered,
    facts.OrganisationRenamed,
    facts.PlanDrafted,
    facts.NominationOpened,
    facts.DraftSaved,
    facts.ModelDetected,
)
"""What the view of facts is made of; all from nominations."""
