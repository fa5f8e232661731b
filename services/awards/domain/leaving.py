"""
A nomination off a council's agenda (đưa ra khỏi chương trình của Hội đồng): its dossier went elsewhere.

What the council voted is then no ground for a decision any more. A leaving counts for the openings before it: both name
the version of the dossier's own history they come from, so that neither can be taken for a later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from services.awards.domain.refusals import day_text
from shared.acts import Act
from shared.texts import Text
from shared.values import dataclass

Ground = Literal["forwarded", "returned_down", "withdrawn", "declined"]
"""Trình cấp trên, cấp trên trả lại, đơn vị rút hồ sơ, không đề nghị khen thưởng."""

WHY: Final[Mapping[str, Text]] = {
    "forwarded": Text("hồ sơ đã trình lên cấp trên", "the dossier was forwarded upward"),
    "returned_down": Text("hồ sơ đã được trả lại cấp dưới", "the dossier was given back to the level below"),
    "withdrawn": Text("đơn vị đã rút hồ sơ", "the unit withdrew its dossier"),
    "declined": Text("cấp giữ hồ sơ không đề nghị khen thưởng", "the level that had it declined"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTakenOffAgenda:
    """A nomination left the agenda of its council, whose vote on it is no ground for a decision any more."""

    act: Act
    nomination_id: str
    council_id: str
    unit_id: str
    organisation_id: str
    ground: Ground
    dossier_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The last time it left an agenda."""

    on: date
    ground: Ground
    dossier_version: int

    def after(self, opened_at: int) -> bool:
        """Whether it left after it had come onto the agenda with the dossier's version *opened_at*."""
        return self.dossier_version > opened_at

    @property
    def facts(self) -> Mapping[str, str]:
        """What the refusal of an act on it says."""
        why = WHY[self.ground]
        return {"left": day_text(self.on), "why": why.vi, "why_en": why.en}
