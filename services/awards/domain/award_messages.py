"""What is asked of an award (phần thưởng) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.awards.domain.council import Council, Unconstituted
from services.awards.domain.holding import OpenHold
from services.awards.domain.item_messages import Form
from services.awards.domain.item_states import Item, NotOnAgenda
from services.awards.domain.leaving import Ground, ItemTakenOffAgenda
from services.awards.domain.life_messages import LifeCommand, LifeEvent
from services.awards.domain.selection_messages import SubjectKind
from services.awards.domain.separation import DutiesCombined
from services.awards.domain.upward import Superior
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

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
    """The award was granted (tặng) by force of the decision of that number and day, where these were kept."""

    act: Act
    award_id: str
    nomination_id: str
    form: Form
    number: str | None = None
    dated: date | None = None
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPresented:
    """The award was handed over (trao); `presenter_id` is who did it, where that is told and they are in the register."""

    act: Act
    award_id: str
    nomination_id: str
    unit_id: str
    organisation_id: str
    presented_on: date
    place: str = restricted()
    presenter_id: str | None = None


AwardEvent = (
    DecisionIssued
    | DutiesCombined
    | AwardGranted
    | AwardPresented
    | ItemTakenOffAgenda
    | LifeEvent
    | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDecision:
    """
    Decide on a nomination.

    Filled in are the award's id, the agenda item, its council, the rules, the holds that are open, the role the caller
    acts in, and, where it is their own award, the organisations above the one that decides, the nearest first.
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
    council: Council = filled(default=Unconstituted())
    superiors: tuple[Superior, ...] = filled(default=())
    holds: tuple[OpenHold, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAward:
    """
    Grant what was decided.

    Filled in are the agenda item, the awards that the achievement already has, the rules and the holds that are open.
    """

    nomination_id: str
    occurrence: Occurrence
    item: Item = filled(default=NotOnAgenda())
    rewarded_by: tuple[str, ...] = filled(default=())
    rules: RuleBook = filled(default=RuleBook(()))
    holds: tuple[OpenHold, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentAward:
    """Hand the award over; filled in is whether its presenter is known."""

    nomination_id: str
    presented_on: date
    place: str
    presenter_id: str | None = None
    occurrence: Occurrence
    presenter_known: bool = filled(default=False)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOffAgenda:
    """Take a nomination off the agenda, since its dossier went elsewhere; filled in is the item."""

    nomination_id: str
    ground: Ground
    dossier_version: int
    occurrence: Occurrence
    item: Item = filled(default=NotOnAgenda())
    rules: RuleBook = filled(default=RuleBook(()))


AwardCommand = IssueDecision | GrantAward | PresentAward | TakeOffAgenda | LifeCommand
