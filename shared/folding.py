"""Names as people type them: one form for search, whatever case, marks, spaces, dashes and y or i were used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LONGEST: Final = 24
HEAD: Final = 3

_BREAK = re.compile(r"[^0-9a-z]+")
_LONE_Y = re.compile(r"^(qu|[^aeiouy]*)y$")


def words_of(text: str) -> list[str]:
    """The folded words of *text*: `Sỹ – Nguyễn` gives `si`, `nguyen`."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )
    return [_LONE_Y.sub(r"\1i", word) for word in _BREAK.split(bare.replace("đ", "d")) if word]


def beginnings(text: str) -> list[str]:
    """Every beginning of every word of *text*, so that a search by a word half typed is one look-up."""
    found = {word[:length] for word in words_of(text) for length in range(1, min(len(word), LONGEST) + 1)}
    return sorted(found)


def heads(text: str) -> list[str]:
    """
    How each word of *text* begins, in a few letters: what a search by a word half typed is led by.

    Many times fewer than `beginnings`, for rows of which there are very many; each found must then be looked at.
    """
    return sorted({word[:HEAD] for word in words_of(text)})


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether each of *words*, which are folded, begins a word of *text*, which is folded too."""
    own = f" {text}"
    return all(f" {word}" in own for word in words)


def head_among(words: Iterable[str]) -> str | None:
    """Which of `heads` leads to a text that holds *words*; None where all of them are too short to tell."""
    longest = max(words, key=len, default="")
    return longest[:HEAD] if len(longest) >= HEAD else None
