"""What the dated rules on dissolved organisations (tổ chức đã giải thể) say."""

from __future__ import annotations

from typing import Literal

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolution:
    """Tổ chức đã giải thể: what follows when something new is asked for an organisation that no longer stands."""

    then: Literal["refuse", "needs_person", "flag"]
