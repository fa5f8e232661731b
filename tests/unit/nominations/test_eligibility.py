"""A dossier is judged by the criteria its receipt pinned; another law stands beside it and never replaces it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application import eligibility_answers as answers
from services.nominations.domain.assembling import Window
from services.nominations.domain.eligibility import (
    criteria_for,
    newer_criteria,
    pinned_criteria,
    value_text,
)
from services.nominations.domain.eligibility_messages import (
    AssessEligibility,
    Assessment,
    EligibilityAssessed,
)
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    ReceiveForAppraisal,
    SubmitNomination,
)
from services.nominations.domain.record_messages import RecordFact
from shared.acts import RuleUse
from shared.errors import NotFound, Rejected
from shared.lineage import Tree
from shared.rules import RuleBook, RuleMissing
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, nomination_opened, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_course import CLERK, INSPECTOR, OFFICE, OTHER_CLERK
from tests.unit.nominations.test_nomination import AT_COUNCIL, COMPLETE, RECEIVED

a = Spec(nomination)


def fact(context, number, kind, code, year, dated, **changes):
    context.do(
        RecordFact(
            fact_id=f"f{number}",
            subject_kind="individual",
            subject_id="s1",
            kind=kind,
            code=code,
            year=year,
            document_number=f"{number}/QĐ",
            dated=dated,
            occurrence=done(date(2026, 10, 1)),
            **changes,
        )
    )


def receive(context, day, form="giay_khen", kind="merit"):
    """A dossier of *day* for the person of u1, received that day."""
    act, case = done(day), {"nomination_id": "n1"}
    context.do(open_nomination(form=form, commendation_type=kind, occurrence=act), role="unit_clerk")
    for number, document in enumerate(("submission", "achievement_report", "meeting_minutes")):
        context.do(
            AttachDocument(
                **case, document_kind=document, sha256=str(number) * 64, title="T", occurrence=act
            ),
            role="unit_clerk",
        )
    context.do(SubmitNomination(**case, occurrence=act), role="unit_clerk")
    context.do(ReceiveForAppraisal(**case, by="user:lan", occurrence=act))


@pytest.fixture
def context():
    made = MemoryContext()
    course.register(made)
    return made


OVER_UNITS = replace(OFFICE, lineage=Tree(lambda unit: ("so",) if unit in ("u1", "u2") else (), lambda _: []))
"""The office of the department, whose units lie under it."""


def asked(context, by=OVER_UNITS, **params):
    return context.eligibility.eligibility(answers.EligibilityAsked(nomination_id="n1", **params), by).item


LAWS = ["form-giay-khen-merit/1", "form-giay-khen-merit/2", "form-giay-khen-merit/3"]


def test_one_dossier_is_explained_under_three_laws(context):
    receive(context, date(2023, 6, 1))
    fact(context, 1, "rating", "good", 2023, date(2023, 5, 31))
    item = asked(context, on=date(2026, 10, 1), under=tuple(LAWS))
    judgements = [item.own, *item.beside]
    assert [one.rule_set for one in judgements] == LAWS
    assert len({one.citation for one in judgements}) == 3
    for one in judgements:
        (line,) = one.criteria
        assert (one.verdict, line.verdict, line.confirmed) == ("needs_person", "needs_person", False)
        assert [(used.name, used.value) for used in line.facts] == [("rating", "good")]
        assert line.facts[0].origin == "1/QĐ, 31/5/2023 (record-individual-s1@1)"
        assert line.citation.startswith("Luật")


def test_a_change_of_law_leaves_what_the_receipt_pinned_and_offers_the_new_beside_it(context):
    receive(context, date(2026, 9, 30))
    before = asked(context, on=date(2026, 9, 30))
    assert (before.pinned, before.own.rule_set, before.beside) == (True, LAWS[1], ())
    after = asked(context, on=date(2026, 10, 1))
    assert (after.pinned, after.own) == (True, before.own)
    assert [one.rule_set for one in after.beside] == [LAWS[2]]


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2023, 12, 31), LAWS[0]),
        (date(2024, 1, 1), LAWS[1]),
        (date(2026, 9, 30), LAWS[1]),
        (date(2026, 10, 1), LAWS[2]),
    ],
)
def test_the_day_of_receipt_decides_which_law_is_pinned(context, day, law):
    receive(context, day)
    (received,) = [one for one in context.recorded() if one.envelope.type == "ReceivedForAppraisal"]
    assert law in [use.rule for use in received.event.act.rules]
    assert asked(context, on=date(2030, 1, 1)).own.rule_set == law


def confirmed(rules, *names):
    """The rules with those of *names* confirmed, as a person would have done it in the files."""
    return RuleBook(
        tuple(
            replace(
                rule,
                confirmed=True,
                values=replace(
                    rule.values, criteria=tuple(replace(one, confirmed=True) for one in rule.values.criteria)
                ),
            )
            if rule.name in names
            else rule
            for rule in rules.rules
        )
    )


def test_where_a_newer_law_may_be_more_favourable_a_person_decides_by_the_clause_on_transition(context):
    receive(context, date(2026, 9, 30))
    fact(context, 1, "rating", "completed", 2026, date(2026, 9, 1))
    judging = context.judging
    context.eligibility = replace(
        context.eligibility, judging=replace(judging, rules=confirmed(judging.rules, LAWS[1]))
    )
    item = asked(context, on=date(2026, 10, 1))
    assert (item.own.verdict, item.beside[0].verdict) == ("not_met", "needs_person")
    assert item.transition is not None
    assert item.transition.verdict == "needs_person"
    assert "06/2026/QH16" in item.transition.citation
    assert item.transition.confirmed is False
    assert asked(context, on=date(2026, 9, 30)).transition is None
    older = asked(context, on=date(2026, 9, 30), under=(LAWS[0],))
    assert ([one.rule_set for one in older.beside], older.transition) == ([LAWS[0]], None)


def test_a_confirmed_law_and_known_facts_are_met(context):
    receive(context, date(2026, 5, 1))
    fact(context, 1, "rating", "good", 2025, date(2025, 12, 20))
    judging = context.judging
    context.eligibility = replace(
        context.eligibility, judging=replace(judging, rules=confirmed(judging.rules, LAWS[1]))
    )
    assert asked(context, on=date(2026, 6, 1), year=2025).own.verdict == "met"
    assert asked(context, on=date(2026, 6, 1)).own.verdict == "needs_person", "of 2026 nothing is known"


def test_before_it_is_received_a_dossier_is_judged_by_the_law_of_the_day_and_pins_nothing(context):
    context.do(open_nomination(commendation_type="merit"), role="unit_clerk")
    item = asked(context, on=date(2024, 5, 1))
    assert (item.pinned, item.own.rule_set, item.assessed) == (False, LAWS[1], None)
    assert item.transition is None


def test_eligibility_without_a_day_is_of_today(context):
    context.do(open_nomination(), role="unit_clerk")
    assert asked(context).on == date(2021, 3, 15)


def test_eligibility_is_shown_to_whom_the_dossier_is(context):
    context.do(open_nomination(), role="unit_clerk")
    for one in (OVER_UNITS, CLERK, INSPECTOR):
        assert asked(context, by=one).nomination_id == "n1"
    with pytest.raises(NotFound):
        asked(context, by=OTHER_CLERK)
    for name in ("nobody", "Not A Stream"):
        with pytest.raises(NotFound):
            context.eligibility.eligibility(answers.EligibilityAsked(nomination_id=name), INSPECTOR)


def test_opening_a_dossier_about_anothers_person_does_not_show_what_is_on_their_record(context):
    fact(context, 1, "rating", "good", 2023, date(2023, 5, 31))  # of s1, who serves in u1
    context.do(open_nomination(unit_id="u2", organisation_id="u2"), role="unit_clerk")
    with pytest.raises(NotFound):
        asked(context, by=OTHER_CLERK)


def test_what_no_criteria_are_on_file_for_is_received_all_the_same_and_says_so_when_asked(context):
    context.do(open_nomination(form="bang_khen", commendation_type="external"), role="unit_clerk")
    with pytest.raises(Rejected) as caught:
        asked(context)
    assert caught.value.code == "rule-missing"


def test_sudden_and_movement_awards_are_no_basis_for_merit_only(context):
    """No set counts awards for a merit form yet, so the facts themselves are looked at."""
    receive(context, date(2024, 6, 1))
    for number, kind in enumerate(("merit", "sudden", "movement"), start=1):
        fact(
            context, number, "commendation", "bang_khen_tinh", 2024, date(2024, 5, 1), commendation_type=kind
        )
    seen = []
    spying = replace(
        context.judging, evaluate=lambda expression, values: bool(seen.append((expression, values)))
    )
    rules = context.judging.rules
    (criteria,) = [rule for rule in rules.rules if rule.name == LAWS[1]]
    counting = replace(criteria.values.criteria[0], expression="bang_khen_tinh", facts=("bang_khen_tinh",))
    spied = RuleBook(
        tuple(
            replace(rule, values=replace(rule.values, criteria=(counting,))) if rule is criteria else rule
            for rule in rules.rules
        )
    )
    dossier = context.known.nomination("n1")
    replace(spying, rules=spied).dossier(dossier, date(2024, 6, 1))
    assert seen == [("bang_khen_tinh", {"bang_khen_tinh": 1})]


ASSESS = AssessEligibility(nomination_id="n1", by="user:lan", occurrence=done(date(2023, 6, 2)))


def events(context, name):
    return [one.event for one in context.recorded() if one.envelope.type == name]


def test_an_assessment_records_each_criterion_with_facts_origins_and_citation(context):
    receive(context, date(2023, 6, 1))
    fact(context, 1, "rating", "good", 2023, date(2023, 5, 31))
    context.do(ASSESS)
    context.do(ASSESS)
    (event,) = events(context, "EligibilityAssessed")
    assert (event.rule_set, event.year, event.verdict) == (LAWS[0], 2023, "needs_person")
    assert [use.rule for use in event.act.rules] == [LAWS[0]]
    (outcome,) = event.outcomes
    assert outcome.facts == {"rating": "good"}
    assert outcome.origins == {"rating": "1/QĐ, 31/5/2023 (record-individual-s1@1)"}
    assert asked(context).assessed == LAWS[0]


def test_it_is_assessed_again_when_the_facts_have_changed(context):
    receive(context, date(2023, 6, 1))
    context.do(ASSESS)
    fact(context, 1, "rating", "good", 2023, date(2023, 5, 31))
    context.do(ASSESS)
    context.do(replace(ASSESS, year=2022))
    assert [event.year for event in events(context, "EligibilityAssessed")] == [2023, 2023, 2022]


def test_eligibility_is_assessed_between_receipt_and_council(context):
    with pytest.raises(Rejected) as caught:
        context.do(ASSESS)
    assert caught.value.code == "nomination-not-found"
    found = replace(ASSESS, assessment=sample())
    a.given(*COMPLETE).when(found).then_rejected("nomination-not-appraised")
    a.given(*COMPLETE, RECEIVED, AT_COUNCIL).when(found).then_rejected("nomination-not-appraised")
    paper = replace(found, occurrence=on_paper(date(2021, 6, 1)))
    (event,) = nomination.decide(paper, nomination.fold([*COMPLETE, RECEIVED, AT_COUNCIL]))
    assert isinstance(event, EligibilityAssessed)
    assert [flag.code for flag in event.act.broken] == ["nomination-not-appraised"]


def test_without_criteria_on_file_nothing_is_assessed():
    a.given(*COMPLETE, RECEIVED).when(ASSESS).then_rejected("rule-missing")


def sample():
    return Assessment(
        rule=RuleUse(rule="x/1", citation="Điều 1", confirmed=False),
        year=2021,
        verdict="needs_person",
        outcomes=(),
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (3, "3"),
        ("good", "good"),
        (date(2021, 3, 5), "2021-03-05"),
        (("good", 2), "good, 2"),
    ],
)
def test_a_value_is_told_as_text(value, text):
    assert value_text(value) == text


def test_a_fact_told_twice_is_recorded_with_both_values(context):
    receive(context, date(2023, 6, 1), kind="timely")
    for number, holds in enumerate((True, False), start=1):
        fact(
            context,
            number,
            "attestation",
            "outstanding_achievement",
            2022 + number % 2,
            date(2023, 5, 1),
            holds=holds,
        )
    context.do(ASSESS)
    (event,) = events(context, "EligibilityAssessed")
    (outcome,) = event.outcomes
    assert (outcome.verdict, outcome.facts) == ("needs_person", {"outstanding_achievement": "false | true"})


def test_who_belongs_to_the_proposing_unit_does_not_assess_it(context):
    receive(context, date(2023, 6, 1))
    own = nomination.fold([nomination_opened(unit_id="so"), *COMPLETE[1:], RECEIVED])
    found = replace(ASSESS, assessment=sample(), rules=context.judging.rules)
    (told, refused) = nomination.decide(found, own)
    assert (type(told).__name__, refused.code) == ("OwnCaseFound", "own-case-needs-person")


def test_a_dossier_received_before_criteria_were_on_file_is_under_those_of_that_day(context):
    rules = context.judging.rules
    dossier = nomination.fold([nomination_opened(commendation_type="merit"), *COMPLETE[1:], RECEIVED])
    assert pinned_criteria(rules, dossier).name == LAWS[0]
    with pytest.raises(RuleMissing):
        pinned_criteria(rules, nomination.fold([nomination_opened()]))
    own = pinned_criteria(rules, dossier)
    assert newer_criteria(rules, date(2021, 5, 10), dossier, own) is None
    assert newer_criteria(rules, date(2024, 1, 1), dossier, own).name == LAWS[1]
    assert newer_criteria(rules, date(1999, 1, 1), dossier, own) is None
    assert criteria_for(rules, date(2021, 5, 10), dossier.opening).name == LAWS[0]


def progress(context, by=CLERK, **params):
    return context.eligibility.progress(answers.ProgressAsked(person_id="s1", **params), by)


def test_progress_names_what_is_missing_for_the_next_title(context):
    day = date(2025, 12, 31)
    fact(context, 1, "rating", "good", 2025, date(2025, 12, 20))
    fact(context, 2, "attestation", "self_reliant", 2025, date(2025, 12, 20))
    item = progress(context, on=day)
    assert (item.next, item.year) == ("cstd_co_so", 2025)
    assert [(one.criterion, one.verdict) for one in item.missing] == [
        ("excellent", "not_met"),
        ("initiative", "not_met"),
        ("science", "not_met"),
    ]
    assert [one.verdict for one in item.titles] == ["met", "not_met", "not_met", "not_met"]
    fact(context, 3, "initiative", "sang_kien_co_so", 2025, date(2025, 11, 1))
    for number, year in enumerate((2023, 2024), start=4):
        fact(context, number, "title", "cstd_co_so", year, date(year, 12, 25))
    item = progress(context, on=day)
    assert item.next == "cstd_tinh"
    assert [(one.criterion, one.verdict) for one in item.missing] == [
        ("outstanding", "needs_person"),
        ("consecutive", "not_met"),
        ("reach", "needs_person"),
    ]
    fact(context, 6, "title", "cstd_co_so", 2025, date(2025, 12, 25))
    assert [one.criterion for one in progress(context, on=day).missing] == ["outstanding", "reach"]


def test_progress_that_has_come_to_its_end_names_no_next(context):
    day = date(2025, 12, 31)
    fact(context, 1, "rating", "excellent", 2025, date(2025, 12, 20))
    for number, code in enumerate(("self_reliant", "outstanding", "reach_province", "reach_nation"), start=2):
        fact(context, number, "attestation", code, 2025, date(2025, 12, 20))
    for number, (code, year) in enumerate(
        [
            ("cstd_co_so", 2023),
            ("cstd_co_so", 2024),
            ("cstd_co_so", 2025),
            ("cstd_tinh", 2024),
            ("cstd_tinh", 2025),
        ],
        start=10,
    ):
        fact(context, number, "title", code, year, date(year, 12, 25))
    item = progress(context, on=day)
    assert (item.next, item.missing) == (None, ())


def test_progress_under_an_unconfirmed_law_decides_nothing(context):
    fact(context, 1, "rating", "excellent", 2021, date(2021, 3, 1))
    item = progress(context)
    assert (item.on, item.year) == (date(2021, 3, 15), 2021)
    assert {one.verdict for one in item.titles} == {"needs_person"}
    assert progress(context, on=date(2026, 10, 1)).next == "lao_dong_tien_tien"


def test_progress_of_a_collective_goes_up_its_own_titles(context):
    day = date(2025, 12, 31)

    def asked_of(unit, by=CLERK):
        asked = answers.CollectiveProgressAsked(organisation_id=unit, on=day)
        return context.eligibility.progress_of_collective(asked, by)

    item = asked_of("u1")
    assert (item.organisation_id, item.year, item.next) == ("u1", 2025, "tap_the_lao_dong_tien_tien")
    assert [one.rule_set.partition("/")[0] for one in item.titles] == [
        "title-tap-the-lao-dong-tien-tien",
        "title-tap-the-lao-dong-xuat-sac",
    ]
    assert item.missing
    assert all(one.because.vi and one.citation for one in item.missing)
    for unit, by in (("u1", OTHER_CLERK), ("nowhere", CLERK)):
        with pytest.raises(NotFound):
            asked_of(unit, by)


def record_of(context, by=CLERK, kind="individual", subject="s1"):
    return context.eligibility.record(answers.FactsAsked(subject_kind=kind, subject_id=subject), by)


def test_a_record_shows_every_fact_and_where_it_stands(context):
    fact(context, 1, "rating", "good", 2023, date(2023, 5, 31))
    fact(context, 2, "title", "cstd_co_so", 2023, date(2023, 5, 31))
    shown = record_of(context)
    assert shown.version == 2
    assert [(one.fact_id, one.called.vi, one.origin) for one in shown.item.facts] == [
        ("f1", "hoàn thành tốt nhiệm vụ", "record-individual-s1@1"),
        ("f2", "Chiến sĩ thi đua cơ sở", "record-individual-s1@2"),
    ]
    assert record_of(context, kind="collective", subject="u1", by=CLERK).item.facts == ()


def test_a_record_is_open_to_those_whose_grants_reach_its_subject(context):
    with pytest.raises(NotFound):
        record_of(context, by=OTHER_CLERK)
    with pytest.raises(NotFound):
        progress(context, by=OTHER_CLERK)
    for kind in ("individual", "collective"):
        with pytest.raises(NotFound):
            record_of(context, kind=kind, subject="nobody", by=INSPECTOR)


def test_judging_reads_nothing_of_what_cannot_be_a_subject(context):
    assert context.judging.facts("individual", "Ai Đó", Window(on=date(2021, 1, 1), year=2021)) == ()
