"""The recognition of a model (công nhận điển hình) at a review: criteria judged line by line, and who settles the rest."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.criteria import Evaluate, Fact, Part, Verdict
from services.nominations.domain.person_messages import Position
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.review_messages import ReviewKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

Outcome = Literal["recognised", "not_recognised"]
Settlement = Literal["met", "not_met"]
Occasion = tuple[str, ReviewKind, date]
"""Which review of a movement: of which movement, interim or final, held on which day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """
    A fact (dữ kiện) as it is stated: one of number, truth, text, texts or day, and where it comes from.

    `origin` is `<stream>@<version>`, or a document's number and date.
    """

    name: str
    number: int | None = None
    truth: bool | None = None
    text: str | None = None
    texts: tuple[str, ...] | None = None
    day: date | None = None
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFact:
    """A fact that a line was judged by; what it says of somebody is sealed."""

    name: str
    origin: str
    value: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """
    What came out for one criterion, and where it stands.

    Of lines of one `alternative` one is enough; a line that does not count is shown and decides nothing.
    """

    criterion: str
    part: Part | None = None
    verdict: Verdict
    citation: str
    confirmed: bool
    counts: bool
    alternative: str | None = None
    facts: tuple[UsedFact, ...]
    because: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A person's word on a criterion that the rules could not decide, with the reason."""

    criterion: str
    verdict: Settlement
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """
    The open part of a year's last judgement, as it is kept: each line's criterion, verdict and weight.

    `decided` is what a person made of it, with their word on each line.
    """

    judged_on: date
    review: Occasion
    outcome: Verdict
    lines: tuple[tuple[str, Verdict, bool, str | None], ...]
    decided: tuple[Outcome, tuple[tuple[str, Settlement], ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionJudged:
    """
    Every criterion of recognition was judged at a review; `category` is the position held that day, none for a collective.

    `outcome` is `met`, `not_met`, or `needs_person`: then nothing is decided.
    """

    act: Act
    model_id: str
    year: int
    movement_id: str
    kind: ReviewKind
    reviewed_on: date
    category: Position | None = None
    outcome: Verdict
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDecided:
    """A person decided what the rules left open, line by line, with a reason."""

    act: Act
    model_id: str
    year: int
    decision: Outcome
    settled: tuple[Settled, ...]
    reason: str = restricted()
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecognised:
    """The model was recognised (công nhận) for a year in its field; `by_person` unless the criteria alone decided it."""

    act: Act
    model_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    field: str
    year: int
    by_person: bool
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRecognition:
    """
    Judge the criteria for a year at the review that the model was summed up with.

    Filled in: what is on record of the subject that day, the model that has the subject's place for the year and field, the account of the
    responsible head, what evaluates the criteria; and of the day whose criteria judge (`criteria_day`) the position held and the rules at the
    model's organisation.
    """

    model_id: str
    year: int
    movement_id: str
    kind: ReviewKind
    reviewed_on: date
    facts: tuple[StatedFact, ...]
    occurrence: Occurrence
    on_record: tuple[Fact, ...] = filled(default=())
    category: Position | None = filled(default=None)
    taken_by: str | None = filled(default=None)
    responsible: str | None = filled(default=None)
    evaluate: Evaluate | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRecognition:
    """Decide what the last judgement of the year left open; filled in as for judging."""

    model_id: str
    year: int
    decision: Outcome
    settled: tuple[Settled, ...]
    reason: str
    occurrence: Occurrence
    taken_by: str | None = filled(default=None)
    responsible: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


Recognising = JudgeRecognition | DecideRecognition
Recognition = RecognitionJudged | RecognitionDecided | ModelRecognised
