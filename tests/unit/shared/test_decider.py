"""Folding, and the grammar in which deciders are tested: each of its sentences can also be false."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.acts import ActRefused, BrokenRule
from shared.decider import Decider
from shared.errors import Rejected
from shared.testing.spec import Spec
from shared.texts import Text
from tests.builders.samples import (
    BOOK,
    RULE,
    Book,
    BookClosed,
    CloseBook,
    NoteTaken,
    TakeNote,
    occurrence,
)

SUMS: Decider[int, int, int] = Decider(initial=0, evolve=lambda s, e: 2 * s + e, decide=lambda c, _: [c])


@given(st.lists(st.integers()), st.lists(st.integers()))
def test_folding_in_two_steps_is_folding_at_once(first, second):
    assert SUMS.fold(second, SUMS.fold(first)) == SUMS.fold([*first, *second])


def test_without_events_the_state_is_the_initial_one_or_the_given_one():
    assert SUMS.fold([]) == 0
    assert SUMS.fold([], 5) == 5
    assert SUMS.fold([1], 0) == 1  # a falsy state is a state


TAKEN = NoteTaken(act=occurrence().act("book-1"), note="n", taken_at=None)
CLOSED = BookClosed(act=occurrence().act("book-1"))
TAKE = TakeNote(note="n", occurrence=occurrence())
CLOSE = CloseBook(occurrence=occurrence())
book = Spec(BOOK)


def test_true_sentences_hold():
    book.when(TAKE).then(TAKEN)
    book.given(TAKEN).when(CLOSE).then(CLOSED)
    book.given(TAKEN).given(CLOSED).when(CLOSE).then_nothing()
    assert book.given(TAKEN, CLOSED).when(TAKE).then_rejected("book-closed").code == "book-closed"
    assert book.when(CLOSE).then_rejected("not-found").code == "not-found"
    assert book.given(TAKEN, TAKEN, TAKEN).when(TAKE).then_refused("book-full").facts == {"limit": "3"}


def test_a_given_history_may_begin_several_sentences():
    once = book.given(TAKEN)
    once.given(CLOSED).when(CLOSE).then_nothing()
    once.when(CLOSE).then(CLOSED)


@pytest.mark.parametrize(
    "sentence",
    [
        lambda: book.when(TAKE).then(),
        lambda: book.when(TAKE).then(CLOSED),
        lambda: book.when(TAKE).then(TAKEN, TAKEN),
        lambda: book.when(TAKE).then_nothing(),
        lambda: book.given(TAKEN, CLOSED).when(CLOSE).then(CLOSED),
        lambda: book.when(TAKE).then_rejected("book-closed"),
        lambda: book.given(TAKEN, CLOSED).when(TAKE).then_rejected("other"),
        lambda: book.when(TAKE).then_refused("book-full"),
        lambda: book.given(TAKEN, TAKEN, TAKEN).when(TAKE).then_refused("other"),
        lambda: book.given(TAKEN, CLOSED).when(CLOSE).then_refused("book-full"),
        lambda: book.given(TAKEN, CLOSED).when(TAKE).then(TAKEN),
    ],
)
def test_false_sentences_fail(sentence):
    with pytest.raises((AssertionError, pytest.fail.Exception, Rejected)):
        sentence()


def test_a_refusal_that_changes_the_state_fails():
    broken = BrokenRule(code="c", rule=RULE, facts={})
    refusal = ActRefused.because(occurrence(), "book-1", "X", broken)
    wrong = Decider(initial=Book(), evolve=lambda s, _: Book(s.notes + 1), decide=lambda *_: [refusal])

    with pytest.raises(AssertionError, match="changes no state"):
        Spec(wrong).when(TAKE).then_refused("c")


def test_a_sentence_with_a_missing_fact_fails():
    def decide(_command, _state):
        raise Rejected("c", Text("Có {n}.", "There are {n}."))

    with pytest.raises(AssertionError):
        Spec(Decider(initial=Book(), evolve=BOOK.evolve, decide=decide)).when(TAKE).then_rejected("c")


def test_an_event_that_cannot_be_evolved_fails():
    def evolve(state, _event):
        raise KeyError("unknown")

    with pytest.raises(KeyError):
        Spec(Decider(initial=Book(), evolve=evolve, decide=BOOK.decide)).when(TAKE).then(TAKEN)
