"""What people do together: movements taken up, pledges within a unit and a bloc, conferences that are no council."""

from __future__ import annotations

import json
from datetime import date

import pytest

from services.nominations.adapters.emulation_kinds import KINDS
from services.nominations.application import bloc_answers as answers_of
from services.nominations.application import emulation_answers as answers
from services.nominations.application.owning import Owners
from services.nominations.domain.bloc import bloc
from services.nominations.domain.bloc_states import NotEstablished
from services.nominations.domain.conference import conference
from services.nominations.domain.conference_messages import Attendee, Presentation
from services.nominations.domain.movement import NotLaunched
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.pledge import pledge
from services.nominations.domain.uptake import uptake
from shared.access import Caller, Grant
from shared.acts import ActRefused
from shared.errors import NotFound, Rejected
from shared.testing.spec import Spec
from tests.contracts.sampling import SAMPLES
from tests.unit.nominations import course, emulation
from tests.unit.nominations.bodies import dissolve
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.context import MemoryContext

EARLY = date(2021, 1, 4)


def the(decider, command):
    (event,) = decider.decide(command, decider.initial)
    return event


def test_a_movement_is_taken_up_once():
    a, asked = Spec(uptake), emulation.take_up()
    event = the(uptake, asked)
    assert (event.since, event.act.case) == (date(2021, 2, 1), "movement-mv")
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.take_up(since=date(2021, 2, 2))).then_rejected("uptake-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"movement": NotLaunched()}, "movement-not-found"),
        ({"since": EARLY}, "uptake-before-launch"),
    ],
)
def test_only_what_is_launched_is_taken_up(changes, code):
    Spec(uptake).given().when(emulation.take_up(**changes)).then_rejected(code)


def test_taken_up_on_paper_before_the_launch_is_flagged():
    event = the(uptake, emulation.take_up(since=EARLY, occurrence=on_paper()))
    assert [flag.code for flag in event.act.broken] == ["uptake-before-launch"]


def test_a_pledge_is_noted_once():
    a, asked = Spec(pledge), emulation.pledge()
    event = the(pledge, asked)
    assert (event.bloc_id, event.bloc) == ("kt", "Khối thi đua Kinh tế – Kỹ thuật")
    assert (event.parties, event.act.broken) == (("u1", "u2"), ())
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.pledge(year=2022)).then_rejected("pledge-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"bloc_id": None}, "pledge-bloc"),
        ({"bloc": NotEstablished()}, "bloc-not-found"),
        ({"scope": "within_unit"}, "pledge-bloc"),
        ({"parties": ("u1", "u1")}, "pledge-party-twice"),
        ({"parties": ("u1",)}, "pledge-alone"),
        ({"strangers": ("u2",)}, "pledge-stranger"),
        ({"signed_on": date(2021, 3, 16)}, "pledge-later"),
    ],
)
def test_a_pledge_takes_two_who_belong_together(changes, code):
    Spec(pledge).given().when(emulation.pledge(**changes)).then_rejected(code)


OUTSIDE = [
    ({"parties": ("u2", "u3")}, "u3"),
    ({"parties": ("u4", "u3")}, "u4, u3"),
    ({"year": 2020}, "u1, u2"),  # the bloc was established later
    ({"organisation_id": "u3"}, "u3"),
    ({"organisation_id": "so", "parties": ("so", "u1")}, "so"),  # who established it is no member by that
]


@pytest.mark.parametrize(("changes", "party"), OUTSIDE)
def test_a_pledge_in_a_bloc_is_signed_and_kept_by_its_members_of_that_year(changes, party):
    (event,) = pledge.decide(emulation.pledge(**changes), pledge.initial)
    assert isinstance(event, ActRefused)
    assert (event.code, event.facts["party"]) == ("pledge-outside-bloc", party)
    (flag,) = event.act.broken
    assert flag.rule.citation == "Khối thi đua Kinh tế – Kỹ thuật: văn bản số 15/QĐ-SCT ngày 15/1/2021"
    assert pledge.evolve(pledge.initial, event) == pledge.initial


