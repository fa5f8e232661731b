"""One achievement, one award: two dossiers of one achievement end with one that goes on and one refusal on record."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.application import achievement_answers as answers
from services.nominations.domain.achievement import achievement
from services.nominations.domain.achievement_messages import (
    AchievementClaimed,
    AchievementDescribed,
    AchievementFreed,
    AchievementReassigned,
    AchievementSettled,
    ClaimAchievement,
    FreeAchievement,
    ReassignAchievement,
    SettleAchievement,
    Subject,
)
from services.nominations.domain.counting import counts_for_merit
from services.nominations.domain.nomination_messages import PutToCouncil, SubmitNomination
from shared.errors import LostRace, NotFound, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations.builders import done, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_course import CLERK, OFFICE, OTHER_CLERK

a = Spec(achievement)
ACT = they.TODAY.act("nomination-n1")
DESCRIBE = replace(they.DESCRIBE, unit_known=True)
DESCRIBED = AchievementDescribed(
    act=they.TODAY.act("achievement-tt3"),
    achievement_id="tt3",
    unit_id="u1",
    kind="merit",
    subjects=DESCRIBE.subjects,
    period_from=DESCRIBE.period_from,
    period_to=DESCRIBE.period_to,
    description=DESCRIBE.description,
)
CLAIM = ClaimAchievement(act=ACT, achievement_id="tt3", nomination_id="n1", form="giay_khen", alone=True)
CLAIMED = AchievementClaimed(act=ACT, achievement_id="tt3", nomination_id="n1", form="giay_khen")
FREE = FreeAchievement(act=ACT, achievement_id="tt3", nomination_id="n1")
FREED = AchievementFreed(act=ACT, achievement_id="tt3", nomination_id="n1")
SETTLE = SettleAchievement(
    act=ACT, achievement_id="tt3", nomination_id="n1", commendation_type="sudden", award_id="n1"
)
SETTLED = AchievementSettled(
    act=ACT, achievement_id="tt3", nomination_id="n1", commendation_type="sudden", award_id="n1"
)
MOVE = ReassignAchievement(
    achievement_id="tt3",
    nomination_id="n2",
    reason="Hình thức cao hơn",
    occurrence=they.TODAY,
    form="bang_khen",
    names="tt3",
)
MOVED = AchievementReassigned(
    act=they.TODAY.act("nomination-n2"),
    achievement_id="tt3",
    from_nomination_id="n1",
    nomination_id="n2",
    form="bang_khen",
    reason="Hình thức cao hơn",
)


def test_an_achievement_is_described_once():
    a.given().when(DESCRIBE).then(DESCRIBED)
    a.given(DESCRIBED).when(DESCRIBE).then_nothing()
    a.given(DESCRIBED).when(replace(DESCRIBE, kind="sudden")).then_rejected("achievement-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_known": False}, "unknown-organisation"),
        ({"subjects": ()}, "achievement-of-nobody"),
        ({"unknown_subjects": ("s9",)}, "unknown-subject"),
        ({"period_to": date(2019, 1, 1)}, "achievement-period-reversed"),
    ],
)
def test_a_description_must_make_sense(changes, code):
    a.given().when(replace(DESCRIBE, **changes)).then_rejected(code)


def test_a_described_achievement_is_that_of_its_subjects_and_any_other_anybodys():
    described = achievement.fold([DESCRIBED])
    assert described.of("individual", "s1")
    assert not described.of("collective", "s1")
    assert achievement.initial.of("individual", "s9")


def test_the_first_claim_stands_and_one_judged_alone_beside_it_loses():
    a.given().when(CLAIM).then(CLAIMED)
    a.given(CLAIMED).when(CLAIM).then_nothing()
    with pytest.raises(LostRace):
        achievement.decide(replace(CLAIM, nomination_id="n2"), achievement.fold([CLAIMED]))


def test_a_claim_on_paper_is_kept_beside_the_first():
    beside = replace(CLAIM, nomination_id="n2", alone=False)
    both = [CLAIMED, *achievement.decide(beside, achievement.fold([CLAIMED]))]
    state = achievement.fold(both)
    assert state.claim_beside("n1") is None
    assert state.claim_beside("n2") == ("n1", "giay_khen")
    assert achievement.initial.claim_beside("n1") is None


def test_a_place_is_given_back_once():
    a.given(CLAIMED).when(FREE).then(FREED)
    a.given(CLAIMED, FREED).when(FREE).then_nothing()
    a.given(CLAIMED, FREED).when(replace(CLAIM, nomination_id="n2")).then(
        replace(CLAIMED, nomination_id="n2")
    )


def test_an_achievement_is_settled_once_with_the_kind_of_commendation():
    a.given(CLAIMED).when(SETTLE).then(SETTLED)
    a.given(CLAIMED, SETTLED).when(SETTLE).then_nothing()


def test_a_person_lets_another_dossier_propose_it_once():
    a.given(CLAIMED).when(MOVE).then(MOVED)
    a.given(CLAIMED, MOVED).when(MOVE).then_nothing()
    a.given(CLAIMED, SETTLED).when(MOVE).then_rejected("achievement-rewarded")
    a.given().when(MOVE).then_rejected("achievement-not-claimed")
    a.given(CLAIMED).when(replace(MOVE, form=None)).then_rejected("nomination-not-found")
    a.given(CLAIMED).when(replace(MOVE, names="tt9")).then_rejected("nomination-of-another-achievement")


@pytest.mark.parametrize(
    ("day", "kind", "counts"),
    [
        (date(2024, 3, 1), "sudden", "no"),
        (date(2024, 3, 1), "movement", "no"),
        (date(2024, 3, 1), "merit", "yes"),
        (date(2021, 3, 1), "sudden", "needs_person"),
        (date(2026, 3, 1), "merit", "needs_person"),
    ],
)
def test_sudden_and_thematic_awards_do_not_count_for_merit_and_only_a_confirmed_rule_says_so(
    day, kind, counts
):
    found = counts_for_merit(rule_book(), day, kind)
    assert (found.counts, bool(found.rule.citation)) == (counts, True)


@pytest.fixture
def context():
    played = MemoryContext()
    course.register(played)
    return played


def test_a_second_dossier_of_an_achievement_is_refused_on_record_until_the_first_is_withdrawn(context):
    they.submitted(context, "n4", "tt4")
    context.do(open_nomination(nomination_id="n5", achievement_id="tt4"), role="unit_clerk")
    submit = SubmitNomination(nomination_id="n5", occurrence=they.TODAY)
    refusal = course.refused(context, submit)
    assert (refusal.code, refusal.facts) == ("achievement-claimed", {"nomination_id": "n4"})
    assert context.recorded()[-1].event.code == "achievement-claimed"
    context.do(replace(they.WITHDRAW, nomination_id="n4"), role="unit_clerk")
    assert context.do(submit, role="unit_clerk").version == 3


def test_a_higher_form_for_one_achievement_needs_a_person(context):
    they.submitted(context, "n4", "tt4")
    higher = open_nomination(nomination_id="n5", achievement_id="tt4", form="bang_khen")
    context.do(higher, role="unit_clerk")
    submit = SubmitNomination(nomination_id="n5", occurrence=they.TODAY)
    assert course.refused(context, submit).code == "achievement-higher-form"
    moved = ReassignAchievement(
        achievement_id="tt4", nomination_id="n5", reason="Thay", occurrence=they.TODAY
    )
    context.do(moved, role="director")
    context.do(submit, role="unit_clerk")
    context.do(they.ReceiveForAppraisal(nomination_id="n4", by="user:lan", occurrence=they.TODAY))
    put = PutToCouncil(nomination_id="n4", by="user:lan", council_id="c1", occurrence=they.TODAY)
    assert course.refused(context, put).code == "achievement-claimed"


def test_on_paper_a_second_dossier_is_recorded_with_a_flag_and_goes_no_further(context):
    they.submitted(context, "n4", "tt4")
    context.do(open_nomination(nomination_id="n5", achievement_id="tt4"), role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n5", occurrence=on_paper(they.DAY)))
    submitted = context.known.achievement("tt4").claims
    assert [name for name, _ in submitted] == ["n4", "n5"]
    flagged = [one.event for one in context.recorded() if one.event.act.broken]
    assert [flag.code for event in flagged for flag in event.act.broken][:1] == ["achievement-claimed"]


def test_of_two_dossiers_submitted_at_the_same_moment_one_goes_on():
    context = MemoryContext()
    course.register(context)
    for name, unit in (("n4", "u1"), ("n5", "u2")):
        opening = open_nomination(nomination_id=name, unit_id=unit, achievement_id="tt4")
        context.do(opening, role="unit_clerk")
    together, outcomes = threading.Barrier(2), []

    def act(name):
        together.wait(60)
        try:
            command = SubmitNomination(nomination_id=name, occurrence=they.TODAY)
            outcomes.append(str(context.do(command, role="unit_clerk", key=name).version))
        except Rejected as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=act, args=(name,)) for name in ("n4", "n5")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["2", "achievement-claimed"]
    assert len(context.known.achievement("tt4").claims) == 1


class StrangersFirst:
    """A store in which, just before the first transaction, another process submits for the same achievement."""

    def __init__(self, store, stranger):
        self._store = store
        self._stranger = stranger

    def __getattr__(self, name):
        return getattr(self._store, name)

    def append_all(self, appends):
        if self._stranger:
            stranger, self._stranger = self._stranger, None
            stranger()
        return self._store.append_all(appends)


def test_a_dossier_that_lost_the_race_for_its_achievement_is_refused_not_doubled(context, monkeypatch):
    for name in ("n4", "n5"):
        context.do(open_nomination(nomination_id=name, achievement_id="tt4"), role="unit_clerk")
    first = SubmitNomination(nomination_id="n4", occurrence=they.TODAY)
    racing = StrangersFirst(context.store, lambda: context.do(first, role="unit_clerk"))
    monkeypatch.setattr(context.known.nominations, "_store", racing)
    second = SubmitNomination(nomination_id="n5", occurrence=they.TODAY)
    assert course.refused(context, second).code == "achievement-claimed"
    assert [name for name, _ in context.known.achievement("tt4").claims] == ["n4"]


def test_an_achievement_described_as_that_of_one_is_not_proposed_for_another(context):
    context.do(they.DESCRIBE, role="unit_clerk")
    other = open_nomination(nomination_id="n5", achievement_id="tt3", subject_id="s2")
    assert course.refused(context, other).code == "achievement-of-another"
    context.do(open_nomination(nomination_id="n3", achievement_id="tt3"), role="unit_clerk")
    assert course.refused(context, replace(they.DRAFT, subject_id="s2")).code == "achievement-of-another"


def test_what_is_described_names_only_who_is_registered(context):
    stranger = replace(they.DESCRIBE, subjects=(Subject(kind="individual", subject_id="s9"),))
    assert course.refused(context, stranger).code == "unknown-subject"
    collective = replace(they.DESCRIBE, subjects=(Subject(kind="collective", subject_id="u1"),))
    assert context.do(collective, role="unit_clerk").created
    nowhere = replace(they.DESCRIBE, achievement_id="tt9", unit_id="u9")
    assert course.refused(context, nowhere).code == "unknown-organisation"


def test_an_achievement_shows_who_proposes_it_and_whether_its_award_counts():
    played = they.dossiers(_registered())
    asked = answers.OneAchievement(achievement_id="tt3")
    found = played.queries.table()["achievement"](asked, CLERK).item
    assert (found.kind, found.unit_id, found.proposed_by) == ("merit", "u1", ("n3",))
    assert found.description == they.DESCRIBE.description
    (reward,) = found.rewards
    assert (reward.nomination_id, reward.counts_for_merit) == ("n3", "needs_person")
    assert reward.citation
    with pytest.raises(NotFound):
        played.queries.table()["achievement"](
            asked, OTHER_CLERK.__class__(actor="user:y", name="Y", grants=())
        )


def test_an_achievement_nobody_described_is_open_to_those_whose_dossier_proposes_it(context):
    they.submitted(context, "n4", "tt4")
    ask = context.queries.table()["achievement"]
    found = ask(answers.OneAchievement(achievement_id="tt4"), OFFICE).item
    assert (found.kind, found.proposed_by, found.description) == (None, ("n4",), None)
    with pytest.raises(NotFound):
        ask(answers.OneAchievement(achievement_id="tt9"), OFFICE)


def test_nothing_is_moved_to_a_dossier_that_is_not_there(context):
    they.submitted(context, "n4", "tt4")
    moved = ReassignAchievement(
        achievement_id="tt4", nomination_id="n9", reason="Thay", occurrence=done(they.DAY)
    )
    assert course.refused(context, moved).code == "nomination-not-found"


def _registered():
    context = MemoryContext()
    course.register(context)
    return context


def test_a_dossier_whose_achievement_was_described_for_others_meanwhile_is_not_submitted(context):
    context.do(open_nomination(nomination_id="n5", achievement_id="tt3", subject_id="s2"), role="unit_clerk")
    context.do(they.DESCRIBE, role="unit_clerk")
    submit = SubmitNomination(nomination_id="n5", occurrence=they.TODAY)
    assert course.refused(context, submit).code == "achievement-of-another"


def test_what_was_rewarded_is_claimed_by_no_other_also_after_it_was_moved():
    state = achievement.fold([CLAIMED, MOVED, SETTLED])
    assert state.claim_beside("n2") == ("n1", None)
    assert state.claim_beside("n1") == ("n2", "bang_khen")
    with pytest.raises(LostRace):
        achievement.decide(replace(CLAIM, nomination_id="n3"), achievement.fold([CLAIMED, SETTLED, FREED]))
