"""Models as a whole: taken up from lists, recognised once per year and field, listed, counted, and shown with their path."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application import model_answers as answers
from services.nominations.application.model_histories import registered_model_id
from services.nominations.application.model_views import overdue_of, project_model
from services.nominations.application.owning import Owners
from services.nominations.domain.detection_messages import TakeUpModel
from services.nominations.domain.honour_messages import ProposeCommendation
from services.nominations.domain.judging import open_lines
from services.nominations.domain.organisation_messages import RenameOrganisation
from services.nominations.domain.person_messages import ChangePosition
from services.nominations.domain.recognition_messages import RecognitionJudged
from services.nominations.domain.yearly_list_messages import RecordYearlyListDelivery, SendYearlyList
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.rules import RuleBook
from tests.unit.nominations import course, exemplary
from tests.unit.nominations.bodies import RESOLUTION
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.exemplary import HCM, HELD, LINES, OF_COLLECTIVE

TAKEN_UP = registered_model_id("p1", "u2", "m2")
REFORM = "Cải cách hành chính"


def caller(role, *scopes):
    return Caller(actor="user:x", name="X", grants=tuple(Grant(role, scope) for scope in scopes))


OFFICE, CLERK = caller("office", "so"), caller("unit_clerk", "u1")
INSPECTOR = caller("inspector", "*")


@pytest.fixture(scope="module")
def played():
    return course.everything(MemoryContext())


def models(context, who=OFFICE, **asked):
    return [one.model_id for one in ask(context, "list-models", answers.ModelsAsked(**asked), who).items]


def ask(context, name, params, who=OFFICE):
    return context.queries.table()[name](params, who)


def one(context, model_id="x1", who=OFFICE):
    return ask(context, "model", answers.OneModel(model_id=model_id), who).item


def counted(context, who=OFFICE, **asked):
    found = ask(context, "model-counts", answers.CountsAsked(**asked), who).counts
    return [(one.year, one.field, one.what, one.issuer, one.subject_kind, one.count) for one in found]


def test_a_registered_model_is_listed_before_it_is_taken_up_and_has_one_history_after(played):
    assert models(played, INSPECTOR, stage="registered", unit_id="u2") == [
        registered_model_id("p1", "u2", "m3")
    ]
    assert models(played, unit_id="u2", stage="detected") == [TAKEN_UP]
    assert one(played, TAKEN_UP).entry == "m2"
    again = TakeUpModel(
        plan_id="p1", unit_id="u2", entry="m2", detected_by="Khác", account="Khác", occurrence=done()
    )
    assert played.do(again).version == 1


def test_models_are_found_by_whom_they_are_of(played):
    by_subject = {}
    for row in ask(played, "list-models", answers.ModelsAsked(), INSPECTOR).items:
        by_subject.setdefault(row.subject_id, []).append(row.model_id)
    assert len(by_subject) > 1
    for subject_id, expected in by_subject.items():
        assert models(played, INSPECTOR, subject_id=subject_id) == expected
    assert models(played, INSPECTOR, subject_id="khong-co") == []
    some = models(played, caller("unit_clerk", "u2"))
    assert models(played, caller("unit_clerk", "u2"), subject_id="s1") == [
        one for one in by_subject["s1"] if one in some
    ]


def test_a_model_that_no_list_holds_is_not_taken_up(played):
    for plan_id, entry in (("p1", "m9"), ("p9", "m2")):
        command = TakeUpModel(
            plan_id=plan_id, unit_id="u2", entry=entry, detected_by="A", account="B", occurrence=done()
        )
        assert course.refused(played, command).code == "model-not-registered"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"stage": "replicated"}, ["x1"]),
        ({"stage": "nhân rộng"}, ["x1"]),
        ({"stage": "Lựa chọn"}, [TAKEN_UP]),
        ({"stage": "không có"}, []),
        ({"field": "Học tập và làm theo tư tưởng, đạo đức, phong cách HỒ CHÍ MINH"}, ["x1"]),
        ({"year": 2023}, ["x1"]),
        ({"year": 2022}, []),
        ({"text": "hoc tap ho chi"}, ["x1"]),
        ({"text": "chi ho không"}, []),
        ({"text": "--"}, []),
        ({"organisation_id": "so", "text": "toàn"}, [TAKEN_UP]),
    ],
)
def test_models_are_found_by_stage_whatever_it_is_called_by_field_year_and_words(played, asked, found):
    assert models(played, **asked) == found


def test_a_clerk_sees_the_models_of_their_unit_alone(played):
    assert set(models(played, CLERK)) == {"x1", registered_model_id("p1", "u1", "m1")}
    with pytest.raises(NotFound):
        one(played, TAKEN_UP, CLERK)
    assert counted(played, caller("unit_clerk", "u3")) == []


def test_no_read_model_keeps_sealed_text(played):
    kept = repr([played.views[name].rows() for name in ("models", "honours")])
    assert not [word for word in ("Đoàn kiểm tra số 5", "trước hạn", "Người thứ") if word in kept]


def test_one_model_is_shown_with_its_whole_path(played):
    item = one(played)
    assert (item.stage, item.next_stage, item.missing) == ("replicated", None, ())
    assert (item.source, item.detected_by, item.head) == ("inspection", "Đoàn kiểm tra số 5", "t1")
    assert [(step.step, step.content) for step in item.roadmap] == [("b1", "Bước 1"), ("b2", "Bước 2")]
    assert [activity.step for activity in item.nurtured] == ["b1"]
    (summing_up,) = item.summed_up
    assert (summing_up.period_to, summing_up.lessons) == (date(2023, 6, 30), "Phân công rõ việc")
    assert [one.criterion for one in item.confirmations] == ["typical", "spreading", "impact"]
    (recognition,) = item.recognitions
    assert (recognition.category, recognition.outcome, recognition.decision) == (
        "staff",
        "needs_person",
        "recognised",
    )
    settled = {line.criterion: line.settled for line in recognition.lines}
    assert settled == dict.fromkeys(LINES) | {"n5": "met"}
    assert recognition.lines[0].facts[0].value == "true"
    assert [(one.channel, one.withdrawn_on) for one in item.publications] == [("website", date(2023, 12, 1))]
    assert [(one.issuer, one.number) for one in item.outside_awards] == [
        ("Đảng ủy các cơ quan tỉnh", "15-QĐ/ĐU")
    ]
    assert item.nominations == ("n1",)


DUE, LATER = date(2022, 6, 30), date(2022, 12, 31)
NEXT_DAY = date(2022, 7, 1)


def caring(*nurtured):
    """A model with two steps, the first due on DUE, and what was done for one, each in its order of record."""
    context = course.whole(MemoryContext())
    head_of_unit(context)
    context.do(exemplary.detect())
    context.do(exemplary.head())
    context.do(exemplary.roadmap(DUE, LATER))
    for step, day in nurtured:
        context.do(exemplary.nurture(step=step, occurrence=done(day)))
    return context


def stand(context, on):
    asked = answers.OneModel(model_id="x1", on=on)
    return [(one.standing, one.done_on) for one in ask(context, "model", asked).item.roadmap]


def overdue_on(context, day, who=OFFICE, **asked):
    rows = ask(context, "list-models", answers.ModelsAsked(overdue_on=day, **asked), who).items
    return [(one.model_id, one.overdue) for one in rows]


def test_a_step_is_open_until_its_day_is_over_and_overdue_until_something_is_done_for_it():
    late = date(2022, 9, 5)
    context = caring(("b1", late))
    assert stand(context, DUE) == [("open", None), ("open", None)]
    assert stand(context, NEXT_DAY) == [("overdue", None), ("open", None)]
    assert stand(context, late) == [("done_late", late), ("open", None)]
    assert stand(context, date(2023, 1, 1)) == [("done_late", late), ("overdue", None)]
    assert overdue_on(context, DUE) == []
    assert overdue_on(context, NEXT_DAY) == [("x1", ("b1",))]
    assert overdue_on(context, late) == []
    assert overdue_on(context, date(2023, 1, 1)) == [("x1", ("b2",))]
    context.do(exemplary.nurture(step="b2", occurrence=done(LATER)))
    assert overdue_on(context, date(2023, 1, 1)) == []
    assert overdue_on(context, NEXT_DAY) == [("x1", ("b1",))]  # as it stood then, though nothing is open now


def test_what_is_done_in_time_or_for_no_step_leaves_only_the_other_step_due():
    in_time = date(2022, 6, 30)
    context = caring((None, date(2022, 4, 1)), ("b1", in_time), ("b1", date(2022, 8, 1)))
    assert stand(context, NEXT_DAY) == [("done", in_time), ("open", None)]
    assert overdue_on(context, NEXT_DAY) == []
    assert overdue_on(context, date(2023, 1, 1)) == [("x1", ("b2",))]
    context.do(exemplary.nurture(step="b2", occurrence=done(LATER)))
    assert context.views["models"].rows()["x1"]["may_be_overdue"] is False


def test_what_is_put_on_record_later_counts_by_its_own_day():
    context = caring(("b1", date(2022, 8, 1)), ("b1", date(2022, 5, 1)))
    assert stand(context, NEXT_DAY)[0] == ("done", date(2022, 5, 1))
    assert overdue_on(context, NEXT_DAY) == []


def test_of_another_road_map_the_last_one_counts_and_a_step_that_keeps_its_name_stays_done():
    context = caring(("b1", date(2022, 5, 1)))
    context.do(exemplary.roadmap(date(2022, 4, 1), date(2022, 4, 2)))
    assert stand(context, NEXT_DAY) == [("done_late", date(2022, 5, 1)), ("overdue", None)]
    assert overdue_on(context, NEXT_DAY) == [("x1", ("b2",))]
    assert overdue_on(context, date(2022, 4, 2)) == [("x1", ("b1",))]


def test_models_with_an_overdue_step_are_found_among_those_the_caller_reaches_and_asks_for():
    context = caring()
    assert overdue_on(context, NEXT_DAY, CLERK, unit_id="u1", stage="detected") == [("x1", ("b1",))]
    assert overdue_on(context, NEXT_DAY, stage="nurtured") == []
    assert overdue_on(context, NEXT_DAY, caller("unit_clerk", "u2")) == []


def test_without_a_day_a_model_and_the_list_tell_what_is_overdue_today():
    context = caring()
    context.do(exemplary.roadmap(date(2021, 3, 14), date(2021, 3, 15)))  # today
    assert [step.standing for step in one(context).roadmap] == ["overdue", "open"]
    (row,) = ask(context, "list-models", answers.ModelsAsked(unit_id="u1", stage="detected")).items
    assert row.overdue == ("b1",)


def test_a_row_of_an_older_form_is_never_said_to_be_overdue():
    context = caring(("b1", date(2022, 5, 1)))
    new = context.views["models"].rows()["x1"]
    older = {name: new[name] for name in new if name not in ("roadmap", "worked", "may_be_overdue")}
    for recorded in context.recorded():
        if recorded.envelope.type in ("RoadmapSet", "ModelNurtured"):
            older = project_model("x1", older, recorded)
    assert overdue_of(older, date(2030, 1, 1)) == ()
    assert older["stage"] == "nurtured"


def test_what_the_next_stage_still_asks_for_is_told(played):
    item = one(played, TAKEN_UP)
    assert (item.next_stage, item.stage_name) == ("nurtured", "phát hiện")
    assert item.missing == ("responsible_head", "roadmap", "evidence")
    assert item.missing_names == "người đứng đầu chịu trách nhiệm, lộ trình bồi dưỡng, minh chứng"


def test_a_judgement_that_is_open_or_was_decided_against_shows_so():
    context = course.whole(MemoryContext())
    course.emulation.everything(context)
    head_of_unit(context)
    context.do(exemplary.detect())
    exemplary.cared_for(context)
    context.do(exemplary.judge({}))
    assert one(context).recognitions[0].decision is None
    context.do(exemplary.settle(decision="not_recognised"))
    assert one(context).recognitions[0].decision == "not_recognised"
    assert counted(context) == []


def head_of_unit(context):
    context.do(
        exemplary.RegisterPerson(
            person_id="t1",
            name="Trưởng phòng",
            organisation_id="u1",
            position="head",
            position_since=date(2020, 1, 1),
            occurrence=done(),
        )
    )


def collective(context, model_id, field, year):
    """A collective's model that is summed up, judged, and recognised."""
    changes = {"model_id": model_id}
    context.do(
        exemplary.detect(**changes, subject_kind="collective", subject_id="u1", field=field, source="unit")
    )
    for command in (exemplary.head, exemplary.roadmap, exemplary.nurture):
        context.do(command(**changes))
    context.do(exemplary.sum_up(**changes, kind="final"))
    recognised(context, model_id, year)


