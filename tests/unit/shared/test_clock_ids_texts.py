"""The smallest parts: moments and days, names, sentences."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import local_date, minutes, parse_timestamp, system_clock, timestamp
from shared.ids import derived_id, is_stream, new_id, stream
from shared.messages import Answer, Envelope
from shared.texts import Text

MOMENT = datetime(2021, 3, 24, 9, 30, tzinfo=UTC)


def test_the_system_clock_is_aware_in_utc_and_keeps_whole_milliseconds():
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    now = system_clock()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond % 1000 == 0
    assert parse_timestamp(timestamp(now)) == now


def test_a_day_is_the_day_in_vietnam():
    assert local_date(datetime(2021, 3, 24, 16, 59, tzinfo=UTC)) == date(2021, 3, 24)
    assert local_date(datetime(2021, 3, 24, 17, 0, tzinfo=UTC)) == date(2021, 3, 25)


@given(st.datetimes(timezones=st.timezones()))
def test_a_timestamp_reads_back_to_the_same_millisecond(moment):
    try:
        text = timestamp(moment)
    except OverflowError:
        return  # beyond the years that UTC can tell

    assert parse_timestamp(text) == moment.astimezone(UTC).replace(
        microsecond=moment.microsecond // 1000 * 1000
    )
    assert len(text) == 24
    assert text.endswith("Z")


@pytest.mark.parametrize(
    "text",
    [
        "2021-03-24T09:30:00Z",
        "2021-03-24T09:30:00.1Z",
        "2021-03-24T09:30:00.123456Z",
        "2021-3-24T09:30:00.000Z",
        "2021-03-24T09:30:00.000",
        "2021-03-24T09:30:00.000+00:00",
        "2021-03-24T16:30:00.000+07:00",
        "2021-03-24 09:30:00.000Z",
        "20210324T093000.000Z",
        "2021-03-24",
        "2021-02-30T09:30:00.000Z",
        "",
    ],
)
def test_any_other_form_of_a_timestamp_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_timestamp(text)


def test_a_timestamp_is_told_in_utc_whatever_the_zone():
    assert timestamp(MOMENT.astimezone(timezone(timedelta(hours=7)))) == "2021-03-24T09:30:00.000Z"


def test_minutes_are_a_span():
    assert minutes(1.5) == timedelta(seconds=90)


def test_new_ids_differ_and_sort_by_time_of_making():
    made = [new_id() for _ in range(200)]

    assert len(set(made)) == 200
    assert made == sorted(made)
    assert is_stream(made[0])


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_derived_ids_are_equal_exactly_for_equal_parts(one, other):
    assert (derived_id(*one) == derived_id(*other)) == (one == other)
    assert is_stream(f"plan-{derived_id(*one)}")


def test_parts_of_a_derived_id_do_not_run_into_each_other():
    assert derived_id("a\x1fb", "c") != derived_id("a", "b\x1fc")
    assert derived_id("ab", "c") != derived_id("a", "bc")


@pytest.mark.parametrize("name", ["a", "0", "plan-1", "a-b-c", "x" * 120, "a--b"])
def test_stream_names(name):
    assert is_stream(name)


@pytest.mark.parametrize("name", ["", "-", "-a", "a-", "A", "a@1", "a:b", "a b", "a\n", "đ", "x" * 121])
def test_what_is_no_stream_name(name):
    assert not is_stream(name)


def test_a_stream_is_category_and_identity():
    assert stream("plan", "42") == "plan-42"
    for identity in ("", "A", "4@2", "x" * 120):
        with pytest.raises(ValueError, match="not a stream name"):
            stream("plan", identity)


def test_a_sentence_is_filled_in_both_languages_and_never_fails_to_be_told():
    text = Text("Có {count} trong {where}.", "There are {count} in {where}.")

    assert text.fill({"count": 3, "where": "sổ"}) == Text("Có 3 trong sổ.", "There are 3 in sổ.")
    assert text.fill({}) == Text("Có … trong ….", "There are … in ….")


@given(st.text())
def test_a_fact_is_told_as_it_is_even_with_braces(fact):
    assert Text("{fact}", "({fact})").fill({"fact": fact}) == Text(fact, f"({fact})")


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a.b}", "{a!r}", "{0[a]}", "{{a}", "100 %", "{ a }"])
def test_braces_that_name_no_fact_are_told_as_they_are(text):
    assert Text(text, text).fill({"b": 1}).vi == text.replace("{a}", "…")


def test_an_answer_names_what_reads_wait_for():
    assert Answer(stream="plan-1", version=7).token == "plan-1@7"


def test_an_envelope_names_its_service():
    envelope = Envelope(
        id="1",
        source="//sovang.localhost/demo/nominations",
        type="NoteTaken",
        schema_version=1,
        subject="plan-1",
        time=MOMENT,
        streamversion=1,
        previous="0" * 64,
        actor="user:lan",
        actorrole="office",
        correlationid="c",
        causationid="command:1",
    )

    assert envelope.service == "nominations"
