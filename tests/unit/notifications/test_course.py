"""Two contexts act, whoever is concerned is told, once."""

from __future__ import annotations

from collections import Counter

import pytest

from services.notifications.adapters.catalogue import CATALOGUE
from services.notifications.adapters.endpoints import ACTIONS, QUERIES
from services.notifications.adapters.foreign import FACTS, TOLD
from services.notifications.application import answers
from services.notifications.application.app import NotificationsApp
from services.notifications.application.inbox import reader_of
from shared.access import Caller, Grant
from shared.endpoints import Page
from shared.errors import InvalidInput, NotFound, TransientError, Unauthenticated
from shared.messages import NumberedEvent
from shared.parked_desk import ParkedDesk
from shared.requests import ActionForm, QueryForm
from tests.unit.awards import course as awards
from tests.unit.awards.context import MemoryContext as Awards
from tests.unit.nominations import course as nominations
from tests.unit.nominations.context import MemoryContext as Nominations
from tests.unit.notifications.context import MemoryContext

NOMINATED = nominations.whole(Nominations()).stored()
AWARDED = awards.whole(Awards()).stored()


@pytest.fixture
def played():
    context = MemoryContext()
    context.take("nominations", NOMINATED)
    context.take("awards", AWARDED)
    return context


def test_a_unit_is_told_of_every_step_of_its_dossier(played):
    assert Counter(played.told("unit_clerk@u1")) == {
        "plan-issued": 1,
        "nomination-returned": 1,
        "nomination-received": 1,
        "nomination-at-council": 1,
        "award-decided": 1,
        "award-granted": 1,
        "award-presented": 1,
    }


def test_the_others_are_told_of_what_concerns_them(played):
    assert played.told("board@ban") == ["list-sent"]
    assert played.told("council_member@so") == ["list-consolidated"]
    assert played.told("unit_clerk@p7") == ["models-not-selected"]
    assert played.told("user:an") == ["vote-opened"]
    assert "decision-to-follow" in played.told("office@so")
    assert "nomination-to-consider" in played.told("council_secretary@so")
    assert played.told("user:hoa") == ["request-refused"] * 2


def test_hearing_everything_again_tells_nobody_twice(played):
    before = dict(played.inbox.entries)
    played.take("nominations", NOMINATED)
    played.take("awards", AWARDED)
    assert played.inbox.entries == before


def test_an_entry_is_named_by_event_party_and_kind(played):
    for entry in played.inbox.entries.values():
        assert entry.id == f"{entry.event}/{entry.party}/{entry.kind}"
        assert entry.case.startswith(("plan-", "nomination-"))


def test_no_entry_names_a_person_or_opens_a_reason(played):
    sealed = ("Người thứ", "Thiếu báo cáo", "Cần bồi dưỡng", "Hội trường")
    texts = [entry.text.vi + entry.text.en for entry in played.inbox.entries.values()]
    assert not [text for text in texts for word in sealed if word in text]


def test_what_is_not_known_yet_is_waited_for():
    context = MemoryContext()
    context.caught_up = False
    with pytest.raises(TransientError):
        context.take("awards", AWARDED)
    context.take("nominations", [])
    assert context.inbox.entries == {}


def test_what_nobody_ever_knew_is_not_guessed():
    with pytest.raises(NotFound):
        MemoryContext().take("awards", AWARDED)


def test_an_organisation_that_nobody_registered_goes_by_its_id(played):
    played.facts.rows.pop("organisation-u1")
    played.inbox.entries.clear()
    played.take("awards", AWARDED)
    assert any("u1" in entry.text.vi for entry in played.inbox.entries.values())


def test_every_type_read_is_one_its_owner_has_and_every_field_is_there():
    stored = {
        "nominations": nominations.everything(Nominations()).stored(),
        "awards": awards.everything(Awards()).stored(),
    }
    for source, shapes in (*TOLD.items(), ("nominations", FACTS)):
        made = {event.attributes["type"] for event in stored[source]}
        assert set(shapes) <= made


def test_a_view_of_facts_takes_no_notice_of_the_rest(played):
    before = dict(played.facts.rows)
    event = next(one for one in NOMINATED if one.attributes["type"] == "PlanIssued")
    played.facts.take(NumberedEvent(source="nominations", epoch="e", position=1, body=event.body))
    assert played.facts.rows == before


class OneEntry:
    """An inbox that remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def page(self, reader, *, unread, limit, after):
        self.asked.append((reader, unread, limit, after))
        return Page([], None)

    def count(self, reader):
        return 3, 1

    def mark_read(self, reader, ids):
        return len(list(ids))


@pytest.fixture
def app():
    return NotificationsApp(
        name="notifications",
        catalogue=CATALOGUE,
        permissions={"inbox.read": frozenset({"office"})},
        commands=(),
        queries=QUERIES,
        actions=ACTIONS,
        inbox=OneEntry(),
        parked=ParkedDesk(None),
        own_feed=None,
        stands_on={"database": lambda: True},
    )


CALLER = Caller(
    actor="user:lan",
    name="Lan",
    grants=(Grant("office", "so"), Grant("unit_clerk", "u1"), Grant("inspector", "*")),
)


def test_a_reader_has_their_account_their_roles_and_roles_they_have_everywhere():
    reader = reader_of(CALLER)
    assert reader.parties == ("user:lan", "office@so", "unit_clerk@u1")
    assert reader.roles == ("inspector",)


def test_the_inbox_is_asked_for_what_is_the_callers(app):
    app.ask("inbox", answers.InboxAsked(unread=True, limit=20), CALLER)
    ((reader, unread, limit, after),) = app.inbox.asked
    assert (reader, unread, limit, after) == (reader_of(CALLER), True, 20, None)
    assert app.ask("inbox-count", answers.CountAsked(), CALLER) == answers.CountItem(total=3, unread=1)
    marked = app.act("read-notices", answers.ReadNotices(notices=("a", "b")), CALLER)
    assert marked == answers.NoticesRead(read=2)


def test_only_somebody_signed_in_reads_and_there_are_no_commands(app):
    with pytest.raises(Unauthenticated):
        app.act("read-notices", answers.ReadNotices(notices=()), None)
    with pytest.raises(NotFound):
        app.handle(object(), None)
    assert app.wait_for("any", "plan-p1@1", 0.0)
    assert app.ready() == {"database": True}


def test_every_endpoint_can_be_served():
    (inbox, *_) = (QueryForm(one) for one in QUERIES)
    asked = inbox.from_address({}, [("unread", "true"), ("limit", "5")])
    assert asked == answers.InboxAsked(unread=True, limit=5)
    (read, *_) = (ActionForm(one) for one in ACTIONS)
    assert read.body({"notices": ["x"]}) == answers.ReadNotices(notices=("x",))
    with pytest.raises(InvalidInput):
        read.body({"notices": "x"})
