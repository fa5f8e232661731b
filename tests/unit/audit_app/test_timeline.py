"""The courses of nominations and awards told as timelines, cases and figures."""

from __future__ import annotations

from datetime import date

import pytest

from services.audit.adapters.book import read_book
from services.audit.application.answers import Figures, Terms
from services.audit.application.queries import Queries
from services.audit.application.questions import CaseLines, FindCases, Nothing, OneCase, OneEntry, OneSource
from services.audit.application.source_state import SourceState
from shared.access import Caller, Grant
from shared.errors import InvalidInput, NotFound
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import BOOK, Keys, MemoryStore, ReadModels
from tests.unit.awards import course as awards
from tests.unit.awards.context import MemoryContext as Awards
from tests.unit.nominations import course as nominations
from tests.unit.nominations.context import MemoryContext as Nominations

INSPECTOR = Caller(actor="user:hoa", name="Hòa", grants=(Grant("inspector", "*"),))
CLERK = Caller(actor="user:lan", name="Lan", grants=(Grant("unit_clerk", "p1"),))
PERMISSIONS = {"case.read": frozenset({"inspector"}), "ledger.read": frozenset({"inspector"})}


def bodies(course, context):
    return [event.body for event in course.whole(context).stored()]


class Desk:
    """Queries over *events*; who read what is kept in `noted`."""

    def __init__(self, events, keys=None):
        self.views = ReadModels(events, keys)
        self.noted = []
        self.ledger = MemoryStore()
        self.ledger.stored = list(range(len(events)))
        self.states = [SourceState("awards", epoch="e", position=4, head=9, waits_for="x")]
        self.queries = Queries(
            views=self.views,
            ledger=self.ledger,
            states=lambda: self.states,
            book=BOOK,
            open=self.views.keys.open,
            permissions=PERMISSIONS,
            origin="sovang.example/demo",
            note_reading=lambda case, caller: self.noted.append((case, caller.actor)),
        )

    def timeline(self, case, **paging):
        return self.queries.timeline(CaseLines(case=case, **paging), INSPECTOR)

    def line(self, case, kind):
        return next(line for line in self.timeline(case).items if line.type == kind)

    def found(self, text=None, **more):
        page = self.queries.find(FindCases(text=text, **more), INSPECTOR)
        return [case.case for case in page.items]


@pytest.fixture(scope="module")
def nominating():
    return Desk(bodies(nominations, Nominations()))


@pytest.fixture(scope="module")
def awarding():
    return Desk(bodies(awards, Awards()))


def test_a_plan_is_told_in_sentences_with_names_and_days(nominating):
    told = [line.sentence.vi for line in nominating.timeline("plan-p1").items]

    assert told[0].startswith("Văn phòng Sở (lan) soạn dự thảo “Kế hoạch xây dựng điển hình tiên tiến”")
    assert "Giám đốc Sở (lan) ban hành kế hoạch, số 12/KH-SCT ngày 20/1/2021" in told
    assert all("{" not in sentence and "…" not in sentence for sentence in told)


def test_every_sentence_of_both_courses_is_whole_in_both_languages(nominating, awarding):
    for desk in (nominating, awarding):
        for case in desk.views.documents["cases"]:
            for line in desk.timeline(case).items:
                assert line.known, line.type
                for sentence in (line.sentence.vi, line.sentence.en):
                    assert sentence
                    assert "{" not in sentence
                    assert "…" not in sentence


def test_a_refusal_tells_its_reason_and_cites_its_rule(nominating):
    line = nominating.line("plan-p1", "ActRefused")

    assert line.refusal.code == "plan-number-missing"
    assert line.refusal.sentence.vi == "Kế hoạch chưa có số nên chưa thể ban hành."
    assert line.refusal.citation.startswith("Nghị định 30/2020/NĐ-CP")
    assert line.refusal.sentence.vi in line.sentence.vi
    assert [rule.confirmed for rule in line.rules] == [False]
    assert line.flags == ()


