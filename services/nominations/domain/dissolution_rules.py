"""What the dated rules on dissolved organisations (tổ chức đã giải thể) say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissolution:
    """Tổ chức đã giải thể: what follows when something new is asked for an organisation that no longer stands."""

    then: Literal["refuse", "needs_person", "flag"]
