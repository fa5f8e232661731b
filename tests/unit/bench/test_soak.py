"""What the long run keeps, whatever becomes of it."""

from __future__ import annotations

import json

import pytest

from bench import mixture, parts, soak
from tests.faults.result import Result
from tests.unit.bench.test_verdict import FULL

REPORT = """<testsuites><testsuite>
<testcase classname="tests.e2e.a" name="one"><properties><property name="seconds to catch up" value="4.5"/></properties>
</testcase><testcase classname="tests.e2e.a" name="two"><failure message="no"/></testcase></testsuite></testsuites>"""
MIXED = FULL | {"seed": 1, "not_injected": {}, "history": {}}


def test_a_report_tells_what_failed_and_what_was_measured(tmp_path):
    file = tmp_path / "report.xml"
    assert parts.told_in(file) == (0, [], {})
    file.write_text(REPORT, encoding="utf-8")
    assert parts.told_in(file) == (2, ["tests.e2e.a.two"], {"seconds to catch up": "4.5"})


def test_what_a_part_records_comes_out_of_pytest_and_a_part_that_ran_no_test_did_not_pass(tmp_path):
    file = tmp_path / "test_it.py"
    file.write_text("def test_it(record_property):\n    record_property('seconds', 4.5)\n", encoding="utf-8")
    asked = ["-c", "pyproject.toml", str(file)]
    ended = parts.run(parts.Part(what="it", seeds=[], counts={}, arguments=asked))
    assert (ended.passed, ended.tests, ended.measured) == (True, 1, {"seconds": "4.5"})
    file.write_text("", encoding="utf-8")
    ended = parts.run(parts.Part(what="it", seeds=[], counts={}, arguments=asked))
    assert (ended.passed, ended.tests) == (False, 0)


@pytest.fixture
def written(tmp_path, monkeypatch):
    """What is in the file of a long run that is made up."""
    monkeypatch.setattr(soak, "RESULT", tmp_path / "soak.json")
    monkeypatch.setattr(soak, "show", lambda: None)
    monkeypatch.setattr(soak, "mixture", lambda **_: MIXED)
    return lambda: json.loads((tmp_path / "soak.json").read_text(encoding="utf-8"))


def ended(part, *, passed):
    return parts.Outcome(
        what=part.what,
        seeds=part.seeds,
        counts=part.counts,
        tests=1,
        failed=[] if passed else ["x.y"],
        measured={},
        seconds=1,
        passed=passed,
    )


@pytest.mark.parametrize(("passed", "code"), [(True, 0), (False, 1)])
def test_a_full_run_answers_yes_when_mixture_and_parts_passed(written, monkeypatch, capsys, passed, code):
    monkeypatch.setattr(soak, "run", lambda part: ended(part, passed=passed or part.what != "kills"))
    assert soak.main([]) == code
    assert (written()["passed"], len(written()["parts"])) == (passed, len(soak.PARTS))
    assert written()["short_of"] == ([] if passed else ["kills: x.y"])
    assert json.loads(capsys.readouterr().out) == written()


def test_what_was_measured_before_a_part_that_goes_wrong_is_kept(written, monkeypatch):
    def gone(_part):
        raise OSError("no pytest")

    monkeypatch.setattr(soak, "run", gone)
    with pytest.raises(OSError, match="no pytest"):
        soak.main([])
    assert written()["mixture"] == MIXED
    assert written()["short_of"] == [f"{len(soak.PARTS)} parts have not ended"]


def test_a_run_that_could_not_begin_is_a_result(monkeypatch, capsys):
    def missing(_folder):
        raise RuntimeError("RabbitMQ is missing")

    monkeypatch.setattr(mixture, "RabbitNode", missing)
    mixed = mixture.mixture(seed=1, minutes=1, commands=10, full=False)
    assert mixed["broken"]["the run"].endswith("RabbitMQ is missing")
    assert {*mixed["faults"]} == {fault.name for fault in mixture.all_faults()}
    assert set(mixed) >= {"seed", "minutes", "commands", *Result.__dataclass_fields__}
    assert soak.shortfalls(mixed, full=False)


def test_the_full_form_freezes_broker_and_database_for_half_a_minute():
    assert {one.name for one in mixture.lasting()} == {"broker frozen for 30 s", "database frozen for 30 s"}
