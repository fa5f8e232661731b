"""The leaf format: one spelling for where an event stood, then its bytes untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.bundle import MAX_ENTRY
from services.audit.domain.entry import Entry, parse_entry
from services.audit.domain.errors import EntryTooLarge, MalformedEntry


def test_a_leaf_is_a_header_line_and_the_bytes_of_the_event() -> None:
    entry = Entry("nominations", "2026-a1", 7, b'{"id":1}\n')
    assert entry.leaf == b'sovang-entry/v1 nominations 2026-a1 7\n{"id":1}\n'
    assert parse_entry(entry.leaf) == entry


@given(
    st.from_regex(r"[a-z]{1,20}", fullmatch=True),
    st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    st.integers(1, 2**63 - 1),
    st.binary(max_size=200),
)
def test_every_entry_is_read_back(source: str, epoch: str, position: int, event: bytes) -> None:
    entry = Entry(source, epoch, position, event)
    assert parse_entry(entry.leaf) == entry


@given(st.binary(max_size=60) | st.binary(max_size=20).map(lambda end: b"sovang-entry/v1 a b 1" + end))
def test_what_is_read_is_written_the_same(leaf: bytes) -> None:
    try:
        entry = parse_entry(leaf)
    except MalformedEntry:
        return
    assert entry.leaf == leaf


@pytest.mark.parametrize(
    "leaf",
    [
        b"",
        b"\n",
        b"sovang-entry/v1 a b 1",
        b"sovang-entry/v2 a b 1\n",
        b"sovang-entry/v1 a b 0\n",
        b"sovang-entry/v1 a b 01\n",
        b"sovang-entry/v1 a b +1\n",
        b"sovang-entry/v1 a b 9223372036854775808\n",
        b"sovang-entry/v1 a b 10000000000000000000\n",
        b"sovang-entry/v1 A b 1\n",
        b"sovang-entry/v1 a1 b 1\n",
        b"sovang-entry/v1 a B 1\n",
        b"sovang-entry/v1 a  1\n",
        b"sovang-entry/v1  b 1\n",
        b"sovang-entry/v1 a b 1 \n",
        b"sovang-entry/v1 a b 1\r\n",
        b"sovang-entry/v1\ta b 1\n",
        b" sovang-entry/v1 a b 1\n",
    ],
)
def test_a_leaf_in_any_other_form_is_refused(leaf: bytes) -> None:
    with pytest.raises(MalformedEntry):
        parse_entry(leaf)


@pytest.mark.parametrize(
    ("source", "epoch", "position"),
    [
        ("", "e", 1),
        ("Audit", "e", 1),
        ("audit\n", "e", 1),
        ("audit", "", 1),
        ("audit", "e\n", 1),
        ("audit", "e", 0),
    ],
)
def test_an_entry_that_could_not_be_read_back_is_not_made(source: str, epoch: str, position: int) -> None:
    with pytest.raises(MalformedEntry):
        Entry(source, epoch, position, b"")


def test_an_entry_of_65535_bytes_fits_and_one_more_is_refused() -> None:
    room = MAX_ENTRY - len(Entry("audit", "e", 1, b"").leaf)
    assert len(Entry("audit", "e", 1, bytes(room)).leaf) == 65_535
    with pytest.raises(EntryTooLarge):
        Entry("audit", "e", 1, bytes(room + 1))
    with pytest.raises(EntryTooLarge):
        parse_entry(Entry("audit", "e", 1, bytes(room)).leaf + b"\0")
