"""How a model becomes known (tuyên truyền) and is honoured by others: what is asked and what happened."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.nomination_states import Nomination, Unopened
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

Channel = Literal["meeting", "website", "press"]
"""Họp, hội nghị; trang thông tin điện tử; báo chí. The list sent each year is a case of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPublicised:
    """The model was made known through a channel, at a place: a meeting, an address, a newspaper."""

    act: Act
    model_id: str
    publication_id: str
    channel: Channel
    place: str
    from_on: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationWithdrawn:
    """A publication was taken back (gỡ bỏ)."""

    act: Act
    model_id: str
    publication_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalAwardRecorded:
    """A body outside, such as a party committee, gave the model an award; we record it and decide nothing."""

    act: Act
    model_id: str
    subject_kind: SubjectKind
    unit_id: str
    organisation_id: str
    award: str
    issuer: str
    issuer_id: str | None = None
    number: str
    dated: date
    field: str
    period_from: int | None = None
    period_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationProposed:
    """The model's commendation (khen thưởng) is asked for by a dossier of its own."""

    act: Act
    model_id: str
    subject_kind: SubjectKind
    unit_id: str
    organisation_id: str
    field: str
    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PubliciseModel:
    """Note a publication; a posting on a website names its address, from when, and until when if that is known."""

    model_id: str
    publication_id: str
    channel: Channel
    place: str
    from_on: date
    until: date | None = None
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPublication:
    """Take a publication back."""

    model_id: str
    publication_id: str
    reason: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordExternalAward:
    """Record an award by a body outside, by its document."""

    model_id: str
    award: str
    issuer: str
    issuer_id: str | None = None
    number: str
    dated: date
    field: str | None = None
    period_from: int | None = None
    period_to: int | None = None
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCommendation:
    """Say which dossier asks for the model's commendation; filled in is the dossier."""

    model_id: str
    nomination_id: str
    occurrence: Occurrence
    dossier: Nomination = filled(default=Unopened())


Honouring = PubliciseModel | WithdrawPublication | RecordExternalAward | ProposeCommendation
Honoured = ModelPublicised | PublicationWithdrawn | ExternalAwardRecorded | CommendationProposed
