"""What the dated rules on emulation titles (danh hiệu thi đua) say of whom each is for, and as which type it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.domain.title_codes import Title
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSubjects:
    """Danh hiệu dành cho ai: those of individuals, those of collectives; and which are judged as a movement's (phong trào)."""

    individuals: tuple[Title, ...]
    collectives: tuple[Title, ...]
    of_movements: tuple[Title, ...]

    def __post_init__(self) -> None:
        """Raises ValueError for a title that is for both, and for a movement's that is for neither."""
        both = set(self.individuals) & set(self.collectives)
        if both:
            raise ValueError(f"for individuals and for collectives: {sorted(both)}")
        neither = set(self.of_movements) - {*self.individuals, *self.collectives}
        if neither:
            raise ValueError(f"of a movement and for nobody: {sorted(neither)}")


TITLE_KINDS: Mapping[str, type[Any]] = {"title_subjects": TitleSubjects}
"""Each kind of rule of this part and the form of its values."""
