"""An organisation's year in figures: counted once, by the day on which something happened, told apart by coded fields."""

from __future__ import annotations

from services.audit.application.year_figures import whose_in, year_figures


def line(told, **data):
    return {"type": told, "data": {"case": "nomination-n1", "occurred_on": "2021-05-20", **data}}


def test_an_event_is_of_every_organisation_that_acts_in_it_in_the_year_it_happened():
    data = {
        "occurred_on": "2021-12-31",
        "organisation_id": "so",
        "unit_id": "u1",
        "subject_id": "u9",
        "year": 2020,
    }
    assert whose_in(data) == ["so/2021", "u1/2021"]
    assert whose_in({"occurred_on": "2021-12-31", "organisation_id": "so", "unit_id": "so"}) == ["so/2021"]
    assert whose_in({"organisation_id": "so"}) == []


def test_coded_fields_tell_events_apart_and_texts_do_not():
    lines = [
        line("AwardGranted", form="giay_khen", subject_kind="individual", place="Hội trường"),
        line("AwardGranted", form="giay_khen", subject_kind="collective"),
        line("AwardGranted", form="bang_khen", subject_kind="individual"),
        line("YearlyListSent", year=2021),
    ]
    found = year_figures("so", 2021, lines)
    assert found.events == {"AwardGranted": 3, "YearlyListSent": 1}
    assert found.by == {
        "AwardGranted": {
            "form": {"giay_khen": 2, "bang_khen": 1},
            "subject_kind": {"individual": 2, "collective": 1},
        },
        "YearlyListSent": {"year": {"2021": 1}},
    }


def test_awards_of_one_decision_are_told_apart_by_whom_they_are_for():
    lines = [
        line("AwardGranted", number="51/QĐ-SCT", subject_kind="individual"),
        line("AwardGranted", number="51/QĐ-SCT", subject_kind="individual"),
        line("AwardGranted", number="51/QĐ-SCT", subject_kind="collective"),
        line("AwardGranted", number="52/QĐ-SCT", subject_kind="collective"),
        line("AwardGranted", number=None, subject_kind="collective"),
        line("PlanIssued", number="51/QĐ-SCT"),
        line("AwardPresented", presenter_id="p1"),
    ]
    found = year_figures("so", 2020, lines)
    assert found.by_number == {
        "AwardGranted": {"51/QĐ-SCT": {"individual": 2, "collective": 1}, "52/QĐ-SCT": {"collective": 1}}
    }
    assert found.by["AwardPresented"] == {"presenter_id": {"p1": 1}}


def test_refusals_are_counted_by_code_and_lists_by_length():
    lines = [
        line("ActRefused", code="no-authority"),
        line("ActRefused", code="no-authority"),
        line("ConferenceHeld", presentations=[{"topic": "1"}, {"topic": "2"}], rules=[1, 2, 3]),
    ]
    found = year_figures("so", 2020, lines)
    assert found.refusals == {"no-authority": 2}
    assert found.lengths == {"ConferenceHeld": {"presentations": 2}}
    assert found.by == {}


def test_lists_within_a_list_are_counted_together():
    models = [
        {"own_awards": [{"form": "giay_khen"}], "outside_awards": []},
        {"own_awards": [{}, {}], "outside_awards": [{}], "field": "x"},
        "?",
    ]
    found = year_figures("so", 2021, [line("YearlyListPrepared", models=models)] * 2)
    assert found.lengths == {
        "YearlyListPrepared": {"models": 6, "models/own_awards": 6, "models/outside_awards": 2}
    }


def test_what_is_sealed_is_never_told_apart():
    sealed = {"key": "case-x", "sealed": "…"}
    assert year_figures("so", 2021, [line("NominationHeld", kind=sealed)]).by == {}
