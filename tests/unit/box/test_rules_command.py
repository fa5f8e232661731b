"""`sovang rules`: which rules there are, what each says, whether the files are sound, what a set says of given facts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from typer.testing import CliRunner

from services.awards.adapters.rules import rule_book as rules_of_awards
from services.nominations.adapters.rules import FOLDER, rule_book
from shared.errors import SovangError
from shared.rulefiles import WrongRule
from sovang import rules
from sovang.cli import app
from sovang.rules import Found, all_rules, books, overlaps
from sovang.screen import OUT


def told(*arguments, code=0):
    done = CliRunner().invoke(app, ["rules", *arguments, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_every_rule_of_every_service_is_listed():
    listed = told("list")
    expected = {rule.name for book in (rule_book(), rules_of_awards()) for rule in book.rules}
    assert {row["rule"] for row in listed} == expected
    assert {row["service"] for row in listed} == {"nominations", "awards"}
    assert all(row["citation"] for row in listed)


def test_a_list_is_narrowed_by_kind_day_and_confirmation():
    assert {row["kind"] for row in told("list", "--kind", "quota")} == {"quota"}
    day = told("list", "--kind", "criteria", "--on", "2023-12-31")
    assert "title-cstd-co-so/1" in [row["rule"] for row in day]
    assert "title-cstd-co-so/2" not in [row["rule"] for row in day]
    assert {row["confirmed"] for row in told("list", "--unconfirmed")} == {False}
    assert told("list", "--kind", "nothing", code=1) == []


def test_whose_rule_it_is_is_listed(monkeypatch):
    monkeypatch.setattr(OUT, "width", 400)
    bodies = {row["rule"]: row["bodies"] for row in told("list")}
    assert bodies["model-collective/1"] == ["Sở Công Thương Hà Tĩnh", "Sở Công Thương tỉnh Hà Tĩnh"]
    assert bodies["order/1"] == []
    done = CliRunner().invoke(app, ["rules", "list", "--kind", "quota"])
    assert "binds only: Tỉnh Thừa Thiên Huế; UBND tỉnh Thừa Thiên Huế" in done.output


def test_rules_that_stood_in_code_are_listed_with_the_names_that_events_cite():
    kinds = {row["rule"]: row["kind"] for row in told("list")}
    assert {name: kinds[name] for name in ("order/1", "model-criteria-all/1")} == {
        "order/1": "step_order",
        "model-criteria-all/1": "recognition",
    }
    assert {"model-recognised-once/1", "model-recognised-for-period/1", "title-subjects/2"} <= kinds.keys()


def test_people_read_a_list_with_its_marks():
    done = CliRunner().invoke(app, ["rules", "list", "--kind", "transition"], env={"COLUMNS": "300"})
    assert done.exit_code == 0
    assert "transition/1 (*)" in done.output
    assert "chưa được xác nhận" in done.output


def test_a_rule_is_shown_with_all_it_says():
    shown = told("show", "title-cstd-tinh/2")
    assert shown["values"]["parameters"] == {"least_consecutive": 3}
    assert [one["id"] for one in shown["values"]["criteria"]] == ["outstanding", "consecutive", "reach"]
    done = CliRunner().invoke(app, ["rules", "show", "title-cstd-tinh/2"])
    assert "cstd_co_so_chain >= least_consecutive" in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nothing/1"],
        ["explain", "nothing/1"],
        ["explain", "quota-excellent/1"],
        ["explain", "title-cstd-tinh/2", "--fact", "outstanding"],
        ["list", "--on", "25/3/2021"],
    ],
)
def test_what_cannot_be_asked_is_told(arguments):
    done = CliRunner().invoke(app, ["rules", *arguments])
    assert isinstance(done.exception, SovangError)
    assert " / " in str(done.exception)


def test_the_files_that_are_shipped_are_sound():
    assert told("check") == {"rules": len(all_rules(books())), "faults": []}
    assert CliRunner().invoke(app, ["rules", "check"]).exit_code == 0


def test_a_broken_file_and_its_place_are_named_and_the_rest_is_read(monkeypatch, tmp_path):
    broken = (FOLDER / "quotas.yml").read_text(encoding="utf-8").replace("parts: 15", "parts: 150", 1)
    (tmp_path / "quotas.yml").write_text(broken, encoding="utf-8")
    read = {"nominations": lambda: rule_book(tmp_path), "awards": rules_of_awards}
    monkeypatch.setattr(rules, "books", lambda: read)
    checked = told("check", code=1)
    assert checked["rules"] == len(rules_of_awards().rules)
    (fault,) = checked["faults"]
    assert "quotas.yml #1" in fault
    done = CliRunner().invoke(app, ["rules", "check"])
    assert "1 chỗ sai" in done.output
    with pytest.raises(WrongRule):
        rule_book(tmp_path)


def found(name, **changes):
    (rule,) = [rule for rule in rule_book().rules if rule.name == name]
    return Found("nominations", replace(rule, **changes))


def test_two_rules_that_claim_one_day_are_named():
    one = found("title-cstd-tinh/1")
    assert overlaps([one, found("title-cstd-tinh/2")]) == []
    early = found("title-cstd-tinh/2", valid_from=date(2023, 12, 31))
    (told_of,) = overlaps([one, early])
    assert "title-cstd-tinh/1, title-cstd-tinh/2" in told_of
    assert len(overlaps([early, one])) == 1
    assert overlaps([one, found("title-cstd-co-so/1")]) == []
    assert (
        overlaps([found("working-days-2021/1"), found("working-days-2025/1", valid_from=date(2021, 1, 1))])
        == []
    )


def test_a_bodys_own_rule_claims_no_day_of_the_general_one_or_of_another_bodys():
    own, general = found("model-criteria-all/1"), found("model-criteria-all-general/1")
    assert overlaps([own, general]) == []
    other = found("model-criteria-all/1", id="x", bodies=("Sở Y tế Hà Tĩnh",))
    assert overlaps([own, other]) == []
    same = found("model-criteria-all/1", id="x", bodies=("Sở Y tế Hà Tĩnh", "SỞ CÔNG THƯƠNG HÀ TĨNH"))
    assert len(overlaps([own, same])) == 1
    head, twice = found("model-head/1"), found("model-head/1", id="x")
    assert len(overlaps([head, twice])) == 1


@pytest.mark.parametrize(
    ("find", "put"),
    [("form: giay_khen", "form: huan_chuong"), ("commendation_type: timely", "commendation_type: other")],
)
def test_documents_of_what_no_dossier_can_propose_are_a_fault(tmp_path, find, put):
    text = (FOLDER / "required-documents.yml").read_text(encoding="utf-8")
    (tmp_path / "required-documents.yml").write_text(text.replace(find, put, 1), encoding="utf-8")
    with pytest.raises(WrongRule, match="no dossier proposes"):
        rule_book(tmp_path)


def test_given_facts_are_explained_line_by_line():
    facts = [
        "--fact",
        "outstanding=true",
        "--fact",
        "cstd_co_so_chain=3",
        "--fact",
        "reach_province=true",
    ]
    item = told("explain", "title-cstd-tinh/2", *facts)
    assert (item["verdict"], item["rule_set"]) == ("met", "title-cstd-tinh/2")
    assert [line["verdict"] for line in item["criteria"]] == ["met"] * 3
    short = told("explain", "title-cstd-tinh/2", *facts[:3], "cstd_co_so_chain=2", *facts[4:], code=1)
    assert short["verdict"] == "not_met"
    assert told("explain", "title-cstd-tinh/2", code=1)["verdict"] == "needs_person"


def test_people_read_why(monkeypatch):
    done = CliRunner().invoke(
        app,
        [
            "rules",
            "explain",
            "model-collective/1",
            "--fact",
            "ratings_in_period=good,excellent",
            "--fact",
            "united=true",
        ],
    )
    assert done.exit_code == 1
    assert "CẦN NGƯỜI XEM XÉT" in done.output
    assert "Chưa có dữ kiện" in done.output
    done = CliRunner().invoke(
        app,
        [
            "rules",
            "explain",
            "title-lao-dong-tien-tien/2",
            "--fact",
            "rating=good",
            "--fact",
            "self_reliant=true",
        ],
    )
    assert (done.exit_code, "ĐẠT" in done.output) == (0, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("12", 12),
        ("good, excellent", ("good", "excellent")),
        ("2021-03-25", date(2021, 3, 25)),
        ("good", "good"),
    ],
)
def test_a_value_is_read_as_what_it_looks_like(text, value):
    assert rules._value(text) == value