def test_both_dates_and_the_way_in_are_told(nominating):
    line = nominating.line("plan-p1", "PlanIssued")

    assert line.occurred_on == date(2021, 1, 20)
    assert line.recorded_at.isoformat() == "2021-03-15T02:30:00+00:00"
    assert line.basis_words.vi


def test_sealed_text_is_opened_for_the_reader(nominating):
    assert "trả lại hồ sơ: " in nominating.line("nomination-n1", "NominationReturned").sentence.vi
    details = {
        one.field: one.value.vi for one in nominating.line("nomination-n1", "NominationReturned").details
    }
    assert details["reason"]


def test_an_erased_person_is_told_as_erased():
    keys = Keys()
    desk = Desk(bodies(nominations, Nominations()), keys)
    before = desk.line("nomination-n1", "NominationOpened").sentence.vi
    keys.destroyed = {f"person-{one}" for one in ("s1", "s2", "s3")}
    after = desk.line("nomination-n1", "NominationOpened").sentence

    assert before != after.vi
    assert after.vi.endswith("cho [đã xóa]")
    assert after.en.endswith("for [erased]")


def test_coded_values_are_told_as_words(awarding):
    details = {one.field: one.value for one in awarding.line("nomination-n1", "VoteClosed").details}
    assert (details["passed"].vi, details["passed"].en) == ("có", "yes")
    assert "biểu quyết: tán thành" in awarding.line("nomination-n1", "OpenVoteCast").sentence.vi


def test_effects_follow_their_causes(nominating):
    types = [line.type for line in nominating.timeline("nomination-n1").items]

    assert types[0] == "NominationOpened"
    assert types[-2:] == ["NominationConcluded", "AchievementSettled"]


def test_an_unknown_type_still_shows_and_says_so():
    desk = Desk([body("nominations", 1, kind="TitleRenamed")])
    line = desk.timeline("plan-1").items[0]

    assert not line.known
    assert "TitleRenamed" in line.sentence.vi
    assert "nominations" in line.sentence.en


def test_a_refusal_with_an_unknown_code_shows_its_code():
    data = {"case": "plan-1", "occurred_on": "2021-03-22", "basis": "system", "code": "new-code", "facts": {}}
    line = Desk([body("nominations", 1, kind="ActRefused", data=data)]).timeline("plan-1").items[0]

    assert "new-code" in line.sentence.vi


def test_an_act_on_paper_shows_its_document_and_the_rules_it_broke():
    rule = {"rule": "r/1", "citation": "mục IV.1", "confirmed": True}
    broken = {
        "code": "registration-quota",
        "rule": rule,
        "facts": {"given": "3", "minimum": "1", "maximum": "2"},
    }
    paper = {"number": "7/BC", "dated": "2021-03-20", "received_on": "2021-03-22", "scan_sha256": "0" * 64}
    sealed = {
        "signatory": Keys().seal("Bà An", "case-plan-1", ""),
        "reason": Keys().seal("mất điện", "case-plan-1", ""),
    }
    data = {
        "case": "plan-1",
        "occurred_on": "2021-03-20",
        "basis": "document",
        "document": paper | sealed,
        "rules": [rule],
        "broken": [broken],
        "plan_id": "1",
        "unit_id": "u1",
        "models": [],
    }
    desk = Desk([body("nominations", 1, kind="RegistrationListSubmitted", data=data)])
    line = desk.timeline("plan-1").items[0]

    assert line.sentence.vi.startswith("Bà An (theo văn bản 7/BC) trình danh sách")
    assert line.basis_words.vi.endswith(") ghi lại từ văn bản")
    assert line.document.number == "7/BC"
    assert line.document.signatory.vi == "Bà An"
    assert line.document.reason.vi == "mất điện"
    assert [flag.sentence.vi for flag in line.flags] == [
        "Danh sách đăng ký có 3 điển hình; mỗi đơn vị chọn từ 1 đến 2."
    ]
    assert desk.queries.case(OneCase(case="plan-1"), INSPECTOR).flagged == 1


