"""What the law says beside criteria: which awards count for which, and what holds for a case a change of law meets."""

from __future__ import annotations

from typing import Literal

from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MeritCounting:
    """Awards of these types are no basis for a merit award (không làm căn cứ xét khen công trạng)."""

    excluded: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """
    What holds for a dossier received before a change of law (điều khoản chuyển tiếp).

    It stays under the rules of its receipt; where the new ones are more favourable to the subject, this follows.
    """

    text: Text
    more_favourable: Literal["needs_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """Titles from the lowest to the highest (các danh hiệu thi đua), for one kind of subject."""

    steps: tuple[str, ...]
