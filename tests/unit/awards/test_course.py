"""The context as a whole, from constituting the council to handing the award over."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from services.awards.adapters.catalogue import CATALOGUE
from services.awards.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.awards.application import answers
from services.awards.application.histories import achievement_stream
from shared.access import Caller, Grant
from shared.errors import InvalidInput, NotFound, Rejected
from shared.portal.navigation import LINKS
from shared.requests import CommandForm, QueryForm
from shared.rules import RuleBook
from tests.unit.awards import course
from tests.unit.awards.builders import FIVE, MAY, cast, choose, constitute, done, grant, issue, open_voting
from tests.unit.awards.context import MemoryContext


def caller(role, *scopes):
    return Caller(actor="user:x", name="X", grants=tuple(Grant(role, scope) for scope in scopes))


OFFICE = caller("office", "sct")
UNIT = caller("unit_clerk", "p1")
STRANGER = caller("unit_clerk", "elsewhere")
INSPECTOR = caller("inspector", "*")


@pytest.fixture
def played():
    return course.whole(MemoryContext())


def ask(context, name, params, by=INSPECTOR):
    return context.app.ask(name, params, by)


def test_everything_that_happens_here_makes_every_event_of_the_catalogue():
    played = course.everything(MemoryContext())
    made = {recorded.envelope.type for recorded in played.recorded()}
    assert made == {kind.name for kind in CATALOGUE.kinds}


def test_every_event_belongs_to_the_case_it_is_about(played):
    cases = {one.envelope.subject.partition("-")[0]: one.event.act.case for one in played.recorded()}
    assert cases == {
        "council": "council-c1",
        "session": "plan-p1",
        "selection": "plan-p1",
        "item": "nomination-n1",
        "award": "nomination-n1",
        "achievement": "nomination-n1",
    }


def test_reactions_say_which_policy_acted_and_which_event_caused_it(played):
    reacted = {
        one.envelope.type: (one.envelope.actor, one.envelope.causationid)
        for one in played.recorded()
        if one.envelope.actor.startswith("system:")
    }
    assert {name: actor for name, (actor, _) in reacted.items()} == {
        "SelectionOpened": "system:when_list_consolidated_open_selection",
        "VoteItemOpened": "system:when_nomination_put_to_council_open_item",
    }
    assert all(not cause.startswith("command:") for _, cause in reacted.values())


def test_reacting_twice_to_one_event_changes_nothing(played):
    before = len(played.stored())
    played.react(course.consolidated())
    played.react(course.put_to_council())
    played.react(course.foreign("PlanIssued"))
    assert len(played.stored()) == before


def test_what_is_shown_of_the_cycle(played):
    council = ask(played, "council", answers.OneCouncil(council_id="c1")).item
    assert council.members[0].position == "chair"
    session = ask(played, "session", answers.OneSession(session_id="s1")).item
    assert (session.state, session.present, session.minutes_number) == ("minuted", FIVE[:4], "3/BB-HĐ")
    selection = ask(played, "selection", answers.OneSelection(plan_id="p1")).item
    assert (selection.state, len(selection.chosen)) == ("selected", 5)
    assert [one.reason for one in selection.not_chosen] == ["Cần bồi dưỡng thêm"] * 2
    item = ask(played, "item", answers.OneItem(nomination_id="n1"))
    assert (item.item.state, item.item.needed, item.item.in_favour, item.item.against) == ("passed", 3, 3, 1)
    assert item.version == 7
    award = ask(played, "award", answers.OneAward(nomination_id="n1")).item
    assert (award.state, award.number, award.place) == ("presented", "76/QĐ-SCT", "Hội trường Sở")


def test_what_is_shown_before_anything_is_settled():
    context = MemoryContext()
    context.do(constitute(), role="director")
    context.do(course.convene())
    context.react(course.consolidated())
    context.react(course.put_to_council())
    assert ask(context, "session", answers.OneSession(session_id="s1")).item.state == "convened"
    assert ask(context, "selection", answers.OneSelection(plan_id="p1")).item.state == "open"
    item = ask(context, "item", answers.OneItem(nomination_id="n1")).item
    assert (item.state, item.needed, item.votes) == ("on_agenda", None, ())


def test_erased_text_shows_as_nothing_and_the_rest_stays(played):
    played.keys.destroyed |= {"case-plan-p1", "case-nomination-n1"}
    selection = ask(played, "selection", answers.OneSelection(plan_id="p1")).item
    assert [one.reason for one in selection.not_chosen] == [None, None]
    award = ask(played, "award", answers.OneAward(nomination_id="n1")).item
    assert (award.state, award.place) == ("presented", None)


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("session", answers.OneSession(session_id="s1")),
        ("selection", answers.OneSelection(plan_id="p1")),
        ("item", answers.OneItem(nomination_id="n1")),
        ("award", answers.OneAward(nomination_id="n1")),
    ],
)
def test_whoever_is_not_concerned_finds_nothing(played, name, params):
    assert ask(played, name, params, OFFICE).version > 0
    with pytest.raises(NotFound):
        ask(played, name, params, STRANGER)


@pytest.mark.parametrize("name", ["nobody", "Not A Stream", ""])
def test_what_is_not_there_is_not_found(name):
    context = MemoryContext()
    for question, params in (
        ("council", answers.OneCouncil(council_id=name)),
        ("session", answers.OneSession(session_id=name)),
        ("selection", answers.OneSelection(plan_id=name)),
        ("item", answers.OneItem(nomination_id=name)),
        ("award", answers.OneAward(nomination_id=name)),
    ):
        with pytest.raises(NotFound):
            ask(context, question, params)


def test_lists_show_where_each_nomination_and_award_stands(played):
    course.vote(played, "n2", unit_id="p2", achievement_id="tt2")
    items = ask(played, "list-items", answers.ItemsAsked()).items
    assert [(row.nomination_id, row.state, row.session_id) for row in items] == [
        ("n1", "passed", "s1"),
        ("n2", "passed", "s1"),
    ]
    awards = ask(played, "list-awards", answers.AwardsAsked()).items
    assert [(row.nomination_id, row.state, row.presented_on.isoformat()) for row in awards] == [
        ("n1", "presented", "2021-06-01")
    ]


def test_lists_keep_to_what_is_asked_and_what_is_reached(played):
    course.vote(played, "n2", unit_id="p2", achievement_id="tt2")

    def found(by, **asked):
        page = ask(played, "list-items", answers.ItemsAsked(**asked), by)
        return [row.nomination_id for row in page.items]

    assert found(INSPECTOR, unit_id="p2") == ["n2"]
    assert found(INSPECTOR, state="failed") == []
    assert found(caller("unit_clerk", "p2")) == ["n2"]
    assert found(OFFICE) == ["n1", "n2"]
    assert ask(played, "list-awards", answers.AwardsAsked(), STRANGER).items == []


def test_councils_of_an_organisation_are_listed_the_latest_decision_first_to_whoever_may_read_one():
    context = MemoryContext()
    context.do(constitute())
    later = date(2024, 3, 4)
    anew = {
        "council_id": "c2",
        "decision_number": "40/QĐ-SCT",
        "decided_on": later,
        "occurrence": done(later),
    }
    context.do(constitute(**anew))
    context.do(constitute(council_id="c3", organisation_id="khac"))

    def found(by, **asked):
        return ask(context, "list-councils", answers.CouncilsAsked(**asked), by)

    both = found(STRANGER, organisation_id="sct").items
    assert [(row.council_id, row.decision_number, row.decided_on.isoformat()) for row in both] == [
        ("c2", "40/QĐ-SCT", "2024-03-04"),
        ("c1", "21/QĐ-SCT", "2021-01-25"),
    ]
    assert {(row.organisation_id, row.name, row.vote_rule) for row in both} == {
        ("sct", "Hội đồng Thi đua, khen thưởng Sở", "open-vote-department")
    }
    assert {row.council_id for row in found(OFFICE).items} == {"c1", "c2", "c3"}
    first = found(OFFICE, organisation_id="sct", limit=1)
    assert [row.council_id for row in first.items] == ["c2"]
    following = found(OFFICE, organisation_id="sct", limit=1, after=first.next)
    assert ([row.council_id for row in following.items], following.next) == (["c1"], None)
    assert found(OFFICE, organisation_id="p1").items == []


def test_a_director_cannot_sign_as_somebody_else():
    context = MemoryContext()
    course.select(context)
    course.vote(context)
    command = issue(form="bang_khen", signatory_role="province_chair", acting_role="province_chair")
    assert course.refused(context, command, role="director").code == "signatory-not-caller"
    assert context.recorded()[-1].event.code == "signatory-not-caller"


def test_one_achievement_gets_one_award_however_many_nominations_it_has(played):
    course.vote(played, "n2")
    played.do(issue(nomination_id="n2", number="80/QĐ-SCT"), role="director")
    refusal = course.refused(played, grant(nomination_id="n2"), role="director")
    assert refusal.code == "achievement-already-rewarded"
    (fence,) = played.store.read(achievement_stream("tt1")).commits
    assert fence.last == 1


def test_of_two_awards_granted_at_the_same_moment_one_stands():
    context = MemoryContext()
    course.select(context)
    for number, nomination_id in enumerate(("n1", "n2")):
        course.vote(context, nomination_id)
        context.do(issue(nomination_id=nomination_id, number=f"{number}/QĐ-SCT"), role="director")
    together, outcomes = threading.Barrier(2), []

    def act(nomination_id):
        together.wait(60)
        try:
            outcomes.append(context.do(grant(nomination_id=nomination_id), role="director").version)
        except Rejected as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=act, args=(name,)) for name in ("n1", "n2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, outcomes)) == ["2", "achievement-already-rewarded"]
    assert len(context.known.rewarded_by("tt1")) == 1


class StrangersFirst:
    """A store in which, just before the first transaction, another process grants for the same achievement."""

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


def test_an_award_that_lost_the_race_for_its_achievement_is_refused_not_doubled():
    first = MemoryContext()
    course.select(first)
    for number, nomination_id in enumerate(("n1", "n2")):
        course.vote(first, nomination_id)
        first.do(issue(nomination_id=nomination_id, number=f"{number}/QĐ-SCT"), role="director")
    late = MemoryContext(
        StrangersFirst(first.store, lambda: first.do(grant(nomination_id="n1"), role="director", key="x")),
        first_id=5000,
    )
    refusal = course.refused(late, grant(nomination_id="n2"), role="director")
    assert refusal.code == "achievement-already-rewarded"
    assert len(first.known.rewarded_by("tt1")) == 1


def test_granting_again_changes_neither_award_nor_fence(played):
    before = len(played.stored())
    context = MemoryContext(played.store, first_id=5000)
    for _ in range(2):
        context.do(grant(), role="director", key="again")
    assert len(played.stored()) == before


def test_a_refusal_is_stored_once_for_one_request():
    context = MemoryContext()
    course.select(context)
    command = choose(3, plan_id="p2")
    with pytest.raises(NotFound):
        context.do(command)
    refusals = [one for one in context.recorded() if one.envelope.type == "ActRefused"]
    assert [one.event.code for one in refusals] == ["selection-quota"]


def test_ids_that_can_name_no_stream_are_invalid():
    context = MemoryContext()
    for command in (cast("an", nomination_id="Ä"), open_voting(nomination_id="a b")):
        with pytest.raises(InvalidInput) as caught:
            context.do(command)
        assert caught.value.code == "malformed-id"


def test_an_unknown_session_or_council_is_not_found_however_it_is_called():
    context = MemoryContext()
    context.react(course.put_to_council())
    for session_id in ("nobody", "Ä"):
        with pytest.raises(NotFound):
            context.do(open_voting(session_id=session_id))
    with pytest.raises(NotFound):
        context.do(course.convene(council_id="Ä"))
    with pytest.raises(NotFound):
        context.do(grant(nomination_id="n9"))


def test_every_endpoint_can_be_served():
    assert {form.endpoint.name for form in (CommandForm("awards", one) for one in COMMANDS)}
    assert {form.endpoint.name for form in (QueryForm(one) for one in QUERIES)}
    asked = {endpoint.name for endpoint in QUERIES}
    app = MemoryContext().app
    assert asked == app.answering.table().keys() | app.parked.queries().keys()
    assert {endpoint.name for endpoint in ACTIONS} == app.parked.actions().keys()


def test_a_request_is_read_into_the_command_the_rules_judge():
    (form,) = (CommandForm("awards", one) for one in COMMANDS if one.name == "cast-vote")
    payload = {"nomination_id": "n1", "choice": "for", "occurred_on": "2021-05-20", "basis": "simulated"}
    command = form.command(payload, actor="user:an", key="k", today=MAY)
    assert command == replace(cast("an"), occurrence=done(MAY), rules=RuleBook(()))


def test_permissions_name_every_endpoint():
    app = MemoryContext().app
    needed = {endpoint.permission for endpoint in (*ACTIONS, *COMMANDS, *QUERIES)}
    shown = {
        link.permission for link in LINKS if link.permission
    }  # others' pages, which the navigation leads to
    assert needed | shown | {"act.record"} == set(app.permissions)
    assert app.ready() == {"database": True}
    assert app.wait_for("items", "item-n1@1", 0.0)
    with pytest.raises(NotFound):
        app.act("nothing", None, None)
