"""
Holding a dossier (tạm dừng) and objections to it (kiến nghị, khiếu nại): what is asked and what happened.

Of a complaint or a denunciation nothing is kept but its kind, its channel, the reference of the body that handles it and
its days: no identity and no content. Kinds and references are sealed under the key of the case.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from shared.acts import Act, Occurrence, RuleUse, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

HoldCause = Literal[
    "discipline", "investigation", "inspection", "audit", "complaint", "denunciation", "press"
]
"""Xem xét kỷ luật, điều tra, thanh tra, kiểm toán, khiếu nại, tố cáo, báo chí nêu."""

ObjectionKind = Literal["complaint", "denunciation", "press", "remark"]
"""Khiếu nại, tố cáo, báo chí nêu, ý kiến góp ý."""

Channel = Literal["in_person", "post", "online", "hotline", "press", "other_body"]
"""Trực tiếp, bưu điện, trực tuyến, đường dây nóng, báo chí, cơ quan khác chuyển đến."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that is open, and the rule it stands on."""

    hold_id: str
    opened_on: date
    rule: RuleUse


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationHeld:
    """The dossier was put on hold: until it is released it goes nowhere. `body` handles the matter under `reference`."""

    act: Act
    nomination_id: str
    hold_id: str
    opened_on: date
    cause: str = restricted()
    body: str = restricted()
    reference: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReleased:
    """A hold ended, on a ground; others may still be open."""

    act: Act
    nomination_id: str
    hold_id: str
    released_on: date
    ground: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionReceived:
    """Somebody objected: by which channel and when; who and why is kept by the body that handles it, not here."""

    act: Act
    nomination_id: str
    objection_id: str
    received_on: date
    channel: Channel
    kind: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionVerificationOpened:
    """An objection is being verified (đang xác minh); beside it the dossier is put on hold."""

    act: Act
    nomination_id: str
    objection_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionConcluded:
    """What the body that handled it concluded: founded or not, with its ground. Founded, a hold stays until released."""

    act: Act
    nomination_id: str
    objection_id: str
    founded: bool
    ground: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldNomination:
    """Put the dossier on hold; filled in are the rules."""

    nomination_id: str
    hold_id: str
    opened_on: date
    cause: HoldCause
    body: str
    reference: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNomination:
    """End a hold."""

    nomination_id: str
    hold_id: str
    released_on: date
    ground: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveObjection:
    """Note an objection."""

    nomination_id: str
    objection_id: str
    received_on: date
    channel: Channel
    kind: ObjectionKind
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVerification:
    """Have an objection verified by `body` under `reference`, which puts the dossier on hold; filled in are the rules."""

    nomination_id: str
    objection_id: str
    cause: HoldCause
    body: str
    reference: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeObjection:
    """Note how the objection ended; filled in are the rules."""

    nomination_id: str
    objection_id: str
    founded: bool
    ground: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
