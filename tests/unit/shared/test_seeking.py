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
        self.rows, self.among = rows, None

    def newest(self, among, fits, *, limit, after=None):
        self.among = list(among)
        return Page([one for one in self.rows if fits(one)], None)


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
