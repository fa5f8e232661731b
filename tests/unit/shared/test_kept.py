"""Counts kept in memory: only what changed is read, and everything when another generation is there."""

from __future__ import annotations

import pytest

from shared.errors import TransientError
from shared.kept import Kept, Mark


class Rows:
    """Documents with the position of their last change."""

    def __init__(self):
        self.generation, self.position = 1, 0
        self.rows, self.at, self.told = {}, {}, 0
        self.broken = False

    def put(self, key, row):
        self.position += 1
        self.rows[key], self.at[key] = row, self.position

    def mark(self):
        return Mark(self.generation, self.position)

    def changes(self, after, to):
        for key in [key for key, at in self.at.items() if at > after.position]:
            self.told += 1
            yield key, self.rows[key]
            if self.broken:
                raise TransientError("away")


@pytest.fixture
def rows():
    return Rows()


@pytest.fixture
def kept(rows):
    return Kept(rows, lambda row: row.get("kind"))


def counted(kept):
    with kept.counts() as counts:
        return dict(counts)


def test_each_document_counts_once_for_what_it_is_now(rows, kept):
    for key, kind in (("a", "x"), ("b", "x"), ("c", None)):
        rows.put(key, {"kind": kind})
    assert counted(kept) == {"x": 2}
    rows.put("a", {"kind": "y"})
    rows.put("b", None)
    rows.put("c", {"kind": "y"})
    assert counted(kept) == {"y": 2}


def test_what_did_not_change_is_not_read_again(rows, kept):
    for key in "abc":
        rows.put(key, {"kind": "x"})
    assert counted(kept) == counted(kept) == {"x": 3}
    rows.put("a", {"kind": "x"})
    assert counted(kept) == {"x": 3}
    assert rows.told == 4


def test_another_generation_is_counted_anew(rows, kept):
    rows.put("a", {"kind": "x"})
    assert counted(kept) == {"x": 1}
    rows.generation, rows.rows, rows.at = 2, {"b": {"kind": "y"}}, {"b": 1}
    assert counted(kept) == {"y": 1}


def test_a_reading_that_failed_in_the_middle_is_made_good(rows, kept):
    rows.put("a", {"kind": "x"})
    rows.put("b", {"kind": "x"})
    rows.broken = True
    with pytest.raises(TransientError):
        counted(kept)
    rows.broken = False
    assert counted(kept) == {"x": 2}
