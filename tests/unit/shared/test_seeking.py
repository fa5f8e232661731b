"""What leads to the rows of a list, and that nobody is given a row beyond their reach whatever leads there."""

from __future__ import annotations

import pytest

from shared.asking import Paging
from shared.endpoints import Page
from shared.lineage import Reach, Tree
from shared.seeking import FEW, Sought

LEADING = ("scopes", "field_key", "heads", "years", "stage")
UNITS = {f"phong-{number}": "so" for number in range(FEW + 1)}
TREE = Tree(
    lambda one: [UNITS[one]] if one in UNITS else [],
    lambda some: [one for one in UNITS if UNITS[one] in some],
)
OFFICE, CLERK, NOBODY = (Reach(frozenset(some), TREE) for some in (["so"], ["phong-1"], []))


def row(unit, field="van hoa cong so", stage="registered", years=()):
    return {"unit_id": unit, "scopes": [unit], "field_key": field, "stage": stage, "years": list(years)}


class Rows:
    """Remembers what was asked for."""

    def __init__(self, *rows):
        self.rows, self.among, self.like = rows, None, None

    def newest(self, among, fits, *, limit, after=None, like=None):
        self.among, self.like = list(among), like
        return Page([one for one in self.rows if fits(one)], None)

    def newest_of(self, field, values, fits, *, limit, after=None):
        return Page([one for one in self.rows if one[field] in values and fits(one)], None)


def asked(reached=None, within=None, words=None, rows=None, **fields):
    rows = rows or Rows(row("phong-1"), row("phong-2", "chuyen doi so", "detected", [2021]), row("khac"))
    sought = Sought(fields=fields, within=within, words=words, text="field_key", leading=LEADING)
    found = sought.page(rows, reached, Paging())
    return rows.among, [one["unit_id"] for one in found.items]


@pytest.mark.parametrize(
    ("question", "among", "units"),
    [
        ({}, [], ["phong-1", "phong-2", "khac"]),
        ({"reached": OFFICE}, [], ["phong-1", "phong-2"]),
        ({"reached": CLERK}, [{"scopes": "phong-1"}], ["phong-1"]),
        ({"reached": NOBODY}, None, []),
        ({"unit_id": "phong-2", "within": "phong-2"}, [{"scopes": "phong-2"}], ["phong-2"]),
        ({"unit_id": "khac", "within": "khac", "reached": OFFICE}, [{"scopes": "khac"}], []),
        ({"stage": "detected", "reached": OFFICE}, [{"stage": "detected"}], ["phong-2"]),
        ({"stage": "detected", "reached": CLERK}, [{"scopes": "phong-1"}], []),
        ({"years": 2021}, [{"years": 2021}], ["phong-2"]),
        ({"years": 2021, "stage": "registered"}, [{"years": 2021}], []),
        ({"words": ["doi", "s"]}, [{"heads": "doi"}], ["phong-2"]),
        ({"words": ["so", "d"]}, [], ["phong-2"]),
        ({"words": ["so", "d"], "stage": "detected"}, [{"stage": "detected"}], ["phong-2"]),
        ({"words": []}, None, []),
    ],
)
def test_the_narrowest_index_leads_and_the_rest_is_looked_at(question, among, units):
    assert asked(**question) == (among, units)


def test_what_lies_over_the_rows_of_a_page_is_asked_for_once():
    asked_about = []
    over = lambda one: asked_about.append(one) or ([UNITS[one]] if one in UNITS else [])  # noqa: E731
    office = Reach(frozenset(["so"]), Tree(over, lambda _: ()))
    among, units = asked(office, "phong-1", rows=Rows(*[row("phong-1")] * 50), unit_id="phong-1")

    assert (among, len(units)) == ([{"scopes": "phong-1"}], 50)
    assert asked_about == ["phong-1", "so"]


@pytest.mark.parametrize(
    ("fields", "within", "among"),
    [
        ({"stage": "detected"}, "phong-2", {"stage": "detected"}),
        ({"unit_id": "phong-2"}, "phong-2", {"scopes": "phong-2"}),
    ],
)
def test_what_is_named_before_the_scopes_leads_before_them(fields, within, among):
    rows = Rows(row("phong-2", stage="detected"))
    sought = Sought(fields=fields, within=within, leading=("stage", "scopes"))
    assert len(sought.page(rows, OFFICE, Paging()).items) == 1
    assert rows.among == [among]


def test_a_row_must_also_be_let_pass_and_have_what_is_asked_for():
    old = {"unit_id": "phong-1", "scopes": ["phong-1"]}
    rows = Rows(old, row("phong-1"), row("phong-2"))

    def units(**more):
        sought = Sought(within=None, leading=(), **{"fields": {}, **more})
        return [one["unit_id"] for one in sought.page(rows, None, Paging()).items]

    assert units() == ["phong-1", "phong-1", "phong-2"]
    assert units(also=lambda one: one["unit_id"] == "phong-2") == ["phong-2"]
    assert units(fields={"stage": "registered"}) == ["phong-1", "phong-2"]
    assert units(words=["van"], text="field_key") == ["phong-1", "phong-2"]


def test_rows_may_say_elsewhere_to_whom_they_are_open():
    rows = Rows({"places": ["phong-1"]}, {"places": ["khac"]}, {"other": ["phong-1"]})
    sought = Sought(fields={}, within=None, leading=("places",), scopes="places")
    assert sought.page(rows, CLERK, Paging()).items == [{"places": ["phong-1"]}]
    assert rows.among == [{"places": "phong-1"}]


def test_few_are_read_at_once_and_judged_the_same():
    rows = Rows(row("phong-1"), row("phong-2"), row("phong-2", "chuyen doi so"), row("khac"))
    sought = Sought(fields={"field_key": "van hoa cong so"}, within=None, leading=())

    def units(reached, *values):
        found = sought.few(rows, reached, Paging(), "unit_id", values)
        return [one["unit_id"] for one in found.items]

    assert units(None, "phong-2", "khac") == ["phong-2", "khac"]
    assert units(OFFICE, "phong-2", "khac") == ["phong-2"]
    assert units(NOBODY, "phong-2") == units(None) == []


def test_only_the_same_question_of_those_who_see_the_same_is_like_another():
    def like(reached=None, limit=20, **more):
        rows = Rows()
        Sought(leading=LEADING, **{"fields": {}, "within": None, **more}).page(
            rows, reached, Paging(limit=limit)
        )
        return rows.like

    fields = {"unit_id": "phong-1", "stage": "registered"}
    assert like(fields=fields) == like(fields=dict(reversed(fields.items()))) is not None
    each = [
        like(),
        like(fields=fields),
        like(fields={"unit_id": "phong-1"}),
        like(words=["van"]),
        like(within="phong-1"),
        like(OFFICE),
        like(CLERK),
        like(limit=10),
    ]
    assert len(set(each)) == len(each)
    assert like(also=lambda _row: True) is None
    assert like(also=lambda _row: True, also_by="a") != like(also=lambda _row: True, also_by="b")
