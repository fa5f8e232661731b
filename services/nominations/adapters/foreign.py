"""Events of other contexts in the shape they are used here: only the fields named, flat as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.acts import Basis

SOURCE = "awards"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsSelected:
    """The council selected models of a plan."""

    occurred_on: date
    basis: Basis
    plan_id: str
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted:
    """An award was granted for a nomination."""

    occurred_on: date
    basis: Basis
    nomination_id: str
    award_id: str


SHAPES: Mapping[str, type[Any]] = {shape.__name__: shape for shape in (ModelsSelected, AwardGranted)}
