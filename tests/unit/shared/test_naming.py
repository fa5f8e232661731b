"""Ids in refusals, and the names that people read in their place."""

from __future__ import annotations

import pytest

from shared.access import Caller
from shared.errors import Rejected
from shared.naming import named
from shared.references import Reference, references_in
from shared.texts import Text

KINDS = {"unit_id": "organisation", "criteria": "criterion"}
NAMES = {"u1": Text("Phòng Thương mại", "Trade, office of"), "n1": Text("Tiêu chuẩn một", "Criterion one")}
CALLER = Caller(actor="user:lan", name="Lan", grants=())


def name_of(kind, identity, caller):
    assert (kind, caller) == ("organisation" if identity.startswith("u") else "criterion", CALLER)
    return NAMES.get(identity)


def test_only_facts_that_hold_ids_are_references():
    facts = {"unit_id": "u1", "criteria": "n1, n2", "given": "3"}
    assert references_in(facts, KINDS) == {
        "unit_id": Reference("organisation", ("u1",)),
        "criteria": Reference("criterion", ("n1", "n2")),
    }
    assert references_in({"unit_id": "", "given": "3"}, KINDS) == {}


@pytest.mark.parametrize(
    ("told", "vi", "en"),
    [
        ("u1", "Phòng Thương mại", "Trade, office of"),
        ("u9", "u9", "u9"),
        ("n1, n2", "Tiêu chuẩn một; n2", "Criterion one; n2"),
    ],
)
def test_a_name_stands_where_there_is_one_and_the_id_where_not(told, vi, en):
    fact = "unit_id" if told.startswith("u") else "criteria"
    assert named(references_in({fact: told}, KINDS), name_of, CALLER) == {fact: Text(vi, en)}


def test_an_error_tells_names_and_keeps_its_facts():
    error = Rejected(
        "own-case",
        Text("Của {unit_id} ({given}).", "Of {unit_id} ({given})."),
        facts={"unit_id": "u1", "given": "2"},
    )
    assert error.text == Text("Của u1 (2).", "Of u1 (2).")
    references = references_in(error.facts, KINDS)
    error.tell(references, {"unit_id": NAMES["u1"]})
    assert error.text == Text("Của Phòng Thương mại (2).", "Of Trade, office of (2).")
    assert error.plain == Text("Của u1 (2).", "Of u1 (2).")
    assert (error.facts, error.references) == ({"unit_id": "u1", "given": "2"}, references)
    error.tell(references, {})
    assert error.text == Text("Của u1 (2).", "Of u1 (2).")
