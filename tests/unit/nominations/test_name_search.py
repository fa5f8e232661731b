"""People and dossiers are found by name, within what the caller may see, and nothing in a read model tells a name."""

from __future__ import annotations

import json
import unicodedata
from datetime import date

import pytest

from services.nominations.application import subject_names
from services.nominations.application.dossier_answers import DossiersAsked
from services.nominations.application.register_answers import PeopleAsked
from services.nominations.domain.drafting_messages import WithdrawNomination
from services.nominations.domain.nomination_messages import SubmitNomination
from services.nominations.domain.person_messages import ChangePosition, RegisterPerson
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    ReceiveSubjectRequest,
)
from shared.access import Caller, Grant
from tests.unit.nominations import course
from tests.unit.nominations.bodies import rename
from tests.unit.nominations.builders import done, open_nomination
from tests.unit.nominations.context import MARK, MemoryContext

NAMES = {
    "an": ("u1", "Nguyễn Thị An"),
    "anh": ("u1", "Nguyễn Văn Anh"),
    "sy": ("u2", "Đỗ Sỹ"),
    "thi": ("u2", "Trần Thị Nguyên"),
}


def caller(role, *scopes):
    return Caller(actor="user:x", name="X", grants=tuple(Grant(role, scope) for scope in scopes))


EVERYBODY, CLERK, BOARD = caller("inspector", "*"), caller("unit_clerk", "u1"), caller("board", "*")


@pytest.fixture
def context():
    """Two units with two people each; a dossier for each person, and one for the first unit itself."""
    context = MemoryContext()
    course.register(context)
    for person_id, (unit, name) in NAMES.items():
        command = RegisterPerson(
            person_id=person_id,
            name=name,
            organisation_id=unit,
            position="staff",
            position_since=date(2020, 1, 1),
            occurrence=done(),
        )
        context.do(command, role="administrator")
        opened(context, person_id, unit)
    opened(context, "u1", "u1", subject_kind="collective")
    return context


def opened(context, subject_id, unit, **changes):
    command = open_nomination(
        nomination_id=f"n-{subject_id}",
        subject_id=subject_id,
        unit_id=unit,
        achievement_id=f"tt-{subject_id}",
        **changes,
    )
    context.do(command, role="unit_clerk")


def people(context, text, by=EVERYBODY, **asked):
    found = context.queries.table()["list-people"](PeopleAsked(text=text, **asked), by)
    return {one.person_id for one in found.items}


def dossiers(context, text, by=EVERYBODY, **asked):
    found = context.queries.table()["list-dossiers"](DossiersAsked(text=text, **asked), by)
    return [one.nomination_id for one in found.items]


def requested(context, kind, person_id, **answer):
    where = {"person_id": person_id, "request_id": kind, "occurrence": done()}
    context.do(ReceiveSubjectRequest(kind=kind, received_on=done().occurred_on, **where))
    context.do(AnswerSubjectRequest(outcome="granted", reason="Theo đơn", **where, **answer), role="director")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nguyễn Thị An", {"an"}),
        (unicodedata.normalize("NFD", "NGUYỄN THỊ AN"), {"an"}),
        ("nguyen thi an", {"an"}),
        ("an thi", {"an"}),
        ("an", {"an", "anh"}),
        ("nguy a", {"an", "anh"}),
        ("nguyen", {"an", "anh", "thi"}),
        ("do si", {"sy"}),
        ("D", {"sy"}),
        ("guyen", set()),
        ("nguyen le", set()),
        (" - ", set()),
    ],
)
def test_a_name_is_found_begun_without_marks_and_in_any_order(context, text, found):
    assert people(context, text) == found
    assert {name.removeprefix("n-") for name in dossiers(context, text)} == found


def test_a_person_is_found_by_whose_grants_reach_them(context):
    assert people(context, "nguyen", CLERK) == {"an", "anh"}
    assert people(context, "nguyen", caller("unit_clerk", "u3")) == set()
    assert people(context, "nguyen", organisation_id="u2") == {"thi"}
    assert people(context, "nguyen", CLERK, organisation_id="u2") == set()
    assert people(context, "nguyen", position="head") == set()
    moved = ChangePosition(
        person_id="thi",
        organisation_id="u3",
        position="head",
        since=date(2021, 3, 1),
        occurrence=done(),
    )
    context.do(moved, role="administrator")
    assert people(context, "nguyen", position="head") == {"thi"}
    assert people(context, "nguyen", on=date(2021, 2, 1), organisation_id="u2") == {"thi"}
    assert people(context, "nguyen", organisation_id="u2") == set()


