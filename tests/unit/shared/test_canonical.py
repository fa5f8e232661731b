"""Canonical form: one spelling of each fact, and a refusal for every other."""

from __future__ import annotations

import json
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from shared.canonical import canonical_bytes, digest, fault_of_text

canonical_text = st.text().filter(lambda text: fault_of_text(text) is None)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | canonical_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(canonical_text, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_canonical_bytes_are_the_json_that_reads_back_to_the_same(value):
    assert json.loads(canonical_bytes(value)) == value
    assert (
        canonical_bytes(json.loads(canonical_bytes(value))) == canonical_bytes(value) == rfc8785.dumps(value)
    )


def test_members_are_ordered_and_nothing_is_escaped_that_need_not_be():
    assert (
        canonical_bytes({"b": [1, True, None], "a": "Sổ Vàng"})
        == '{"a":"Sổ Vàng","b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", None),
        ("plain\ttext\n", None),
        ("Tổ chức", None),
        (unicodedata.normalize("NFD", "Tổ chức"), "nfc"),
        ("a\u00a0b", "no-break-space"),
        ("a\u202fb", "no-break-space"),
        ("a\u2007b", "no-break-space"),
        ("\ufeffa", "no-break-space"),
        ("a\rb", "control"),
        ("a\x00", "control"),
        ("\x7f", "control"),
        ("\u0085", "control"),
        ("\ud800", "control"),
    ],
)
def test_the_fault_of_a_text_is_named(text, fault):
    assert fault_of_text(text) == fault


@given(st.characters())
def test_control_characters_are_those_of_unicode_but_tab_and_line_feed(letter):
    control = unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t"

    assert (fault_of_text(letter) == "control") == control


@pytest.mark.parametrize(
    "value",
    [
        {"a": ["e\u0301"]},
        {"e\u0301": 1},
        ({"a": "\u00a0"},),
        1.5,
        {"amount": 2.0},
        2**53,
        -(2**53),
        {1: "a"},
        {"a": {1, 2}},
        b"bytes",
    ],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(ValueError, match=r"."):
        canonical_bytes(value)


def test_the_place_of_a_faulty_text_is_named():
    with pytest.raises(ValueError, match=r"\$\.a\[1\]\.b: nfc"):
        canonical_bytes({"a": [1, {"b": "e\u0301"}]})


def test_a_digest_is_hex_sha_256():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
