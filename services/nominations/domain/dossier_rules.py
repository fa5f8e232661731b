"""What the dated rules on dossiers say: holding, consultation, publication, one award for one achievement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRule:
    """Tạm dừng: for which causes nothing is proposed or awarded until the matter is concluded."""

    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationTerm:
    """Thời hạn hiệp y: how many days a body has to answer; None where nobody read it yet."""

    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTerm:
    """Thời gian đăng công khai: the fewest days; None where nobody read it yet."""

    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAward:
    """How many dossiers may propose one achievement (một thành tích, một hình thức khen thưởng)."""

    most: int


DOSSIER_KINDS: Mapping[str, type[Any]] = {
    "hold": HoldRule,
    "consultation_term": ConsultationTerm,
    "publication_term": PublicationTerm,
    "one_award": OneAward,
}
"""Each kind of rule on dossiers and the form of its values."""