def test_figures_count_types_lists_ids_and_refusals(nominating, awarding):
    plan = nominating.queries.figures(OneCase(case="plan-p1"), INSPECTOR)
    chosen = awarding.queries.figures(OneCase(case="plan-p1"), INSPECTOR)
    vote = awarding.queries.figures(OneCase(case="nomination-n1"), INSPECTOR)

    assert isinstance(plan, Figures)
    assert plan.events["RegistrationListSubmitted"] == 2
    assert plan.counts["RegistrationListSubmitted"]["models"] == 3
    assert plan.distinct["RegistrationListSubmitted"]["unit_id"] == 2
    assert plan.refusals == {"plan-number-missing": 1}
    assert plan.refused == 1
    assert (chosen.counts["ModelsSelected"]["chosen"], chosen.counts["ModelsSelected"]["not_chosen"]) == (
        5,
        2,
    )
    assert vote.values["VoteClosed"]["in_favour"] == 3


def test_what_a_plan_asks_for_is_told_by_its_kind_how_much_and_until_when(nominating):
    terms = nominating.queries.figures(OneCase(case="plan-p1"), INSPECTOR).terms

    assert terms == {
        "PlanDrafted": {
            "obligations": {
                "register_models": Terms(
                    numbers={"minimum": 1, "maximum": 2}, days={"due_before": date(2021, 3, 25)}
                ),
                "select_models": Terms(
                    numbers={"minimum": 4, "maximum": 5}, days={"due_before": date(2021, 3, 30)}
                ),
            }
        }
    }


def test_an_event_numbered_again_changes_nothing():
    events = bodies(nominations, Nominations())
    once, twice = Desk(events), Desk(events + events)

    assert twice.views.documents["cases"] == once.views.documents["cases"]
    assert twice.views.documents["lines"] == once.views.documents["lines"]
    assert twice.views.documents["names"] == once.views.documents["names"]


def test_a_summary_says_what_the_case_is_and_how_it_stands(nominating):
    plan = nominating.queries.case(OneCase(case="plan-p1"), INSPECTOR)

    assert plan.title.vi == "Kế hoạch xây dựng điển hình tiên tiến"
    assert plan.kind_title.vi == "Kế hoạch"
    assert plan.state == BOOK.event("nominations", "ListSent").meaning
    assert (plan.first_on, plan.last_on) == (date(2021, 1, 14), date(2021, 3, 29))
    assert plan.refused == 1


def test_a_nomination_is_named_after_its_subject(nominating):
    assert nominating.queries.case(OneCase(case="nomination-n1"), INSPECTOR).title.vi.startswith("hồ sơ của ")


@pytest.mark.parametrize("text", ["điển hình", "DIEN HINH", "dien hi", "12/KH", "van hoa", "Tổ chức u1"])
def test_cases_are_found_by_what_they_speak_of(nominating, text):
    assert "plan-p1" in nominating.found(text)


def test_what_nobody_is_called_finds_nothing(nominating):
    assert nominating.found("khongcotennay") == []


def test_without_text_the_newest_cases_come_first_page_by_page(nominating):
    everything = nominating.found()
    first = nominating.queries.find(FindCases(limit=4), INSPECTOR)
    second = nominating.queries.find(FindCases(limit=200, after=first.next), INSPECTOR)

    assert [case.case for case in (*first.items, *second.items)] == everything
    assert second.next is None
    assert set(nominating.found(kind="main")) == {"plan-p1", "nomination-n1"}
    assert nominating.found(kind="plan") == ["plan-p1"]
    assert nominating.found("dien hinh", kind="person") == []


def test_a_timeline_comes_in_pages(nominating):
    first = nominating.timeline("plan-p1", limit=3)
    rest = nominating.timeline("plan-p1", after=first.next)

    assert [*first.items, *rest.items] == nominating.timeline("plan-p1").items
    with pytest.raises(InvalidInput):
        nominating.timeline("plan-p1", after="x")


def test_reading_a_timeline_is_noted_and_a_missing_case_is_not():
    desk = Desk(bodies(nominations, Nominations()))
    desk.timeline("plan-p1")

    assert desk.noted == [("plan-p1", "user:hoa")]
    with pytest.raises(NotFound):
        desk.timeline("plan-none")
    assert len(desk.noted) == 1