@pytest.mark.parametrize(("changes", "party"), OUTSIDE)
def test_one_signed_on_paper_by_others_is_on_record_and_flagged(changes, party):
    event = the(pledge, emulation.pledge(**changes, occurrence=on_paper()))
    assert [(flag.code, flag.facts["party"]) for flag in event.act.broken] == [("pledge-outside-bloc", party)]
    assert pledge.evolve(pledge.initial, event).parties == event.parties


def test_a_member_keeps_a_pledge_of_its_bloc():
    assert the(pledge, emulation.pledge(organisation_id="u2")).act.broken == ()


def test_members_of_a_later_document_sign_for_the_years_from_its_own_on():
    changed = bloc.evolve(emulation.BLOC, the_next(emulation.change(), emulation.BLOC))
    for year, parties in ((2021, ("u1", "u2")), (2022, ("u2", "u3")), (2025, ("u3", "u2"))):
        assert the(pledge, emulation.pledge(bloc=changed, year=year, parties=parties)).act.broken == ()
    refused = the(pledge, emulation.pledge(bloc=changed, year=2022))
    assert (refused.facts["party"], refused.facts["year"]) == ("u1", "2022")
    assert refused.act.broken[0].rule.citation.endswith("văn bản số 16/QĐ-SCT ngày 20/12/2021")


def test_a_pledge_that_named_its_bloc_in_words_alone_can_still_be_read():
    body = json.loads((SAMPLES / "nominations/PledgeSigned/1.json").read_text())
    kind = next(one for one in KINDS if one.name == "PledgeSigned")
    data = kind.upcasters[1](body["data"])
    assert (data["bloc_id"], data["bloc"]) == (None, "Khối thi đua Kinh tế – Kỹ thuật")


def the_next(command, state):
    (event,) = bloc.decide(command, state)
    return event


def test_a_bloc_is_established_once_and_changed_by_later_documents():
    a = Spec(bloc)
    first = the(bloc, emulation.establish())
    assert (first.act.case, first.members, first.head_id) == ("bloc-kt", ("u1", "u2"), "u1")
    second = the_next(emulation.change(), emulation.BLOC)
    assert (second.organisation_id, second.joined, second.left) == ("so", ("u3",), ("u1",))
    a.given(first).when(emulation.establish()).then_nothing()
    a.given(first, second).when(emulation.establish()).then_nothing()
    a.given(first).when(emulation.establish(name="Khối khác")).then_rejected("bloc-exists")
    a.given(first, second).when(emulation.change()).then_nothing()
    a.given().when(emulation.change()).then_rejected("bloc-not-found")
    later = date(2021, 12, 21)
    members = ("u1", "u2", "u3")
    third = emulation.change(number="17/QĐ-SCT", dated=later, members=members, occurrence=done(later))
    after = bloc.evolve(emulation.BLOC, second)
    a.given(first, second).when(third).then(the_next(third, after))  # of one year the last document counts
    assert bloc.evolve(after, the_next(third, after)).in_year(2022).members == members


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unknown_organisations": ("u9",)}, "unknown-organisation"),
        ({"members": ("u1", "u2", "u1")}, "bloc-member-twice"),
        ({"members": ("u1",)}, "bloc-alone"),
        ({"head_id": "u3"}, "bloc-head-stranger"),
        ({"dated": date(2021, 1, 16)}, "bloc-later"),
    ],
)
def test_a_bloc_has_members_of_which_one_leads_it_by_a_document(changes, code):
    Spec(bloc).given().when(emulation.establish(**changes)).then_rejected(code)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dated": date(2021, 1, 14)}, "bloc-document-earlier"),
        ({"from_year": 2020}, "bloc-year-earlier"),
        ({"unknown_organisations": ("u9",)}, "unknown-organisation"),
        ({"head_id": "u1"}, "bloc-head-stranger"),
        ({"dated": date(2021, 12, 21)}, "bloc-later"),
    ],
)
def test_members_change_by_a_later_document_and_for_no_earlier_year(changes, code):
    first = the(bloc, emulation.establish())
    Spec(bloc).given(first).when(emulation.change(**changes)).then_rejected(code)