def test_a_page_of_those_found_by_name_leads_to_the_next(context):
    ask = context.queries.table()["list-people"]
    first = ask(PeopleAsked(text="nguyen", limit=2), EVERYBODY)
    second = ask(PeopleAsked(text="nguyen", limit=2, after=first.next), EVERYBODY)
    assert [one.person_id for one in (*first.items, *second.items)] == ["thi", "anh", "an"]
    assert second.next is None


def test_dossiers_are_found_by_a_name_among_all_else_that_is_asked(context):
    context.do(SubmitNomination(nomination_id="n-anh", occurrence=done()), role="unit_clerk")
    assert dossiers(context, "nguyen") == ["n-anh", "n-thi", "n-an"]
    assert dossiers(context, "nguyen", state="submitted") == ["n-anh"]
    assert dossiers(context, "nguyen", unit_id="u1", form="giay_khen") == ["n-anh", "n-an"]
    assert dossiers(context, "nguyen", title_year=2021) == dossiers(context, "nguyen", held=True) == []
    assert dossiers(context, "nguyen", CLERK) == ["n-anh", "n-an"]


def test_a_dossier_is_found_by_any_name_a_collective_had(context):
    context.do(rename("Phòng Khuyến công", organisation_id="u1"), role="administrator")
    assert dossiers(context, "khuyen c") == dossiers(context, "to chuc u1") == ["n-u1"]


def test_whoever_may_read_dossiers_and_no_people_finds_collectives_alone(context):
    assert dossiers(context, "nguyen", BOARD) == []
    assert dossiers(context, "to chuc", BOARD) == ["n-u1"]
    assert len(context.queries.table()["list-dossiers"](DossiersAsked(), BOARD).items) == 5


def test_of_very_many_of_a_name_dossiers_are_found_page_by_page(context, monkeypatch):
    whole = dossiers(context, "nguyen"), dossiers(context, "to chuc")
    monkeypatch.setattr(subject_names, "FEW", 1)
    found, after = [], None
    while True:
        page = context.queries.table()["list-dossiers"](
            DossiersAsked(text="nguyen", limit=1, after=after), EVERYBODY
        )
        assert page.items or page.next is None
        found += [one.nomination_id for one in page.items]
        after = page.next
        if after is None:
            break
    assert (found, dossiers(context, "to chuc")) == whole
    assert dossiers(context, "nguyen", BOARD) == []
    monkeypatch.setattr(subject_names, "PAGES", 1)
    thin = context.queries.table()["list-dossiers"](DossiersAsked(text="nguyen", limit=1), EVERYBODY)
    assert (thin.items, thin.next is None) == ([], False)  # the newest is the unit's own


def test_one_is_found_by_the_right_name_and_by_what_one_was_called_before(context):
    requested(context, "correct", "sy", name="Đỗ Sĩ Quách")
    assert people(context, "quach") == people(context, "do sy") == {"sy"}


def test_whose_use_is_restricted_is_found_by_no_name_until_it_is_lifted(context):
    requested(context, "restrict", "sy")
    assert people(context, "do sy") == set() == set(dossiers(context, "do sy"))
    assert "sy" in {one.person_id for one in context.queries.people(PeopleAsked(), EVERYBODY).items}
    context.do(LiftRestriction(person_id="sy", occurrence=done()), role="director")
    assert people(context, "do sy") == {"sy"}


def test_whoever_is_erased_is_found_by_no_name_and_has_no_marks(context):
    context.do(
        WithdrawNomination(nomination_id="n-sy", reason="Theo đơn", occurrence=done()), role="unit_clerk"
    )
    requested(context, "erase", "sy")
    assert context.views["people"].get("sy")["marks"] == []
    assert people(context, "do sy") == set() == set(dossiers(context, "do sy"))


def test_a_list_built_after_the_key_is_gone_has_no_marks(context):
    context.keys.destroyed.add("person-sy")
    assert context.views["people"].get("sy")["marks"] == []


def test_no_read_model_holds_a_word_of_a_name(context):
    kept = json.dumps([view.rows() for view in context.views.values()])
    for word in ("guyen", "guyễn", "Nguyễn", "thị"):
        assert word.casefold() not in kept.casefold()
    assert MARK("nguyen") in kept
