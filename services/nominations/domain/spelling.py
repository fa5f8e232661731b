"""
Spellings of one name (cách viết tên): what differs in writing only, and what is nearly the same.

Whether two movements are one is for a person to decide; these functions only bring them together on a page.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from typing import Literal

Likeness = Literal["same", "near"]
"""Written differently only, or differing by a few words."""

NEAR = 0.85
"""The share of words in common, in order. “Cả nước chung sức …” and “Bắc Kạn chung sức …” (0.78) are two movements."""

_APART = frozenset(",;:./-‐‑‒–—―−\"'“”‘’«»()\u00a0")
_NEWER_TONES = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_OLDER_TONES = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_TONES = dict(zip(_NEWER_TONES, _OLDER_TONES, strict=True))


def spelling(name: str) -> str:
    """
    *name* without what differs in writing only: case, NFD, non-breaking spaces, quotes, commas and dashes of any kind.

    Diacritics stay, for they tell words apart; sỹ is written sĩ, and hoà hòa.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    words = "".join(" " if letter in _APART else letter for letter in text).split()
    return " ".join(map(_word, words))


def likeness(one: str, other: str) -> Likeness | None:
    """How alike two names are; None when they are not."""
    first, second = spelling(one), spelling(other)
    if first == second:
        return "same"
    alike = SequenceMatcher(None, first.split(), second.split(), autojunk=False).ratio()
    return "near" if alike >= NEAR else None


def _word(word: str) -> str:
    if word == "sỹ":
        return "sĩ"
    if word.startswith("qu"):
        return word  # here u belongs to the consonant
    return word[:-2] + _TONES.get(word[-2:], word[-2:])