def test_a_conference_is_noted_once_and_knows_no_quorum():
    a, asked = Spec(conference), emulation.conference(attendees=())
    event = the(conference, asked)
    assert (event.held_on, len(event.reports), len(event.presentations)) == (date(2020, 5, 14), 1, 3)
    a.given(event).when(asked).then_nothing()
    a.given(event).when(emulation.conference(name="Khác")).then_rejected("conference-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"organisation_known": False}, "unknown-organisation"),
        ({"unknown_people": ("s9",)}, "person-unknown"),
        ({"held_on": date(2021, 3, 16)}, "conference-later"),
    ],
)
def test_what_did_not_take_place_is_not_noted(changes, code):
    Spec(conference).given().when(emulation.conference(**changes)).then_rejected(code)


CLERK = Caller(actor="user:x", name="X", grants=(Grant("unit_clerk", "u1"),))
OFFICE = Caller(actor="user:y", name="Y", grants=(Grant("office", "so"),))
INSPECTOR = Caller(actor="user:z", name="Z", grants=(Grant("inspector", "*"),))


@pytest.fixture
def played():
    context = MemoryContext()
    course.register(context)
    context.do(emulation.establish())
    return context


def ask(context, name, query, caller=OFFICE):
    return context.queries.table()[name](query, caller)


def test_who_takes_part_in_what_is_listed(played):
    played.do(emulation.take_up())
    for query in ({}, {"movement_id": "mv"}, {"organisation_id": "u1"}):
        (row,) = ask(played, "list-uptakes", answers.UptakesAsked(**query)).items
        assert (row.movement_id, row.organisation_id, row.since) == ("mv", "u1", date(2021, 2, 1))
    assert ask(played, "list-uptakes", answers.UptakesAsked(organisation_id="u2")).items == []
    with pytest.raises(Rejected):
        played.do(emulation.take_up(movement_id="khong-co"))


