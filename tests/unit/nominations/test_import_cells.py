"""What a cell means: text mended, days in the ways people write them, and nothing guessed."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.nominations.domain.import_cells import (
    EMPTY,
    Cell,
    choice_in,
    code_in,
    day_in,
    folded,
    name_in,
    text_in,
)
from services.nominations.domain.import_faults import FAULTS, Fault, Wrong, letters
from services.nominations.domain.import_form import LEVELS, POSITIONS
from services.nominations.domain.organisation_messages import Level
from services.nominations.domain.person_messages import Position
from shared.canonical import cleaned

DAY = date(2021, 3, 25)


def text(value):
    return Cell("text", value)


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("  Sở Công Thương  ", "Sở Công Thương"),
        ("Sở\u00a0Công\u202fThương", "Sở Công Thương"),
        (unicodedata.normalize("NFD", "Sở Công Thương"), "Sở Công Thương"),
        ("Sở\nCông\r\n\tThương", "Sở Công Thương"),
        ("\ufeffSở\u200b Công Thương", "Sở Công Thương"),
        ("\u00a0 \u200b", ""),
    ],
)
def test_text_is_mended(given_text, wanted):
    assert cleaned(given_text) == wanted
    assert text_in(text(given_text)) == wanted
    assert text(given_text).filled == bool(wanted)


@given(st.text())
def test_mended_text_needs_no_mending(value):
    once = cleaned(value)
    assert cleaned(once) == once == unicodedata.normalize("NFC", once)


def test_words_are_compared_without_case_accents_and_marks():
    assert folded("LÃNH ĐẠO  Sở:") == folded("lanh dao so")


@pytest.mark.parametrize(
    "written",
    [
        "25/3/2021",
        "25/03/2021",
        "25-3-2021",
        "25.03.2021",
        "25 / 3 / 2021",
        "2021-03-25",
        "2021/3/25",
        "ngày 25 tháng 3 năm 2021",
        "Ngày 25 tháng 03 năm 2021",
        "25 THÁNG 3 NĂM 2021",
        "ngày 25, tháng 3, năm 2021",
        unicodedata.normalize("NFD", "ngày 25 tháng 3 năm 2021"),
        "\u00a025/3/2021 ",
    ],
)
def test_a_day_is_read_in_the_ways_people_write_it(written):
    assert day_in(text(written)) == DAY


def test_the_day_comes_before_the_month():
    assert day_in(text("4/3/2021")) == date(2021, 3, 4)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (text("3/25/2021"), "date-impossible"),
        (text("30/2/2021"), "date-impossible"),
        (text("31/4/2021"), "date-impossible"),
        (text("0/1/2021"), "date-impossible"),
        (text("2021-02-29"), "date-impossible"),
        (text("25/3/21"), "date-short-year"),
        (text("tháng 3/2021"), "date-unreadable"),
        (text("2021"), "date-unreadable"),
        (text("25/3/2021 hoặc 26/3/2021"), "date-unreadable"),
        (text("25/3/1021"), "date-far"),
        (Cell("date", datetime(2150, 1, 1)), "date-far"),  # noqa: DTZ001  # spreadsheets know no zones
        (Cell("date", datetime(2021, 3, 25, 8, 30)), "date-with-time"),  # noqa: DTZ001
        (Cell("date", time(8, 30)), "date-number"),
        (Cell("date", timedelta(days=3)), "date-number"),
        (Cell("number", 44280), "date-number"),
        (Cell("boolean", True), "date-number"),
        (Cell("formula"), "cell-formula"),
        (Cell("error", "#REF!"), "cell-error"),
    ],
)
def test_what_is_no_one_day_is_not_guessed_at(cell, code):
    wrong = day_in(cell)
    assert isinstance(wrong, Wrong)
    assert wrong.code == code
    told = wrong.at("Tổ chức", 2, 5).text
    assert told.vi
    assert told.en


def test_a_date_of_the_spreadsheet_is_a_day():
    assert day_in(Cell("date", datetime(2021, 3, 25))) == DAY  # noqa: DTZ001
    assert day_in(Cell("date", DAY)) == DAY
    assert day_in(EMPTY) is None
    assert day_in(text("  ")) is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("number", 12), "number-not-text"),
        (Cell("date", DAY), "date-not-text"),
        (Cell("boolean", True), "cell-not-text"),
        (Cell("formula"), "cell-formula"),
        (Cell("error", "#N/A"), "cell-error"),
    ],
)
def test_what_is_not_text_is_not_taken_for_it(cell, code):
    for read in (text_in, code_in, lambda each: name_in(each, 10), lambda each: choice_in(each, LEVELS)):
        assert read(cell).code == code


def test_a_name_has_its_length():
    assert name_in(text("An"), 2) == "An"
    assert name_in(text("An."), 2) == Wrong("too-long", {"most": "2"})
    assert name_in(EMPTY, 2) == ""


@pytest.mark.parametrize(
    ("written", "code"), [("Phong-1", "phong-1"), (" CB01 ", "cb01"), ("0101", "0101"), ("a", "a")]
)
def test_a_code_is_read_in_lower_case(written, code):
    assert code_in(text(written)) == code


@pytest.mark.parametrize("written", ["phòng-1", "a b", "a_b", "-a", "a-", "a" * 41, "a/b"])
def test_a_malformed_code_is_told(written):
    assert code_in(text(written)).code == "code-malformed"


@pytest.mark.parametrize("written", ["042301001234", "183456789"])
def test_no_citizens_number_is_a_code(written):
    assert code_in(text(written)).code == "code-citizen"


def test_a_choice_is_found_by_any_of_its_words_and_others_are_told_what_there_is():
    assert choice_in(text("SỞ"), LEVELS) == "department"
    assert choice_in(text("Trung tâm"), LEVELS) == "unit"
    assert choice_in(text("công chức"), POSITIONS) == "staff"
    assert choice_in(EMPTY, LEVELS) == ""
    wrong = choice_in(text("Vụ"), LEVELS)
    assert wrong.code == "not-one-of"
    assert "“Sở”" in wrong.facts["allowed"]


def test_every_level_and_position_has_words_and_no_word_two_meanings():
    for words, values in ((LEVELS, get_args(Level)), (POSITIONS, get_args(Position))):
        assert set(words) == set(values)
        spellings = [folded(each) for some in words.values() for each in some]
        assert len(spellings) == len(set(spellings))


def test_every_fault_is_told_in_both_languages():
    for code, told in FAULTS.items():
        assert told.vi != told.en, code


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
    wrong = Wrong("no-rows")
    assert Fault(sheet="Cá nhân", row=3, column="C", wrong=wrong).place == "Cá nhân!C3"
    assert [wrong.at("S").place, wrong.at("S", 3).place, wrong.at("S", None, 2).place] == ["S", "S!3", "S!B"]
