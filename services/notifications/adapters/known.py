"""What is known of other contexts' cases, read from the view of facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from services.notifications.domain.known import ModelFacts, NominationFacts, PlanFacts
from shared.errors import NotFound, TransientError
from shared.messages import Json


class Facts(Protocol):
    """Reads the view."""

    def get(self, key: str) -> Json | None:
        """The document *key*; None when there is none."""


class KnownFacts:
    """
    Implements `domain.known.Known` over *facts*.

    The view may lag behind the events that are told of. *caught_up* says whether it stands where its source does; until
    then a thing that is missing MUST be waited for (TransientError), not guessed.
    """

    def __init__(self, facts: Facts, caught_up: Callable[[], bool]) -> None:
        self._facts = facts
        self._caught_up = caught_up

    def plan(self, plan_id: str) -> PlanFacts:
        """See Known; raises NotFound when no plan has that id."""
        found = self._existing(f"plan-{plan_id}")
        return PlanFacts(
            title=found["title"],
            organisation_id=found["organisation_id"],
            participants=tuple(found["participants"]),
        )

    def nomination(self, nomination_id: str) -> NominationFacts:
        """See Known; raises NotFound when no nomination has that id."""
        found = self._existing(f"nomination-{nomination_id}")
        return NominationFacts(
            unit_id=found["unit_id"],
            organisation_id=found["organisation_id"],
            form=found["form"],
            subject_kind=found["subject_kind"],
            subject_id=found["subject_id"],
        )

    def model(self, model_id: str) -> ModelFacts:
        """See Known; raises NotFound when no model has that id."""
        found = self._existing(f"model-{model_id}")
        return ModelFacts(
            unit_id=found["unit_id"], subject_kind=found["subject_kind"], subject_id=found["subject_id"]
        )

    def name(self, organisation_id: str) -> str:
        """See Known; the id itself for an organisation that nobody registered."""
        found = self._find(f"organisation-{organisation_id}")
        return str(found["name"]) if found else organisation_id

    def _existing(self, key: str) -> Json:
        found = self._find(key)
        if found is None:
            raise NotFound(facts={"key": key})
        return found

    def _find(self, key: str) -> Json | None:
        found = self._facts.get(key)
        if found is None and not self._caught_up():
            raise TransientError(f"{key} is not known yet")
        return found or self._facts.get(key)  # it may have come while we asked
