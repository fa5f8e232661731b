"""The register answered: organisations with their history, the tree of a day, people where they served; reach after a merger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.nominations.application import answers, register_answers
from services.nominations.application.account_book import Account
from services.nominations.application.register_views import registered_in, serving_in
from services.nominations.domain.account_messages import GiveGrant
from services.nominations.domain.movement import LaunchMovement
from services.nominations.domain.nomination_messages import ReturnNomination, SubmitNomination
from services.nominations.domain.organisation_states import begun
from services.nominations.domain.person_messages import RegisterPerson
from services.nominations.domain.plan_messages import IssuePlan
from services.nominations.domain.title_messages import RegisteredTitle
from shared.access import Caller, Grant
from shared.errors import NotFound, Rejected
from shared.lineage import Tree
from tests.unit.nominations import emulation, exemplary
from tests.unit.nominations.bodies import (
    AFTER,
    BEFORE,
    MERGED,
    change,
    dissolve,
    leave,
    move,
    name_successor,
    register,
    rename,
)
from tests.unit.nominations.builders import done, draft, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext

NOBODY = Caller(actor="user:x", name="X", grants=())
PLACES = {
    "ninh-thuan": None,
    "khanh-hoa": None,
    "so-nt": "ninh-thuan",
    "phong-nt": "so-nt",
    "so-kh": "khanh-hoa",
}


@pytest.fixture
def context():
    """Two provinces with a department each, in the first of them a unit; a person serves there."""
    context = MemoryContext()
    for name, parent in PLACES.items():
        context.do(register(name, parent, occurrence=done(date(2021, 1, 1))), role="administrator")
    person = RegisterPerson(
        person_id="an",
        name="Nguyễn Thị An",
        organisation_id="phong-nt",
        position="staff",
        position_since=date(2020, 1, 1),
        occurrence=done(),
    )
    context.do(person, role="administrator")
    return context


def merge(context):
    """Ninh Thuận goes to Khánh Hòa, its department to the department there."""
    context.do(dissolve("so-kh", organisation_id="so-nt"), role="administrator")
    context.do(dissolve("khanh-hoa"), role="administrator")


def caller(context, role, *scopes):
    organisations = {"over_of": context_over(context), "children_of": context_children(context)}
    grants = tuple(Grant(role, scope) for scope in scopes)
    return Caller(actor="user:x", name="X", grants=grants, lineage=Tree(**organisations))


def context_over(context):
    return lambda name: context.known.organisation(name).over if name in PLACES else ()


def context_children(context):
    def children(names):
        rows = context.views["organisations"].rows().values()
        among = set(names)
        return [row["organisation_id"] for row in rows if among & {row["parent_id"], *row["successors"]}]

    return children


def organisation(context, name, on=None):
    asked = register_answers.OneOrganisation(organisation_id=name, on=on)
    return context.queries.organisation(asked, NOBODY).item


def listed(context, **asked):
    page = context.queries.organisations(register_answers.OrganisationsAsked(**asked), NOBODY)
    return [one.organisation_id for one in page.items]


def tree(context, name, on):
    found = context.queries.tree(register_answers.TreeAsked(organisation_id=name, on=on), NOBODY)
    return [(branch.organisation_id, branch.depth) for branch in found.branches]


def people(context, by, **asked):
    return context.queries.people(register_answers.PeopleAsked(**asked), by).items


def test_an_organisation_is_told_with_its_links_both_ways(context):
    merge(context)
    gone, heir = organisation(context, "ninh-thuan"), organisation(context, "khanh-hoa")
    assert (gone.state, gone.dissolved_on, gone.resolution.confirmed) == ("dissolved", MERGED, False)
    assert [(one.organisation_id, one.name) for one in gone.successors] == [
        ("khanh-hoa", "Tổ chức khanh-hoa")
    ]
    assert [one.organisation_id for one in heir.predecessors] == ["ninh-thuan"]
    assert heir.state == "standing"


def test_an_organisation_is_told_as_it_was_on_a_day(context):
    context.do(rename("Sở khác", organisation_id="so-nt"), role="administrator")
    context.do(move("khanh-hoa", organisation_id="so-nt"), role="administrator")
    before, after = organisation(context, "so-nt", BEFORE), organisation(context, "so-nt", MERGED)
    assert (before.name, before.parent_id, before.state) == ("Tổ chức so-nt", "ninh-thuan", "standing")
    assert (after.name, after.parent_id) == ("Sở khác", "khanh-hoa")
    assert [one.name for one in before.names] == ["Tổ chức so-nt", "Sở khác"]
    assert organisation(context, "so-nt", date(2020, 1, 1)).state == "not_begun"
    merge_day = dissolve(organisation_id="phong-nt")
    context.do(merge_day, role="administrator")
    assert [organisation(context, "phong-nt", day).state for day in (BEFORE, MERGED)] == [
        "standing",
        "dissolved",
    ]


def test_organisations_are_listed_by_level_state_parent_and_any_of_their_names(context):
    context.do(rename("Sở Nội vụ", organisation_id="so-nt"), role="administrator")
    context.do(dissolve("khanh-hoa"), role="administrator")
    assert listed(context, state="dissolved") == ["ninh-thuan"]
    assert listed(context, level="unit") == []
    assert listed(context, parent_id="ninh-thuan") == ["so-nt"]
    assert listed(context, text="noi vu") == listed(context, text="to chuc so-n") == ["so-nt"]
    assert listed(context, text="khong co") == []


def test_the_tree_of_a_day_holds_what_stood_under_it_then(context):
    context.do(move("khanh-hoa", organisation_id="so-nt"), role="administrator")
    context.do(dissolve("khanh-hoa"), role="administrator")
    assert tree(context, "ninh-thuan", BEFORE) == [("ninh-thuan", 0), ("so-nt", 1), ("phong-nt", 2)]
    assert tree(context, "khanh-hoa", BEFORE) == [("khanh-hoa", 0), ("so-kh", 1)]
    assert tree(context, "khanh-hoa", MERGED) == [
        ("khanh-hoa", 0),
        ("so-kh", 1),
        ("so-nt", 1),
        ("phong-nt", 2),
    ]
    for name, day in (("ninh-thuan", MERGED), ("ninh-thuan", date(2020, 1, 1)), ("khong-co", MERGED)):
        with pytest.raises(NotFound):
            tree(context, name, day)


def test_both_ends_of_a_succession_are_written_or_none(context):
    context.do(dissolve("khanh-hoa"), role="administrator")
    written = len(context.stored())
    for command, code in (
        (dissolve("ninh-thuan", organisation_id="so-kh"), "successor-not-standing"),
        (dissolve("khong-co", organisation_id="so-kh"), "unknown-organisation"),
        (dissolve("ninh-thuan", organisation_id="khanh-hoa"), "change-backwards"),
        (name_successor("khong-co"), "unknown-organisation"),
    ):
        with pytest.raises(Rejected) as caught:
            context.do(command, role="administrator")
        assert caught.value.code == code
    assert len(context.stored()) == written


def test_a_dissolution_asked_for_again_is_written_once(context):
    once = dissolve("khanh-hoa")
    context.do(once, role="administrator", key="mot")
    context.do(once, role="administrator", key="mot")
    context.do(once, role="administrator", key="hai")
    assert [one.envelope.type for one in context.recorded()].count("OrganisationSucceeded") == 1


def test_of_two_that_take_each_other_over_at_one_moment_one_is_refused(context):
    """Just when Ninh Thuận is to go to Khánh Hòa, somebody has Khánh Hòa go to Ninh Thuận."""
    append_all, others = context.store.append_all, [dissolve("ninh-thuan", organisation_id="khanh-hoa")]

    def interrupted(appends):
        if others and len(appends) > 1:
            context.do(others.pop(), actor="user:khac", role="administrator")
        return append_all(appends)

    context.store.append_all = interrupted
    with pytest.raises(Rejected) as caught:
        context.do(dissolve("khanh-hoa"), role="administrator")
    assert caught.value.code == "change-backwards"
    assert organisation(context, "ninh-thuan").state == "standing"
    assert organisation(context, "khanh-hoa").state == "dissolved"


def test_two_organisations_merge_into_a_third_and_one_splits_in_three(context):
    for name in ("xa-1", "xa-2", "xa-3", "xa-4"):
        context.do(register(name, "khanh-hoa"), role="administrator")
    context.do(dissolve("khanh-hoa"), role="administrator")
    context.do(dissolve("khanh-hoa", organisation_id="so-nt"), role="administrator")
    context.do(dissolve("xa-1", "xa-2", "xa-3", organisation_id="phong-nt"), role="administrator")
    context.do(name_successor("xa-4", organisation_id="phong-nt"), role="administrator")
    heir = organisation(context, "khanh-hoa")
    assert [one.organisation_id for one in heir.predecessors] == ["ninh-thuan", "so-nt"]
    split = organisation(context, "phong-nt")
    assert [one.organisation_id for one in split.successors] == ["xa-1", "xa-2", "xa-3", "xa-4"]
    assert [one.organisation_id for one in organisation(context, "xa-4").predecessors] == ["phong-nt"]


def test_the_successors_people_reach_what_was_the_dissolved_ones(context):
    context.do(
        open_nomination(
            unit_id="phong-nt", organisation_id="so-nt", subject_id="an", occurrence=done(BEFORE)
        ),
        role="unit_clerk",
    )
    asked = answers.OneNomination(nomination_id="n1")
    heirs = ("so-kh", "khanh-hoa")
    for scope in heirs:
        with pytest.raises(NotFound):
            context.queries.nomination(asked, caller(context, "office", scope))
    merge(context)
    for scope in heirs:
        item = context.queries.nomination(asked, caller(context, "office", scope)).item
        assert (item.unit_id, item.organisation_id) == ("phong-nt", "so-nt")
    cases = context.queries.cases(answers.CasesAsked(), caller(context, "office", "khanh-hoa"))
    assert [one.case for one in cases.items] == ["nomination-n1"]
    for scope in ("so-kh", "khanh-hoa"):
        assert [one.name for one in people(context, caller(context, "office", scope))] == ["Nguyễn Thị An"]
    with pytest.raises(NotFound):
        context.queries.nomination(asked, caller(context, "office", "phong-khac"))


def test_the_dissolved_ones_people_reach_nothing_of_the_successors(context):
    merge(context)
    context.do(
        RegisterPerson(
            person_id="binh",
            name="Trần Văn Bình",
            organisation_id="so-kh",
            position="staff",
            position_since=date(2020, 1, 1),
            occurrence=done(),
        ),
        role="administrator",
    )
    assert [one.person_id for one in people(context, caller(context, "office", "ninh-thuan"))] == ["an"]


def test_an_open_case_goes_on_and_nothing_new_begins(context):
    opening = open_nomination(
        unit_id="phong-nt", organisation_id="so-nt", subject_id="an", occurrence=done(BEFORE)
    )
    context.do(opening, role="unit_clerk")
    merge(context)
    context.do(SubmitNomination(nomination_id="n1", occurrence=done(AFTER)), role="unit_clerk")
    new = {"unit_id": "phong-nt", "organisation_id": "so-nt", "subject_id": "an"}
    with pytest.raises(Rejected) as caught:
        context.do(open_nomination(nomination_id="n2", **new, occurrence=done(MERGED)), role="unit_clerk")
    assert caught.value.code == "organisation-dissolved"
    assert caught.value.citation
    assert "Tổ chức so-kh" in caught.value.text.fill(caught.value.facts).vi
    kept = open_nomination(nomination_id="n3", **new, occurrence=on_paper(BEFORE))
    context.do(kept, role="office")
    at_the_heir = {"unit_id": "so-kh", "organisation_id": "khanh-hoa", "subject_id": "an"}
    context.do(open_nomination(nomination_id="n4", **at_the_heir, occurrence=done(MERGED)), role="unit_clerk")


def test_a_dissolved_collective_is_not_proposed_any_more(context):
    merge(context)
    collective = open_nomination(
        subject_kind="collective",
        subject_id="so-nt",
        unit_id="so-kh",
        organisation_id="khanh-hoa",
        occurrence=done(AFTER),
    )
    with pytest.raises(Rejected) as caught:
        context.do(collective, role="unit_clerk")
    assert caught.value.code == "organisation-dissolved"


def _beginning(unit: str) -> list[Any]:
    """What else may begin at a unit, each as a command on a day after the merger."""
    after = done(AFTER)
    both = {"organisation_id": unit, "occurrence": after}
    title = RegisteredTitle(kind="collective", subject_id=unit, title="tap_the_lao_dong_tien_tien")
    return [
        emulation.register_titles(unit_id=unit, entries=(title,), occurrence=after, year=2026),
        emulation.propose(unit_id=unit, authors=("an",), occurrence=after),
        exemplary.detect(unit_id=unit, organisation_id="khanh-hoa", subject_id="an", occurrence=after),
        emulation.assign(plan_id="p-kh", assigner_id="khanh-hoa", assignee_id=unit, occurrence=after),
        emulation.pledge(**both, parties=("so-kh", "khanh-hoa"), signed_on=MERGED),
        emulation.pledge(
            organisation_id="so-kh", parties=("so-kh", unit), signed_on=MERGED, occurrence=after
        ),
        emulation.take_up(**both, movement_id="pt", since=MERGED),
    ]


@pytest.mark.parametrize("at", range(7))
def test_nothing_of_emulation_begins_at_a_dissolved_body_and_all_of_it_at_the_heir(context, at):
    merge(context)
    own = draft(plan_id="p-kh", organisation_id="khanh-hoa", participants=("so-kh",), occurrence=done(MERGED))
    context.do(own, role="office")
    issued = IssuePlan(
        plan_id="p-kh", number="1/KH", dated=MERGED, signatory_role="director", occurrence=done(MERGED)
    )
    context.do(issued, role="director")
    launched = LaunchMovement(
        movement_id="pt",
        name="Thi đua",
        issuer_id="khanh-hoa",
        issuer_level="department",
        launched_on=MERGED,
        occurrence=done(MERGED),
    )
    context.do(launched, role="board")
    members = ("so-kh", "khanh-hoa")
    context.do(emulation.establish(organisation_id="khanh-hoa", members=members, head_id="khanh-hoa"))
    with pytest.raises(Rejected) as caught:
        context.do(_beginning("so-nt")[at])
    assert caught.value.code == "organisation-dissolved"
    context.do(_beginning("so-kh" if at != 5 else "khanh-hoa")[at])


def test_a_dissolved_body_recognises_no_initiative_and_certifies_no_reach(context):
    merge(context)
    after = {"dated": AFTER, "occurrence": done(AFTER)}
    context.do(emulation.propose(unit_id="so-kh", authors=("an",), year=2025, occurrence=done(MERGED)))
    context.do(emulation.apply(since=MERGED, occurrence=done(MERGED)))
    with pytest.raises(Rejected) as caught:
        context.do(emulation.recognise(recognised_by="so-nt", **after))
    assert caught.value.code == "organisation-dissolved"
    context.do(emulation.recognise(recognised_by="so-kh", **after))
    with pytest.raises(Rejected) as caught:
        context.do(emulation.certify(certified_by="ninh-thuan", **after))
    assert caught.value.code == "organisation-dissolved"


def test_a_team_that_was_dissolved_signs_no_pledge_within_its_unit(context):
    for team in ("to-1", "to-2", "to-3"):
        context.do(register(team, "so-kh", occurrence=done(date(2021, 1, 1))), role="administrator")
    context.do(dissolve("to-1", organisation_id="to-2"), role="administrator")

    def pledge(other):
        within = {"organisation_id": "so-kh", "scope": "within_unit", "bloc_id": None, "signed_on": MERGED}
        return emulation.pledge(**within, parties=("to-1", other), occurrence=done(AFTER))

    with pytest.raises(Rejected) as caught:
        context.do(pledge("to-2"))
    assert caught.value.code == "organisation-dissolved"
    context.do(pledge("to-3"))


def test_the_successor_does_not_appraise_what_its_predecessor_proposed(context):
    """Whoever belongs to an organisation belongs to those it took over from: the case is its own."""
    context.book.add(Account(username="an", name="An", password=None))
    context.do(GiveGrant(account="an", grant_id="g", role="unit_clerk", scope="so-kh"), role="administrator")
    opening = open_nomination(
        unit_id="phong-nt", organisation_id="ninh-thuan", subject_id="an", occurrence=done(BEFORE)
    )
    context.do(opening, role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=done(BEFORE)), role="unit_clerk")
    context.do(dissolve("so-kh", organisation_id="phong-nt"), role="administrator")
    give_back = ReturnNomination(nomination_id="n1", reason="Thiếu", by="user:an", occurrence=done(AFTER))
    with pytest.raises(Rejected) as caught:
        context.do(give_back, actor="user:an")
    assert caught.value.code == "own-case-needs-person"


def test_people_are_found_where_they_served_on_a_day(context):
    context.do(change("head", organisation_id="so-kh", since=date(2021, 3, 1)), role="administrator")
    everywhere = Caller(actor="user:x", name="X", grants=(Grant("inspector", "*"),))
    assert [one.position for one in people(context, everywhere, organisation_id="so-kh")] == ["head"]
    assert people(context, everywhere, organisation_id="phong-nt") == []
    old = people(context, everywhere, organisation_id="phong-nt", on=date(2021, 2, 28))
    assert [(one.organisation_id, one.position) for one in old] == [("phong-nt", "staff")]
    assert people(context, everywhere, position="staff") == []
    assert len(people(context, everywhere, position="staff", on=date(2021, 2, 28))) == 1
    assert people(context, everywhere, on=date(2019, 1, 1)) == []


def test_a_former_organisation_finds_its_people_only_on_days_on_which_they_were_there(context):
    context.do(change("head", organisation_id="so-kh", since=date(2021, 3, 1)), role="administrator")
    former = caller(context, "office", "phong-nt")
    assert people(context, former) == []
    assert len(people(context, former, on=date(2021, 2, 28))) == 1
    assert people(context, former, on=date(2021, 3, 1)) == []
    with pytest.raises(NotFound):
        context.queries.person(register_answers.OnePerson(person_id="an"), former)
    now = context.queries.person(
        register_answers.OnePerson(person_id="an"), caller(context, "office", "so-kh")
    )
    assert (now.item.position, now.version) == ("head", 2)
    assert [post.organisation_id for post in now.item.posts] == ["phong-nt", "so-kh"]


def test_whoever_left_everywhere_is_found_where_they_served_last(context):
    context.do(leave("phong-nt", since=date(2021, 3, 10)), role="administrator")
    (one,) = people(context, caller(context, "office", "phong-nt"))
    assert (one.organisation_id, one.position) == ("phong-nt", None)
    assert people(context, caller(context, "office", "phong-nt"), position="staff") == []
    asked = register_answers.OnePerson(person_id="an", on=date(2021, 3, 9))
    assert context.queries.person(asked, caller(context, "office", "so-nt")).item.position == "staff"
    with pytest.raises(NotFound):
        context.queries.person(register_answers.OnePerson(person_id="khong-co"), NOBODY)


def test_positions_of_two_organisations_are_seen_from_both(context):
    beside = change("leader", organisation_id="so-kh", concurrent=True, since=date(2021, 3, 1))
    context.do(beside, role="administrator")
    for scope in ("phong-nt", "so-kh"):
        assert len(people(context, caller(context, "office", scope))) == 1


def test_rows_from_before_histories_were_kept_are_read_as_they_began():
    old = {
        "organisation_id": "so",
        "name": "Sở",
        "level": "department",
        "parent_id": None,
        "valid_from": "2020-01-01",
    }
    assert registered_in(old) == begun("Sở", "department", None, date(2020, 1, 1))
    person = {"person_id": "an", "organisation_id": "so", "position": "staff", "position_since": "2020-01-01"}
    assert serving_in(person).position_on(date(2020, 1, 1)) == "staff"
