"""The list of models sent upward each year (danh sách điển hình hằng năm): what is asked and what happened."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.model_states import Stage
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAward:
    """An award of ours in the year: by which dossier, in which form, decided by which organisation."""

    nomination_id: str
    form: str
    organisation_id: str
    granted_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideAward:
    """An award in the year by a body outside, as its document says."""

    award: str
    issuer: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedModel:
    """One line of the list: the model, how far it has come, and its awards of the year with their issuers apart."""

    model_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    field: str
    stage: Stage
    recognised: bool
    own_awards: tuple[OwnAward, ...] = ()
    outside_awards: tuple[OutsideAward, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListPrepared:
    """An organisation drew up its list for a year; until it is sent the last one drawn up counts."""

    act: Act
    organisation_id: str
    year: int
    recipient: str
    models: tuple[ListedModel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListSent:
    """The list was sent to the provincial board (Ban Thi đua, khen thưởng tỉnh)."""

    act: Act
    organisation_id: str
    year: int
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListDelivered:
    """The recipient got the list, as a receipt shows."""

    act: Act
    organisation_id: str
    year: int
    delivered_on: date
    receipt: str = restricted()


YearlyListEvent = YearlyListPrepared | YearlyListSent | YearlyListDelivered


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareYearlyList:
    """Draw up the list of these models; filled in are their lines and who of them is not known."""

    organisation_id: str
    year: int
    recipient: str
    models: tuple[str, ...]
    occurrence: Occurrence
    recipient_known: bool = filled(default=False)
    unknown_models: tuple[str, ...] = filled(default=())
    foreign_models: tuple[str, ...] = filled(default=())
    lines: tuple[ListedModel, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class SendYearlyList:
    """Send the list as it was drawn up last."""

    organisation_id: str
    year: int
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordYearlyListDelivery:
    """Note that the recipient got the list; filled in are the rules."""

    organisation_id: str
    year: int
    delivered_on: date
    receipt: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


YearlyListCommand = PrepareYearlyList | SendYearlyList | RecordYearlyListDelivery
