"""One command, handled: the order of judgement, lost races, refusals on record, and the fold cache."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from shared import handling
from shared.acts import ActRefused
from shared.errors import (
    BrokenHistory,
    KeyReused,
    LostRace,
    NotFound,
    OutcomeUnknown,
    Rejected,
    VersionMismatch,
)
from shared.eventstore.memory import MemoryEventStore
from shared.handling import CommandHandler
from shared.ids import new_id
from shared.messages import Answer
from shared.testing.eventstore_contract import at_once
from shared.testing.history import proposal_after
from tests.builders.samples import BOOK, LIMIT, NOW, CloseBook, TakeNote, codec, context, occurrence

STREAM = "book-1"
CLOSE = CloseBook(occurrence=occurrence())


def take(note="n"):
    return TakeNote(note=note, occurrence=occurrence())


class Spy(MemoryEventStore):
    """Remembers reads; does *before_append* once ahead of the next append."""

    def __init__(self):
        super().__init__()
        self.reads = []
        self.before_append = None

    def read(self, stream, after=None):
        found = super().read(stream, after)
        self.reads.append((after.version if after else None, len(found.commits)))
        return found

    def append(self, head, proposal):
        before, self.before_append = self.before_append, None
        if before:
            before()
        return super().append(head, proposal)


def handler(store, pauses=None):
    return CommandHandler(
        store=store,
        codec=codec(),
        decider=BOOK,
        clock=lambda: NOW,
        new_id=new_id,
        pause=(pauses if pauses is not None else []).append,
    )


@pytest.fixture
def store():
    return Spy()


@pytest.fixture
def handle(store):
    return handler(store)


def test_a_command_is_answered_with_the_version_it_led_to(handle, store):
    assert handle(STREAM, take(), context("1")) == Answer(stream=STREAM, version=1, created=True)
    assert handle(STREAM, take(), context("2")) == Answer(stream=STREAM, version=2, created=False)
    (first, second) = store.read(STREAM).commits
    assert (first.command.actor, first.command.key, second.command.key) == ("user:lan", "1", "2")
    assert first.recorded_at == NOW
    assert second.events[0].attributes["causationid"] == "command:1"


def test_what_is_already_so_is_answered_and_nothing_is_written(handle, store):
    handle(STREAM, take(), context("1"))
    handle(STREAM, CLOSE, context("2"))

    assert handle(STREAM, CLOSE, context("3")) == Answer(stream=STREAM, version=2)
    assert len(store.read(STREAM).commits) == 2


@pytest.mark.parametrize("again", [True, False])
def test_a_known_key_gets_its_first_answer_whatever_happened_since(handle, store, again):
    first = handle(STREAM, take("a"), context("1"))
    second = handle(STREAM, take("b"), context("2"))
    handle(STREAM, CLOSE, context("3"))
    asked = handle if again else handler(store)

    assert asked(STREAM, take("a"), context("1")) == first
    assert asked(STREAM, take("b"), context("2", if_match=99)) == second
    assert store.read(STREAM).head.version == 3


def test_a_known_key_with_other_content_is_refused_and_is_judged_before_if_match(handle):
    handle(STREAM, take("a"), context("1"))

    with pytest.raises(KeyReused):
        handle(STREAM, take("b"), context("1", "f-2", if_match=99))


def test_keys_are_each_persons_own(handle):
    handle(STREAM, take(), context("1"))

    assert handle(STREAM, take(), context("1", "f-2", actor="user:minh")).version == 2


def test_another_version_than_the_one_seen_is_refused_before_anything_is_decided(handle, store):
    handle(STREAM, take(), context("1"))

    with pytest.raises(VersionMismatch) as refused:
        handle("book-2", CLOSE, context("2", if_match=1))  # would be NotFound if it were decided
    assert refused.value.facts == {"current": "0"}
    assert handle(STREAM, take(), context("3", if_match=1)).version == 2


def test_a_rejection_writes_nothing(handle, store):
    with pytest.raises(NotFound):
        handle(STREAM, CLOSE, context())
    handle(STREAM, take(), context("1"))
    handle(STREAM, CLOSE, context("2"))
    with pytest.raises(Rejected, match="book-closed"):
        handle(STREAM, take(), context("3"))

    assert store.read(STREAM).head.version == 2


@pytest.fixture
def full(handle):
    for number in range(LIMIT):
        handle(STREAM, take(str(number)), context(f"n-{number}"))
    return handle


def test_a_refusal_that_law_wants_on_record_is_stored_and_then_raised(full, store):
    with pytest.raises(Rejected) as refused:
        full(STREAM, take(), context("x"))

    assert (refused.value.code, refused.value.citation) == ("book-full", "Quy chế mục 3")
    assert refused.value.text.en == "The book holds 3 notes."
    last = store.read(STREAM).commits[-1]
    assert isinstance(codec().decode(last.events[0]).event, ActRefused)


def test_a_refusal_is_on_record_once_per_identical_request(full, store):
    for key in ("x", "x", "y", "z"):
        with pytest.raises(Rejected, match="book-full"):
            full(STREAM, take(), context(key))
    assert store.read(STREAM).head.version == LIMIT + 1

    for other in (context("u", "f-2"), context("v", actor="user:minh")):
        with pytest.raises(Rejected, match="book-full"):
            full(STREAM, take(), other)
    assert store.read(STREAM).head.version == LIMIT + 3


def test_a_refusal_no_catalogue_words_is_still_told(full):
    bare = handler(full._store)
    bare._codec = replace(codec(), catalogue=replace(codec().catalogue, refusals={}))

    with pytest.raises(Rejected) as refused:
        bare(STREAM, take(), context("x"))
    assert refused.value.text.en == "The request is refused."


def test_a_lost_race_is_decided_again_on_what_the_winner_wrote(store):
    pauses = []
    loser, winner = handler(store, pauses), handler(store)
    loser(STREAM, take(), context("1"))
    store.before_append = lambda: winner(STREAM, CLOSE, context("w"))

    with pytest.raises(Rejected, match="book-closed"):
        loser(STREAM, take(), context("2"))
    assert len(pauses) == 1
    assert 0 <= pauses[0] <= handling.LONGEST_PAUSE_SECONDS


def test_a_lost_race_with_if_match_ends_as_version_mismatch(store):
    loser, winner = handler(store), handler(store)
    store.before_append = lambda: winner(STREAM, take(), context("w"))

    with pytest.raises(VersionMismatch) as refused:
        loser(STREAM, take(), context("1", if_match=0))
    assert refused.value.facts == {"current": "1"}


@pytest.mark.parametrize("if_match", [None, 0])
def test_a_race_lost_to_the_same_command_is_answered_as_the_winner_was(store, if_match):
    loser, winner = handler(store), handler(store)
    answers = []
    store.before_append = lambda: answers.append(winner(STREAM, take(), context("1", if_match=if_match)))

    answers.append(loser(STREAM, take(), context("1", if_match=if_match)))
    assert answers[0] == answers[1]
    assert store.read(STREAM).head.version == 1


def test_a_race_lost_every_time_ends(store):
    pauses = []

    class Busy(Spy):
        def append(self, head, proposal):
            raise LostRace

    with pytest.raises(LostRace):
        handler(Busy(), pauses)(STREAM, take(), context())
    assert len(pauses) == handling.MAX_TRIES - 1


def test_an_unknown_outcome_can_be_repeated_with_the_same_key(store, handle):
    class Deaf(Spy):
        def append(self, head, proposal):
            super().append(head, proposal)
            raise OutcomeUnknown

    deaf = Deaf()
    with pytest.raises(OutcomeUnknown):
        handler(deaf)(STREAM, take(), context("1"))
    assert handler(deaf)(STREAM, take(), context("1")) == Answer(stream=STREAM, version=1, created=True)
    assert deaf.read(STREAM).head.version == 1


def test_only_the_tail_is_read_once_a_stream_is_folded(handle, store):
    for number in range(3):
        handle(STREAM, take(), context(str(number)))

    assert store.reads == [(None, 0), (0, 1), (1, 1)]
    assert handle.load(STREAM).state.notes == 3
    assert handle.load(STREAM) is handle.load(STREAM)


def test_the_cache_holds_only_so_many_streams_and_forgetting_changes_no_answer(handle, store, monkeypatch):
    monkeypatch.setattr(handling, "CACHED_STREAMS", 2)
    for number in range(4):
        handle(f"book-{number}", take(), context("1"))

    assert list(handle._folds) == ["book-2", "book-3"]
    assert handle("book-0", take(), context("2")).version == 2


def test_the_cache_drops_what_was_used_longest_ago_not_what_was_written_longest_ago(
    handle, store, monkeypatch
):
    monkeypatch.setattr(handling, "CACHED_STREAMS", 2)
    handle("book-1", take(), context("k1"))
    handle("book-2", take(), context("k2"))
    for stream in ("book-1", "book-2", "book-1"):
        handle.load(stream)
    handle("book-3", take(), context("k3"))
    store.reads.clear()
    handle.load("book-1")
    handle.load("book-2")
    assert [after for after, _ in store.reads] == [1, None]


def test_a_fold_from_the_cache_equals_a_fold_from_the_beginning(handle, store):
    for number in range(3):
        handle(STREAM, take(), context(str(number)))
        fresh = handler(store).load(STREAM)
        assert (handle.load(STREAM).head, handle.load(STREAM).state) == (fresh.head, fresh.state)
        assert handle.load(STREAM).served == fresh.served


def test_what_is_filled_in_is_filled_anew_at_each_try_and_not_for_a_known_key(store, handle):
    seen = []

    def fill(command):
        seen.append(command.note)
        return replace(command, note=f"filled {len(seen)}")

    store.before_append = lambda: handler(store)(STREAM, take(), context("w"))
    handle(STREAM, take(), context("1"), fill=fill)
    handle(STREAM, take(), context("1"), fill=fill)

    assert seen == ["n", "n"]
    assert "filled 2" in store.read(STREAM).commits[-1].events[0].attributes["data"]["note"]["sealed"]


def test_a_history_no_codec_reads_stops_its_stream(handle, store):
    head = store.read(STREAM).head
    store.append(head, proposal_after(head, notes=["no act"]))
    strange = store.read("book-9").head
    store.append(strange, replace(proposal_after(strange), events=(b'{"previous":"' + b"0" * 64 + b'"}',)))

    with pytest.raises(BrokenHistory):
        handle("book-9", take(), context())


def test_many_at_once_on_one_book_all_get_an_answer_and_the_limit_holds():
    store = MemoryEventStore()
    pause = threading.Event()
    handlers = [
        CommandHandler(
            store=store, codec=codec(), decider=BOOK, clock=lambda: NOW, new_id=new_id, pause=pause.wait
        )
        for _ in range(2)
    ]

    def ask(number):
        try:
            return handlers[number % 2](STREAM, take(), context(f"k-{number}", f"f-{number}"))
        except (Rejected, LostRace) as refused:
            return refused.code

    answers = at_once([lambda number=number: ask(number) for number in range(8)])
    versions = sorted(answer.version for answer in answers if isinstance(answer, Answer))
    assert versions == [1, 2, 3]
    assert {answer for answer in answers if not isinstance(answer, Answer)} <= {"book-full", "lost-race"}
    assert handlers[0].load(STREAM).state.notes == LIMIT
