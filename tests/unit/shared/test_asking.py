"""How far a caller's grants reach, and pages that stay within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from shared.access import Caller, Grant
from shared.asking import LONGEST_PAGE, Paging, folded, item_of, page, reach, require_reach, shown
from shared.endpoints import Page
from shared.errors import NotFound
from shared.privacy import ERASED
from shared.schemas import schema_for

PERMISSIONS = {"case.read": frozenset({"office", "inspector"})}


def caller(*grants):
    return Caller(actor="user:x", name="X", grants=tuple(Grant(*grant) for grant in grants))


@pytest.mark.parametrize(
    ("grants", "reached"),
    [
        ([("office", "so"), ("office", "u1"), ("unit_clerk", "u2")], {"so", "u1"}),
        ([("office", "so"), ("inspector", "*")], None),
        ([("unit_clerk", "*")], set()),
        ([], set()),
    ],
)
def test_grants_reach_as_far_as_their_roles_are_permitted(grants, reached):
    assert reach(caller(*grants), "case.read", PERMISSIONS) == reached
    assert reach(caller(*grants), "no.such", PERMISSIONS) == set()


def test_what_is_not_reached_is_not_found():
    require_reach(None, ["so"])
    require_reach(frozenset({"so", "u1"}), ["u1", "u9"])
    for reached in (frozenset(), frozenset({"u2"})):
        with pytest.raises(NotFound):
            require_reach(reached, ["so", "u1"])


class Asked:
    def find(self, where, *, sort, limit, after):
        return Page([(where, sort, after)], str(limit))


def test_a_page_is_asked_of_the_view_as_the_caller_asks():
    found = page(Asked(), {"state": "open"}, Paging(after="x", limit=7), sort="-day")
    assert found == Page([({"state": "open"}, "-day", "x")], "7")


@pytest.mark.parametrize(
    ("limit", "fits"), [(0, False), (-5, False), (1, True), (LONGEST_PAGE, True), (201, False)]
)
def test_a_page_is_neither_empty_nor_endless(limit, fits):
    assert ("limit" not in schema_for(Paging).validate({"limit": limit})) is fits


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    day: date | None


def test_a_views_document_becomes_an_item_of_the_fields_they_share():
    assert item_of(Row, {"_id": "k", "name": "a", "day": "2021-03-25", "more": 1}) == Row(
        name="a", day=date(2021, 3, 25)
    )
    assert item_of(Row, {"name": "a", "day": None}).day is None


def test_erased_text_is_not_shown():
    assert (shown("a"), shown(ERASED)) == ("a", None)


def test_nothing_has_a_name_that_no_stream_may_have():
    with pytest.raises(NotFound):
        folded(None, "Not A Stream")
