"""What the dated rules on exemplary models (điển hình tiên tiến) say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.nominations.domain.person_messages import Position
from shared.texts import Text

Need = Literal["responsible_head", "roadmap", "evidence", "review", "typical", "spreading", "impact"]
"""What a stage may need before a model enters it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelStage:
    """Khâu: what a stage is called, under which other names sources speak of it, and what must be there to enter it."""

    name: Text
    aliases: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """Người đứng đầu: in which positions one may be the responsible head of a model."""

    positions: tuple[Position, ...]


KINDS: Mapping[str, type[Any]] = {
    "model_stage": ModelStage,
    "model_head": Answerable,
}
"""Each kind of rule of this part and the form of its values."""
