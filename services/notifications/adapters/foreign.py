"""Events of other contexts in the shapes they are used here, by type: what is told of, and what must be known for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.notifications.application import facts
from services.notifications.domain import happenings

NOMINATIONS = "nominations"
AWARDS = "awards"


def _by_type(*shapes: type[Any]) -> Mapping[str, type[Any]]:
    return {shape.__name__: shape for shape in shapes}


TOLD: Mapping[str, Mapping[str, type[Any]]] = {
    NOMINATIONS: _by_type(
        happenings.ActRefused,
        happenings.PlanIssued,
        happenings.RegistrationListSubmitted,
        happenings.ListConsolidated,
        happenings.ListSent,
        happenings.NominationSubmitted,
        happenings.NominationReturned,
        happenings.ReceivedForAppraisal,
        happenings.NominationPutToCouncil,
    ),
    AWARDS: _by_type(
        happenings.ActRefused,
        happenings.ModelsSelected,
        happenings.VoteOpened,
        happenings.DecisionIssued,
        happenings.AwardGranted,
        happenings.AwardPresented,
    ),
}
"""What somebody is told of, by source."""

FACTS = _by_type(facts.OrganisationRegistered, facts.PlanDrafted, facts.NominationOpened)
"""What the view of facts is made of; all from nominations."""