def test_a_pledge_within_a_unit_is_signed_by_its_people_and_teams(played):
    team = RegisterOrganisation(
        organisation_id="to",
        name="Tổ một",
        level="unit",
        parent_id="u1",
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    played.do(team, role="administrator")
    within = {"scope": "within_unit", "bloc_id": None, "organisation_id": "u1"}
    played.do(emulation.pledge(**within, parties=("s1", "to")))
    for stranger in ("s2", "u2", "khong-co"):
        with pytest.raises(Rejected) as caught:
            played.do(emulation.pledge(pledge_id="gu2", **within, parties=("s1", stranger)))
        assert caught.value.code == "pledge-stranger"


def test_a_pledge_between_units_is_signed_by_organisations_and_seen_by_each(played):
    played.do(emulation.pledge())
    for caller, query in ((CLERK, {}), (OFFICE, {"year": 2021}), (INSPECTOR, {"organisation_id": "u2"})):
        (row,) = ask(played, "list-pledges", answers.PledgesAsked(**query), caller).items
        assert (row.pledge_id, row.content) == ("gu1", "Hoàn thành xuất sắc nhiệm vụ")
    assert ask(played, "list-pledges", answers.PledgesAsked(organisation_id="u3")).items == []
    stranger = Caller(actor="user:t", name="T", grants=(Grant("unit_clerk", "u3"),))
    assert ask(played, "list-pledges", answers.PledgesAsked(), stranger).items == []
    with pytest.raises(Rejected) as caught:
        played.do(emulation.pledge(pledge_id="gu2", parties=("u1", "s1")))
    assert caught.value.code == "pledge-stranger"


def blocs(context, caller=CLERK, **asked):
    rows = ask(context, "list-blocs", answers_of.BlocsAsked(**asked), caller).items
    return [(one.bloc_id, one.members, one.head_id) for one in rows]


def test_blocs_are_listed_with_their_members_of_a_year(played):
    played.do(emulation.establish(bloc_id="nc", name="Khối thi đua Nội chính", organisation_id="ban"))
    played.do(emulation.change())
    before, after = ("kt", ("u1", "u2"), "u1"), ("kt", ("u2", "u3"), "u2")
    other = ("nc", ("u1", "u2"), "u1")
    assert blocs(played) == [after, other]
    assert blocs(played, year=2021) == [before, other]
    assert blocs(played, year=2022, organisation_id="so") == [after]
    assert blocs(played, year=2020) == []
    assert blocs(played, member_id="u1") == [other]
    assert blocs(played, member_id="u1", year=2021) == [before, other]
    assert blocs(played, member_id="u3", year=2021) == []
    assert blocs(played, text="ky thuat") == [after]
    assert blocs(played, text="khoi", organisation_id="ban") == [other]


def test_one_bloc_is_told_through_its_documents(played):
    played.do(emulation.change())
    item = ask(played, "bloc", answers_of.OneBloc(bloc_id="kt"), CLERK).item
    assert (item.name, item.organisation_id) == ("Khối thi đua Kinh tế – Kỹ thuật", "so")
    assert [(one.from_year, one.members, one.number) for one in item.compositions] == [
        (2021, ("u1", "u2"), "15/QĐ-SCT"),
        (2022, ("u2", "u3"), "16/QĐ-SCT"),
    ]
    for name in ("khong-co", "Không Có"):
        with pytest.raises(NotFound):
            ask(played, "bloc", answers_of.OneBloc(bloc_id=name))


def test_members_of_a_bloc_and_who_established_it_are_organisations_on_record(played):
    for changes in ({"organisation_id": "x"}, {"members": ("u1", "x")}, {"members": ("u1", "s1")}):
        with pytest.raises(Rejected) as caught:
            played.do(emulation.establish(bloc_id="moi", **changes))
        assert caught.value.code == "unknown-organisation"
    with pytest.raises(Rejected) as caught:
        played.do(emulation.change(members=("u2", "x")))
    assert caught.value.code == "unknown-organisation"


def test_a_refusal_to_sign_in_a_bloc_is_an_event_of_the_pledge(played):
    with pytest.raises(Rejected) as caught:
        played.do(emulation.pledge(parties=("u2", "u3")))
    assert (caught.value.code, caught.value.facts["party"]) == ("pledge-outside-bloc", "u3")
    (refused,) = [one.event for one in played.recorded() if isinstance(one.event, ActRefused)]
    assert refused.act.case == "pledge-gu1"
    with pytest.raises(Rejected) as caught:
        played.do(emulation.pledge(bloc_id="khong-co"))
    assert caught.value.code == "bloc-not-found"


def test_whose_a_bloc_is_says_who_established_it(played):
    owners = Owners(played.known, lambda _username: False)
    assert list(owners(emulation.change())) == ["so"]
    assert list(owners(emulation.change(bloc_id="khong-co"))) == []


def test_a_bloc_takes_no_organisation_that_was_dissolved(played):
    gone = dissolve("u3", organisation_id="u2", since=date(2021, 6, 1))
    played.do(gone, role="administrator")
    late = {"occurrence": done(date(2021, 12, 20))}
    for command in (emulation.establish(bloc_id="moi", **late), emulation.change()):
        with pytest.raises(Rejected) as caught:
            played.do(command)
        assert caught.value.code == "organisation-dissolved"
    played.do(emulation.change(members=("u1", "u3"), head_id="u3"))
    played.do(emulation.establish(bloc_id="moi", occurrence=on_paper(date(2021, 12, 20))))
    flags = [one.event.act.broken for one in played.recorded()][-1]
    assert [flag.code for flag in flags] == ["organisation-dissolved"]


def test_a_conference_is_shown_and_what_it_agreed_on_to_whoever_reaches_it(played):
    played.do(emulation.conference())
    (row,) = ask(played, "list-conferences", answers.ConferencesAsked()).items
    assert (row.name, row.reports, row.presentations) == (
        "Hội nghị điển hình tiên tiến giai đoạn 2015 – 2020",
        1,
        3,
    )
    assert ask(played, "list-conferences", answers.ConferencesAsked(organisation_id="u1")).items == []
    one = answers.OneConference(conference_id="hn1")
    for caller, agreed in ((OFFICE, True), (INSPECTOR, True), (CLERK, False)):
        item = ask(played, "conference", one, caller).item
        assert (len(item.presentations), item.agreed is not None) == (3, agreed)
    with pytest.raises(NotFound):
        ask(played, "conference", answers.OneConference(conference_id="khong-co"))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": 2020}, ["hn1"]),
        ({"year": 2021}, ["hn2"]),
        ({"year": 2022}, []),
        ({"text": "dien hinh tien"}, ["hn1"]),
        ({"text": "TỔNG KẾT"}, ["hn2"]),
        ({"text": "yeu nuoc"}, ["hn2", "hn1"]),
        ({"text": "tham luan 3"}, ["hn1"]),
        ({"text": "tham luan 4"}, []),
        ({"text": "phương hướng"}, []),
        ({"text": "-"}, []),
        ({"text": "yeu nuoc", "year": 2020}, ["hn1"]),
        ({"text": "yeu nuoc", "organisation_id": "u1"}, []),
    ],
)
def test_conferences_are_found_by_year_and_by_words_of_their_name_and_of_what_was_heard(played, asked, found):
    played.do(emulation.conference())
    review = {"held_on": date(2021, 1, 20), "presentations": (), "name": "Hội nghị tổng kết"}
    played.do(emulation.conference(conference_id="hn2", **review))
    rows = ask(played, "list-conferences", answers.ConferencesAsked(**asked)).items
    assert [one.conference_id for one in rows] == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"party": "u1"}, ["gu1"]),
        ({"party": "u3"}, ["gu2"]),
        ({"party": "s1"}, ["gu3"]),
        ({"party": "so"}, []),
        ({"organisation_id": "so"}, ["gu2", "gu1"]),
        ({"text": "khoi kinh te"}, ["gu1"]),
        ({"bloc_id": "nc"}, ["gu2"]),
        ({"text": "khối"}, ["gu2", "gu1"]),
        ({"text": "hoàn thành xuất sắc"}, []),
        ({"text": "khối", "year": 2020}, []),
        ({"text": "khối", "party": "u3", "year": 2021}, ["gu2"]),
    ],
)
def test_pledges_are_found_by_who_signed_them_and_by_words_of_their_bloc(played, asked, found):
    played.do(emulation.pledge())
    played.do(emulation.establish(bloc_id="nc", name="Khối thi đua Nội chính", members=("u1", "u2", "u3")))
    other = {"bloc_id": "nc", "parties": ("u2", "u3"), "signed_on": date(2021, 2, 21)}
    played.do(emulation.pledge(pledge_id="gu2", **other))
    team = {"organisation_id": "to", "name": "Tổ một", "level": "unit", "parent_id": "u1"}
    played.do(
        RegisterOrganisation(**team, valid_from=date(2021, 1, 1), occurrence=done()), role="administrator"
    )
    within = {"scope": "within_unit", "bloc_id": None, "organisation_id": "u1", "parties": ("s1", "to")}
    played.do(emulation.pledge(pledge_id="gu3", **within))
    rows = ask(played, "list-pledges", answers.PledgesAsked(**asked), INSPECTOR).items
    assert [one.pledge_id for one in rows] == found


def test_people_named_at_a_conference_are_registered(played):
    stranger = "khong-co"
    for changes in (
        {"attendees": (Attendee(role="Khách", body="Báo", person_id=stranger),)},
        {"presentations": (Presentation(person_id=stranger, topic="Tham luận"),)},
    ):
        with pytest.raises(Rejected) as caught:
            played.do(emulation.conference(**changes))
        assert caught.value.code == "person-unknown"