def recognised(context, model_id, year):
    """Judged by what is attested; what no record tells a person settles."""
    context.do(exemplary.judge(OF_COLLECTIVE, model_id=model_id, kind="final", year=year))
    left = open_lines(context.known.exemplary.model(model_id).judgements[year])
    context.do(exemplary.settle(*left, model_id=model_id, year=year), role="director")


@pytest.fixture
def confirming():
    """Also a final review that looks back on three years."""
    context = course.whole(MemoryContext())
    course.emulation.everything(context)
    context.do(course.emulation.review(kind="final", period_from=date(2021, 1, 1)))
    head_of_unit(context)
    return context


def test_one_collective_in_two_fields_is_no_duplicate_and_in_the_same_field_and_year_is(confirming):
    collective(confirming, "a", HCM, 2021)
    recognised(confirming, "a", 2022)
    collective(confirming, "b", REFORM, 2022)
    assert counted(confirming) == [
        (2021, HCM, "recognition", "so", "collective", 1),
        (2022, REFORM, "recognition", "so", "collective", 1),
        (2022, HCM, "recognition", "so", "collective", 1),
    ]
    with pytest.raises(Rejected) as caught:
        collective(confirming, "c", "CẢI CÁCH  hành chính", 2022)
    assert caught.value.code == "recognised-already"
    assert caught.value.citation
    assert sum(row[-1] for row in counted(confirming)) == 3
    assert counted(confirming, year=2022, field="cải cách hành chính")[0][-1] == 1
    assert counted(confirming, organisation_id="elsewhere") == []