def test_a_grant_reaches_only_cases_that_speak_of_its_organisation(nominating):
    unit = Caller(actor="user:x", name="X", grants=(Grant("inspector", "u3"),))

    assert nominating.queries.case(OneCase(case="plan-p1"), unit).case == "plan-p1"
    with pytest.raises(NotFound):
        nominating.queries.case(OneCase(case="nomination-n1"), unit)
    assert "nomination-n1" not in [one.case for one in nominating.queries.find(FindCases(), unit).items]


def test_speaking_of_a_case_elsewhere_gives_nobody_a_view_of_it():
    data = {
        "case": "plan-p1",
        "occurred_on": "2021-03-26",
        "basis": "system",
        "session_id": "s9",
        "council_id": "c9",
        "organisation_id": "so-khac",
    }
    events = bodies(nominations, Nominations())
    desk = Desk([*events, body("awards", 1, kind="SessionConvened", stream="session-s9", data=data)])
    other = Caller(actor="user:x", name="X", grants=(Grant("inspector", "so-khac"),))

    assert desk.line("plan-p1", "SessionConvened").type == "SessionConvened"
    with pytest.raises(NotFound):
        desk.queries.timeline(CaseLines(case="plan-p1"), other)
    assert desk.queries.find(FindCases(), other).items == []


@pytest.mark.parametrize("text", [None, "u"])
def test_pages_join_without_doubles_for_those_who_see_a_part(text):
    events = bodies(nominations, Nominations())
    desk = Desk(events)
    unit = Caller(actor="user:x", name="X", grants=(Grant("inspector", "u3"),))
    told, after, pages = [], None, 0
    while pages == 0 or after:
        found = desk.queries.find(FindCases(text=text, limit=2, after=after), unit)
        told += [case.case for case in found.items]
        after, pages = found.next, pages + 1

    assert pages > 2
    assert sorted(told) == sorted(set(told))


def test_readings_are_counted_apart_from_acts():
    data = {
        "case": "plan-p1",
        "occurred_on": "2026-11-21",
        "basis": "system",
        "reader": "user:x",
        "hour": "h",
    }
    events = [*bodies(nominations, Nominations()), body("audit", 1, kind="CaseRead", data=data)]
    desk = Desk(events)
    plan = desk.queries.case(OneCase(case="plan-p1"), INSPECTOR)

    assert plan.reads == 1
    assert plan.last_on == date(2021, 3, 29)
    assert plan.state == BOOK.event("nominations", "ListSent").meaning
    assert desk.line("plan-p1", "CaseRead").sentence.vi == "Văn phòng Sở (hoa) mở xem diễn biến hồ sơ"


def test_the_ledgers_sources_are_told(nominating):
    source = nominating.queries.source(OneSource(source="awards"), INSPECTOR)

    assert (source.epoch, source.position, source.head, source.lag) == ("e", 4, 9, 5)
    with pytest.raises(NotFound):
        nominating.queries.source(OneSource(source="nominations"), INSPECTOR)
    with pytest.raises(NotFound):
        nominating.queries.entry(OneEntry(index=-1), INSPECTOR)


def test_the_book_has_the_words_of_every_service():
    book = read_book()

    assert book.event("audit", "CaseRead")
    assert book.event("awards", "AwardGranted")
    assert book.role("inspector").vi == "Thành viên đoàn kiểm tra"
    assert book.role("nobody").vi == "nobody"


@pytest.mark.parametrize(("caller", "told"), [(INSPECTOR, "db-7:27017: refused"), (CLERK, ""), (None, "")])
def test_why_a_source_is_away_is_told_to_readers_of_the_ledger_only(caller, told):
    desk = Desk([])
    desk.states = [
        SourceState("awards", condition="away", detail="db-7:27017: refused", epoch="e", position=4)
    ]

    assert [source.detail for source in desk.queries.state(Nothing(), caller).sources] == [told]
    if caller is not None:
        assert desk.queries.source(OneSource(source="awards"), caller).detail == told
