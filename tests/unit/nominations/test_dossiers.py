"""What is asked about dossiers: what is open first, the way up and down, lists, what is missing, what waits for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application import answers as plain_answers
from services.nominations.application import dossier_answers as answers
from services.nominations.application.owning import Owners
from services.nominations.domain.achievement_messages import ReassignAchievement
from services.nominations.domain.nomination_messages import ReturnNomination, SubmitNomination
from shared.errors import NotFound
from tests.unit.nominations import course
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations.builders import done, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_course import CLERK, INSPECTOR, OFFICE, OTHER_CLERK, caller

BOARD = caller("board", "ban")


@pytest.fixture
def context():
    played = MemoryContext()
    course.register(played)
    return played


def ask(context, name, params, by=OFFICE):
    return context.queries.table()[name](params, by)


def dossier(context, nomination_id="n3", by=OFFICE):
    return ask(context, "dossier", answers.OneDossier(nomination_id=nomination_id), by).item


def waiting(context, organisation_id, by=INSPECTOR):
    found = ask(context, "office-inbox", answers.InboxAsked(organisation_id=organisation_id), by).items
    return [(one.nomination_id, one.what) for one in found]


def test_a_returned_dossier_shows_its_open_reason_first_and_forgets_it_once_submitted_again(context):
    they.submitted(context, "n3", "tt3")
    back = ReturnNomination(nomination_id="n3", by="user:lan", reason="Thiếu biên bản", occurrence=they.TODAY)
    context.do(back)
    asked = plain_answers.OneNomination(nomination_id="n3")
    (first,) = context.queries.nomination(asked, CLERK).item.attention
    assert (first.kind, first.reason) == ("returned", "Thiếu biên bản")
    assert dossier(context).attention == (first,)
    context.do(SubmitNomination(**they.CASE), role="unit_clerk")
    assert context.queries.nomination(asked, CLERK).item.attention == ()


def test_holds_stand_before_whatever_else_is_open(context):
    they.received(context, "n3", "tt3")
    context.do(they.SUPPLEMENT)
    context.do(they.HOLD)
    held, asked = dossier(context).attention
    assert (held.kind, held.reason) == ("held", "inspection")
    assert (asked.kind, asked.documents, asked.due_on) == (
        "supplement",
        ("meeting_minutes",),
        date(2021, 5, 20),
    )
    context.do(they.RELEASE)
    assert [one.kind for one in dossier(context).attention] == ["supplement"]


def test_all_that_happened_to_a_dossier_is_told_in_order(context):
    they.up_and_back(context)
    found = dossier(context, by=BOARD)
    assert (found.state, found.holder_id, found.levels) == ("concluded", "so", ("so",))
    assert [(one.hold_id, one.released_on is None) for one in found.holds] == [
        ("tam-dung-1", False),
        ("kn-1", False),
    ]
    assert (found.holds[0].cause, found.holds[0].body) == ("inspection", "Thanh tra tỉnh")
    assert found.holds[0].confirmed is False
    assert [(one.kind, one.state) for one in found.objections] == [("complaint", "unfounded")]
    assert [(one.opinion, one.remarks, one.overdue) for one in found.consultations] == [
        ("agree", "Đồng ý khen thưởng", False)
    ]
    assert [(one.closed, one.settled) for one in found.publications] == [(True, True)]
    assert [one.achievement for one in found.drafts] == ["Rút ngắn thời gian", "Rút ngắn một nửa thời gian"]
    assert found.attention == ()


def test_the_way_up_and_down_is_told_leg_by_leg(context):
    they.up_and_back(context)
    first, second = dossier(context).legs
    assert (first.from_id, first.to_id, first.number, first.state) == ("so", "ban", "31/TTr-SCT", "returned")
    assert first.rule_set == "giay-khen-timely-documents/1"
    assert (second.body, second.state, second.answer_number) == ("Bộ Nội vụ", "granted", "15/DS")
    assert second.signatory == "Giám đốc Sở"


def test_given_back_by_a_higher_level_the_reason_comes_first(context):
    they.received(context, "n3", "tt3")
    context.do(they.FORWARD)
    context.do(they.RETURN_DOWN, role="board")
    (first,) = dossier(context).attention
    assert (first.kind, first.reason) == ("returned_down", "Danh sách chưa ký")
    context.do(they.FORWARD)
    assert dossier(context).attention == ()


def test_a_dossier_is_open_to_its_unit_every_level_and_whoever_is_asked(context):
    they.received(context, "n3", "tt3")
    with pytest.raises(NotFound):
        dossier(context, by=BOARD)
    context.do(they.ASK)
    context.do(they.FORWARD)
    for one in (CLERK, OFFICE, BOARD, OTHER_CLERK, INSPECTOR):
        assert dossier(context, by=one).state == "forwarded"
    with pytest.raises(NotFound):
        dossier(context, by=caller("office", "elsewhere"))
    with pytest.raises(NotFound):
        dossier(context, nomination_id="n9")


def test_erased_text_shows_as_nothing_and_the_way_stays(context):
    they.up_and_back(context)
    context.keys.destroyed |= {"case-nomination-n3"}
    found = dossier(context)
    assert (found.holds[0].cause, found.legs[0].signatory, found.drafts[0].achievement) == (None, None, None)
    assert found.legs[1].state == "granted"


def test_an_opinion_is_overdue_the_day_after_its_day(context):
    they.received(context, "n3", "tt3")
    soon = replace(they.ASK, due_on=date(2021, 3, 14), occurrence=done(date(2021, 3, 1)))
    context.do(soon)
    context.do(replace(soon, consultation_id="hy-2", due_on=date(2021, 3, 15)))
    assert [one.overdue for one in dossier(context).consultations] == [True, False]
    found = ask(context, "office-inbox", answers.InboxAsked(organisation_id="u2"), INSPECTOR).items
    assert [(one.due_on.day, one.overdue) for one in found] == [(14, True), (15, False)]


def test_dossiers_are_listed_by_what_is_asked_within_the_callers_reach(context):
    they.dossiers(context)

    def found(by=INSPECTOR, **asked):
        page = ask(context, "list-dossiers", answers.DossiersAsked(**asked), by)
        return sorted(one.nomination_id for one in page.items)

    assert found() == found(CLERK) == ["n3", "n4", "n5", "n6"]
    assert found(state="withdrawn") == ["n4", "n5"]
    assert found(year=2021, unit_id="u1", form="giay_khen", subject_id="s1") == ["n3", "n4", "n5", "n6"]
    assert found(year=2020) == found(holder_id="ban") == found(held=True) == []
    assert found(OTHER_CLERK) == ["n3"]
    assert found(caller("office", "elsewhere")) == []


def test_dossiers_are_counted_by_state_form_year_and_unit(context):
    def counts(by=INSPECTOR, **asked):
        return ask(context, "dossier-counts", answers.DossierCountsAsked(**asked), by)

    assert (counts().count, counts().states, counts().title_years) == (0, (), ())
    they.dossiers(context)
    found = counts()
    listed = ask(context, "list-dossiers", answers.DossiersAsked(), INSPECTOR).items
    assert found.count == len(listed) == 4
    assert {one.state: one.count for one in found.states} == Counter(one.state for one in listed)
    assert [(one.form, one.count) for one in found.forms] == [("giay_khen", 4)]
    assert [(one.year, one.count) for one in found.years] == [(2021, 4)]
    assert [(one.unit_id, one.count) for one in found.units] == [("u1", 4)]
    assert [(one.state, one.count) for one in counts(state="withdrawn").states] == [("withdrawn", 2)]
    assert counts(CLERK).count == 4
    assert counts(OTHER_CLERK).count == 1
    assert counts(caller("office", "elsewhere")).count == 0
    for other in ({"form": "bang_khen"}, {"year": 2020}, {"unit_id": "u2"}, {"title_year": 2021}):
        assert counts(**other).count == 0
    title = open_nomination(
        nomination_id="n9", achievement_id="tt9", form="cstd_co_so", commendation_type="merit", year=2020
    )
    context.do(title, role="unit_clerk")
    assert [(one.year, one.count) for one in counts().title_years] == [(2020, 1)]
    assert [(one.form, one.count) for one in counts(title_year=2020).forms] == [("cstd_co_so", 1)]


def test_a_list_says_what_a_dossier_lacks_and_nothing_where_no_rule_says_it(context):
    context.do(open_nomination(nomination_id="n3", achievement_id="tt3"), role="unit_clerk")
    context.do(open_nomination(nomination_id="n5", achievement_id="tt5", form="bang_khen"), role="unit_clerk")
    items = ask(context, "list-dossiers", answers.DossiersAsked()).items
    assert {one.nomination_id: one.missing for one in items} == {
        "n3": ("submission", "achievement_report"),
        "n5": None,
    }
    they.submitted(context, "n6", "tt6")
    (whole,) = ask(context, "list-dossiers", answers.DossiersAsked(state="submitted")).items
    assert (whole.missing, whole.due_on) == ((), None)


def test_each_step_of_a_dossier_waits_for_somebody(context):
    context.do(open_nomination(nomination_id="n3", achievement_id="tt3"), role="unit_clerk")
    assert waiting(context, "u1") == [("n3", "submit")]
    they.submitted(context, "n3", "tt3")
    assert (waiting(context, "u1"), waiting(context, "so")) == ([], [("n3", "receive")])
    context.do(they.ReceiveForAppraisal(**they.CASE, by="user:lan"))
    context.do(they.SUPPLEMENT)
    assert waiting(context, "u1") == [("n3", "supplement")]
    assert waiting(context, "so") == [("n3", "appraise")]
    attach = they.AttachDocument(
        **they.CASE, document_kind="meeting_minutes", sha256="c" * 64, title="Biên bản"
    )
    context.do(attach, role="unit_clerk")
    assert waiting(context, "u1") == []
    for command in (they.OBJECT, they.VERIFY, they.ASK, they.PUBLISH):
        context.do(command)
    assert waiting(context, "u2") == [("n3", "opinion")]
    assert [what for _, what in waiting(context, "so")] == [
        "appraise",
        "objection",
        "release",
        "close-publication",
    ]
    for command in (they.CONCLUDE_OBJECTION, they.ANSWER, they.CLOSE):
        context.do(command)
    assert (waiting(context, "so"), waiting(context, "u2")) == ([("n3", "appraise")], [])
    context.do(they.FORWARD)
    assert waiting(context, "ban") == [("n3", "receive-forwarded")]
    context.do(they.RETURN_DOWN, role="board")
    assert (waiting(context, "ban"), waiting(context, "so")) == ([], [("n3", "appraise")])
    context.do(they.OUTSIDE)
    assert waiting(context, "so") == [("n3", "external-answer")]
    context.do(they.GRANTED)
    assert waiting(context, "so") == []


def test_the_inbox_of_an_organisation_is_open_to_who_works_there(context):
    with pytest.raises(NotFound):
        waiting(context, "so", by=CLERK)
    they.submitted(context, "n3", "tt3")
    assert waiting(context, "so", by=OFFICE) == [("n3", "receive")]


def test_a_council_and_its_result_are_waited_for_by_who_holds_the_dossier(context):
    they.received(context, "n3", "tt3")
    put = they.PutToCouncil(**they.CASE, by="user:lan", council_id="c1")
    context.do(put)
    assert waiting(context, "so") == [("n3", "council")]
    context.policies.when_vote_closed_note_council_result(they.vote_closed())
    assert waiting(context, "so") == [("n3", "decide-or-forward")]


def test_documents_asked_for_are_waited_for_until_the_last_is_there(context):
    they.received(context, "n3", "tt3")
    context.do(replace(they.SUPPLEMENT, documents=("meeting_minutes", "opinion")))
    for kind, left in (("meeting_minutes", [("n3", "supplement")]), ("opinion", [])):
        attach = they.AttachDocument(**they.CASE, document_kind=kind, sha256="c" * 64, title="T")
        context.do(attach, role="unit_clerk")
        assert waiting(context, "u1") == left


def test_a_case_is_where_its_last_step_left_it_and_open_to_the_level_it_went_to(context):
    they.received(context, "n3", "tt3")
    context.do(they.FORWARD)
    (case,) = context.queries.cases(plain_answers.CasesAsked(), BOARD).items
    assert (case.case, case.state) == ("nomination-n3", "forwarded")


@pytest.mark.parametrize(
    ("command", "owners"),
    [
        (they.DRAFT, ["u1"]),
        (they.WITHDRAW, ["u1"]),
        (they.SUPPLEMENT, ["so"]),
        (they.HOLD, ["so"]),
        (they.ANSWER, ["u2"]),
        (replace(they.ANSWER, consultation_id="hy-9"), ["so"]),
        (they.FORWARD, []),
        (they.GRANTED, ["so"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whose_case_an_act_on_a_dossier_touches(context, command, owners):
    they.received(context, "n3", "tt3")
    context.do(they.ASK)
    of = Owners(context.known, lambda _: False)
    assert list(of(command)) == owners
    assert list(of(replace(command, nomination_id="n9"))) == []


def test_an_achievement_is_moved_by_who_is_over_both_dossiers(context):
    they.submitted(context, "n4", "tt4")
    context.do(
        open_nomination(nomination_id="n5", achievement_id="tt4", organisation_id="ban"), role="unit_clerk"
    )
    moved = ReassignAchievement(
        achievement_id="tt4", nomination_id="n5", reason="Thay", occurrence=they.TODAY
    )
    assert list(Owners(context.known, lambda _: False)(moved)) == ["so", "ban"]


def test_an_objection_waits_no_longer_once_it_was_concluded_on_paper(context):
    they.received(context, "n3", "tt3")
    context.do(they.OBJECT)
    context.do(replace(they.CONCLUDE_OBJECTION, occurrence=on_paper(they.DAY)))
    assert [what for _, what in waiting(context, "so")] == ["appraise"]
