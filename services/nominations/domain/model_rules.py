"""What the dated rules on exemplary models (điển hình tiên tiến) say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from services.nominations.domain.person_messages import Position
from shared.texts import Text
from shared.values import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRule:
    """
    Quy định về công nhận: what follows when a recognition does not keep it. Acts on paper are flagged, never refused.

    Its `applies` says of what it is: `once` (một lần trong năm ở một lĩnh vực), `year` (năm mà kỳ sơ kết, tổng kết nhìn
    lại), `criteria` (mọi tiêu chuẩn đều phải đạt).
    """

    then: Literal["refuse", "flag"]


KINDS: Mapping[str, type[Any]] = {
    "model_stage": ModelStage,
    "model_head": Answerable,
    "recognition": RecognitionRule,
}
"""Each kind of rule of this part and the form of its values."""
