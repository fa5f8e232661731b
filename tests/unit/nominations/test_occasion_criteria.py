"""Commendations of a movement and for a sudden deed, of people and of collectives: criteria under three laws, none confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.adapters.rules import rule_book
from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.criteria import CriteriaSet, judge, verdict_of
from services.nominations.domain.fact_names import NAMES
from services.nominations.domain.record import record
from shared.rules import RuleMissing
from tests.unit.nominations.recorded import fact_recorded

RULES = rule_book()
LAWS = [
    (date(2021, 7, 21), 1, "15/2003/QH11"),
    (date(2023, 12, 31), 1, "15/2003/QH11"),
    (date(2024, 1, 1), 2, "06/2022/QH15"),
    (date(2026, 9, 30), 2, "06/2022/QH15"),
    (date(2026, 10, 1), 3, "06/2026/QH16"),
]
FACTS = {"movement": "movement_achievement", "sudden": "sudden_deed"}
KINDS = [
    (form, kind, subject)
    for form in ("bang_khen", "giay_khen")
    for kind in FACTS
    for subject in ("individual", "collective")
]
EACH_KIND = pytest.mark.parametrize(("form", "kind", "subject"), KINDS)
EACH_LAW = pytest.mark.parametrize(("day", "version", "law"), LAWS)


def criteria(day, form, kind, subject):
    return RULES.in_force(CriteriaSet, day, award=form, type=kind, subject=subject)


def confirmed(rule):
    """As a person would have confirmed it in the file."""
    lines = tuple(replace(one, confirmed=True) for one in rule.values.criteria)
    return replace(rule, confirmed=True, values=replace(rule.values, criteria=lines))


def judged(rule, day, subject, *told):
    """*rule* over a record in which documents attest *told*: pairs of a code and whether it holds."""
    history = record.fold(
        [
            fact_recorded(f"f{number}", "attestation", code, day.year, dated=day, holds=holds, item=number)
            for number, (code, holds) in enumerate(told, start=1)
        ]
    )
    known = facts_of(f"record-{subject}-s1", history, Window(on=day, year=day.year))
    return judge(rule, known, CelEvaluate())


@EACH_LAW
@EACH_KIND
def test_each_law_has_a_set_for_each_kind_with_a_citation_on_every_line(
    day, version, law, form, kind, subject
):
    rule = criteria(day, form, kind, subject)
    assert (rule.version, rule.confirmed) == (version, False)
    assert law in rule.citation
    for line in rule.values.criteria:
        assert law in line.citation
        assert not line.confirmed
        assert line.facts == (FACTS[kind],)
    assert NAMES[FACTS[kind]].vi
    assert NAMES[FACTS[kind]].en


@EACH_LAW
@EACH_KIND
@pytest.mark.parametrize(("holds", "read"), [(True, "đạt"), (False, "không đạt")])
def test_as_it_is_on_file_it_needs_a_person_and_tells_how_it_is_read(
    day, version, law, form, kind, subject, holds, read
):
    found = judged(criteria(day, form, kind, subject), day, subject, (FACTS[kind], holds))
    assert verdict_of(found) == "needs_person"
    assert found[0].because.vi == f"Tiêu chuẩn chưa được xác nhận; theo cách hiểu hiện có: {read}."


@EACH_LAW
@EACH_KIND
@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ([True], "met"),
        ([False], "not_met"),
        ([], "needs_person"),
        ([True, False], "needs_person"),
    ],
    ids=["met", "not-met", "missing", "told-both-ways"],
)
def test_once_confirmed_it_is_met_by_what_a_document_attests_and_by_nothing_else(
    day, version, law, form, kind, subject, told, verdict
):
    other = FACTS["sudden" if kind == "movement" else "movement"]
    facts = [(FACTS[kind], holds) for holds in told]
    found = judged(confirmed(criteria(day, form, kind, subject)), day, subject, *facts, (other, True))
    assert verdict_of(found) == verdict


@EACH_LAW
@pytest.mark.parametrize("form", ["bang_khen", "giay_khen"])
def test_what_collectives_need_for_merit_is_on_file_nowhere(day, version, law, form):
    with pytest.raises(RuleMissing):
        criteria(day, form, "merit", "collective")
