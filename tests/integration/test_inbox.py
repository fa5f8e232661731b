"""The inbox on a real server: each notice once, pages by time, read marks of each account."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.notifications.adapters.inbox import NOTICES, READS, MongoInbox
from services.notifications.application.inbox import Entry, Reader
from shared.pieces import AT_ONCE
from shared.texts import Text

LAN = Reader("user:lan", ("user:lan", "office@so"), ())
HOA = Reader("user:hoa", ("user:hoa", "office@so"), ())


def entry(number, party="office@so", kind="list-submitted"):
    event = f"01990000-0000-7000-8000-{number:012d}"
    return Entry(
        id=f"{event}/{party}/{kind}",
        party=party,
        kind=kind,
        event=event,
        case="plan-p1",
        occurred_on=date(2021, 3, 26),
        told_at=datetime(2021, 3, 26, 9, tzinfo=UTC),
        text=Text("Có danh sách.", "There is a list."),
        why=Text("Văn phòng theo dõi.", "The office follows it."),
    )


@pytest.fixture
def inbox(database):
    return MongoInbox(database)


def ids(page):
    return [item.id for item in page.items]


def all_pages(inbox, reader, limit, *, unread=False):
    found, after = [], None
    while True:
        page = inbox.page(reader, unread=unread, limit=limit, after=after)
        found += ids(page)
        if page.next is None:
            return found
        after = page.next


def test_what_was_put_is_read_back_as_it_was(inbox):
    inbox.put([entry(1)])
    (item,) = inbox.page(LAN, unread=False, limit=10, after=None).items
    assert (item.id, item.text, item.why, item.read) == (entry(1).id, entry(1).text, entry(1).why, False)
    assert (item.occurred_on, item.told_at) == (entry(1).occurred_on, entry(1).told_at)


def test_nothing_is_told_twice_and_what_was_told_stays(inbox, database):
    inbox.put([entry(1), entry(2)])
    inbox.put([replace(entry(1), text=Text("Khác.", "Other.")), entry(3)])
    inbox.put([])
    assert database[NOTICES].count_documents({}) == 3
    assert {item.text.vi for item in inbox.page(LAN, unread=False, limit=10, after=None).items} == {
        "Có danh sách."
    }


def test_more_than_one_call_takes_are_all_kept(inbox, database):
    many = [entry(number) for number in range(2 * AT_ONCE + 1)]
    inbox.put(many[:AT_ONCE:2])
    inbox.put(many)
    assert database[NOTICES].count_documents({}) == len(many)


def test_several_at_once_tell_each_thing_once(inbox, database):
    together = threading.Barrier(4)

    def tell():
        together.wait(60)
        MongoInbox(database).put([entry(number) for number in range(20)])

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert database[NOTICES].count_documents({}) == 20


def test_pages_go_back_in_time_without_gap_or_double(inbox):
    inbox.put([entry(number) for number in range(1, 8)])
    expected = [entry(number).id for number in range(7, 0, -1)]
    for limit in (1, 2, 3, 7, 50):
        assert all_pages(inbox, LAN, limit) == expected


def test_each_reader_sees_their_parties_only(inbox):
    inbox.put([entry(1), entry(2, party="unit_clerk@u1"), entry(3, party="user:hoa")])
    assert all_pages(inbox, LAN, 10) == [entry(1).id]
    assert all_pages(inbox, HOA, 10) == [entry(3, party="user:hoa").id, entry(1).id]


def test_a_role_held_everywhere_sees_every_organisations(inbox):
    inbox.put([entry(1), entry(2, party="office@khac"), entry(3, party="unit_clerk@u1")])
    everywhere = Reader("user:an", ("user:an",), ("office",))
    assert all_pages(inbox, everywhere, 10) == [entry(2, party="office@khac").id, entry(1).id]
    assert inbox.count(everywhere) == (2, 2)


def test_reading_is_noted_for_each_account_once(inbox, database):
    inbox.put([entry(1), entry(2)])
    assert inbox.mark_read(LAN, [entry(1).id, entry(1).id, "nothing"]) == 1
    assert inbox.mark_read(LAN, [entry(1).id]) == 1
    assert database[READS].count_documents({}) == 1
    assert (inbox.count(LAN), inbox.count(HOA)) == ((2, 1), (2, 2))
    assert [item.read for item in inbox.page(LAN, unread=False, limit=10, after=None).items] == [False, True]


def test_nobody_marks_what_is_not_theirs(inbox, database):
    inbox.put([entry(1, party="unit_clerk@u1")])
    assert inbox.mark_read(LAN, [entry(1, party="unit_clerk@u1").id]) == 0
    assert database[READS].count_documents({}) == 0


def test_unread_pages_pass_over_what_was_read(inbox):
    inbox.put([entry(number) for number in range(1, 10)])
    inbox.mark_read(LAN, [entry(number).id for number in (9, 8, 7, 5, 3, 1)])
    expected = [entry(number).id for number in (6, 4, 2)]
    for limit in (1, 2, 3, 10):
        assert all_pages(inbox, LAN, limit, unread=True) == expected