def test_awards_are_counted_with_their_issuers_apart_and_ours_only_once_they_are_granted(confirming):
    context = confirming
    context.do(exemplary.detect(occurrence=done(date(2021, 2, 1))))
    context.do(exemplary.outside_award(dated=date(2021, 5, 19)))
    course.apart(context)
    context.do(
        exemplary.detect(model_id="x2", subject_id="s1", unit_id="u2", occurrence=done(date(2021, 2, 1)))
    )
    for model_id, nomination_id in (("x1", "n1"), ("x2", "n2")):
        context.do(ProposeCommendation(model_id=model_id, nomination_id=nomination_id, occurrence=done(HELD)))
    assert counted(context, year=2021) == [
        (2021, HCM, "outside", "Đảng ủy các cơ quan tỉnh", "individual", 1),
        (2021, HCM, "own", "so", "individual", 1),
    ]
    context.do(exemplary.prepare("x1", "x2", year=2021))
    lines = ask(context, "yearly-list", answers.OneYearlyList(organisation_id="so", year=2021)).item.models
    assert [(len(line.own_awards), len(line.outside_awards)) for line in lines] == [(1, 1), (0, 0)]
    assert lines[0].own_awards[0].granted_on == date(2021, 5, 24)


def test_a_list_holds_known_models_of_the_organisation_that_makes_it(played):
    assert course.refused(played, exemplary.prepare("x1", "x9", year=2024)).code == "model-not-found"
    foreign = exemplary.prepare("x1", organisation_id="u1", year=2024)
    assert course.refused(played, foreign).code == "yearly-list-foreign"
    assert course.refused(played, exemplary.prepare(recipient="ai", year=2024)).code == "unknown-organisation"


