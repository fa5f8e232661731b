"""Under what a personal name is found: keyed digests of the beginnings of its words, so that no read model holds the name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from shared.folding import beginnings

LENGTH: Final = 20
_PURPOSE: Final = "personal-name"

Mark = Callable[[str], str]
"""One folded word, or its beginning → what stands for it."""


def marking(fingerprint: Callable[..., str]) -> Mark:
    """
    Marks by *fingerprint* (see `Keyring.fingerprint`): hex digits, 80 bits, the same for the same word of one realm.

    Read models change, and a replicated database remembers for days what they were (its oplog). Whoever lacks the
    realm's secret reads no name in marks, also after an erasure; which words are frequent can be counted.
    """

    def mark(word: str) -> str:
        return fingerprint(_PURPOSE, word)[:LENGTH]

    return mark


def marks_of(name: str, mark: Mark) -> Sequence[str]:
    """What stands for every beginning of every word of *name*."""
    return sorted(mark(each) for each in beginnings(name))


def leading(words: Sequence[str]) -> str:
    """
    Which of *words*, typed to find a person, leads to fewest: the last, for the given name stands there.

    Family names are few and often the longest word. A single letter tells nothing: then it is the longest after all.
    """
    return words[-1] if len(words[-1]) > 1 else max(words, key=len)
