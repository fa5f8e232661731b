"""Sentences people read, in Vietnamese first and English second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; may hold `{name}` places for `fill`."""

    vi: str
    en: str

    def fill(self, facts: Mapping[str, object]) -> Text:
        """
        The sentence with each `{name}` replaced by its fact.

        A missing fact shows as `…`, so that a sentence never fails to be told.
        """
        known = _Facts(facts)
        return Text(self.vi.format_map(known), self.en.format_map(known))


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"
