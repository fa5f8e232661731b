"""One form for search, whatever was typed."""

from __future__ import annotations

import unicodedata

import pytest

from services.audit.application.folding import beginnings, words_of


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Nguyễn Thị An", ["nguyen", "thi", "an"]),
        ("NGUYỄN THỊ AN", ["nguyen", "thi", "an"]),
        (unicodedata.normalize("NFD", "Nguyễn Thị An"), ["nguyen", "thi", "an"]),
        ("Nguyễn\u00a0Thị\u202fAn", ["nguyen", "thi", "an"]),
        ("Bác sỹ", ["bac", "si"]),
        ("Bác sĩ", ["bac", "si"]),
        ("Lý Quý", ["li", "qui"]),
        ("Mây Thúy", ["may", "thuy"]),
        ("giai đoạn 2021 – 2025", ["giai", "doan", "2021", "2025"]),
        ("giai đoạn 2021-2025", ["giai", "doan", "2021", "2025"]),
        ("12/KH-SCT", ["12", "kh", "sct"]),
        ("Đặng Đức", ["dang", "duc"]),
        ("  ", []),
    ],
)
def test_whatever_was_typed_gives_the_same_words(typed, words):
    assert words_of(typed) == words


def test_every_beginning_of_every_word_is_kept():
    assert beginnings("Lê An") == ["a", "an", "l", "le"]
