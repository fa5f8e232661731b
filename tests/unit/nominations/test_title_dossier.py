"""A dossier proposes a title: for whom and which year, judged by the title's criteria, and once given a fact of its holder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from services.nominations.adapters.foreign import AwardGranted
from services.nominations.adapters.rules import rule_book
from services.nominations.application import dossier_answers, eligibility_answers
from services.nominations.domain.assembling import Window
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    SubmitNomination,
)
from services.nominations.domain.record_messages import RecordFact
from services.nominations.domain.title_codes import OF_COLLECTIVES
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles
from services.nominations.domain.title_rules import TitleSubjects
from services.nominations.domain.titles import ALL, FLAGS, require_proposable
from shared.errors import InvalidInput, Rejected
from shared.rules import RuleBook, RuleMissing
from tests.unit.nominations import course
from tests.unit.nominations.bodies import register as register_body
from tests.unit.nominations.builders import done, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.course import foreign
from tests.unit.nominations.dossier_course import DRAFT
from tests.unit.nominations.test_eligibility import OVER_UNITS

DAY = date(2024, 12, 10)
RULES = rule_book()
TITLE = {"form": "cstd_co_so", "commendation_type": "merit", "year": 2024}


@pytest.fixture
def context():
    made = MemoryContext()
    course.register(made)
    return made


def refused(kind, **changes):
    with pytest.raises(kind) as caught:
        require_proposable(open_nomination(**{**TITLE, "rules": RULES, **changes}))
    return caught.value


@pytest.mark.parametrize(
    ("form", "subject_kind", "commendation_type"),
    [
        ("lao_dong_tien_tien", "individual", "merit"),
        ("cstd_toan_quoc", "individual", "merit"),
        ("tap_the_lao_dong_xuat_sac", "collective", "merit"),
        ("co_thi_dua_tinh", "collective", "movement"),
        ("co_thi_dua_chinh_phu", "collective", "movement"),
    ],
)
def test_a_title_is_proposed_for_whom_it_is_meant(form, subject_kind, commendation_type):
    asked = {"form": form, "subject_kind": subject_kind, "commendation_type": commendation_type}
    require_proposable(open_nomination(**{**TITLE, **asked}, rules=RULES))
    other = "individual" if subject_kind == "collective" else "collective"
    assert refused(Rejected, **{**asked, "subject_kind": other}).code == "title-of-other-kind"
    assert refused(Rejected, **{**asked, "commendation_type": "timely"}).code == "title-of-other-type"


@pytest.mark.parametrize(
    ("day", "law"),
    [
        (date(2004, 7, 1), "15/2003/QH11"),
        (date(2023, 12, 31), "15/2003/QH11"),
        (date(2024, 1, 1), "06/2022/QH15, Điều 20"),
        (date(2026, 9, 30), "06/2022/QH15, Điều 20"),
        (date(2026, 10, 1), "06/2026/QH16"),
    ],
)
def test_a_title_for_others_is_refused_by_the_law_of_the_day(day, law):
    for wrong in ({"subject_kind": "collective"}, {"commendation_type": "timely"}):
        assert law in refused(Rejected, occurrence=done(day), **wrong).citation


def test_before_any_law_on_titles_nobody_guesses_whom_they_are_for():
    assert refused(RuleMissing, occurrence=done(date(2004, 6, 30))).code == "rule-missing"


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(2025, 1, 1), date(2026, 11, 1)])
def test_every_title_is_for_somebody_and_pages_offer_it_for_the_same(day):
    says = RULES.in_force(TitleSubjects, day).values
    assert {*says.individuals, *says.collectives} == ALL
    assert set(says.collectives) == OF_COLLECTIVES
    assert set(says.of_movements) == FLAGS


@pytest.mark.parametrize(
    "wrong",
    [
        {"individuals": ("cstd_tinh",), "collectives": ("cstd_tinh",), "of_movements": ()},
        {"individuals": ("cstd_tinh",), "collectives": (), "of_movements": ("co_thi_dua_tinh",)},
    ],
)
def test_a_title_for_both_or_a_movements_for_nobody_is_a_slip(wrong):
    with pytest.raises(ValueError, match="for"):
        TitleSubjects(**wrong)


@pytest.mark.parametrize("year", [None, 2003, 3000])
def test_a_title_is_for_a_possible_year(year):
    assert list(refused(InvalidInput, year=year).fields) == ["year"]


def test_a_form_of_commendation_has_no_year():
    assert list(refused(InvalidInput, form="giay_khen", commendation_type="timely").fields) == ["year"]
    require_proposable(open_nomination())


def test_a_draft_is_held_to_the_same(context):
    context.do(open_nomination(nomination_id="n3", **TITLE, occurrence=done(DAY)), role="unit_clerk")
    with pytest.raises(InvalidInput):
        context.do(replace(DRAFT, form="cstd_co_so", commendation_type="merit"), role="unit_clerk")
    context.do(
        replace(DRAFT, form="lao_dong_tien_tien", commendation_type="merit", year=2024), role="unit_clerk"
    )
    opening = context.known.nomination("n3").opening
    assert (opening.form, opening.year) == ("lao_dong_tien_tien", 2024)


def dossier(context, *, registered=True):
    """A dossier for the person of u1 for the title of 2024, received, with what the rule asks for."""
    act, case = done(DAY), {"nomination_id": "n1"}
    if registered:
        entry = RegisteredTitle(kind="individual", subject_id="s1", title="cstd_co_so")
        at = done(date(2024, 1, 15))
        context.do(
            RegisterTitles(unit_id="u1", year=2024, entries=(entry,), occurrence=at), role="unit_clerk"
        )
    context.do(open_nomination(**TITLE, achievement_id=None, occurrence=act), role="unit_clerk")
    for number, kind in enumerate(("submission", "achievement_report", "meeting_minutes", "evidence")):
        attach = AttachDocument(
            **case, document_kind=kind, sha256=str(number) * 64, title="T", occurrence=act
        )
        context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(**case, occurrence=act), role="unit_clerk")
    return context.do(ReceiveForAppraisal(**case, by="user:lan", occurrence=act))


def told(context):
    return [one.event for one in context.recorded() if one.event.act.case == "nomination-n1"]


def received(context):
    (event,) = [one for one in told(context) if type(one).__name__ == "ReceivedForAppraisal"]
    return event


def test_it_is_received_under_its_own_documents_and_criteria(context):
    dossier(context)
    event = received(context)
    assert [use.rule.partition("/")[0] for use in event.act.rules] == [
        "cstdcs-merit-documents",
        "title-cstd-co-so",
    ]
    assert event.act.broken == ()


def test_a_title_that_nobody_registered_for_is_flagged_not_refused(context):
    dossier(context, registered=False)
    (flag,) = received(context).act.broken
    assert (flag.code, flag.rule.rule, flag.rule.confirmed) == ("title-unregistered", "title-basis/1", False)
    assert flag.facts["year"] == "2024"


def test_under_a_confirmed_rule_it_is_refused():
    book = MemoryContext().judging.rules
    (rule,) = [one for one in book.rules if one.kind == "title_basis"]
    firm = RuleBook((*(one for one in book.rules if one is not rule), replace(rule, confirmed=True)))
    context = MemoryContext(firm)
    course.register(context)
    with pytest.raises(Rejected):
        dossier(context, registered=False)
    refusal = told(context)[-1]
    assert (type(refusal).__name__, refusal.code) == ("ActRefused", "title-unregistered")
    assert context.known.nomination("n1").step == "submitted"


def test_no_rule_no_flag():
    book = MemoryContext().judging.rules
    context = MemoryContext(RuleBook(tuple(one for one in book.rules if one.kind != "title_basis")))
    course.register(context)
    dossier(context, registered=False)
    assert received(context).act.broken == ()


def test_the_results_of_the_title_s_year_are_judged(context):
    dossier(context)
    asked = eligibility_answers.EligibilityAsked(nomination_id="n1", on=date(2025, 3, 1))
    item = context.eligibility.eligibility(asked, OVER_UNITS).item
    assert (item.year, item.own.rule_set.partition("/")[0]) == (2024, "title-cstd-co-so")


def granted(form="cstd_co_so", **changes):
    given = {"number": "120/QĐ-SCT", "dated": date(2024, 12, 20), **changes}
    event = AwardGranted(
        occurred_on=date(2024, 12, 20),
        basis="system",
        nomination_id="n1",
        award_id="a1",
        organisation_id="so",
        form=form,
        **{"subject_kind": "individual", "subject_id": "s1", **given},
    )
    return foreign(event, "e-title")


def at_council(context):
    dossier(context)
    context.do(PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=done(DAY)))


def test_a_title_that_was_given_is_a_fact_that_the_next_one_counts(context):
    at_council(context)
    for _ in range(2):  # told twice, it stands once
        context.policies.when_award_granted(granted())
    (entry,) = context.known.records.load("record-individual-s1").state.entries
    assert (entry.fact_id, entry.kind, entry.code, entry.year) == ("award-a1", "title", "cstd_co_so", 2024)
    assert (entry.document_number, entry.dated, entry.commendation_type) == (
        "120/QĐ-SCT",
        date(2024, 12, 20),
        None,
    )
    assert context.known.nomination("n1").outcome == "awarded"


def commended(context, form, kind, subject_kind="individual", subject="s1", year=None, by="so"):
    """What a grant of *form* puts on record, decided *by* an organisation; None when nothing."""
    opening = {"form": form, "commendation_type": kind, "subject_kind": subject_kind, "subject_id": subject}
    act = done(DAY)
    context.do(open_nomination(**opening, year=year, achievement_id=None, occurrence=act), role="unit_clerk")
    whose = {"subject_kind": subject_kind, "subject_id": subject}
    event = granted(form, **whose)
    told = foreign(replace(event.event, organisation_id=by), "e-title")
    context.policies.when_award_granted_record_fact(told)
    entries = context.known.records.load(f"record-{subject_kind}-{subject}").state.entries
    if not entries:
        return None
    (entry,) = entries
    return entry.kind, entry.code, entry.year, entry.commendation_type


def test_a_commendation_stands_under_the_year_of_its_decision(context):
    assert commended(context, "giay_khen", "merit") == ("commendation", "giay_khen", 2024, "merit")


@pytest.mark.parametrize(
    ("level", "code"),
    [("province", "bang_khen_tinh"), ("ministry", "bang_khen_bo"), ("state", "bang_khen_thu_tuong")],
)
def test_a_bang_khen_stands_under_who_gave_it(context, level, code):
    context.do(register_body("noi-ky", level=level), role="administrator")
    assert commended(context, "bang_khen", "merit", by="noi-ky") == ("commendation", code, 2024, "merit")


@pytest.mark.parametrize("by", ["so", "khong-co"])
def test_a_bang_khen_of_who_gives_none_is_left_to_a_person(context, by):
    with capture_logs() as logs:
        assert commended(context, "bang_khen", "merit", by=by) is None
    assert [line["reason"] for line in logs] == ["issuer-of-other-level"]


def test_a_flag_stands_among_the_commendations(context):
    flag = commended(context, "co_thi_dua_tinh", "movement", "collective", "u1", 2023)
    assert flag == ("commendation", "co_thi_dua", 2023, "movement")


def test_two_commendations_of_one_decision_are_told_apart_and_go_to_whom_they_were_granted(context):
    act = done(DAY)
    for name in ("n1", "n4"):
        context.do(
            open_nomination(nomination_id=name, achievement_id=None, occurrence=act), role="unit_clerk"
        )
    first = granted("giay_khen", subject_id="s2")
    second = foreign(replace(first.event, nomination_id="n4", award_id="a2"), "e-second")
    for event in (first, second, first):
        context.policies.when_award_granted_record_fact(event)
    entries = context.known.records.load("record-individual-s2").state.entries
    assert [(one.fact_id, one.item) for one in entries] == [("award-a1", 1), ("award-a2", 2)]
    assert context.known.records.load("record-individual-s1").state.entries == ()


def test_what_the_record_cannot_take_holds_nothing_up(context):
    at_council(context)
    with capture_logs() as logs:
        context.policies.when_award_granted(granted(dated=date(1944, 1, 1), number="1"))
    assert [line["event"] for line in logs] == ["award not put on record"]
    assert context.known.nomination("n1").outcome == "awarded"


def test_a_record_that_nobody_keeps_does_not_say_how_many_there_are(context):
    at_council(context)
    context.policies.when_award_granted(granted())

    def chain():
        window = Window(on=date(2025, 3, 1), year=2024)
        told = {one.name: one.value for one in context.judging.facts("individual", "s1", window)}
        return told.get("cstd_co_so_chain"), told.get("cstd_tinh_chain")

    assert chain() == (None, None)  # what was given before this system may not have been entered
    rated = RecordFact(
        fact_id="f9",
        subject_kind="individual",
        subject_id="s1",
        kind="rating",
        code="good",
        year=2024,
        document_number="9/QĐ",
        dated=date(2024, 12, 30),
        occurrence=done(date(2024, 12, 30)),
    )
    context.do(rated)
    assert chain() == (1, 0)


def test_a_draft_that_proposes_no_title_any_more_has_no_year_in_lists(context):
    context.do(open_nomination(nomination_id="n3", **TITLE, occurrence=done(DAY)), role="unit_clerk")
    context.do(DRAFT, role="unit_clerk")
    assert context.views["dossiers"].get("n3")["title_year"] is None


def test_what_the_office_has_entered_before_is_not_entered_again(context):
    at_council(context)
    by_hand = RecordFact(
        fact_id="f1",
        subject_kind="individual",
        subject_id="s1",
        kind="title",
        code="cstd_co_so",
        year=2024,
        document_number="120/QĐ-SCT",
        dated=date(2024, 12, 20),
        occurrence=done(date(2024, 12, 21)),
    )
    context.do(by_hand)
    with capture_logs() as logs:
        context.policies.when_award_granted(granted())
    assert [(line["event"], line["reason"]) for line in logs] == [
        ("award not put on record", "fact-recorded-twice")
    ]
    assert len(context.known.records.load("record-individual-s1").state.entries) == 1
    assert context.known.nomination("n1").outcome == "awarded"


def test_an_award_whose_decision_was_not_kept_or_whose_dossier_is_unknown_adds_nothing(context):
    at_council(context)
    for event in (granted(number=None), granted(dated=None)):
        context.policies.when_award_granted_record_fact(event)
    elsewhere = replace(granted(), event=replace(granted().event, nomination_id="n9"))
    context.policies.when_award_granted_record_fact(elsewhere)
    assert context.known.records.load("record-individual-s1").state.entries == ()


def test_titles_are_found_by_title_and_year(context):
    dossier(context)

    def found(**asked):
        page = context.queries.table()["list-dossiers"](dossier_answers.DossiersAsked(**asked), OVER_UNITS)
        return [(one.nomination_id, one.title_year) for one in page.items]

    assert found(form="cstd_co_so", title_year=2024) == [("n1", 2024)]
    assert found(title_year=2023) == []
