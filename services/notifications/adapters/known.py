"""What is known of other contexts' cases, read from the view of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from services.notifications.domain.known import Known, ModelFacts, NominationFacts, PlanFacts
from shared.errors import NotFound, TransientError
from shared.messages import Json

Rows = Mapping[str, Json | None]
"""Documents by key; None for one that is not there although the view stands where its source does."""


class Facts(Protocol):
    """Reads the view."""

    def these(self, keys: Sequence[str]) -> Mapping[str, Json]:
        """The documents *keys*, as far as they are there, by their keys."""


class KnownFacts:
    """
    Implements `application.policies.Knowledge` over *facts*.

    The view may lag behind the events that are told of. *caught_up* says whether it stands where its source does; until
    then a thing that is missing MUST be waited for (TransientError), not guessed.
    """

    def __init__(self, facts: Facts, caught_up: Callable[[], bool]) -> None:
        self._facts = facts
        self._caught_up = caught_up

    def for_all(self, asks: Sequence[Callable[[Known], object]]) -> Known:
        """See Knowledge; what is asked for comes to light by asking: cases first, then the names they lead to."""
        rows: dict[str, Json | None] = {}
        late: set[str] = set()
        while True:
            known = ReadFacts(rows, late)
            asks = [ask for ask in asks if known.lacks(ask)]
            if not asks:
                return known
            found = self._found(sorted(known.missing))
            rows |= found
            late |= known.missing - found.keys()

    def _found(self, keys: Sequence[str]) -> Rows:
        found = self._facts.these(keys)
        missing = [key for key in keys if key not in found]
        if not missing or not self._caught_up():
            return found
        return {
            **dict.fromkeys(missing),
            **found,
            **self._facts.these(missing),
        }  # they may have come meanwhile


class Lacking(Exception):
    """Something was asked for that is not read yet."""


class ReadFacts:
    """
    Implements `domain.known.Known` over the *rows* that were read.

    What is *late* raises TransientError. What was not read is noted as `missing`: a name has the id in its place then, a
    case, which leads to further questions, raises Lacking.
    """

    def __init__(self, rows: Rows, late: set[str]) -> None:
        self._rows = rows
        self._late = late
        self.missing: set[str] = set()
        self._lacked = False

    def lacks(self, ask: Callable[[Known], object]) -> bool:
        """Whether *ask* asks for something that was not read."""
        self._lacked = False
        with suppress(Exception):  # whoever asks in earnest meets it again
            ask(self)
        return self._lacked

    def plan(self, plan_id: str) -> PlanFacts:
        """See Known; raises NotFound when no plan has that id, TransientError when it is late."""
        found = self._existing(f"plan-{plan_id}")
        return PlanFacts(
            title=found["title"],
            organisation_id=found["organisation_id"],
            participants=tuple(found["participants"]),
        )

    def nomination(self, nomination_id: str) -> NominationFacts:
        """See Known; raises NotFound when no nomination has that id, TransientError when it is late."""
        found = self._existing(f"nomination-{nomination_id}")
        return NominationFacts(
            unit_id=found["unit_id"],
            organisation_id=found["organisation_id"],
            form=found["form"],
            subject_kind=found["subject_kind"],
            subject_id=found["subject_id"],
        )

    def model(self, model_id: str) -> ModelFacts:
        """See Known; raises NotFound when no model has that id, TransientError when it is late."""
        found = self._existing(f"model-{model_id}")
        return ModelFacts(
            unit_id=found["unit_id"], subject_kind=found["subject_kind"], subject_id=found["subject_id"]
        )

    def name(self, organisation_id: str) -> str:
        """See Known; the id itself for an organisation that nobody registered. Raises TransientError when it is late."""
        try:
            found = self._row(f"organisation-{organisation_id}")
        except Lacking:
            return organisation_id
        return str(found["name"]) if found else organisation_id

    def _existing(self, key: str) -> Json:
        found = self._row(key)
        if found is None:
            raise NotFound(facts={"key": key})
        return found

    def _row(self, key: str) -> Json | None:
        if key in self._late:
            raise TransientError(f"{key} is not known yet")
        if key not in self._rows:
            self.missing.add(key)
            self._lacked = True
            raise Lacking(key)
        return self._rows[key]
