"""How documents are spread over a history: what is counted, however it comes in, and how far a reader is told to reach."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shared.spread import BLOCK, HEAVY, LONGEST, Counted, Span, reached

END = 12 * BLOCK
PLACES = st.lists(st.integers(1, END), max_size=300).map(sorted)
CUTS = st.lists(st.integers(1, END), max_size=12, unique=True).map(sorted)


def counted(places, cuts, begin=0):
    """The spans of what was written at *places* behind *begin*, told page by page."""
    count, spans = Counted(begin), []
    for end in (*(cut for cut in cuts if cut > begin), 3 * END):
        spans += count.take(end, [place for place in places if count.end < place <= end])
    return spans


def within(places, first, last):
    return sum(first <= place <= last for place in places)


@given(PLACES, CUTS, st.integers(0, END))
def test_spans_follow_each_other_and_say_what_lies_in_them_however_it_came_in(places, cuts, begin):
    spans = counted(places, cuts, begin)
    assert spans == counted(places, [], begin)
    assert spans[0].first == -(-begin // BLOCK) * BLOCK + 1
    for one, following in pairwise(spans):
        assert following.first == one.last + 1
    for span in spans:
        assert span.last % BLOCK == 0
        assert span.last - span.first < LONGEST
        assert span.documents == within(places, span.first, span.last)
        assert span.documents < 2 * HEAVY or span.last - span.first == BLOCK - 1


@given(PLACES, st.integers(1, 3 * END), st.integers(1, 500))
def test_as_many_documents_are_reached_as_asked_for_and_no_block_more(places, end, wanted):
    spans = counted(places, [])
    low = reached(spans, end, wanted)
    assert 1 <= low <= end
    known = spans[-1].last
    if low > 1 and end <= known:
        heaviest = max(span.documents for span in spans)
        assert within(places, low, end) <= wanted + heaviest
        below = [span for span in spans if span.last < low]
        assert within(places, low, end) + heaviest >= wanted or not below


def test_where_nothing_is_known_a_position_is_a_document():
    assert reached([], 100, 16) == 85
    assert reached([], 10, 16) == 1
    known = [Span(1, 256, 0), Span(1025, 1280, 0)]
    assert reached(known, 1280, 1) == 1024
    assert reached(known, 1280, 10) == 1015
    far = 1280 + LONGEST + BLOCK + 1
    assert reached(known, far, 10) == far - 9


def test_what_is_not_noted_yet_is_taken_for_what_was_noted_last():
    assert reached([Span(1, 256, 64), Span(257, 512, 0)], 700, 64) == 1
    assert reached([Span(1, 256, 64), Span(257, 512, 512)], 700, 64) == 669


def test_nor_is_a_time_without_changes_that_is_not_noted_yet_taken_for_full():
    assert reached([Span(1, 256, 256), Span(257, 512, 256)], 2000, 16) == 497


def test_what_is_empty_is_passed_by_and_what_is_full_is_cut():
    spans = [Span(1, 256, 1024), Span(257, 4352, 0), Span(4353, 8448, 0)]
    assert reached(spans, 8448, 16) == 253
    assert reached(spans, 8448, 2000) == 1
    assert reached(spans, 256, 1) == 256


def test_what_two_writers_noted_overlapping_still_leads_to_the_beginning():
    spans = [Span(1, 512, 3), Span(257, 768, 5), Span(300, 1024, 4)]
    assert reached(spans, 1024, 1000) == 1
    assert 1 <= reached(spans, 700, 2) <= 700
