"""The context as a whole, from registering organisations to the concluded dossier."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.endpoints import QUERIES
from services.nominations.application import answers, register_answers
from services.nominations.application.account_queries import GrantsAsked
from services.nominations.domain.account_messages import GiveGrant, RevokeGrant
from services.nominations.domain.consolidation_messages import ConsolidateList
from services.nominations.domain.nomination_messages import NominationPutToCouncil, SubmitNomination
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.access import Caller, Grant
from shared.asking import Paging
from shared.errors import InvalidInput, KeyReused, NotFound, Rejected
from shared.parked_desk import ParkedDesk
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, model, open_nomination
from tests.unit.nominations.context import MemoryContext


def caller(role, *scopes):
    return Caller(actor="user:x", name="X", grants=tuple(Grant(role, scope) for scope in scopes))


OFFICE = caller("office", "so")
CLERK = caller("unit_clerk", "u1")
OTHER_CLERK = caller("unit_clerk", "u2")
INSPECTOR = caller("inspector", "*")


@pytest.fixture
def played():
    return course.whole(MemoryContext())


def test_everything_that_happens_here_makes_every_event_of_the_catalogue():
    played = course.everything(MemoryContext())
    made = {recorded.envelope.type for recorded in played.recorded()}
    assert made == {kind.name for kind in CATALOGUE.kinds}


def test_every_event_of_a_plan_belongs_to_the_plans_case(played):
    of_lists = [
        one
        for one in played.recorded()
        if one.envelope.subject.startswith(("registration-", "consolidation-"))
    ]
    assert len(of_lists) == 5
    assert {one.event.act.case for one in of_lists} == {"plan-p1"}


def test_a_plan_shows_where_it_was_sent(played):
    found = played.queries.plan(answers.OnePlan(plan_id="p1"), OFFICE)
    assert found.item.state == "issued"
    assert found.item.number == "12/KH-SCT"
    assert [(one.recipient_id, one.state) for one in found.item.recipients] == [
        ("r1", "delivered"),
        ("r2", "not_sent"),
    ]
    assert [(one.title, one.sha256) for one in found.item.attachments] == [("12-KH-SCT.pdf", "c" * 64)]
    assert found.version == 8


def test_a_draft_shows_no_number():
    context = MemoryContext()
    course.register(context)
    context.do(course.draft())
    item = context.queries.plan(answers.OnePlan(plan_id="p1"), OFFICE).item
    assert (item.state, item.number, item.recipients[0].state) == ("drafted", None, "not_sent")


def test_the_office_sees_all_lists_and_a_clerk_only_their_own(played):
    asked = answers.OnePlan(plan_id="p1")
    everything = played.queries.registrations(asked, OFFICE).lists
    assert [(one.unit_id, one.state, len(one.models)) for one in everything] == [
        ("u1", "submitted", 1),
        ("u2", "submitted", 2),
        ("u3", "none", 0),
    ]
    assert [one.unit_id for one in played.queries.registrations(asked, CLERK).lists] == ["u1"]
    with pytest.raises(NotFound):
        played.queries.registration(answers.OneList(plan_id="p1", unit_id="u1"), OTHER_CLERK)
    own = played.queries.registration(answers.OneList(plan_id="p1", unit_id="u1"), CLERK)
    assert (own.item.unit_id, own.version) == ("u1", 1)


def test_the_consolidated_list_says_where_each_model_was_read_and_what_became_of_it(played):
    item = played.queries.consolidation(answers.OnePlan(plan_id="p1"), OFFICE).item
    assert item.state == "sent"
    assert item.chosen == ("m1", "m2")
    assert item.missing_units == ("u3",)
    assert all(one.registration.endswith("@1") for one in item.candidates)


def test_a_consolidated_list_is_open_to_those_whose_models_it_holds_and_to_whom_it_was_sent(played):
    asked = answers.OnePlan(plan_id="p1")
    for one in (OFFICE, CLERK, OTHER_CLERK, INSPECTOR, caller("board", "ban")):
        assert played.queries.consolidation(asked, one).item.state == "sent"
    for one in (
        caller("unit_clerk", "elsewhere"),
        caller("office", "elsewhere"),
        caller("board", "elsewhere"),
    ):
        with pytest.raises(NotFound):
            played.queries.consolidation(asked, one)


def test_a_late_paper_list_stands_with_its_flag(played):
    flagged = [one for one in played.recorded() if one.event.act.broken]
    codes = {(one.envelope.type, flag.code) for one in flagged for flag in one.event.act.broken}
    assert codes == {
        ("ActRefused", "plan-number-missing"),
        ("RegistrationListSubmitted", "registration-late"),
    }


def test_a_dossier_is_open_to_its_unit_and_to_who_decides(played):
    asked = answers.OneNomination(nomination_id="n1")
    for one in (CLERK, OFFICE, INSPECTOR):
        item = played.queries.nomination(asked, one).item
        assert (item.state, item.outcome, item.round) == ("concluded", "awarded", 2)
        assert item.achievement == "Rút ngắn thời gian"
        assert item.return_reason == "Thiếu báo cáo"
        assert [document.title for document in item.documents] == ["Tờ trình", "Báo cáo"]
    with pytest.raises(NotFound):
        played.queries.nomination(asked, OTHER_CLERK)


def test_erased_text_shows_as_nothing_and_the_rest_stays(played):
    played.keys.destroyed |= {"case-nomination-n1", "person-s1"}
    item = played.queries.nomination(answers.OneNomination(nomination_id="n1"), CLERK).item
    assert (item.achievement, item.return_reason, item.documents[0].title) == (None, None, None)
    assert item.state == "concluded"
    people = played.queries.people(register_answers.PeopleAsked(), INSPECTOR).items
    assert [one.name for one in people] == ["Người thứ 3", "Người thứ 2", None]


def test_persons_are_listed_within_the_callers_reach(played):
    everybody = played.queries.people(register_answers.PeopleAsked(), INSPECTOR)
    assert [one.person_id for one in everybody.items] == ["s3", "s2", "s1"]
    own = played.queries.people(register_answers.PeopleAsked(), CLERK)
    assert [one.name for one in own.items] == ["Người thứ 1"]
    elsewhere = played.queries.people(register_answers.PeopleAsked(organisation_id="u2"), CLERK)
    assert elsewhere.items == []
    named = played.queries.people(register_answers.PeopleAsked(organisation_id="u2"), INSPECTOR)
    assert [one.person_id for one in named.items] == ["s2"]


def test_cases_are_listed_by_what_is_asked_within_the_callers_reach(played):
    def found(by, **asked):
        page = played.queries.cases(answers.CasesAsked(**asked), by)
        return [(one.case, one.state) for one in page.items]

    assert found(INSPECTOR) == [("nomination-n1", "concluded"), ("plan-p1", "sent")]
    assert found(INSPECTOR, kind="plan") == [("plan-p1", "sent")]
    assert found(INSPECTOR, unit_id="u1") == [("nomination-n1", "concluded")]
    assert found(INSPECTOR, state="open") == []
    assert found(OTHER_CLERK) == [("plan-p1", "sent")]
    assert found(caller("unit_clerk", "elsewhere")) == []


def test_lists_come_in_pages(played):
    first = played.queries.organisations(register_answers.OrganisationsAsked(limit=3), OFFICE)
    rest = played.queries.organisations(
        register_answers.OrganisationsAsked(limit=3, after=first.next), OFFICE
    )
    assert [one.organisation_id for one in (*first.items, *rest.items)] == ["so", "ban", "u1", "u2", "u3"]
    assert rest.next is None
    assert played.queries.movements(answers.MovementsAsked(), OFFICE).items[0].issuer_level == "department"


def test_one_organisation_is_read_from_its_own_history(played):
    found = played.queries.organisation(register_answers.OneOrganisation(organisation_id="so"), OFFICE)
    assert (found.item.name, found.version) == ("Sở Công Thương Hà Tĩnh", 1)


@pytest.mark.parametrize("name", ["nobody", "Not A Stream", ""])
def test_what_is_not_there_is_not_found(name):
    queries = MemoryContext().queries
    for ask, params in (
        (queries.organisation, register_answers.OneOrganisation(organisation_id=name)),
        (queries.plan, answers.OnePlan(plan_id=name)),
        (queries.registrations, answers.OnePlan(plan_id=name)),
        (queries.registration, answers.OneList(plan_id=name, unit_id="u1")),
        (queries.consolidation, answers.OnePlan(plan_id=name)),
        (queries.nomination, answers.OneNomination(nomination_id=name)),
    ):
        with pytest.raises(NotFound):
            ask(params, INSPECTOR)


def test_a_refusal_is_an_event_of_the_case_even_where_nothing_else_happened():
    context = MemoryContext()
    course.register(context)
    course.issue(context)
    command = SubmitRegistrationList(plan_id="p1", unit_id="u1", models=(), occurrence=done())
    answer = course.refused(context, command)
    assert answer.code == "registration-quota"
    assert answer.citation == "Kế hoạch số 12/KH-SCT ngày 20/1/2021, mục IV.1"
    assert "0 điển hình" in answer.text.vi
    (stored,) = [one for one in context.recorded() if one.envelope.subject.startswith("registration-")]
    assert (stored.envelope.type, stored.event.act.case) == ("ActRefused", "plan-p1")


def test_names_that_nobody_registered_are_told_apart_from_those_known():
    context = MemoryContext()
    course.register(context)
    under_nobody = RegisterOrganisation(
        organisation_id="x",
        name="X",
        level="unit",
        parent_id="nobody",
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    assert course.refused(context, under_nobody).code == "unknown-organisation"
    assert course.refused(context, open_nomination(unit_id="Không có")).code == "unknown-organisation"
    assert course.refused(context, open_nomination(subject_id="s9")).code == "unknown-subject"
    collective = open_nomination(subject_kind="collective", subject_id="u1")
    assert context.do(collective, key="a").stream == "nomination-n1"


def test_a_list_of_strangers_is_rejected(played):
    command = SubmitRegistrationList(
        plan_id="p1", unit_id="u3", models=(model(1, subject_id="s9"),), occurrence=done()
    )
    assert course.refused(played, command).code == "unknown-subject"


def test_an_id_that_cannot_name_a_stream_is_invalid_input():
    with pytest.raises(InvalidInput) as caught:
        MemoryContext().do(SubmitNomination(nomination_id="Không Hợp Lệ", occurrence=done()))
    assert caught.value.code == "malformed-id"
    with pytest.raises(InvalidInput):
        MemoryContext().do(ConsolidateList(plan_id="Không Hợp Lệ", occurrence=done()))


def test_a_key_answers_again_and_takes_no_other_content():
    context = MemoryContext()
    course.register(context)
    first = context.do(open_nomination(), key="k")
    assert context.do(open_nomination(), key="k") == first
    with pytest.raises(KeyReused):
        context.do(open_nomination(subject_id="s2"), key="k")


def test_a_reaction_to_an_event_given_twice_does_its_work_once(played):
    before = len(played.stored())
    played.policies.when_models_selected_note_selection(course.selected())
    played.policies.when_award_granted_conclude_nomination(course.granted())
    assert len(played.stored()) == before


def test_a_reaction_says_who_acts_and_leads_to_its_cause(played):
    (noted,) = [one for one in played.recorded() if one.envelope.type == "SelectionNoted"]
    assert noted.envelope.actor == "system:when_models_selected_note_selection"
    assert noted.envelope.actorrole == "system"
    assert (noted.envelope.causationid, noted.envelope.correlationid) == ("e-selected", "c-9")
    assert (noted.event.selection, noted.event.act.occurred_on) == ("e-selected", date(2021, 3, 26))


def test_a_selection_that_fits_no_list_is_refused_for_good():
    with pytest.raises(Rejected):
        MemoryContext().policies.when_models_selected_note_selection(course.selected())


@pytest.mark.parametrize(
    ("basis", "then"), [("document", "system"), ("system", "system"), ("simulated", "simulated")]
)
def test_a_reaction_is_done_by_the_system_even_when_its_cause_was_recorded_from_paper(basis, then):
    context = MemoryContext()
    course.register(context)
    course.issue(context)
    course.consolidate(context, basis=basis)
    (noted,) = [one for one in context.recorded() if one.envelope.type == "SelectionNoted"]
    assert (noted.event.act.basis, noted.event.act.document) == (then, None)


def test_each_reaction_answers_the_event_it_is_named_for():
    reactions = {"ModelsSelected", "AwardGranted", "AwardCancelled", "AwardDeclined", "VoteClosed"}
    assert MemoryContext().policies.table().keys() == reactions


def test_each_question_of_the_table_has_an_answer():
    asked = MemoryContext().answered | ParkedDesk(None).queries().keys()
    assert {query.name for query in QUERIES} == asked


def test_whoever_is_proposed_is_named_by_their_account_once_a_grant_names_them():
    context = MemoryContext()
    course.register(context)
    course.entitle(context, until=GiveGrant)
    course.nominate(context)
    (put,) = [one.event for one in context.recorded() if isinstance(one.event, NominationPutToCouncil)]
    assert put.subject_actor == "user:lan.so"


@pytest.mark.parametrize("until", [None, RevokeGrant])
def test_nobody_is_named_whom_no_grant_names_now(until):
    context = MemoryContext()
    course.register(context)
    if until is not None:
        course.entitle(context, until=until)
    course.nominate(context)
    (put,) = [one.event for one in context.recorded() if isinstance(one.event, NominationPutToCouncil)]
    assert put.subject_actor is None


def test_the_list_of_grants_tells_who_gave_each_and_who_took_it_back():
    context = MemoryContext()
    course.register(context)
    course.entitle(context)
    administrator = caller("administrator", "so")
    (item,) = context.account_queries.given(GrantsAsked(account="lan.so"), administrator).items
    assert (item.given_by, item.revoked_by, item.decision.number) == ("user:lan", "user:lan", "7/QĐ-SCT")
    assert (item.begins_on, item.ends_on) == (date(2021, 1, 5), date(2021, 12, 31))
    for elsewhere in (caller("administrator", "u1"), caller("office", "so")):
        assert context.account_queries.given(GrantsAsked(), elsewhere).items == []
    (account,) = context.account_queries.accounts(Paging(), administrator).items
    assert (account.account, account.disabled, account.roles) == ("lan.so", False, ())
