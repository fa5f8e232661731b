"""One form for search, whatever was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.folding import beginnings, head_among, heads, holds, words_of


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


def test_a_few_letters_of_each_word_lead_to_a_text():
    assert heads("Cải cách – cải tiến ở xã") == ["cac", "cai", "o", "tie", "xa"]
    assert head_among(["o", "cach", "ca"]) == "cac"
    assert head_among(["o", "ca"]) is head_among([]) is None


@given(st.text(), st.data())
def test_what_a_text_holds_is_what_its_words_begin_with_and_its_heads_lead_there(text, data):
    own = words_of(text)
    asked = [
        word[: data.draw(st.integers(1, len(word)))]
        for word in data.draw(st.lists(st.sampled_from(own)) if own else st.just([]))
    ]
    assert holds(" ".join(own), asked)
    assert head_among(asked) in (None, *heads(text))


def test_what_begins_no_word_is_not_held():
    assert not holds("cai cach hanh chinh", ["cach", "anh"])
    assert not holds("cai cach", ["cachs"])
    assert holds("cai cach", [])
