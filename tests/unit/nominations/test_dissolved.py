"""Nothing new for a dissolved organisation: refused with its successor named; on paper recorded, flagged if it came after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.detection_messages import TakeUpModel
from services.nominations.domain.dissolution_rules import Dissolution
from services.nominations.domain.dissolved import Ground, hindrance
from services.nominations.domain.initiative import initiative
from services.nominations.domain.model import model
from services.nominations.domain.movement import LaunchMovement, movement
from services.nominations.domain.nomination import nomination
from services.nominations.domain.plan import plan
from services.nominations.domain.plan_messages import IssuePlan
from services.nominations.domain.pledge import pledge
from services.nominations.domain.registration import registration
from services.nominations.domain.task import task
from services.nominations.domain.title_registration import title_registration
from services.nominations.domain.uptake import uptake
from shared.acts import ActRefused
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import emulation, exemplary
from tests.unit.nominations.bodies import AFTER, BEFORE, GROUND, MERGED
from tests.unit.nominations.builders import (
    RULES,
    done,
    draft,
    drafted,
    on_paper,
    open_nomination,
    submit,
)

LAUNCH = LaunchMovement(
    movement_id="mv",
    name="Phong trào",
    issuer_id="ninh-thuan",
    issuer_level="province",
    launched_on=date(2025, 1, 1),
    occurrence=done(),
    registered_level="province",
    ground=GROUND,
)
ISSUE = IssuePlan(
    plan_id="p1",
    number="9/KH",
    dated=date(2025, 6, 1),
    signatory_role="director",
    occurrence=done(),
    rules=RULES,
    ground=GROUND,
)
NEW = [
    (Spec(movement).given(), LAUNCH),
    (Spec(plan).given(), draft(ground=GROUND)),
    (Spec(plan).given(drafted()), ISSUE),
    (Spec(registration).given(), submit(ground=GROUND, models=())),
    (Spec(nomination).given(), open_nomination(ground=GROUND)),
    (
        Spec(title_registration).given(),
        emulation.register_titles(unit_id="ninh-thuan", ground=GROUND, rules=rule_book(), year=2026),
    ),
    (Spec(initiative).given(), emulation.propose(ground=GROUND)),
    (Spec(model).given(), exemplary.detect(ground=GROUND, rules=rule_book())),
    (Spec(task).given(), emulation.assign(ground=GROUND)),
    (Spec(pledge).given(), emulation.pledge(ground=GROUND)),
    (Spec(uptake).given(), emulation.take_up(ground=GROUND)),
]
EACH = pytest.mark.parametrize(("before", "command"), NEW, ids=lambda one: type(one).__name__)


@EACH
def test_what_is_new_is_refused_from_that_day_on_and_who_follows_is_named(before, command):
    refusal = before.when(replace(command, occurrence=done(MERGED))).then_refused("organisation-dissolved")
    assert refusal.asked == type(command).__name__
    assert refusal.facts == {
        "organisation_id": "ninh-thuan",
        "organisation": "UBND tỉnh Ninh Thuận",
        "dissolved_on": "1/7/2025",
        "successor_id": "khanh-hoa",
        "successor": "UBND tỉnh Khánh Hòa",
        "successor_en": "UBND tỉnh Khánh Hòa",
    }
    assert [rule.confirmed for rule in refusal.act.rules] == [False]
    assert refusal.act.rules[0].citation


@EACH
def test_the_day_before_nothing_stands_against_it(before, command):
    outcome = before.when(replace(command, occurrence=done(BEFORE)))
    if command.__class__.__name__ == "SubmitRegistrationList":  # late for its plan, which is another matter
        assert outcome.then_refused("registration-quota")
        return
    (event,) = outcome.decider.decide(outcome.command, outcome.decider.fold(outcome.history))
    assert not isinstance(event, ActRefused)
    assert event.act.broken == ()


@EACH
@pytest.mark.parametrize(("day", "flags"), [(BEFORE, 0), (MERGED, 1)])
def test_on_paper_it_is_recorded_and_flagged_only_if_it_came_after(before, command, day, flags):
    outcome = before.when(replace(command, occurrence=on_paper(day)))
    (event,) = outcome.decider.decide(outcome.command, outcome.decider.fold(outcome.history))
    assert not isinstance(event, ActRefused)
    assert [one.code for one in event.act.broken].count("organisation-dissolved") == flags


def test_a_model_that_was_registered_before_is_taken_up_all_the_same():
    """It began with its list, which is an open case like any other; nothing new is detected there."""
    found = exemplary.detect(
        organisation_id="ninh-thuan", rules=rule_book(), ground=GROUND, occurrence=done(AFTER)
    )
    taken_up = TakeUpModel(
        plan_id="p1",
        unit_id="u1",
        entry="m1",
        detected_by=found.detected_by,
        account=found.account,
        occurrence=found.occurrence,
        model_id=found.model_id,
        found=found,
    )
    (event,) = model.decide(taken_up, model.fold(()))
    assert (type(event).__name__, event.registered_as.entry, event.act.broken) == ("ModelDetected", "m1", ())
    Spec(model).given().when(found).then_refused("organisation-dissolved")


CERTIFICATES = [
    emulation.recognise(level="province", registered_level="province", recognised_by="ninh-thuan"),
    emulation.certify(certified_by="ninh-thuan"),
]


@pytest.mark.parametrize("command", CERTIFICATES, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize(("dated", "stands"), [(BEFORE, True), (MERGED, False)])
def test_a_dissolved_body_certifies_no_initiative_by_a_document_of_that_day_or_later(command, dated, stands):
    """A document from before may be entered afterwards: it was given by a body that stood."""
    steps = [emulation.propose(), emulation.apply(), emulation.recognise(rules=rule_book())]
    events = []
    for step in steps[: 2 if command is CERTIFICATES[0] else 3]:
        events += initiative.decide(step, initiative.fold(events))
    asked = replace(command, dated=dated, ground=GROUND, rules=rule_book())
    given = Spec(initiative).given(*events)
    (event,) = initiative.decide(replace(asked, occurrence=done(AFTER)), initiative.fold(events))
    assert [one.code for one in event.act.broken] == ([] if stands else ["organisation-dissolved"])
    assert isinstance(event, ActRefused) is not stands
    if not stands:
        refusal = given.when(replace(asked, occurrence=done(AFTER))).then_refused("organisation-dissolved")
        assert (refusal.asked, refusal.facts["successor_id"]) == (type(command).__name__, "khanh-hoa")
    (event,) = initiative.decide(replace(asked, occurrence=on_paper(AFTER)), initiative.fold(events))
    assert not isinstance(event, ActRefused)
    assert [one.code for one in event.act.broken] == ([] if stands else ["organisation-dissolved"])


def test_what_is_to_begin_later_is_judged_on_that_later_day():
    later = replace(LAUNCH, launched_on=MERGED, occurrence=done(BEFORE))
    Spec(movement).given().when(later).then_refused("organisation-dissolved")


def test_where_nobody_follows_the_refusal_says_so():
    alone = Ground(gone=(replace(GROUND.gone[0], heirs=()),), rules=GROUND.rules)
    refusal = (
        Spec(nomination)
        .given()
        .when(open_nomination(ground=alone, occurrence=done(AFTER)))
        .then_refused("organisation-dissolved")
    )
    assert refusal.facts["successor"].endswith("chưa được ghi nhận")
    assert "successor_id" not in refusal.facts


def test_where_the_rule_says_flag_it_is_done_with_a_flag():
    (rule,) = rule_book().every(Dissolution, AFTER)
    only_flag = replace(rule, values=Dissolution(then="flag"))
    ground = Ground(gone=GROUND.gone, rules=RuleBook((only_flag,)))
    found = hindrance(done(AFTER), "nomination-n1", "OpenNomination", ground)
    assert (found.refusal, [one.code for one in found.flags]) == ((), ["organisation-dissolved"])


def test_without_a_rule_nobody_guesses_what_follows():
    ground = Ground(gone=GROUND.gone)
    command = open_nomination(ground=ground, occurrence=done(AFTER))
    Spec(nomination).given().when(command).then_rejected("rule-missing")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 7, 1), "dissolved-organisation/1"),
        (date(2025, 8, 4), "dissolved-organisation/1"),
        (date(2025, 8, 5), "dissolved-organisation/2"),
    ],
)
def test_the_rule_is_that_of_the_day(day, name):
    assert rule_book().in_force(Dissolution, day).name == name


def test_a_party_body_outside_decides_no_dossier_here():
    command = open_nomination(decider_outside=True)
    Spec(nomination).given().when(command).then_rejected("body-outside")
