"""Whatever happened before around emulation: twice does no more than once, and erased text changes no decision."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.conference import conference
from services.nominations.domain.initiative import initiative
from services.nominations.domain.movement import LaunchMovement, movement
from services.nominations.domain.movement_messages import (
    KnownMovement,
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.pledge import pledge
from services.nominations.domain.review import review
from services.nominations.domain.task import task
from services.nominations.domain.title_messages import RegisteredTitle, WithdrawTitle
from services.nominations.domain.title_registration import title_registration
from services.nominations.domain.uptake import uptake
from shared.acts import ActRefused
from tests.unit.nominations import emulation, laws
from tests.unit.nominations.builders import done
from tests.unit.nominations.laws import played
from tests.unit.nominations.test_properties import with_occurrence

RULES = rule_book()
OWN = RegisteredTitle(kind="collective", subject_id="u1", title="tap_the_lao_dong_tien_tien")
LAUNCH = LaunchMovement(
    movement_id="mv",
    name="Văn hóa công sở",
    issuer_id="so",
    issuer_level="department",
    launched_on=date(2021, 1, 5),
    occurrence=done(),
    registered_level="department",
)
EARLY, LATE = date(2021, 1, 4), date(2021, 2, 2)

DECIDERS = {
    movement: with_occurrence(
        LAUNCH,
        LAUNCH,
        *(NoteMovementAlias(movement_id="mv", alias=name, occurrence=done()) for name in ("A", "B", "“”")),
        TieMovement(movement_id="mv", target="Chỉ số", occurrence=done()),
        TieMovement(movement_id="mv", campaign_id="c", occurrence=done()),
        *(
            MergeMovement(
                movement_id="mv",
                into_id=name,
                reason="Cùng tên",
                occurrence=done(),
                into=KnownMovement(sort="movement"),
            )
            for name in ("m1", "m2")
        ),
        UndoMerge(movement_id="mv", reason="Nhầm", occurrence=done()),
    ),
    review: with_occurrence(
        *(
            emulation.review(
                kind=kind, held_on=day, period_from=date(2020, 1, 1), period_to=date(2020, 6, 30)
            )
            for kind in ("interim", "final")
            for day in (EARLY, LATE)
        )
    ),
    uptake: with_occurrence(*(emulation.take_up(since=day) for day in (EARLY, LATE))),
    pledge: with_occurrence(*(emulation.pledge(year=year) for year in (2021, 2022))),
    conference: with_occurrence(*(emulation.conference(name=name) for name in ("A", "B"))),
    initiative: with_occurrence(
        emulation.propose(),
        emulation.propose(title="Khác"),
        emulation.apply(),
        emulation.apply(since=LATE),
        *(
            emulation.recognise(rules=RULES, level=level, registered_level="department", dated=day)
            for level in ("department", "province")
            for day in (EARLY, LATE)
        ),
        emulation.certify(rules=RULES),
    ),
    title_registration: with_occurrence(
        emulation.register_titles(rules=RULES),
        emulation.register_titles(rules=RULES, entries=(emulation.TITLE, OWN)),
        emulation.register_titles(rules=RULES, of_other_units=("s1",)),
        WithdrawTitle(
            unit_id="u1",
            year=2021,
            kind="individual",
            subject_id="s1",
            title="cstd_co_so",
            reason="Nhầm",
            occurrence=done(),
        ),
    ),
    task: with_occurrence(
        emulation.assign(),
        emulation.assign(plan_title=None),
        emulation.evidence(),
        *(emulation.complete(day) for day in (EARLY, LATE)),
    ),
}
courses = st.sampled_from(list(DECIDERS)).flatmap(
    lambda decider: st.tuples(st.just(decider), st.lists(DECIDERS[decider], max_size=12))
)


@given(courses)
def test_an_accepted_command_given_again_changes_nothing(course):
    laws.given_again_changes_nothing(*course)


@given(courses)
def test_a_history_whose_sealed_text_is_erased_folds_to_the_same_state(course):
    laws.holds_no_sealed_text(*course)


@given(courses)
def test_only_acts_done_now_are_refused(course):
    decider, commands = course
    for event in played(decider, commands):
        assert not (isinstance(event, ActRefused) and event.act.basis == "document")