def test_a_yearly_list_is_seen_by_whom_it_was_sent_to(played):
    asked = answers.OneYearlyList(organisation_id="so", year=2023)
    item = ask(played, "yearly-list", asked, caller("board", "ban")).item
    assert (item.state, [line.recognised for line in item.models]) == ("delivered", [True])
    with pytest.raises(NotFound):
        ask(played, "yearly-list", asked, CLERK)
    played.do(exemplary.prepare(year=2022))
    unsent = answers.OneYearlyList(organisation_id="so", year=2022)
    assert ask(played, "yearly-list", unsent).item.state == "prepared"
    with pytest.raises(NotFound):
        ask(played, "yearly-list", unsent, caller("board", "ban"))
    played.do(SendYearlyList(organisation_id="so", year=2022, occurrence=done(date(2022, 12, 25))))
    assert ask(played, "yearly-list", unsent, caller("board", "ban")).item.state == "sent"
    with pytest.raises(NotFound):
        ask(played, "yearly-list", replace(asked, year=1999))


def listed_years(context, who=OFFICE, **asked):
    rows = ask(context, "list-yearly-lists", answers.YearlyListsAsked(**asked), who).items
    return [(one.year, one.state, one.recipient, one.sent_on, one.delivered_on, one.models) for one in rows]


