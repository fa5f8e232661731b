"""The languages of the pages: Vietnamese first, English second."""

from __future__ import annotations

from typing import Final, Literal

from shared.texts import Text

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("vi", "en")


def in_language(text: Text, language: Language) -> str:
    """*text* in *language*."""
    return text.en if language == "en" else text.vi


def other(language: Language) -> Language:
    """The other one."""
    return "vi" if language == "en" else "en"
