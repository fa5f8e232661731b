"""The tables this context reads: rules, roles, permissions, endpoints."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.adapters import roles as roles_file
from services.nominations.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.nominations.adapters.foreign import SHAPES
from services.nominations.adapters.roles import role_names
from services.nominations.adapters.rules import FOLDER, rule_book
from services.nominations.domain.rules import DocumentForm, RequiredDocuments
from shared.errors import Rejected
from shared.portal.navigation import LINKS
from shared.requests import ActionForm, CommandForm, QueryForm
from shared.rulefiles import WrongRule
from tests.unit.nominations.context import MemoryContext


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2021, 5, 17), "giay-khen-timely-documents/1"),
        (date(2023, 12, 31), "giay-khen-timely-documents/1"),
        (date(2024, 1, 1), "giay-khen-timely-documents/2"),
        (date(2025, 6, 30), "giay-khen-timely-documents/2"),
        (date(2025, 7, 1), "giay-khen-timely-documents/3"),
    ],
)
def test_the_rule_of_the_day_is_found(day, rule):
    found = rule_book().in_force(RequiredDocuments, day, form="giay_khen", commendation_type="timely")
    assert found.name == rule
    assert found.citation


def test_a_form_nobody_wrote_a_rule_for_needs_a_person():
    with pytest.raises(Rejected) as caught:
        rule_book().in_force(
            RequiredDocuments, date(2021, 5, 17), form="bang_khen", commendation_type="timely"
        )
    assert caught.value.code == "rule-missing"


def test_what_a_document_must_bear_is_on_file_from_march_2020():
    assert rule_book().in_force(DocumentForm, date(2021, 1, 18)).values.marks == ("number", "date")


def test_no_rule_counts_as_confirmed_that_nobody_read_where_it_stands():
    confirmed = {rule.name: rule.citation for rule in rule_book().rules if rule.confirmed}
    assert confirmed.keys() == {
        *(f"model-individual-{position}/1" for position in ("leader", "head", "staff")),
        "model-collective/1",
        *(
            f"title-{title}/2"
            for title in ("lao-dong-tien-tien", "cstd-co-so", "cstd-tinh", "cstd-toan-quoc")
        ),
        "merit-counting/2",
        "hold/2",
        "one-award/2",
    }
    assert not [text for text in confirmed.values() if "chưa" in text]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"expression: exemplary_conduct": 'expression: "exemplary_conduct &&"'}, "not CEL"),
        (
            {"facts: [exemplary_conduct]": "facts: [exemplary_conduct, united]"},
            "united is declared and not used",
        ),
        ({"expression: exemplary_conduct": "expression: united"}, "the expression uses united"),
        (
            {
                "expression: exemplary_conduct": "expression: handsome",
                "facts: [exemplary_conduct]": "facts: [handsome]",
            },
            "there is no fact handsome",
        ),
        ({"id: ii2-movement": "id: ii2-conduct"}, "criteria twice"),
    ],
)
def test_criteria_that_could_never_be_answered_stop_the_start_and_name_the_place(tmp_path, change, told):
    text = (FOLDER / "criteria-model-individual.yml").read_text(encoding="utf-8")
    for old, new in change.items():
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "broken.yml").write_text(text, encoding="utf-8")
    with pytest.raises(WrongRule, match=told) as caught:
        rule_book(tmp_path)
    assert "model-individual-leader/1" in str(caught.value) or "broken.yml #1" in str(caught.value)


def test_every_permission_an_endpoint_needs_is_given_to_known_roles():
    table = MemoryContext().permissions
    needed = {one.permission for one in (*COMMANDS, *QUERIES, *ACTIONS)} - {None}
    shown = {
        link.permission for link in LINKS if link.permission
    }  # others' pages, which the navigation leads to
    assert needed | shown | {"act.record"} == table.keys()
    assert set().union(*table.values()) <= role_names().keys()


def test_every_role_is_named_in_both_languages():
    assert len(role_names()) == 13
    assert all(text.vi and text.en for text in role_names().values())


@pytest.mark.parametrize(
    ("content", "error"),
    [("- office", TypeError), ("office: Văn phòng", ValueError), ("office: {vi: A}", ValueError)],
)
def test_a_malformed_table_of_roles_stops_the_start(tmp_path, monkeypatch, content, error):
    broken = tmp_path / "roles.yml"
    broken.write_text(content, encoding="utf-8")
    monkeypatch.setattr(roles_file, "FILE", broken)
    with pytest.raises(error):
        role_names()


def test_every_command_offered_has_its_stream():
    offered = {endpoint.command for endpoint in COMMANDS}
    known = MemoryContext().handle.routes.keys()
    assert offered <= known
    assert {command.__name__ for command in known - offered} == {
        "NoteSelection",
        "NoteCouncilResult",
        "ConcludeNomination",
        "GiveGrants",
        "NotePassword",
    }


def test_every_endpoint_can_be_read_from_a_request():
    assert [CommandForm("nominations", one).route for one in COMMANDS]
    assert [QueryForm(one).in_path for one in QUERIES]
    assert [ActionForm(one).schema for one in ACTIONS]


def test_the_reactions_read_exactly_the_foreign_events_they_answer():
    assert SHAPES.keys() == MemoryContext().policies.table().keys()
