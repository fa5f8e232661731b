"""Quotas held against what is on record and proposed: beside what people judge, and silent where a figure is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.application import quota_answers as answers
from services.nominations.application import quota_counts
from services.nominations.domain.drafting_messages import WithdrawNomination
from services.nominations.domain.nomination_messages import AttachDocument, SubmitNomination
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    RegisterOrganisation,
    RenameOrganisation,
)
from services.nominations.domain.person_messages import ChangePosition, EndPosition, RegisterPerson
from services.nominations.domain.record_messages import RecordFact, WithdrawFact
from shared.access import Caller, Grant
from shared.errors import InvalidInput, NotFound
from shared.lineage import Tree
from shared.rules import RuleBook
from tests.unit.nominations.bodies import RESOLUTION
from tests.unit.nominations.builders import done, open_nomination
from tests.unit.nominations.context import MemoryContext

YEAR = 2022
END = date(YEAR, 12, 20)
OVER = {"so": ("tinh",), "p1": ("so",), "p2": ("so",)}
LINEAGE = Tree(lambda name: OVER.get(name, ()), lambda _: [])


def caller(role, scope):
    return Caller(actor="user:x", name="X", grants=(Grant(role, scope),), lineage=LINEAGE)


OFFICE, CLERK = caller("office", "so"), caller("unit_clerk", "p1")


def organisation(context, name, level, parent=None, called=None, since=date(2005, 1, 1)):
    command = RegisterOrganisation(
        organisation_id=name,
        name=called or f"Tổ chức {name}",
        level=level,
        parent_id=parent,
        valid_from=since,
        occurrence=done(since),
    )
    context.do(command, role="administrator")


def person(context, name, unit, since=date(2020, 1, 1)):
    command = RegisterPerson(
        person_id=name,
        name=f"Người {name}",
        organisation_id=unit,
        position="staff",
        position_since=since,
        occurrence=done(since),
    )
    context.do(command, role="administrator")


def fact(context, subject_id, kind, code, year=YEAR, *, subject_kind="individual", **changes):
    command = RecordFact(
        fact_id=f"f-{subject_id}-{code}-{year}",
        subject_kind=subject_kind,
        subject_id=subject_id,
        kind=kind,
        code=code,
        year=year,
        document_number=f"{subject_id}/QĐ",
        dated=date(year, 12, 15),
        occurrence=done(date(year, 12, 31)),
        subject_known=True,
        **changes,
    )
    context.do(command)


def withdraw(context, subject_id, code):
    command = WithdrawFact(
        fact_id=f"f-{subject_id}-{code}-{YEAR}",
        subject_kind="individual",
        subject_id=subject_id,
        reason="Nhầm",
        occurrence=done(date(2023, 1, 5)),
    )
    context.do(command)


def propose(context, number, subject_id, unit="p1", form="cstd_co_so", year=YEAR, decider="so", **changes):
    command = open_nomination(
        nomination_id=f"n{number}",
        subject_kind="individual",
        subject_id=subject_id,
        unit_id=unit,
        organisation_id=decider,
        form=form,
        commendation_type="merit",
        year=year,
        achievement_id=None,
        occurrence=done(END),
    )
    context.do(replace(command, **changes), role="unit_clerk")


@pytest.fixture
def context():
    """A department of two units with five people each; all but the last of each are advanced workers of the year."""
    made = MemoryContext()
    organisation(made, "tinh", "province", called="UBND tỉnh Thừa Thiên Huế")
    organisation(made, "so", "department", "tinh")
    for unit in ("p1", "p2"):
        organisation(made, unit, "unit", "so")
        for number in range(5):
            person(made, f"{unit}-{number}", unit)
            if number < 4:
                fact(made, f"{unit}-{number}", "title", "lao_dong_tien_tien")
    return made


def quotas(context, organisation_id="so", year=YEAR, by=OFFICE):
    asked = answers.QuotasAsked(organisation_id=organisation_id, year=year)
    return context.queries.table()["quotas"](asked, by)


def of_title(context, *args, **kwargs):
    """The quota of the grass-roots title."""
    found = quotas(context, *args, **kwargs).quotas
    return next(one for one in found if one.quota.startswith("quota-cstd-co-so/"))


def test_a_quota_tells_who_has_it_who_is_proposed_and_of_how_many(context):
    fact(context, "p1-0", "title", "cstd_co_so")
    propose(context, 1, "p2-0", "p2")
    found = of_title(context)
    assert (found.granted.number, found.proposed, found.denominator.number) == (1, 1, 8)
    assert (found.granted.source, found.denominator.source) == ("records", "records")
    assert (found.denominator.code, found.denominator.called.vi) == (
        "lao_dong_tien_tien",
        "đạt Lao động tiên tiến",
    )
    assert (found.parts, found.of, found.rounding, found.limit) == (15, 100, "unstated", None)
    assert (found.verdict, found.confirmed) == ("rounding_unstated", False)
    assert (
        found.because.vi
        == "Không kết luận được: văn bản không nêu cách làm tròn. Tỷ lệ chưa được xác nhận: người có thẩm quyền xem xét."
    )
    assert found.citation.startswith("Thông tư 07/2014/TT-BNV")
    assert (found.valid_from, found.valid_until) == (date(2014, 10, 1), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("proposals", "verdict"), [(1, "within"), (2, "rounding_unstated"), (3, "exceeded")]
)  # 15 % of 8 are 1.2
def test_what_only_the_rounding_would_decide_is_left_to_a_person(context, proposals, verdict):
    for number in range(proposals):
        propose(context, number, f"p1-{number}")
    found = of_title(context)
    assert (found.verdict, found.limit) == (verdict, None)


def test_the_largest_number_is_told_where_no_rounding_is_needed(context):
    for number in range(12):
        person(context, f"x{number}", "p1")
        fact(context, f"x{number}", "title", "lao_dong_tien_tien")
    assert of_title(context).limit == 3


def test_whoever_is_proposed_and_has_it_by_now_counts_once(context):
    propose(context, 1, "p1-0")
    propose(context, 2, "p1-0", form="lao_dong_tien_tien")
    fact(context, "p1-0", "title", "cstd_co_so")
    found = of_title(context)
    assert (found.granted.number, found.proposed) == (1, 0)


def test_other_years_other_titles_and_ended_dossiers_are_not_proposals(context):
    propose(context, 1, "p1-0", year=YEAR - 1)
    propose(context, 2, "p1-1", form="lao_dong_tien_tien")
    propose(context, 3, "p1-2")
    context.do(WithdrawNomination(nomination_id="n3", reason="Rút", occurrence=done(END)), role="unit_clerk")
    assert of_title(context).proposed == 0


def test_a_fact_taken_back_counts_no_more(context):
    fact(context, "p1-0", "title", "cstd_co_so")
    withdraw(context, "p1-0", "cstd_co_so")
    assert of_title(context).granted.number == 0


def test_nobody_on_record_may_mean_that_nobody_was_entered(context):
    found = of_title(context, year=YEAR - 1)
    assert (found.denominator.number, found.denominator.source, found.limit) == (None, "none", None)
    assert (found.verdict, found.granted.number) == ("figure_missing", 0)
    assert found.because.vi.startswith("Thiếu số liệu: đạt Lao động tiên tiến.")


def test_a_document_about_the_whole_body_is_taken_before_what_is_counted(context):
    fact(context, "so", "count", "members_lao_dong_tien_tien", YEAR - 1, subject_kind="collective", number=9)
    assert of_title(context).denominator.number == 8
    fact(context, "so", "count", "members_lao_dong_tien_tien", subject_kind="collective", number=40)
    found = of_title(context)
    assert (found.denominator.number, found.denominator.source, found.limit) == (40, "document", 6)
    assert found.denominator.origin == "so/QĐ, 15/12/2022"


@pytest.mark.parametrize(("attested", "number", "verdict"), [(0, 0, "exceeded"), (8, 8, "within")])
def test_that_a_document_says_none_is_a_figure(context, attested, number, verdict):
    for one in range(4):
        for unit in ("p1", "p2"):
            if attested == 0:
                withdraw(context, f"{unit}-{one}", "lao_dong_tien_tien")
    fact(context, "so", "count", "members_lao_dong_tien_tien", subject_kind="collective", number=attested)
    propose(context, 1, "p1-0")
    found = of_title(context)
    assert (found.denominator.number, found.verdict) == (number, verdict)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("members_lao_dong_tien_tien", "đạt Lao động tiên tiến"),
        ("members_cstd_co_so", "đạt Chiến sĩ thi đua cơ sở"),
    ],
)
def test_a_document_that_says_fewer_than_are_on_record_decides_nothing(context, code, name):
    fact(context, "p1-0", "title", "cstd_co_so")
    fact(context, "so", "count", code, subject_kind="collective", number=0)
    found = of_title(context)
    assert (found.verdict, "contradicted" in (found.granted.source, found.denominator.source)) == (
        "figure_missing",
        True,
    )
    assert found.because.vi.startswith(f"Thiếu số liệu: văn bản ghi ít hơn số đã ghi nhận ({name}).")


def test_whoever_moved_in_the_year_counts_for_the_body_they_moved_to(context):
    organisation(context, "so-khac", "department", "tinh")
    moved = ChangePosition(
        person_id="p1-0",
        organisation_id="so-khac",
        position="staff",
        since=date(YEAR, 7, 1),
        occurrence=done(date(YEAR, 7, 1)),
    )
    context.do(moved, role="administrator")
    assert of_title(context).denominator.number == 7
    other = quotas(context, "so-khac", by=caller("office", "so-khac")).quotas
    assert next(one for one in other if one.quota == "quota-cstd-co-so/1").denominator.number == 1


def test_a_concurrent_position_counts_for_nobody_twice(context):
    beside = ChangePosition(
        person_id="p1-0",
        organisation_id="p2",
        position="head",
        since=date(YEAR, 2, 1),
        concurrent=True,
        occurrence=done(date(YEAR, 2, 1)),
    )
    context.do(beside, role="administrator")
    assert of_title(context, "p2").denominator.number == 4


def test_whoever_served_nowhere_in_the_year_is_of_no_body(context):
    person(context, "neu", "p1", since=date(YEAR + 1, 1, 1))
    fact(context, "neu", "title", "lao_dong_tien_tien")
    assert of_title(context).denominator.number == 8


def test_whoever_had_left_before_the_year_is_of_no_body(context):
    left = date(YEAR - 1, 6, 1)
    ended = EndPosition(person_id="p1-0", organisation_id="p1", since=left, occurrence=done(left))
    context.do(ended, role="administrator")
    assert of_title(context).denominator.number == 7


def test_those_of_a_body_that_was_taken_over_count_for_its_successor(context):
    organisation(context, "moi", "unit")
    ended = DissolveOrganisation(
        organisation_id="p2",
        successors=("moi",),
        since=date(2023, 3, 1),
        resolution=RESOLUTION,
        occurrence=done(date(2023, 3, 1)),
    )
    context.do(ended, role="administrator")
    assert of_title(context, "moi", by=caller("office", "moi")).denominator.number == 4


def test_ratings_are_counted_and_decide_nothing_as_groups_count_apart(context):
    for number in range(4):
        fact(context, f"p1-{number}", "rating", "good")
    fact(context, "p2-0", "rating", "excellent")
    fact(context, "p1", "rating", "excellent", subject_kind="collective")
    (found,) = [one for one in quotas(context).quotas if one.quota.startswith("quota-excellent")]
    assert (found.granted.number, found.denominator.number, found.limit) == (1, 4, None)
    assert found.verdict == "figure_missing"
    assert found.because.vi.startswith("Thiếu số liệu: số liệu theo từng nhóm chức vụ, công việc.")


def names(context, organisation_id, year, by=None):
    return [one.quota for one in quotas(context, organisation_id, year, by or caller("office", "*")).quotas]


def test_a_flag_binds_ministries_and_provinces_and_what_it_is_of_is_not_on_record(context):
    assert "quota-flag-of-government/1" not in names(context, "so", YEAR)
    (found,) = [
        one
        for one in quotas(context, "tinh", by=caller("board", "tinh")).quotas
        if one.quota == "quota-flag-of-government/1"
    ]
    assert (found.granted.number, found.denominator.number, found.verdict) == (None, None, "figure_missing")
    assert found.because.vi.startswith(
        "Thiếu số liệu: tập thể đạt tiêu chuẩn tặng cờ thi đua cấp bộ, ngành, tỉnh."
    )


LOCAL = "quota-cstd-tinh-thua-thien-hue/1"


def test_a_local_quota_binds_the_province_it_names_in_its_year_alone(context):
    organisation(context, "khac", "province", called="UBND tỉnh Hà Tĩnh")
    organisation(context, "so-hue", "department", called="UBND tỉnh Thừa Thiên Huế")
    assert LOCAL in names(context, "tinh", 2017)
    assert [LOCAL in names(context, "tinh", year) for year in (2016, 2018)] == [False, False]
    assert LOCAL not in names(context, "khac", 2017)
    assert LOCAL not in names(context, "so-hue", 2017)


@pytest.mark.parametrize(
    ("since", "bound"), [(date(2017, 1, 1), False), (date(2017, 1, 2), True), (date(2019, 1, 1), True)]
)
def test_a_name_counts_in_every_year_on_a_day_of_which_it_was_borne(context, since, bound):
    renamed = RenameOrganisation(
        organisation_id="tinh",
        name="UBND thành phố Huế",
        since=since,
        resolution=RESOLUTION,
        occurrence=done(date(2025, 9, 1)),
    )
    context.do(renamed, role="administrator")
    assert (LOCAL in names(context, "tinh", 2017)) == bound


def test_a_name_taken_in_the_year_counts_too(context):
    organisation(context, "ten-moi", "province", called="UBND tỉnh X")
    renamed = RenameOrganisation(
        organisation_id="ten-moi",
        name="Ủy ban nhân dân tỉnh Thừa Thiên – Huế",
        since=date(2017, 6, 1),
        resolution=RESOLUTION,
        occurrence=done(date(2025, 9, 1)),
    )
    context.do(renamed, role="administrator")
    assert LOCAL in names(context, "ten-moi", 2017)


@pytest.mark.parametrize(
    ("year", "found"),
    [
        (2013, []),
        (2014, ["quota-cstd-co-so/1"]),
        (2019, ["quota-cstd-co-so/1"]),
        (2020, ["quota-cstd-co-so/1", "quota-excellent/1"]),
        (2023, ["quota-cstd-co-so/1", "quota-excellent/1"]),
        (2024, ["quota-cstd-co-so/2", "quota-excellent/1"]),
    ],
)
def test_a_year_has_the_quotas_in_force_on_a_day_of_it(context, year, found):
    assert names(context, "so", year) == found


def test_without_a_year_it_is_this_one(context):
    assert quotas(context, year=None).year == 2021


@pytest.mark.parametrize("year", [2003, 3000])
def test_a_year_that_cannot_be_is_refused_at_its_field(context, year):
    with pytest.raises(InvalidInput) as caught:
        quotas(context, year=year)
    assert list(caught.value.fields) == ["year"]


def test_quotas_are_told_to_whose_grants_reach_the_organisation(context):
    assert quotas(context, "p1", by=CLERK).quotas
    for organisation_id, by in (("so", CLERK), ("p2", CLERK), ("nobody", caller("inspector", "*"))):
        with pytest.raises(NotFound):
            quotas(context, organisation_id, by=by)


def of_dossier(context, number=1, by=OFFICE):
    asked = answers.DossierQuotasAsked(nomination_id=f"n{number}")
    return context.queries.table()["quotas-of-dossier"](asked, by)


def test_whoever_judges_a_dossier_sees_the_quota_of_its_title(context):
    propose(context, 1, "p1-0")
    found = of_dossier(context)
    assert (found.organisation_id, found.year) == ("so", YEAR)
    assert found.quotas == (of_title(context),)
    assert (found.quotas[0].proposed, found.quotas[0].verdict) == (1, "within")


def test_an_exceeded_quota_refuses_nothing(context):
    for number in range(4):
        propose(context, number, f"p1-{number}")
    assert of_dossier(context).quotas[0].verdict == "exceeded"
    for number, kind in enumerate(("submission", "achievement_report", "meeting_minutes", "evidence")):
        attach = AttachDocument(
            nomination_id="n1",
            document_kind=kind,
            sha256=str(number) * 64,
            title="T",
            occurrence=done(END),
        )
        context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=done(END)), role="unit_clerk")
    assert context.known.nomination("n1").step == "submitted"


def test_a_title_without_a_quota_and_a_form_have_none(context):
    propose(context, 1, "p1-0", form="lao_dong_tien_tien")
    propose(context, 2, "p1-1", form="giay_khen", commendation_type="timely", year=None)
    assert (of_dossier(context, 1).year, of_dossier(context, 1).quotas) == (YEAR, ())
    assert (of_dossier(context, 2).year, of_dossier(context, 2).quotas) == (None, ())


def test_the_unit_that_proposes_is_not_told_the_figures_of_others(context):
    propose(context, 1, "p1-0")
    for number, by in ((1, CLERK), (9, OFFICE)):
        with pytest.raises(NotFound):
            of_dossier(context, number, by)


def test_more_units_than_are_asked_for_at_once_are_all_counted(context, monkeypatch):
    monkeypatch.setattr(quota_counts, "AT_ONCE", 1)
    propose(context, 1, "p2-4", "p2")
    found = of_title(context)
    assert (found.denominator.number, found.proposed) == (8, 1)


def test_a_collective_counts_as_itself(context):
    """No quota on file counts collectives that records tell of; one that did would find them."""
    (rule,) = [one for one in rule_book().rules if one.name == "quota-cstd-co-so/1"]
    changed = replace(
        rule,
        values=replace(
            rule.values, numerator="tap_the_lao_dong_xuat_sac", denominator="tap_the_lao_dong_tien_tien"
        ),
    )
    made = MemoryContext(RuleBook((changed,)))
    organisation(made, "so", "department")
    organisation(made, "p1", "unit", "so")
    fact(made, "p1", "title", "tap_the_lao_dong_tien_tien", subject_kind="collective")
    (found,) = quotas(made).quotas
    assert (found.denominator.number, found.granted.number) == (1, 0)


def test_a_confirmed_quota_says_no_more_than_its_verdict(context):
    book = rule_book()
    rules = tuple(replace(one, confirmed=True) if one.id == "quota-cstd-co-so" else one for one in book.rules)
    made = MemoryContext(RuleBook(rules))
    organisation(made, "so", "department")
    found = of_title(made)
    assert (found.confirmed, found.verdict) == (True, "figure_missing")
    assert found.because.vi == "Thiếu số liệu: đạt Lao động tiên tiến."
