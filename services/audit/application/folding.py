"""Names as people type them: one form for search, whatever case, marks, spaces, dashes and y or i were used."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 24

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
