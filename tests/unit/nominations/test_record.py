"""A subject's record takes each fact once, from its document, and a wrong one back; facts are counted from it by the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.law import MeritCounting
from services.nominations.domain.record import Record, record
from services.nominations.domain.record_messages import FactWithdrawn, WithdrawFact
from shared.errors import InvalidInput
from shared.privacy import ERASED
from shared.rules import DatedRule
from shared.testing.spec import Spec
from tests.unit.nominations.builders import done
from tests.unit.nominations.recorded import DATED, fact_recorded, record_fact

a = Spec(record)
DAY = done(date(2025, 12, 31))
WITHDRAW = WithdrawFact(
    subject_kind="individual", subject_id="s1", fact_id="f1", reason="Ghi nhầm người", occurrence=DAY
)
WITHDRAWN = FactWithdrawn(
    act=DAY.act("record-individual-s1"),
    subject_kind="individual",
    subject_id="s1",
    fact_id="f1",
    reason="Ghi nhầm người",
)
STREAM = "record-individual-s1"
MERIT = {"kind": "commendation", "code": "bang_khen_tinh", "commendation_type": "merit"}


def test_a_fact_is_recorded_once():
    a.given().when(record_fact()).then(fact_recorded())
    a.given(fact_recorded()).when(record_fact()).then_nothing()
    a.given(fact_recorded()).when(record_fact(year=2022)).then_rejected("fact-exists")


def test_a_fact_is_recorded_of_who_is_registered_only():
    a.given().when(record_fact(subject_known=False)).then_rejected("unknown-subject")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"document_number": "Quyết định 16/QĐ"}),
        ({"kind": "rating", "code": "good"}, {"kind": "rating", "code": "excellent"}),
        (MERIT, {**MERIT, "year": 2022}),
        (
            {"kind": "attestation", "code": "united"},
            {"kind": "attestation", "code": "united", "holds": False},
        ),
    ],
    ids=["title", "rating", "award", "attestation"],
)
def test_one_thing_is_not_recorded_twice_under_two_ids(first, second):
    refused = (
        a.given(fact_recorded(**first)).when(record_fact("f2", **second)).then_rejected("fact-recorded-twice")
    )
    assert "f1" in refused.text.vi


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"year": 2022}),
        ({}, {"code": "cstd_tinh"}),
        (MERIT, {**MERIT, "item": 2}),
        (MERIT, {**MERIT, "document_number": "Quyết định 16/QĐ"}),
        ({}, {"kind": "rating", "code": "good"}),
    ],
    ids=["another-year", "another-title", "another-item", "another-document", "another-kind"],
)
def test_two_things_are_two_facts(first, second):
    a.given(fact_recorded(**first)).when(record_fact("f2", **second)).then(fact_recorded("f2", **second))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "bang_khen_tinh"}, "code"),
        ({"kind": "count", "code": "members", "number": 5}, "kind"),
        ({"year": 1944}, "year"),
        ({"year": 2201}, "year"),
        ({"item": 0}, "item"),
        ({"number": 2}, "number"),
        ({"kind": "count", "code": "members", "subject_kind": "collective", "number": -1}, "number"),
        ({"holds": False}, "holds"),
        ({"kind": "attestation", "code": "no_discipline", "holds": False}, "holds"),
        ({**MERIT, "commendation_type": None}, "commendation_type"),
        ({"commendation_type": "merit"}, "commendation_type"),
        ({"code": "tap_the_lao_dong_tien_tien"}, "subject_kind"),
        ({"code": "lao_dong_tien_tien", "subject_kind": "collective"}, "subject_kind"),
    ],
)
def test_a_fact_that_cannot_be_one_of_its_kind_is_malformed(changes, field):
    with pytest.raises(InvalidInput) as caught:
        record.decide(record_fact(**changes), record.initial)
    assert list(caught.value.fields) == [field]


def test_a_document_tells_of_no_later_year_and_is_of_no_later_day():
    a.given().when(record_fact(year=2024)).then_rejected("fact-of-later-year")
    a.given().when(record_fact(occurrence=done(date(2023, 12, 19)))).then_rejected("fact-not-yet")
    a.given().when(record_fact(occurrence=done(DATED))).then(
        replace(fact_recorded(), act=done(DATED).act(STREAM))
    )


def test_a_wrong_fact_is_taken_back_once_and_may_be_recorded_anew_under_another_id():
    a.given(fact_recorded()).when(WITHDRAW).then(WITHDRAWN)
    a.given(fact_recorded(), WITHDRAWN).when(replace(WITHDRAW, reason="khác")).then_nothing()
    a.given().when(WITHDRAW).then_rejected("fact-unknown")
    a.given(fact_recorded(), WITHDRAWN).when(record_fact("f2")).then(fact_recorded("f2"))
    a.given(fact_recorded(), WITHDRAWN).when(record_fact()).then_nothing()


def test_the_reason_decides_nothing():
    before = record.fold([fact_recorded(), WITHDRAWN])
    assert before == record.fold([fact_recorded(), replace(WITHDRAWN, reason=ERASED)])


def counted(*events, year=2023, on=date(2025, 12, 31), period=None, merit=None):
    window = Window(on=on, year=year, period=period)
    return facts_of(STREAM, record.fold(events), window, merit)


def values(found):
    return {fact.name: fact.value for fact in found}


def test_a_record_that_is_not_kept_says_nothing_and_one_that_is_says_none():
    assert counted() == ()
    assert counted(fact_recorded(), on=date(2023, 12, 19)) == ()
    found = values(counted(fact_recorded("r", "rating", "good")))
    assert found["cstd_tinh"] == found["cstd_co_so_chain"] == 0
    assert "united" not in found
    assert "members" not in found


def test_a_fact_says_the_document_and_the_event_it_is_from():
    found = {
        fact.name: fact.origin
        for fact in counted(fact_recorded("f0", code="cstd_tinh", year=2022), fact_recorded())
    }
    assert found["cstd_co_so"] == f"Quyết định 15/QĐ, 20/12/2023 ({STREAM}@2)"
    assert found["bang_khen_bo"] == f"{STREAM}@2"


def test_a_withdrawn_fact_is_not_counted():
    assert values(counted(fact_recorded(), fact_recorded("f2", year=2022), WITHDRAWN))["cstd_co_so"] == 1


def test_titles_are_counted_by_year_and_in_a_row():
    events = [fact_recorded(f"f{year}", year=year) for year in (2019, 2021, 2022, 2023)]
    found = values(counted(*events))
    assert (found["cstd_co_so"], found["cstd_co_so_in_year"], found["cstd_co_so_in_two_years"]) == (4, 1, 2)
    assert found["cstd_co_so_chain"] == 3
    assert values(counted(*events, year=2022))["cstd_co_so_chain"] == 2


def test_ratings_are_told_for_the_year_for_each_year_of_the_period_and_in_a_row():
    events = [
        fact_recorded(f"r{year}", "rating", code, year)
        for year, code in ((2021, "good"), (2022, "excellent"), (2023, "excellent"))
    ]
    found = values(counted(*events, period=(2021, 2025)))
    assert found["rating"] == "excellent"
    assert found["ratings_in_period"] == ("good", "excellent", "excellent")
    assert found["excellent_chain"] == 2
    lacking = values(counted(*events[:2], period=(2021, 2025)))
    assert "rating" not in lacking
    assert "ratings_in_period" not in lacking
    assert "ratings_in_period" not in values(counted(*events, period=(2024, 2025)))


def test_the_newest_document_attests_and_two_of_one_day_that_differ_are_both_told():
    old = fact_recorded("o", "attestation", "united", 2022, holds=False, dated=date(2022, 12, 1))
    new = fact_recorded("n", "attestation", "united", 2023)
    assert [fact.value for fact in counted(old, new) if fact.name == "united"] == [True]
    denying = fact_recorded("d", "attestation", "united", 2023, holds=False)
    assert [fact.value for fact in counted(new, denying) if fact.name == "united"] == [False, True]


@pytest.mark.parametrize("code", ["all_completed", "outstanding", "self_reliant", "united"])
def test_what_is_attested_for_a_year_says_nothing_of_another(code):
    once = fact_recorded("o", "attestation", code, 2019, dated=date(2019, 12, 1))
    assert values(counted(once, year=2019))[code] is True
    assert code not in values(counted(once, year=2025))
    assert values(counted(once, year=2020, period=(2016, 2020)))[code] is True
    assert code not in values(counted(once, year=2025, period=(2021, 2025)))
    assert code not in values(counted(once, year=2018, period=(2016, 2020)))


def test_what_is_attested_of_no_year_lasts():
    once = fact_recorded("o", "attestation", "hcm_honoured", 2019, dated=date(2019, 12, 1))
    assert values(counted(once, year=2025))["hcm_honoured"] is True


def test_numbers_are_of_the_year_and_the_disciplined_of_every_year_of_the_period():
    one, two = (
        fact_recorded(f"c{year}", "count", "disciplined_members", year, number=number)
        for year, number in ((2022, 2), (2023, 1))
    )
    found = values(counted(one, two, period=(2022, 2023)))
    assert (found["disciplined_members"], found["disciplined_members_in_period"]) == (1, 3)
    assert "disciplined_members_in_period" not in values(counted(two, period=(2022, 2023)))
    assert "disciplined_members_in_period" not in values(counted(one, two))


def rule(*, confirmed):
    return DatedRule(
        id="merit-counting",
        version=1,
        kind="merit_counting",
        valid_from=date(2004, 7, 1),
        citation="Điều 4",
        confirmed=confirmed,
        values=MeritCounting(excluded=("sudden", "movement")),
    )


@pytest.mark.parametrize("kind", ["sudden", "movement"])
def test_sudden_and_movement_awards_do_not_count_for_merit(kind):
    events = (fact_recorded(**MERIT), fact_recorded("f2", **{**MERIT, "commendation_type": kind}, item=2))
    assert values(counted(*events))["bang_khen_tinh"] == 2
    assert values(counted(*events, merit=rule(confirmed=True)))["bang_khen_tinh"] == 1
    unsure = values(counted(*events, merit=rule(confirmed=False)))
    assert "bang_khen_tinh" not in unsure, "an unconfirmed rule must not decide what is counted"
    assert unsure["giay_khen"] == 0


def test_the_states_first_is_empty():
    assert record.initial == Record()
