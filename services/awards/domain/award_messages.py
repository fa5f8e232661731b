"""What is asked of an award (phần thưởng) and what happened to it: its commands and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.awards.domain.item_messages import Form
from services.awards.domain.item_states import Item, NotOnAgenda
from services.awards.domain.selection_messages import SubjectKind
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook

ON_PAPER = "on-paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIssued:
    """
    A competent person decided a form of commendation for one achievement (quyết định khen thưởng).

    `signatory` is the account that signed, or ON_PAPER: then the act's document names who did.
    """

    act: Act
    nomination_id: str
    award_id: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted:
    """The award was granted (tặng) by force of the decision."""

    act: Act
    award_id: str
    nomination_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPresented:
    """The award was handed over (trao)."""

    act: Act
    award_id: str
    nomination_id: str
    unit_id: str
    organisation_id: str
    presented_on: date
    place: str = restricted()


AwardEvent = DecisionIssued | AwardGranted | AwardPresented | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDecision:
    """
    Decide on a nomination.

    Filled in are the award's id, the agenda item, the rules, and the role the caller acts in.
    """

    nomination_id: str
    form: Form
    number: str
    dated: date
    signatory_role: str
    by: str
    occurrence: Occurrence
    award_id: str = filled(default="")
    item: Item = filled(default=NotOnAgenda())
    rules: RuleBook = filled(default=RuleBook(()))
    acting_role: str = filled(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAward:
    """Grant what was decided; `rewarded_by` are the awards that the achievement already has."""

    nomination_id: str
    occurrence: Occurrence
    rewarded_by: tuple[str, ...] = filled(default=())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentAward:
    """Hand the award over."""

    nomination_id: str
    presented_on: date
    place: str
    occurrence: Occurrence


AwardCommand = IssueDecision | GrantAward | PresentAward