def test_yearly_lists_are_told_by_year_with_how_far_they_have_come_and_to_whom():
    context = course.everything(MemoryContext())
    board = caller("board", "ban")
    delivered = (2023, "delivered", "ban", date(2023, 12, 25), date(2023, 12, 27), 1)
    context.do(exemplary.prepare(year=2022))
    prepared = (2022, "prepared", "ban", None, None, 1)
    assert listed_years(context) == [delivered, prepared]
    assert listed_years(context, board) == [delivered]  # what was not sent is nothing of theirs yet
    assert listed_years(context, CLERK) == []
    context.do(exemplary.prepare("x1", TAKEN_UP, year=2022, occurrence=done(date(2022, 12, 21))))
    context.do(SendYearlyList(organisation_id="so", year=2022, occurrence=done(date(2022, 12, 25))))
    sent = (2022, "sent", "ban", date(2022, 12, 25), None, 2)
    assert listed_years(context, board) == [delivered, sent]
    assert listed_years(context, INSPECTOR, organisation_id="so", state="sent") == [sent]
    assert listed_years(context, INSPECTOR, recipient="ban", year=2023) == [delivered]
    assert listed_years(context, INSPECTOR, organisation_id="ban") == []
    assert listed_years(context, INSPECTOR, recipient="so") == []


def test_a_list_that_was_received_on_paper_before_it_was_sent_stays_received():
    context = course.everything(MemoryContext())
    context.do(exemplary.prepare(year=2022))
    delivered = RecordYearlyListDelivery(
        organisation_id="so",
        year=2022,
        delivered_on=date(2022, 12, 20),
        receipt="Sổ công văn",
        occurrence=on_paper(),
    )
    context.do(delivered)
    context.do(SendYearlyList(organisation_id="so", year=2022, occurrence=done(date(2022, 12, 25))))
    assert listed_years(context, year=2022)[0][1:] == (
        "delivered",
        "ban",
        date(2022, 12, 25),
        date(2022, 12, 20),
        1,
    )


