"""Files of twins: each changes one input, says what its figure becomes, and is refused when it says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml

from sovang import twins
from sovang.scenario import FOLDER, WrongScenario, available, load_scenario, read, whole
from sovang.twins import load_twins

NAMES = ("s000", "s001", "s002", "s004")


@pytest.fixture
def of_s004(tmp_path, monkeypatch):
    """Loads one twin of s004, with other fields than these."""
    monkeypatch.setattr(twins, "PLACE", tmp_path)

    def load(**other):
        change = [{"step": "1.1", "body": {"period_from": 2020}}]
        one = {
            "figure": "period-from",
            "becomes": 2020,
            "only": ["0", "1.1"],
            "change": change,
            "invented": "vì",
        }
        one |= other
        given = {name: value for name, value in one.items() if value is not ...}
        (tmp_path / "s004.yaml").write_text(yaml.safe_dump({"twins": [given]}), encoding="utf-8")
        (twin,) = load_twins("s004")
        return twin

    return load


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_that_names_a_source_has_its_twin_and_no_other(name):
    given = [one.name for one in load_scenario(FOLDER / f"{name}.yaml").expected if one.source]
    assert sorted(one.figure for one in load_twins(name)) == sorted(given)


def test_every_scenario_of_a_source_has_twins():
    every = [load_scenario(path) for path in available()]
    assert sorted(one.id for one in every if one.twin_of is None) == sorted(NAMES)


def test_a_twin_plays_only_what_is_named_and_expects_what_the_figure_becomes(of_s004):
    twin = of_s004(stays=["period-to"])
    steps = {step.name: step for step in twin.scenario.steps}
    assert set(steps) == {"0.1", "0.2", "0.3", "0.4", "1.1"}
    assert (steps["1.1"].body["period_from"], steps["1.1"].body["period_to"]) == (2020, 2025)
    assert [(one.name, one.equals) for one in twin.scenario.expected] == [
        ("period-from", 2020),
        ("period-to", 2025),
    ]
    assert (twin.source, twin.becomes) == (2021, 2020)


@pytest.mark.parametrize(("other", "told"), [
    ({"figure": "khong-co"}, "no such figure"),
    ({"stays": ["khong-co"]}, "no such figure"),
    ({"becomes": 2021}, "still as in the source"),
    ({"change": [{"step": "9.9"}]}, "not played: '9.9'"),
    ({"change": [{"step": "1.2"}]}, "not played: '1.2'"),
    ({"change": [{"body": {}}]}, "not played: None"),
    ({"change": [{"step": "9.9"}], "only": ["0", "9"]}, "no step '9'"),
    ({"change": []}, "nothing is changed"),
    ({"change": ..., "known": {"khac": []}}, "nothing is changed"),
    ({"other": 1}, "other"),
    ({"invented": ...}, "invented"),
    ({"becomes": ...}, "becomes"),
])  # fmt: skip
def test_a_twin_that_says_too_little_or_what_is_not_there_is_refused(of_s004, other, told):
    with pytest.raises(WrongScenario, match=told):
        of_s004(**other)


def test_a_first_start_plays_the_opening_and_its_figures_alone():
    scenario = load_scenario(FOLDER / "s002.yaml")
    opening = scenario.opened()
    assert (opening.steps[-1].name, opening.expected[-1].name) == ("5.9", "awards-presented")
    assert (opening.steps, opening.expected) == (
        scenario.steps[: len(opening.steps)],
        scenario.expected[: len(opening.expected)],
    )
    assert len(opening.steps) < len(scenario.steps)
    unopened = load_scenario(FOLDER / "s004.yaml")
    assert unopened.opened() is unopened


@pytest.mark.parametrize(
    "opening", [{"step": "5.9"}, {"step": "99", "figure": "awards-presented"}, {"step": "5.9", "figure": "x"}]
)
def test_an_opening_that_ends_nowhere_is_refused(opening):
    with pytest.raises(WrongScenario, match="s002, opening"):
        replace(load_scenario(FOLDER / "s002.yaml"), opening=opening).opened()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_changes_something_says_what_is_invented_in_it(name):
    raw = read(FOLDER / f"{name}.yaml")
    silent = [step["step"] for step in raw["steps"] if "post" in step and not step.get("invented")]
    silent += [figure["figure"] for figure in raw["expected"] if not figure.get("invented")]
    assert silent == []


@pytest.mark.parametrize("path", available(), ids=lambda path: path.stem)
def test_the_report_lists_whatever_is_said_to_be_invented_and_nothing_else(path):
    scenario = load_scenario(path)
    listed = dict(scenario.invented())
    raw = read(FOLDER / f"{scenario.twin_of or scenario.id}.yaml")
    said = {
        one.get("step", one.get("figure")): one.get("invented") for one in (*raw["steps"], *raw["expected"])
    }
    said |= {change["step"]: change["invented"] for change in read(path).get("change", [])}
    wanted = {name: why for name, why in said.items() if why not in (None, "none")}
    assert listed == wanted | {role: one["invented"] for role, one in raw["people"].items()}


def test_of_what_stands_in_the_source_alone_nothing_is_listed_and_a_source_must_be_named():
    raw = read(FOLDER / "s004.yaml")
    first, *others = raw["steps"]
    plain = whole({**raw, "steps": [{**first, "invented": "none"}, *others]}, "s004")
    assert (first["step"] in dict(plain.invented()), plain.steps[0].source) == (False, first["source"])
    unsourced = {**{name: value for name, value in first.items() if name != "source"}, "invented": "none"}
    with pytest.raises(WrongScenario, match=r"0\.1: .*needs source or invented"):
        whole({**raw, "steps": [unsourced, *others]}, "s004")


def test_a_figure_that_is_not_found_through_audit_is_refused():
    raw = read(FOLDER / "s004.yaml")
    figures = [{**one, "get": one["get"].replace("/api/audit/", "/api/awards/")} for one in raw["expected"]]
    with pytest.raises(WrongScenario, match=r"period-from: .*asked of audit"):
        whole({**raw, "expected": figures}, "s004")


def test_a_body_is_changed_in_the_fields_that_are_named(tmp_path):
    (tmp_path / "s004.yaml").write_bytes((FOLDER / "s004.yaml").read_bytes())
    twin = {
        "id": "anders",
        "title": {"vi": "Khác", "en": "Otherwise"},
        "twin_of": "s004",
        "change": [{"step": "1.1", "body": {"period_to": 2026}}],
    }
    (tmp_path / "anders.yaml").write_text(yaml.safe_dump(twin), encoding="utf-8")
    body = next(step.body for step in load_scenario(tmp_path / "anders.yaml").steps if step.name == "1.1")
    assert (body["period_from"], body["period_to"], body["organisation_id"]) == (2021, 2026, "${province}")


def test_a_file_without_a_list_of_twins_is_refused(of_s004, tmp_path):
    (tmp_path / "s001.yaml").write_text("twins: 1", encoding="utf-8")
    with pytest.raises(WrongScenario, match="the list twins"):
        load_twins("s001")


def test_a_scenario_without_twins_is_said():
    with pytest.raises(WrongScenario, match="there are: s000"):
        load_twins("s999")
