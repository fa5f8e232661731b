"""The rule files' criteria: the truth table of the department's plan, collectives, and no set that is ever met on a guess."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.adapters.rules import rule_book
from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.criteria import CriteriaSet, EvaluationFault, Fact, judge, verdict_of
from services.nominations.domain.fact_names import NAMES, TITLES
from services.nominations.domain.judging import recognition_criteria
from services.nominations.domain.model_rules import Answerable
from services.nominations.domain.model_stages import stage_rule
from services.nominations.domain.model_states import STAGES
from services.nominations.domain.record import Record, record
from shared.rules import RuleMissing
from tests.unit.nominations.recorded import fact_recorded

RULES = rule_book()
HERE = RULES.at(["Sở Công Thương Hà Tĩnh"])
SETS = [rule for rule in RULES.rules if isinstance(rule.values, CriteriaSet)]
EACH_SET = pytest.mark.parametrize("rule", SETS, ids=[rule.name for rule in SETS])
EVALUATE = CelEvaluate()
REVIEW = date(2025, 12, 15)
CATEGORY = {"leader": "n3", "head": "n4", "staff": "n5"}
GENERAL = {
    "exemplary_conduct": True,
    "chosen_from_movement": True,
    "hcm_model": True,
    "hcm_honoured": True,
    "office_culture": True,
}


def model(position):
    return HERE.in_force(
        CriteriaSet, REVIEW, award="exemplary_model", subject="individual", position=position
    )


def facts(**values):
    return [Fact(name=name, value=value, origin="record-individual-s1@1") for name, value in values.items()]


def counts(cstd_tinh=0, sang_kien_tinh=0, bang_khen_tinh=0, bang_khen_bo=0, cstd_co_so=0):
    return locals()


TABLE = [
    ("a", "leader", counts(cstd_tinh=2), "met"),
    ("b", "leader", counts(cstd_tinh=1, sang_kien_tinh=1), "not_met"),
    ("c", "leader", counts(sang_kien_tinh=2), "met"),
    ("d", "head", counts(cstd_tinh=1), "met"),
    ("e", "head", counts(bang_khen_tinh=2, cstd_co_so=4), "not_met"),
    ("f", "staff", counts(bang_khen_tinh=2), "met"),
    ("g", "staff", counts(bang_khen_bo=2), "met"),
    ("h", "staff", counts(bang_khen_tinh=1, bang_khen_bo=1), "met"),
    ("i", "staff", counts(bang_khen_tinh=1, cstd_co_so=3), "not_met"),
    ("j", "staff", counts(cstd_co_so=4), "met"),
]


def lines(rule, known):
    return {one.criterion.id: one for one in judge(rule, known, EVALUATE)}


@pytest.mark.parametrize(
    ("position", "values", "verdict"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_the_truth_table_of_the_plan(position, values, verdict):
    found = lines(model(position), facts(**values, **GENERAL))
    assert found[CATEGORY[position]].verdict == verdict
    assert verdict_of(list(found.values())) == verdict


@pytest.mark.parametrize(("applied", "verdict"), [(2, "met"), (1, "not_met"), (0, "not_met")])
def test_k_a_leaders_initiative_counts_only_when_it_is_recognised_and_applied(applied, verdict):
    """Two provincial initiatives are recognised; *applied* of them are."""
    history = record.fold(
        [
            fact_recorded(f"i{item}", "initiative", "sang_kien_tinh", 2023, item=item, holds=item <= applied)
            for item in (1, 2)
        ]
    )
    known = facts_of("record-individual-s1", history, Window(on=REVIEW, year=2025))
    assert lines(model("leader"), known)["n3"].verdict == verdict


@pytest.mark.parametrize("position", CATEGORY)
def test_the_categorys_criterion_alone_never_recognises(position):
    known = facts(**counts(cstd_tinh=9, sang_kien_tinh=9, bang_khen_tinh=9, bang_khen_bo=9, cstd_co_so=9))
    found = judge(model(position), known, EVALUATE)
    assert {one.criterion.id: one.verdict for one in found}[CATEGORY[position]] == "met"
    assert verdict_of(found) == "needs_person"
    denied = facts(**counts(cstd_tinh=9, bang_khen_tinh=9), **{**GENERAL, "office_culture": False})
    assert verdict_of(judge(model(position), denied, EVALUATE)) == "not_met"


def test_the_plans_criteria_end_with_its_period():
    def models(day):
        return {rule.id for rule in HERE.every(CriteriaSet, day) if rule.id.startswith("model-")}

    assert models(date(2020, 12, 31)) == models(date(2026, 1, 1)) == set()
    assert len(models(date(2021, 1, 1))) == len(models(date(2025, 12, 31))) == 4


def collective(**changes):
    """A collective's record over the plan's period that meets every criterion, but for *changes*."""
    ratings = changes.get("ratings", ["good", "excellent", "good", "good", "excellent"])
    disciplined = changes.get("disciplined", [0, 0, 0, 0, 0])
    merits = changes.get("merits", [date(2021, 1, 1), date(2025, 12, 15)])
    events = []
    for year, (rating, number) in enumerate(zip(ratings, disciplined, strict=True), start=2021):
        dated = date(year, 12, 10)
        if rating is not None:
            events.append(fact_recorded(f"r{year}", "rating", rating, year, dated=dated))
        events.append(
            fact_recorded(f"d{year}", "count", "disciplined_members", year, dated=dated, number=number)
        )
    for item, dated in enumerate(merits, start=1):
        events.append(
            fact_recorded(
                f"b{item}",
                "commendation",
                "bang_khen_tinh",
                dated.year,
                dated=dated,
                item=item,
                commendation_type="movement",
            )
        )
    attested = (
        "outstanding_achievement",
        "leads_movements",
        "united",
        "exemplary_conduct",
        "charity",
        "always_excellent",
    )
    events += [fact_recorded(name, "attestation", name, 2025, dated=date(2025, 11, 1)) for name in attested]
    return record.fold(events)


def judged_collective(history, on=REVIEW):
    rule = HERE.in_force(CriteriaSet, on, award="exemplary_model", subject="collective")
    window = Window(on=on, year=on.year, period=(2021, 2025))
    found = judge(rule, facts_of("record-collective-u1", history, window), EVALUATE)
    return verdict_of(found), {one.criterion.id: one.verdict for one in found}


def test_a_collective_with_two_merits_in_the_period_good_years_and_nobody_disciplined_is_recognised():
    whole, each = judged_collective(collective())
    assert whole == "met"
    assert each["c1"] == "needs_person", "a field label decides nothing"


@pytest.mark.parametrize("year", range(5))
def test_one_member_disciplined_in_any_year_is_enough(year):
    disciplined = [0] * 5
    disciplined[year] = 1
    whole, each = judged_collective(collective(disciplined=disciplined))
    assert (whole, each["c4"]) == ("not_met", "not_met")


@pytest.mark.parametrize(
    ("merits", "verdict"),
    [
        ([date(2020, 12, 31), date(2022, 5, 1)], "not_met"),
        ([date(2021, 1, 1), date(2022, 5, 1)], "met"),
        ([date(2022, 5, 1)], "not_met"),
        ([], "not_met"),
        ([date(2022, 5, 1), REVIEW], "met"),
        ([date(2022, 5, 1), date(2025, 12, 16)], "not_met"),
        ([date(2022, 5, 1), date(2023, 5, 1), date(2024, 5, 1)], "met"),
    ],
    ids=["2020", "first-day", "one", "none", "the-day-itself", "the-day-after", "three"],
)
def test_two_merits_count_from_the_periods_first_day_to_the_day_judged(merits, verdict):
    assert judged_collective(collective(merits=merits))[1]["c3"] == verdict


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("good", "met"),
        ("excellent", "met"),
        ("completed", "not_met"),
        ("not_completed", "not_met"),
        (None, "needs_person"),
    ],
)
def test_every_year_is_rated_good_or_better(rating, verdict):
    ratings = ["good", "good", rating, "good", "good"]
    assert judged_collective(collective(ratings=ratings))[1]["c4"] == verdict


def test_a_subject_of_whom_nothing_is_on_record_needs_a_person_everywhere():
    for rule in SETS:
        found = judge(
            rule, facts_of("record-individual-s1", Record(), Window(on=REVIEW, year=2025)), EVALUATE
        )
        assert {one.verdict for one in found} == {"needs_person"}


VALUES = st.one_of(
    st.integers(-3, 12),
    st.booleans(),
    st.sampled_from(["excellent", "good", "completed", "", "hai"]),
    st.dates(),
    st.lists(st.sampled_from(["excellent", "good", "completed"]), max_size=4).map(tuple),
)


@st.composite
def knowledge(draw, rule):
    """Some of the facts *rule* asks for, some twice, of any kind of value."""
    wanted = sorted({name for one in rule.values.criteria for name in one.facts})
    named = draw(st.lists(st.sampled_from(wanted), max_size=2 * len(wanted)))
    return [Fact(name=name, value=draw(VALUES), origin="o@1") for name in named]


@EACH_SET
@settings(max_examples=25)
@given(data=st.data())
def test_nothing_unknown_faulty_or_unconfirmed_is_ever_met(rule, data):
    known = data.draw(knowledge(rule))
    names = [fact.name for fact in known]
    for one in judge(rule, known, EVALUATE):
        if one.verdict == "met":
            assert rule.confirmed
            assert one.criterion.confirmed
            assert all(names.count(name) == 1 for name in one.criterion.facts)
        if any(names.count(name) != 1 for name in one.criterion.facts):
            assert one.verdict == "needs_person"

    def broken(_expression, _values):
        raise EvaluationFault("cannot-be-evaluated")

    assert {one.verdict for one in judge(rule, known, broken)} == {"needs_person"}


@EACH_SET
def test_an_unconfirmed_set_is_never_met_whatever_is_known(rule):
    for answer in (True, False):
        known = facts(**dict.fromkeys({name for one in rule.values.criteria for name in one.facts}, 1))
        found = judge(rule, known, lambda _e, _v, answer=answer: answer)
        verdicts = {one.verdict for one in found if not (rule.confirmed and one.criterion.confirmed)}
        assert verdicts <= {"needs_person"}
        assert (verdict_of(found) == "met") <= (answer and rule.confirmed)


@EACH_SET
def test_every_criterion_has_its_wording_in_two_languages_its_citation_and_facts_with_names(rule):
    assert rule.citation
    for one in rule.values.criteria:
        assert one.text.vi.strip()
        assert one.text.en.strip()
        assert one.citation
        assert set(one.facts) <= NAMES.keys()


def test_each_law_has_every_titles_criteria_and_they_follow_without_gap():
    for award in [*TITLES]:
        kind = "collective" if award.startswith("tap_the") else "individual"
        names = [
            RULES.in_force(CriteriaSet, day, award=award, subject=kind).version
            for day in (
                date(2021, 5, 1),
                date(2023, 12, 31),
                date(2024, 1, 1),
                date(2026, 9, 30),
                date(2026, 10, 1),
            )
        ]
        assert names == [1, 1, 2, 2, 3]


def test_nothing_of_the_law_of_2026_is_confirmed():
    assert {rule.confirmed for rule in RULES.rules if "06/2026" in rule.citation} == {False}


ELSEWHERE = ["Sở Công Thương Quảng Trị", "UBND tỉnh Quảng Trị"]
PLANS = re.compile(r"/KH-|Kế hoạch (của|xây dựng)|Hướng dẫn năm|Phương hướng, nhiệm vụ")
OF_A_PLAN = [rule for rule in RULES.rules if PLANS.search(rule.citation)]
LOCAL = [rule for rule in RULES.rules if rule.bodies]
EACH_LOCAL = pytest.mark.parametrize("rule", LOCAL, ids=[rule.name for rule in LOCAL])


def test_every_rule_that_a_plan_or_one_bodys_guidance_is_the_source_of_names_that_body():
    assert [rule.name for rule in OF_A_PLAN if not rule.bodies] == []
    assert len(OF_A_PLAN) >= 10


@EACH_LOCAL
def test_what_binds_one_body_is_in_force_there_on_its_days_and_nowhere_else(rule):
    kind = type(rule.values)
    for names in ([rule.bodies[0]], ["Phòng Một", rule.bodies[-1].upper()]):
        assert rule in RULES.at(names).every(kind, rule.valid_from)
    for book in (RULES, RULES.at(ELSEWHERE)):
        assert rule not in book.every(kind, rule.valid_from)


@pytest.mark.parametrize("names", [ELSEWHERE, ["Sở Công Thương"], ["UBND tỉnh Hà Tĩnh"], []])
@pytest.mark.parametrize("position", [None, *CATEGORY])
def test_no_criteria_of_recognition_are_in_force_outside_the_body_that_wrote_them(names, position):
    kind = "collective" if position is None else "individual"
    with pytest.raises(RuleMissing) as caught:
        recognition_criteria(RULES.at(names), REVIEW, kind, position)
    assert (names[0] if names else "chưa được ghi nhận") in caught.value.text.vi
    assert "15/12/2025" in caught.value.text.vi
    assert (names[0] if names else "not on record") in caught.value.text.en


@pytest.mark.parametrize("above", [[], ["UBND tỉnh Hà Tĩnh"]])
@pytest.mark.parametrize("called", ["Sở Công Thương Hà Tĩnh", "SỞ CÔNG THƯƠNG TỈNH HÀ TĨNH"])
def test_they_are_at_the_department_and_below_it(called, above):
    for names in ([called, *above], ["Phòng Quản lý Năng lượng", called, *above]):
        found = recognition_criteria(RULES.at(names), REVIEW, "collective", None)
        assert found.name == "model-collective/1"


def test_where_the_source_has_no_criteria_those_made_up_need_a_person_whatever_is_known():
    rule = recognition_criteria(RULES.at(["Sở Công Thương Bắc Kạn"]), date(2022, 12, 20), "collective", None)
    assert (rule.name, rule.confirmed) == ("model-collective-bac-kan/1", False)
    known = facts(outstanding_achievement=True, exemplary_conduct=True, united=True)
    assert {one.verdict for one in judge(rule, known, EVALUATE)} == {"needs_person"}


@pytest.mark.parametrize("names", [[], ELSEWHERE, *([rule.bodies[0]] for rule in LOCAL)])
def test_each_stage_and_who_answers_for_a_model_have_one_rule_everywhere(names):
    for day in (date(2014, 4, 7), date(2020, 6, 1), date(2021, 9, 2), date(2025, 12, 31), date(2026, 11, 1)):
        book = RULES.at(names)
        assert [stage_rule(book, stage, day).applies["stage"] for stage in STAGES] == list(STAGES)
        assert book.in_force(Answerable, day).values.positions == ("leader", "head")