def test_whose_case_a_command_touches(played):
    owners = Owners(played.known, lambda _username: False)
    assert list(owners(exemplary.nurture())) == ["u1"]
    assert list(owners(exemplary.judge())) == ["so"]
    assert list(owners(exemplary.judge(model_id="x9"))) == []


def test_the_head_who_answers_for_it_is_named_by_their_account(played):
    context = course.whole(MemoryContext())
    course.emulation.everything(context)
    head_of_unit(context)
    context.do(exemplary.detect())
    context.book.add(course.Account(username="lan.so", name="Lan", password=None))
    given = course.GiveGrant(account="lan.so", grant_id="g9", role="unit_clerk", scope="u1", person_id="t1")
    context.do(given, role="administrator")
    exemplary.cared_for(context)
    told = [one.event.responsible for one in context.recorded() if hasattr(one.event, "responsible")]
    assert told == ["user:lan.so"] * 3


def test_a_person_whose_position_began_later_has_none_on_the_day(played):
    command = exemplary.judge(reviewed_on=date(2019, 12, 31))
    assert course.refused(played, command).code == "position-unknown"


def test_the_position_of_the_year_judged_counts_though_it_is_entered_after_another_began():
    """Staff in the year that is judged, a head since: the criteria of staff apply."""
    context = course.whole(MemoryContext())
    course.emulation.everything(context)
    head_of_unit(context)
    context.do(exemplary.detect())
    exemplary.cared_for(context)
    change = ChangePosition(
        person_id="s1",
        organisation_id="u1",
        position="head",
        since=date(2024, 1, 1),
        occurrence=done(date(2024, 1, 2)),
    )
    context.do(change, role="administrator")
    context.do(exemplary.judge({}, occurrence=done(date(2024, 1, 20))))
    (judged,) = [one.event for one in context.recorded() if isinstance(one.event, RecognitionJudged)]
    assert (judged.category, judged.act.rules[0].rule) == ("staff", "model-individual-staff/1")


def test_the_criteria_in_force_are_those_of_the_body_as_it_was_called_on_the_day(confirming):
    """The department has another name after its plan: a year before that stays under the plan's criteria, whenever it is judged."""
    rename = RenameOrganisation(
        organisation_id="so",
        name="Sở Công Thương Quảng Trị",
        since=date(2022, 6, 1),
        resolution=RESOLUTION,
        occurrence=done(HELD),
    )
    confirming.do(rename, role="administrator")
    confirming.do(exemplary.detect(model_id="a", subject_kind="collective", subject_id="u1", source="unit"))
    for command in (exemplary.head, exemplary.roadmap, exemplary.nurture):
        confirming.do(command(model_id="a"))
    confirming.do(exemplary.sum_up(model_id="a", kind="final"))
    refusal = course.refused(
        confirming, exemplary.judge(OF_COLLECTIVE, model_id="a", kind="final", year=2023)
    )
    assert refusal.code == "rule-missing"
    assert "Sở Công Thương Quảng Trị" in refusal.text.vi
    assert counted(confirming) == []
    confirming.do(exemplary.judge(OF_COLLECTIVE, model_id="a", kind="final", year=2021))
    (judged,) = [one.event for one in confirming.recorded() if isinstance(one.event, RecognitionJudged)]
    assert judged.act.rules[0].rule == "model-collective/1"


def test_what_is_still_missing_is_told_by_the_rules_of_the_models_own_body(played):
    queries = played.queries.table()["model"].__self__
    (general,) = [rule for rule in queries.rules.rules if rule.id == "model-stage-nurtured-general"]
    own = replace(
        general, id="x", bodies=(course.CALLED["so"],), values=replace(general.values, needs=("evidence",))
    )
    queries = replace(queries, rules=RuleBook((*queries.rules.rules, own)))
    item = queries.model(answers.OneModel(model_id=TAKEN_UP), OFFICE).item
    assert item.missing == ("evidence",)
