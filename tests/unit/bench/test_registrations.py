"""What the bench registers is what the domain accepts, and as much as was asked for."""

from __future__ import annotations

import pytest

from bench.department import UNITS, Department
from bench.registering import LISTED, TAKEN_UP, Year
from bench.registrations import YEARS, _compared, _sizes
from services.nominations.domain.honour_messages import ExternalAwardRecorded
from services.nominations.domain.registration_messages import RegistrationListSubmitted
from shared.acts import ActRefused

DEPARTMENT = Department("thử", units=8)


@pytest.mark.parametrize(("asked", "units"), [(100_000, UNITS), (10_000, 200), (50, 1)])
def test_units_and_plans_come_to_what_was_asked_for(asked, units):
    found, plans = _sizes(asked)
    assert found == units
    assert found * plans * LISTED * YEARS == asked


def test_nothing_that_is_registered_is_refused_and_each_stream_is_its_own():
    deeds = [*DEPARTMENT.deeds(), *Year(DEPARTMENT, 2016, 2).deeds(), *Year(DEPARTMENT, 2017, 2).deeds()]
    events = [event for deed in deeds for some, _ in deed.decided() for event in some]

    assert not any(isinstance(event, ActRefused) for event in events)
    assert len({deed.stream for deed in deeds}) == len(deeds)
    models = sum(len(event.models) for event in events if isinstance(event, RegistrationListSubmitted))
    assert models == 2 * 2 * DEPARTMENT.units * LISTED
    assert sum(isinstance(event, ExternalAwardRecorded) for event in events) == models // TAKEN_UP


def test_a_question_meets_its_goal_by_its_slowest_and_by_how_it_grew():
    assert _compared("q", [90] * 20, "before", [70] * 20, grows=False).met
    assert not _compared("q", [101] * 20, "before", [90] * 20, grows=False).met
    assert not _compared("q", [31] * 20, "before", [20] * 20, grows=False).met


def test_an_answer_that_grows_itself_has_a_time_alone():
    assert _compared("q", [31] * 20, "before", [20] * 20, grows=True).met
    assert not _compared("q", [101] * 20, "before", [90] * 20, grows=True).met
