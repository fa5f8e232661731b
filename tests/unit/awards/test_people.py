"""Whoever hands an award over is looked for among those registered, a moment longer than at once."""

from __future__ import annotations

from services.awards.application.answers import OneAward
from services.awards.application.people import PEOPLE, WAIT_SECONDS, Known, PersonRegistered
from shared.messages import RecordedEvent
from tests.unit.awards import course
from tests.unit.awards.context import MemoryContext
from tests.unit.awards.test_course import INSPECTOR


def test_a_registered_person_is_known_by_id_alone():
    recorded = RecordedEvent(envelope=None, event=PersonRegistered(person_id="n-09"))
    (key,) = PEOPLE.keys(recorded)
    assert (key, PEOPLE.next(key, None, recorded)) == ("n-09", {"person_id": "n-09"})


def test_somebody_registered_just_now_is_waited_for_and_a_stranger_not_longer():
    asked = []

    class Rows:
        def holds(self, key, seconds):
            asked.append((key, seconds))
            return key == "n-09"

    assert (Known(Rows())("n-09"), Known(Rows())("n-10")) == (True, False)
    assert asked == [("n-09", WAIT_SECONDS), ("n-10", WAIT_SECONDS)]


def test_an_award_is_handed_over_by_somebody_known_and_the_answer_tells_who():
    context = course.everything(MemoryContext())
    found = context.app.ask("award", OneAward(nomination_id="n1"), INSPECTOR).item
    assert (found.state, found.presenter_id) == ("presented", "n-09")
