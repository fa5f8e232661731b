"""Sentences people read, in Vietnamese first and English second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; may hold `{name}` places for `fill`."""

    vi: str
    en: str

    def fill(self, facts: Mapping[str, object]) -> Text:
        """
        The sentence with each `{name}` replaced by its fact.

        A missing fact shows as `…` and other braces stay, so that a sentence never fails to be told.
        """

        def told(place: re.Match[str]) -> str:
            return str(facts.get(place[1], "…"))

        return Text(_PLACE.sub(told, self.vi), _PLACE.sub(told, self.en))


_PLACE = re.compile(r"\{(\w+)\}")


def day_words(day: date) -> Text:
    """A day as each language writes it."""
    return Text(f"{day.day}/{day.month}/{day.year}", f"{day.day} {day:%B %Y}")
