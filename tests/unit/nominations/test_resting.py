"""What rests on a fact: each later award whose assessment told of it, and those that rest on these, whatever the graph."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.eligibility_answers import RestingAsked
from services.nominations.domain.assembling import Window, facts_of
from services.nominations.domain.eligibility_messages import AssessedCriterion, AssessEligibility
from services.nominations.domain.nomination_messages import PutToCouncil
from services.nominations.domain.record import record
from services.nominations.domain.resting import Rewarded, places_in, resting_on
from shared.access import Caller, Grant
from shared.errors import NotFound
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.recorded import fact_recorded
from tests.unit.nominations.test_award_ended import HOLDER, cancelled, react
from tests.unit.nominations.test_eligibility import OVER_UNITS
from tests.unit.nominations.test_quotas import fact
from tests.unit.nominations.test_title_dossier import DAY, dossier, granted

STREAM = "record-individual-s1"
RATING, TITLE = "f-s1-excellent-2024", "f-s1-lao_dong_tien_tien-2024"


def rewarded(number, *places):
    return Rewarded(
        nomination_id=f"n{number}",
        award_id=f"a{number}",
        form="giay_khen",
        assessed=True,
        places=frozenset(places),
    )


def found(fact_id, place_of, some):
    return {one.rewarded.award_id: (one.fact_id, one.steps) for one in resting_on(fact_id, place_of, some)}


def test_a_chain_is_followed_to_its_end_and_each_is_told_once_and_nearest():
    place_of = {"f": 1, "award-a1": 2, "award-a2": 3, "award-a3": 4}
    some = [rewarded(1, 1), rewarded(2, 2), rewarded(3, 2, 3), rewarded(4)]
    assert found("f", place_of, some) == {"a1": ("f", 1), "a2": ("award-a1", 2), "a3": ("award-a1", 2)}
    assert found("award-a2", place_of, some) == {"a3": ("award-a2", 1)}
    assert found("award-a3", place_of, some) == {}


def test_an_award_that_never_came_on_record_carries_nothing_further():
    assert found("f", {"f": 1}, [rewarded(1, 1), rewarded(2, 2)]) == {"a1": ("f", 1)}


def test_a_fact_that_is_not_there_carries_nothing():
    assert found("khac", {"f": 1}, [rewarded(1, 1)]) == {}


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_graph_those_are_found_from_which_a_way_leads_back(seed):
    """Award *n* stands at place *n* of the record and was assessed by some of the places before it."""
    drawn, size = random.Random(seed), 14
    places = {
        number: {one for one in range(1, number) if drawn.random() < 0.2} for number in range(1, size + 1)
    }
    some = [rewarded(number, *before) for number, before in places.items()]
    drawn.shuffle(some)
    place_of = {f"award-a{number}": number for number in places}

    def leads_back(number, to):
        return to in places[number] or any(leads_back(one, to) for one in places[number])

    for start in places:
        expected = {f"a{number}" for number in places if leads_back(number, start)}
        told = resting_on(f"award-a{start}", place_of, some)
        assert {one.rewarded.award_id for one in told} == expected
        assert [one.steps for one in told] == sorted(one.steps for one in told)
        for one in told:  # each rests on what it is said to rest on
            assert place_of[one.fact_id] in one.rewarded.places


def test_the_places_that_an_assessment_tells_of_are_those_its_facts_came_from():
    entries = [
        fact_recorded(f"f{year}", year=year, document_number=f"{year}/QĐ (bản sao)") for year in (2021, 2022)
    ]
    facts = facts_of(STREAM, record.fold(entries), Window(on=date(2025, 1, 1), year=2022))
    origins = {one.name: one.origin for one in facts}

    def places(*names, stream=STREAM):
        outcome = AssessedCriterion(
            criterion="c",
            verdict="met",
            facts={},
            origins={name: origins[name] for name in names},
            citation="Điều 1",
            confirmed=True,
        )
        return places_in([outcome], stream)

    assert places("cstd_co_so") == {1, 2}
    assert places("cstd_co_so_in_year") == {2}
    assert places("cstd_tinh") == set()  # the record as a whole told that there is none
    assert places("cstd_co_so", stream="record-individual-s2") == set()


@pytest.fixture
def context():
    """`s1` was given a title, assessed by a rating and not by a lower title, and a certificate nobody assessed."""
    context = MemoryContext()
    course.register(context)
    fact(context, "s1", "rating", "excellent", 2024)
    fact(context, "s1", "title", "lao_dong_tien_tien", 2024)
    dossier(context)
    context.do(AssessEligibility(nomination_id="n1", by="user:lan", occurrence=done(date(2024, 12, 31))))
    put = PutToCouncil(
        nomination_id="n1", by="user:lan", council_id="c1", occurrence=done(date(2024, 12, 31))
    )
    context.do(put)
    context.policies.when_award_granted(granted())
    act = done(DAY)
    context.do(open_nomination(nomination_id="n4", achievement_id=None, occurrence=act), role="unit_clerk")
    context.do(PutToCouncil(nomination_id="n4", by="user:lan", council_id="c1", occurrence=on_paper(DAY)))
    other = granted("giay_khen")
    context.policies.when_award_granted(
        course.foreign(replace(other.event, nomination_id="n4", award_id="a4"), "e-other")
    )
    return context


def ask(context, fact_id, by=OVER_UNITS):
    asked = RestingAsked(**HOLDER, fact_id=fact_id)
    return context.eligibility.table()["resting-on-fact"](asked, by)


@pytest.mark.parametrize(("fact_id", "resting"), [(RATING, [("a1", RATING, 1, True)]), (TITLE, [])])
def test_it_is_told_which_award_rests_on_a_fact_and_of_which_nobody_can_say(context, fact_id, resting):
    item = ask(context, fact_id)
    assert item.stands
    assert [(one.award_id, one.rests_on, one.steps, one.stands) for one in item.awards] == resting
    assert item.unassessed == ("n4",)


def test_it_is_told_of_a_cancelled_award_as_well_which_stands_no_more(context):
    event = cancelled("a1")
    react(context, event)
    item = ask(context, "award-a1")
    assert (item.stands, item.awards) == (False, ())
    assert [one.stands for one in ask(context, RATING).awards] == [False]


def test_of_a_fact_that_never_was_nothing_is_told_nor_to_whom_it_does_not_concern(context):
    with pytest.raises(NotFound):
        ask(context, "khac")
    with pytest.raises(NotFound):
        ask(context, RATING, Caller(actor="user:x", name="X", grants=(Grant("office", "khac"),)))
