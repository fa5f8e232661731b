"""The desk: the order of judgement, and each judgement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from shared.access import Grant, PermissionTable
from shared.endpoints import Page
from shared.errors import (
    Forbidden,
    InvalidInput,
    KeyReused,
    NotFound,
    Rejected,
    TransientError,
    Unauthenticated,
    VersionMismatch,
)
from shared.messages import Answer
from shared.problems import KeyRequired
from shared.references import Reference
from shared.texts import Text
from tests.invented.books import ACTIONS, COMMANDS, QUERIES
from tests.unit.edge.desks import CALLERS, Owner, call, desk

ADD, LEND, _ = COMMANDS
BOOK, BOOKS, ECHO = QUERIES
GREET, INTRODUCE, UNFIT = ACTIONS
NEW = {"shelf_id": "s1", "title": "Sử", "pages": 300, "mark": {"room": "A", "row": 3}}
PAPER = {
    "number": "12/QĐ-SCT",
    "dated": "2026-03-01",
    "received_on": "2026-03-02",
    "scan_sha256": "ab" * 32,
    "signatory": "Lê Văn A",
    "reason": "ghi bù",
}


@pytest.fixture
def books(tmp_path):
    return desk(tmp_path)


@pytest.fixture
def seen(books, monkeypatch):
    """The contexts and commands that reach the application."""
    reached = []
    handle = books.app.handle

    def watch(command, context):
        reached.append((command, context))
        return handle(command, context)

    monkeypatch.setattr(books.app, "handle", watch)
    return reached


def add(books, payload=None, **how):
    return books.command(ADD, call(**how), lambda: payload or NEW)


def never():
    raise AssertionError("the body was read before the caller was known")


def test_a_command_done_names_its_stream_and_what_it_made(books):
    done = add(books)
    assert (done.answer.version, done.answer.created) == (1, True)
    assert done.answer.stream == f"book-{done.identity}"


def test_the_same_key_and_content_gets_the_same_answer(books, seen):
    assert add(books) == add(books)
    assert len(seen) == 2


def test_the_same_key_with_other_content_is_refused(books):
    add(books)
    with pytest.raises(KeyReused):
        add(books, {**NEW, "title": "Khác"})


def test_content_written_in_another_order_is_the_same(books):
    add(books)
    assert add(books, dict(reversed(NEW.items()))).answer.version == 1


def test_the_context_says_who_and_why(books, seen):
    add(books, token="shelver", traceparent="00-1-2-01")
    command, context = seen[0]
    assert (context.actor, context.actor_role, context.correlation_id) == ("user:ha", "librarian", "c-1")
    assert context.causation_id.startswith("command:01")
    assert (context.key, len(context.fingerprint), context.traceparent) == ("k1", 64, "00-1-2-01")
    assert command.occurrence.occurred_on == date(2026, 3, 26)


def test_nobody_is_judged_before_they_are_known(books):
    for token in (None, "forged"):
        with pytest.raises(Unauthenticated):
            books.command(ADD, call(token=token, key=None), never)


def test_the_key_is_judged_before_the_body_is_read(books):
    with pytest.raises(KeyRequired):
        books.command(ADD, call(key=None), never)


@pytest.mark.parametrize("key", ["", "a b", "x" * 129, "đ", "a\n"])
def test_a_malformed_key_is_refused(books, key):
    with pytest.raises(InvalidInput) as found:
        add(books, key=key)
    assert found.value.code == "idempotency-key-malformed"


@pytest.mark.parametrize("key", ["!", "~" * 128])
def test_a_key_of_printable_characters_will_do(books, key):
    assert add(books, key=key).answer.version == 1


@pytest.mark.parametrize("given", ["1", 'W/"1"', '"1', '"-1"', '"01"', "*", '"1", "2"', '""', '"1234567890"'])
def test_a_malformed_if_match_is_refused(books, given):
    with pytest.raises(InvalidInput) as found:
        add(books, if_match=given)
    assert found.value.code == "if-match-malformed"


def test_if_match_must_name_the_version_that_is_there(books):
    made = add(books, if_match='"0"')
    lend = {"book_id": made.identity, "reader": "an"}
    with pytest.raises(VersionMismatch):
        books.command(LEND, call(key="k2", if_match='"0"'), lambda: lend)
    assert books.command(LEND, call(key="k2", if_match='"1"'), lambda: lend).answer.version == 2


def test_shape_is_judged_before_permission(books):
    with pytest.raises(InvalidInput):
        add(books, {**NEW, "pages": "many"}, token="stranger")
    with pytest.raises(Forbidden):
        add(books, token="stranger")


def test_a_grant_reaches_its_own_scope_only(books):
    assert add(books, token="shelver").answer.version == 1
    with pytest.raises(Forbidden):
        add(books, {**NEW, "shelf_id": "s2"}, token="shelver")


def test_whoever_may_record_enters_on_paper_what_only_others_may_do(books):
    made = add(books)
    lend = {"book_id": made.identity, "reader": "an"}
    paper = {**lend, "basis": "document", "occurred_on": "2026-03-01", "document": PAPER}
    with pytest.raises(Forbidden) as found:
        books.command(LEND, call("archivist", "k2"), lambda: lend)
    assert found.value.facts == {"permission": "book.lend"}
    assert books.command(LEND, call("archivist", "k2"), lambda: paper).answer.version == 2


def test_entering_on_paper_reaches_the_recorders_own_scope_only(books):
    paper = {**NEW, "basis": "document", "occurred_on": "2026-03-01", "document": PAPER}
    assert add(books, paper, token="shelf_archivist").answer.version == 1
    with pytest.raises(Forbidden):
        add(books, {**paper, "shelf_id": "s2"}, token="shelf_archivist")


def test_the_role_that_recorded_is_the_one_that_may_record(books, seen):
    made = add(books)
    lend = {"book_id": made.identity, "reader": "an"}
    paper = {**lend, "basis": "document", "occurred_on": "2026-03-01", "document": PAPER}
    books.command(LEND, call("both", "k2"), lambda: paper)
    assert seen[-1][1].actor_role == "librarian"


def test_recording_from_paper_needs_a_permission_of_its_own(books):
    made = add(books)
    lend = {
        "book_id": made.identity,
        "reader": "an",
        "basis": "document",
        "occurred_on": "2026-03-01",
        "document": PAPER,
    }
    with pytest.raises(Forbidden) as found:
        books.command(LEND, call("reader", "k2"), lambda: lend)
    assert found.value.facts == {"permission": "act.record"}
    assert books.command(LEND, call("librarian", "k2"), lambda: lend).answer.version == 2


def test_recording_from_paper_reaches_no_further_than_the_permission_to_record(books):
    lend = {"book_id": add(books, {**NEW, "shelf_id": "s2"}).identity, "reader": "an"}
    paper = {**lend, "basis": "document", "occurred_on": "2026-03-01", "document": PAPER}
    with pytest.raises(Forbidden):
        books.command(
            LEND, call("both", "k2"), lambda: paper
        )  # reads everywhere, records on the shelf s1 only
    assert books.command(LEND, call("both", "k2"), lambda: lend).answer.version == 2


def test_a_case_that_the_request_does_not_place_is_judged_by_where_it_lies(books):
    lend = {"book_id": add(books, {**NEW, "shelf_id": "s2"}).identity, "reader": "an"}
    with pytest.raises(Forbidden):
        books.command(LEND, call("shelver", "k2"), lambda: lend)
    near = {**lend, "book_id": add(books, key="k3").identity}
    assert books.command(LEND, call("shelver", "k4"), lambda: near).answer.version == 2


def test_the_role_on_record_is_the_one_that_reached_the_case(books, seen):
    lend = {"book_id": add(books).identity, "reader": "an"}
    books.command(
        LEND, call("far_reader", "k2"), lambda: lend
    )  # reader of s9 comes first, librarian of s1 reached
    assert seen[-1][1].actor_role == "librarian"


def test_a_grant_reaches_what_lies_below_it_and_nothing_above_or_beside(books):
    assert add(books, {**NEW, "shelf_id": "s1.top"}, token="shelver").answer.version == 1
    for beyond in ("hall", "s2", "s2.top"):
        with pytest.raises(Forbidden):
            add(books, {**NEW, "shelf_id": beyond}, token="shelver", key="k2")


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
def asking(tmp_path, owner):
    """A reading room in which lending asks the owner of accounts at that moment."""
    books = desk(tmp_path, owner=owner)
    books.app.permissions = PermissionTable(books.app.permissions, live=["book.lend"])
    return books


def test_a_live_permission_counts_as_the_owner_of_accounts_says_now(asking, owner, monkeypatch):
    lend = {"book_id": add(asking).identity, "reader": "an"}
    assert owner.asked == []
    owner.says["user:an"] = replace(CALLERS["reader"], grants=())
    with pytest.raises(Forbidden):
        asking.command(LEND, call("reader", "k2"), lambda: lend)
    owner.says["user:an"] = Forbidden("account-disabled")
    with pytest.raises(Forbidden) as found:
        asking.command(LEND, call("reader", "k2"), lambda: lend)
    assert found.value.code == "account-disabled"
    owner.says["user:an"] = replace(CALLERS["reader"], grants=(Grant("librarian", "s1"),))
    seen = []
    handle = asking.app.handle
    monkeypatch.setattr(
        asking.app, "handle", lambda command, context: seen.append(context) or handle(command, context)
    )
    assert asking.command(LEND, call("reader", "k2"), lambda: lend).answer.version == 2
    assert seen[0].actor_role == "librarian"
    assert owner.asked == ["user:an"] * 3


def test_an_owner_that_cannot_be_asked_lets_nobody_through(asking, owner):
    lend = {"book_id": add(asking).identity, "reader": "an"}
    owner.says["user:an"] = TransientError("away")
    with pytest.raises(TransientError):
        asking.command(LEND, call("reader", "k2"), lambda: lend)


def test_simulated_dates_are_for_the_demo_realm(books, tmp_path):
    played = {**NEW, "basis": "simulated", "occurred_on": "2021-03-25"}
    assert add(books, played).answer.version == 1
    with pytest.raises(Forbidden) as found:
        add(desk(tmp_path / "other", demo=False), played)
    assert found.value.code == "simulated-outside-demo"


def test_today_is_the_day_in_vietnam(books):
    assert add(books, {**NEW, "occurred_on": "2026-03-26"}).answer.version == 1
    with pytest.raises(InvalidInput):
        add(books, {**NEW, "occurred_on": "2026-03-25"}, key="k2")


def test_a_refusal_is_stored_and_told_again_without_being_stored_again(books):
    made = add(books, {**NEW, "pages": 2000})
    lend = {"book_id": made.identity, "reader": "an"}
    for key in ("k2", "k2", "k3"):
        with pytest.raises(Rejected) as found:
            books.command(LEND, call("reader", key), lambda: lend)
        assert (found.value.code, found.value.citation) == ("too-thick", "Nội quy phòng đọc, Điều 3")
        assert found.value.text.en == "The book has 2000 pages, too thick."
    assert books.query(BOOK, call(), lambda form: form.params({"book_id": made.identity})).version == 2


@pytest.mark.parametrize(("reader", "told"), [("r7", "Nguyễn Thị An"), ("r8", "r8")])
def test_a_refusal_tells_names_where_there_are_any_and_keeps_its_facts(reader, told, books):
    made = add(books)
    books.command(LEND, call(key="k2"), lambda: {"book_id": made.identity, "reader": reader})
    with pytest.raises(Rejected) as found:
        books.command(LEND, call(key="k3"), lambda: {"book_id": made.identity, "reader": "an"})
    assert found.value.text == Text(f"Sách đã cho {told} mượn.", f"The book is lent to {told}.")
    assert found.value.plain.en == f"The book is lent to {reader}."
    assert found.value.facts == {"reader": reader}
    assert found.value.references == {"reader": Reference("person", (reader,))}


def test_where_nothing_is_named_ids_are_told(books, monkeypatch):
    monkeypatch.delattr(type(books.app), "name_of")
    made = add(books)
    books.command(LEND, call(key="k2"), lambda: {"book_id": made.identity, "reader": "r7"})
    with pytest.raises(Rejected) as found:
        books.command(LEND, call(key="k3"), lambda: {"book_id": made.identity, "reader": "an"})
    assert found.value.text.en == "The book is lent to r7."


def test_the_identity_of_what_is_not_created_is_its_streams(books, monkeypatch):
    made = add(books)
    done = books.command(LEND, call(key="k2"), lambda: {"book_id": made.identity, "reader": "an"})
    assert (done.identity, done.answer.created) == (made.identity, False)
    monkeypatch.setattr(books.app, "handle", lambda *_: Answer(stream="book-a-b", version=1))
    assert books.command(LEND, call(key="k3"), lambda: {"book_id": "x", "reader": "an"}).identity == "a-b"


def ask(books, payload, endpoint=BOOKS, **how):
    return books.query(endpoint, call(**how), lambda form: form.params(payload))


def test_a_page_holds_items_and_the_next_cursor(books):
    found = ask(books, {"limit": 2})
    assert found.body["next"] == "next"
    assert found.body["items"][1] == {"book_id": "None-1", "pages": 0, "reader": "None"}
    assert (found.version, found.stale) == (None, False)


def test_a_single_item_knows_its_version(books):
    made = add(books)
    found = ask(books, {"book_id": made.identity}, BOOK)
    assert (found.body, found.version) == ({"book_id": made.identity, "pages": 300, "reader": None}, 1)
    with pytest.raises(NotFound):
        ask(books, {"book_id": "none"}, BOOK)


def test_questions_are_for_those_who_are_signed_in_and_permitted(books):
    with pytest.raises(Unauthenticated):
        ask(books, {}, token=None)
    with pytest.raises(Forbidden):
        ask(books, {}, token="stranger")
    assert ask(books, {}, ECHO, token="stranger").body == {"said": "Xa", "by": "user:xa"}
    with pytest.raises(Unauthenticated):
        ask(books, {}, ECHO, token=None)


def test_a_question_within_a_scope_needs_a_grant_there(books):
    assert ask(books, {"shelf_id": "s1"}, token="shelver").body["items"]
    for payload in ({"shelf_id": "s2"}, {}):
        with pytest.raises(Forbidden):
            ask(books, payload, token="shelver")


def test_a_list_that_has_not_caught_up_is_stale(books):
    assert not ask(books, {}, after="book-x@1").stale
    assert ask(books, {}, after="book-x@2").stale
    assert not ask(books, {}, ECHO, after="book-x@2").stale


def test_an_answer_over_several_views_waits_for_all_of_them_no_longer_than_for_one(books, monkeypatch):
    now, waited, late = [100.0], [], set()

    def wait_for(view, _token, seconds):
        waited.append((view, seconds))
        now[0] += 1.5  # each takes its time
        return view not in late

    monkeypatch.setattr("shared.edge.desk.time.monotonic", lambda: now[0])
    monkeypatch.setattr(books.app, "wait_for", wait_for)
    both = replace(BOOKS, views=("books", "shelves", "rooms"))
    assert not ask(books, {}, both, after="book-x@1").stale
    assert waited == [("books", 2.0), ("shelves", 0.5), ("rooms", 0.0)]
    late.add("shelves")
    assert ask(books, {}, both, after="book-x@1").stale


@pytest.mark.parametrize(
    "after", ["book-x", "book-x@", "@1", "Book@1", "book-x@1@2", "book-x@01", "book x@1", ""]
)
def test_a_malformed_token_to_wait_for_is_refused(books, after):
    with pytest.raises(InvalidInput) as found:
        ask(books, {}, after=after)
    assert found.value.code == "after-malformed"


def act(books, endpoint, payload, token):
    return books.action(endpoint, call(token=token), lambda: payload)


def test_an_action_open_to_all_knows_the_caller_if_there_is_one(books):
    assert act(books, GREET, {"name": "x"}, None) == {"said": "x", "by": ""}
    assert act(books, GREET, {"name": "x"}, "reader") == {"said": "x", "by": "user:an"}
    with pytest.raises(Unauthenticated):
        act(books, GREET, {"name": "x"}, "forged")


def test_an_action_for_whoever_is_signed_in_needs_that_and_no_permission(books):
    assert act(books, INTRODUCE, {"name": "x"}, "stranger") == {"said": "x", "by": "user:xa"}
    with pytest.raises(Unauthenticated):
        act(books, INTRODUCE, {"name": "x"}, None)


def test_an_action_with_a_permission_needs_it(books):
    assert act(books, UNFIT, {}, "librarian") == {}
    with pytest.raises(Unauthenticated):
        act(books, UNFIT, {}, None)
    with pytest.raises(Forbidden):
        act(books, UNFIT, {}, "reader")
    with pytest.raises(InvalidInput):
        act(books, UNFIT, {"x": 1}, "librarian")


def test_a_page_may_be_empty(books, monkeypatch):
    monkeypatch.setattr(books.app, "ask", lambda *_: Page([], None))
    assert ask(books, {}).body == {"items": [], "next": None}
