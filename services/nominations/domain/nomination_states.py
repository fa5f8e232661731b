"""The states of a nomination: not opened, or a dossier at some step."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from services.nominations.domain.dossier_states import (
    AT_FIRST,
    NO_HOLDS,
    Consultation,
    Holds,
    Publication,
    Receipt,
    Way,
)
from services.nominations.domain.eligibility_messages import AssessedCriterion
from services.nominations.domain.nomination_messages import Outcome
from services.nominations.domain.opening import Opening
from shared.values import dataclass

Step = Literal[
    "open", "submitted", "returned", "received", "at_council", "forwarded", "concluded", "withdrawn"
]

OVER: Final[tuple[Step, ...]] = ("concluded", "withdrawn")
"""Steps after which nothing goes on."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """There is no dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """
    The dossier at some step; `documents` are (kind, digest).

    `appraiser` is the unit named to appraise it in place of the organisation's own office; `own_case` says that it was
    found to be the appraising unit's own. `received_under` names the rules its receipt applied, among them the criteria it
    stays under; `below` are the receipts of the levels beneath the holder, the lowest first; `eligibility` is what the last assessment found; `asked` are the kinds of documents asked for since then.
    """

    opening: Opening
    step: Step = "open"
    round: int = 0
    documents: tuple[tuple[str, str], ...] = ()
    rule_set: str | None = None
    council_id: str | None = None
    outcome: Outcome | None = None
    award_id: str | None = None
    appraiser: str | None = None
    own_case: bool = False
    received_on: date | None = None
    received_under: tuple[str, ...] = ()
    below: tuple[Receipt, ...] = ()
    eligibility: tuple[str, int, tuple[AssessedCriterion, ...]] | None = None
    holds: Holds = NO_HOLDS
    consultations: tuple[Consultation, ...] = ()
    publications: tuple[Publication, ...] = ()
    asked: tuple[str, ...] = ()
    drafts: int = 0
    way: Way = AT_FIRST

    @property
    def holder(self) -> str:
        """The organisation that has it in hand: the highest level that received it."""
        return self.way.levels[-1] if self.way.levels else self.opening.organisation_id

    @property
    def path(self) -> tuple[str, ...]:
        """The organisations it has passed on its way up, the lowest first, the holder last."""
        return (self.opening.organisation_id, *self.way.levels)


Nomination = Unopened | Dossier
