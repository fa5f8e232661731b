"""What is asked of a unit's registration of titles for a year and what happened to it: its commands and events."""

from __future__ import annotations

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.title_codes import Title
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredTitle:
    """A title somebody strives for in the year."""

    kind: SubjectKind
    subject_id: str
    title: Title


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesRegistered:
    """A unit registered titles for a year (đăng ký danh hiệu thi đua); what was registered before stands beside them."""

    act: Act
    unit_id: str
    year: int
    entries: tuple[RegisteredTitle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWithdrawn:
    """A registered title was taken back, with the reason; it stays readable."""

    act: Act
    unit_id: str
    year: int
    kind: SubjectKind
    subject_id: str
    title: Title
    reason: str = restricted()


TitleEvent = TitlesRegistered | TitleWithdrawn | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTitles:
    """Register titles; filled in are the subjects that are not known, those of other units, whether all stand, the rules."""

    unit_id: str
    year: int
    entries: tuple[RegisteredTitle, ...]
    occurrence: Occurrence
    unit_known: bool = filled(default=False)
    unknown_subjects: tuple[str, ...] = filled(default=())
    of_other_units: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTitle:
    """Take a registered title back."""

    unit_id: str
    year: int
    kind: SubjectKind
    subject_id: str
    title: Title
    reason: str
    occurrence: Occurrence


TitleCommand = RegisterTitles | WithdrawTitle
