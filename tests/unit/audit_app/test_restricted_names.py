"""A person whose data is restricted at their request: their name is told, and found, by those alone who may see it."""

from __future__ import annotations

import pytest

from services.audit.application.questions import CaseLines, FindCases, OneCase
from shared.access import Caller, Grant
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import Keys
from tests.unit.audit_app.test_timeline import INSPECTOR, PERMISSIONS, Desk

OFFICE = Caller(actor="user:lan", name="Lan", grants=(Grant("office", "*"),))
NARROW = Caller(actor="user:ha", name="Hà", grants=(Grant("office", "*"), Grant("inspector", "elsewhere")))
NAMED = {"case": "person-an", "person_id": "an"}


def told(number, kind, **data):
    act = {"occurred_on": "2026-01-01", "basis": "system", "rules": [], "broken": []}
    case = data.pop("case")
    return body("nominations", number, kind=kind, stream=case, data={"case": case, **act, **data})


class People:
    """Mai, who is nominated, and whose data is restricted, corrected, released again."""

    def __init__(self):
        keys = Keys()
        self.desk = Desk(
            [
                told(
                    1,
                    "PersonRegistered",
                    **NAMED,
                    organisation_id="p1",
                    position="civil_servant",
                    position_title="Chuyên viên",
                    name=keys.seal("Lò Thị Mai", "person-an", ""),
                ),
                told(
                    2,
                    "NominationOpened",
                    case="nomination-n1",
                    nomination_id="n1",
                    subject_kind="individual",
                    subject_id="an",
                    unit_id="p1",
                    organisation_id="so",
                    form="giay_khen",
                    commendation_type="timely",
                    achievement_id="a",
                    basis_citation="mục 1",
                ),
                told(3, "PersonRestricted", **NAMED),
                told(4, "PersonCorrected", **NAMED, name=keys.seal("Lò Thị Mây", "person-an", "")),
            ],
            keys,
        )
        self.queries = self.desk.queries
        object.__setattr__(
            self.queries,
            "permissions",
            {
                **PERMISSIONS,
                "case.read": frozenset({"inspector", "office"}),
                "restricted.read": frozenset({"inspector"}),
            },
        )

    def lifted(self):
        self.desk.views.add(told(5, "RestrictionLifted", **NAMED))
        self.desk.ledger.stored.append(5)
        return self

    def found(self, text, caller):
        return [one.case for one in self.queries.find(FindCases(text=text), caller).items]

    def titles(self, caller):
        return {one.case: one.title.vi for one in self.queries.find(FindCases(), caller).items}

    def said(self, case, caller):
        lines = self.queries.timeline(CaseLines(case=case), caller).items
        details = (str(detail.value) for line in lines for detail in line.details)
        return " ".join([*(line.sentence.vi for line in lines), *details])


@pytest.fixture
def people():
    return People()


@pytest.mark.parametrize("caller", [OFFICE, NARROW], ids=["office", "inspects elsewhere"])
def test_nobody_else_finds_the_name_or_reads_it(people, caller):
    for text in ("mai", "mây"):
        assert people.found(text, caller) == []
    assert people.titles(caller) == {
        "person-an": "[hạn chế xử lý]",
        "nomination-n1": "hồ sơ của [hạn chế xử lý]",
    }
    assert people.queries.case(OneCase(case="person-an"), caller).title.en == "[restricted]"
    for case in ("person-an", "nomination-n1"):
        said = people.said(case, caller)
        assert "[hạn chế xử lý]" in said
        assert "Lò Thị" not in said


def test_whoever_inspects_there_finds_and_reads_it(people):
    for text in ("mai", "mây"):
        assert sorted(people.found(text, INSPECTOR)) == ["nomination-n1", "person-an"]
    assert people.titles(INSPECTOR)["nomination-n1"] == "hồ sơ của Lò Thị Mây"
    assert "Lò Thị Mai" in people.said("person-an", INSPECTOR)


def test_once_it_is_lifted_everybody_does(people):
    people.lifted()
    assert sorted(people.found("mai", OFFICE)) == ["nomination-n1", "person-an"]
    assert "Lò Thị Mây" in people.said("nomination-n1", OFFICE)


def test_whoever_is_erased_as_well_is_found_by_nobody(people):
    people.desk.views.add(told(5, "PersonErased", **NAMED))
    assert people.found("mai", INSPECTOR) == []
    assert people.titles(OFFICE)["person-an"] == "[đã xóa]"


def test_of_whoever_is_erased_nothing_is_opened_also_where_an_older_vault_still_has_the_key(people):
    people.desk.views.add(told(5, "PersonErased", **NAMED))
    assert people.desk.views.keys.destroyed == set()
    for caller in (INSPECTOR, OFFICE):
        said = people.said("person-an", caller)
        assert "[đã xóa]" in said
        assert "Lò Thị" not in said
