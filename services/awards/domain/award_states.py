"""The states of an award: undecided, or decided and then granted, handed over, and what became of it."""

from __future__ import annotations

from datetime import date

from services.awards.domain.award_messages import DecisionIssued
from services.awards.domain.item_messages import Form
from services.awards.domain.leaving import Left
from services.awards.domain.life_messages import CancelledFor
from services.awards.domain.rules import Recoverable
from services.awards.domain.selection_messages import SubjectKind
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Undecided:
    """There is no decision; `left` is when the nomination last left an agenda."""

    left: Left | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A document that corrected the decision: what it gave (None: nothing of that), and what stood before it."""

    document_number: str
    document_dated: date
    number: str | None
    dated: date | None
    number_before: str
    dated_before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """The decision that cancelled the award, why, and what is to come back."""

    number: str
    dated: date
    cancelled_for: CancelledFor
    recover: tuple[Recoverable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What came back, when, and the document that shows it."""

    what: Recoverable
    recovered_on: date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """
    The last decision, with the number and day it has after all corrections.

    `presented_on` is None until the award is handed over, `presenter_id` also where nobody says by whom.

    `left` is when the nomination last left an agenda; `crossed` says that it did after this decision, which was not granted
    yet: what was decided and what became of the dossier contradict each other.
    """

    case: str
    award_id: str
    nomination_id: str
    form: Form
    number: str
    dated: date
    signatory_role: str
    signatory: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str
    granted: bool = False
    presented_on: date | None = None
    presenter_id: str | None = None
    left: Left | None = None
    crossed: bool = False
    declined_on: date | None = None
    corrections: tuple[Correction, ...] = ()
    cancelled: Cancelled | None = None
    recovered: tuple[Recovered, ...] = ()

    @property
    def state(self) -> str:
        """`cancelled` or `declined` once it is, else how far it came: `presented`, `granted` or `decided`."""
        if self.cancelled is not None:
            return "cancelled"
        if self.declined_on is not None:
            return "declined"
        return "presented" if self.presented_on else "granted" if self.granted else "decided"

    @property
    def to_recover(self) -> tuple[Recoverable, ...]:
        """What is still to come back."""
        back = {one.what for one in self.recovered}
        return tuple(one for one in (self.cancelled.recover if self.cancelled else ()) if one not in back)


Award = Undecided | Decided


def decided(event: DecisionIssued, left: Left | None) -> Decided:
    """The state that *event* leads to, after the nomination had *left* an agenda or not."""
    return Decided(
        case=event.act.case,
        award_id=event.award_id,
        nomination_id=event.nomination_id,
        form=event.form,
        number=event.number,
        dated=event.dated,
        signatory_role=event.signatory_role,
        signatory=event.signatory,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        unit_id=event.unit_id,
        organisation_id=event.organisation_id,
        achievement_id=event.achievement_id,
        left=left,
    )
