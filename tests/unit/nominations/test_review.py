"""A movement is looked back on: each period once, after it was launched, with the lessons drawn."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.emulation_answers import ReviewsAsked
from services.nominations.domain.movement import NotLaunched
from services.nominations.domain.review import Review, review
from services.nominations.domain.review_messages import MovementReviewed
from shared.access import Caller, Grant
from shared.errors import Rejected
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.emulation import HELD
from tests.unit.nominations.emulation import review as asked

a = Spec(review)


def reviewed(**changes) -> MovementReviewed:
    (event,) = review.decide(asked(**changes), ())
    return event


def test_an_interim_review_is_noted_with_its_period():
    event = reviewed()
    assert (event.kind, event.period_from, event.period_to, event.held_on) == (
        "interim",
        date(2023, 1, 1),
        date(2023, 6, 30),
        HELD,
    )
    assert (event.act.case, event.act.broken) == ("movement-mv", ())


def test_the_same_review_noted_twice_changes_nothing():
    a.given(reviewed()).when(asked()).then_nothing()


def test_a_period_is_not_reviewed_twice_in_the_same_way():
    other = asked(held_on=date(2023, 7, 10))
    a.given(reviewed()).when(other).then_rejected("review-exists")


def test_the_final_review_of_the_same_period_is_another_one():
    a.given(reviewed()).when(asked(kind="final")).then(reviewed(kind="final"))


def test_another_period_is_reviewed_beside_the_first():
    year = {
        "period_to": date(2023, 12, 31),
        "held_on": date(2024, 1, 5),
        "occurrence": done(date(2024, 1, 5)),
    }
    a.given(reviewed()).when(asked(**year)).then(reviewed(**year))
    assert review.fold([reviewed(), reviewed(**year)])[1] == Review(
        kind="interim", period_from=date(2023, 1, 1), period_to=date(2023, 12, 31), held_on=date(2024, 1, 5)
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"movement": NotLaunched()}, "movement-not-found"),
        ({"period_to": date(2022, 12, 31)}, "review-period-reversed"),
        ({"held_on": date(2022, 12, 31)}, "review-before-period"),
        ({"held_on": date(2023, 7, 15)}, "review-not-held"),
    ],
)
def test_what_makes_no_sense_is_not_noted(changes, code):
    a.given().when(asked(**changes)).then_rejected(code)


def test_a_review_before_the_launch_is_refused_and_on_paper_flagged():
    early = {"period_from": date(2020, 1, 1), "held_on": date(2020, 6, 1)}
    a.given().when(asked(**early)).then_rejected("review-before-launch")
    (event,) = review.decide(asked(**early, occurrence=on_paper(HELD)), ())
    assert [flag.code for flag in event.act.broken] == ["review-before-launch"]


def caller(role, scope):
    return Caller(actor="user:x", name="X", grants=(Grant(role, scope),))


def test_the_reviews_of_a_movement_are_listed_with_lessons_for_whoever_reaches_the_organisation():
    played = MemoryContext()
    course.register(played)
    played.do(asked())
    ask = played.queries.table()["movement-reviews"]
    for asking, lessons in (
        (caller("office", "so"), "Phát hiện điển hình ngay từ đầu năm"),
        (caller("unit_clerk", "u1"), None),
    ):
        (item,) = ask(ReviewsAsked(movement_id="mv"), asking).items
        assert (item.organisation_id, item.held_on, item.lessons) == ("so", HELD, lessons)
    assert not ask(ReviewsAsked(movement_id="mv", organisation_id="u1"), caller("office", "so")).items


def test_a_movement_nobody_launched_is_not_reviewed():
    played = MemoryContext()
    course.register(played)
    with pytest.raises(Rejected) as caught:
        played.do(asked(movement_id="khac"))
    assert caught.value.code == "movement-not-found"
