"""What the dated rules on data subjects (chủ thể dữ liệu) say: how soon a request is answered, how long awards are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTerm:
    """Thời hạn trả lời: how many working days after its receipt a request is to be answered."""

    working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Thời hạn bảo quản: how many years after that of the decision an award's dossier is kept; None for ever."""

    years: int | None


SUBJECT_KINDS: Mapping[str, type[Any]] = {"request_term": RequestTerm, "retention": Retention}
"""Each kind of rule of this part and the form of its values."""
