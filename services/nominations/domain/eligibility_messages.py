"""What is asked of a dossier's eligibility (điều kiện, tiêu chuẩn) and what was found: its command and event."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.appraisal_messages import Tie
from services.nominations.domain.criteria import Verdict
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, RuleUse, filled
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedCriterion:
    """What was found for one criterion: by which facts (by name, as text), where each is from, and where it stands."""

    criterion: str
    verdict: Verdict
    facts: Mapping[str, str]
    origins: Mapping[str, str]
    citation: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A dossier's facts judged for a year by the criteria it is pinned to, as the application found it."""

    rule: RuleUse
    year: int
    verdict: Verdict
    outcomes: tuple[AssessedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityAssessed:
    """The appraising office assessed whether the criteria pinned at receipt are met (đánh giá điều kiện)."""

    act: Act
    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    rule_set: str
    year: int
    verdict: Verdict
    outcomes: tuple[AssessedCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessEligibility:
    """
    Assess the dossier by the criteria pinned at its receipt and the facts on record.

    `year` is the year whose results are judged, that of the receipt if none is named.
    Filled in are what was found (None: no criteria are on file), the rules, and what ties the caller `by` to units.
    """

    nomination_id: str
    by: str
    year: int | None = None
    occurrence: Occurrence
    assessment: Assessment | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))
    ties: tuple[Tie, ...] = filled(default=())
