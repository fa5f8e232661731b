"""Excel files as they come: what is right is read, and each thing that is wrong is named by its place, with the reason."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from services.nominations.adapters.import_template import template
from services.nominations.adapters.workbook import LAST_ROW, read_workbook
from services.nominations.domain.files import kind_of
from services.nominations.domain.import_checks import Register, check, in_order
from services.nominations.domain.import_form import FORMS, MOST_ROWS
from services.nominations.domain.import_rows import OrganisationRow, PersonRow, Table, read
from shared.errors import InvalidInput
from tests.builders import papers, sheets
from tests.builders.sheets import DEPARTMENT, PERSON, UNIT, edited, everything_wrong, workbook

EMPTY_REGISTER = Register(
    has_organisation=lambda _: False, dissolved=lambda _: False, has_person=lambda *_: False
)
FULL_REGISTER = Register(
    has_organisation=lambda code: code in ("so-ct", "phong-9", "so-cu"),
    dissolved=lambda code: code == "so-cu",
    has_person=lambda _unit, code: code == "cb-001",
)


def judged(content: bytes, register: Register = EMPTY_REGISTER) -> tuple[Table, list[tuple[str, str]]]:
    assert kind_of(content) == "xlsx"
    table = read(read_workbook(content))
    faults = [*table.faults, *check(table, register)]
    for fault in faults:
        assert fault.text.vi
        assert fault.text.en
        assert "{" not in fault.text.vi + fault.text.en
    return table, [(fault.place, fault.wrong.code) for fault in faults]


def line(base, **changes):
    """*base* with other values in the columns named by their letters."""
    return tuple(changes.get("ABCDEFG"[place], value) for place, value in enumerate(base))


def test_a_sheet_that_was_emptied_asks_for_nothing():
    def emptied(book):
        book[FORMS[1].title].delete_rows(1, 10)

    table, faults = judged(workbook(change=emptied))
    assert faults == []
    assert (len(table.organisations), table.people, table.rows) == (2, (), 2)


def test_a_sound_file_is_read_whole():
    table, faults = judged(workbook())
    assert faults == []
    assert table.organisations == (
        OrganisationRow(
            row=2,
            code="so-ct",
            name="Sở Công Thương",
            level="department",
            parent=None,
            valid_from=date(2020, 1, 1),
        ),
        OrganisationRow(
            row=3,
            code="phong-1",
            name="Phòng Quản lý Thương mại",
            level="unit",
            parent="so-ct",
            valid_from=date(2021, 1, 1),
        ),
    )
    assert table.people == (
        PersonRow(
            row=2,
            code="cb-001",
            name="Nguyễn Thị An",
            organisation="phong-1",
            position="staff",
            since=date(2021, 1, 1),
        ),
    )
    assert table.rows == 3


def test_what_people_leave_behind_without_meaning_is_mended():
    messy = line(
        UNIT,
        A=" Phong-1\u00a0",
        B=unicodedata.normalize("NFD", "  Phòng\u00a0Quản lý\nThương mại "),
        C="phòng",
        D="SO-CT",
        E=datetime(2021, 1, 1),  # noqa: DTZ001  # spreadsheets know no zones
    )
    assert judged(workbook([DEPARTMENT, messy])) == judged(workbook())


def test_rows_and_sheets_without_content_are_passed_by():
    def change(book):
        book.create_sheet("Sheet3")
        book["Tổ chức"].cell(9, 2).value = "  "

    table, faults = judged(workbook([DEPARTMENT, (), UNIT], None, change))
    assert faults == []
    assert [row.row for row in table.organisations] == [2, 4]


def hide_row(book):
    book["Cá nhân"].row_dimensions[2].hidden = True


def hide_column(book):
    book["Cá nhân"].column_dimensions["B"].hidden = True


def hide_sheet(book):
    book["Tổ chức"].sheet_state = "hidden"


def merge(book):
    book["Tổ chức"].merge_cells("D3:D4")


def rename_heading(book):
    book["Cá nhân"]["B1"] = "Tên"


def repeat_headings(book):
    sheet = book["Cá nhân"]
    sheet.insert_rows(2)
    for place in range(1, 6):
        sheet.cell(2, place).value = sheet.cell(1, place).value


def put_a_title_above(book):
    book["Cá nhân"].insert_rows(1)
    book["Cá nhân"]["A1"] = "DANH SÁCH CÁN BỘ"


def add_a_column(book):
    book["Cá nhân"]["G2"] = "ghi chú"


def add_a_sheet(book):
    book.create_sheet("Nháp")["A1"] = "gì đó"


def with_formula(cached="<v>phong-1</v>"):
    content = workbook([DEPARTMENT, UNIT], [line(PERSON, C="=Tổ_chức!A3")])
    return edited(content, "xl/worksheets/sheet2.xml", "<v />", cached)


HERE = "Cá nhân!"
BAD = {
    "a name is missing": (workbook(people=[line(PERSON, B=None)]), [(HERE + "B2", "missing")]),
    "a name of spaces": (workbook(people=[line(PERSON, B="\u00a0 ")]), [(HERE + "B2", "missing")]),
    "an unknown parent": (
        workbook([line(UNIT, D="so-khac")], None),
        [("Tổ chức!D2", "unknown-organisation")],
    ),
    "an unknown unit": (
        workbook(people=[line(PERSON, C="phong-2")]),
        [(HERE + "C2", "unknown-organisation")],
    ),
    "twice in the file": (
        workbook(people=[PERSON, line(PERSON, B="Trần Văn Bình")]),
        [(HERE + "A3", "twice")],
    ),
    "an organisation twice": (workbook([DEPARTMENT, UNIT, UNIT]), [("Tổ chức!A4", "twice")]),
    "a date nobody can read": (
        workbook(people=[line(PERSON, E="đầu năm")]),
        [(HERE + "E2", "date-unreadable")],
    ),
    "a short year": (workbook(people=[line(PERSON, E="1/1/21")]), [(HERE + "E2", "date-short-year")]),
    "an impossible date": (
        workbook(people=[line(PERSON, E="30/2/2021")]),
        [(HERE + "E2", "date-impossible")],
    ),
    "a number for a date": (workbook(people=[line(PERSON, E=44197)]), [(HERE + "E2", "date-number")]),
    "a date far away": (workbook(people=[line(PERSON, E="1/1/1021")]), [(HERE + "E2", "date-far")]),
    "a formula with a kept result": (with_formula(), [(HERE + "C2", "cell-formula")]),
    "merged cells": (
        workbook([DEPARTMENT, UNIT, line(UNIT, A="phong-2")], change=merge),
        [("Tổ chức", "cells-merged")],
    ),
    "a number for a code": (workbook(people=[line(PERSON, A=1)]), [(HERE + "A2", "number-not-text")]),
    "a date for a name": (
        workbook(people=[line(PERSON, B=date(2021, 1, 1))]),
        [(HERE + "B2", "date-not-text")],
    ),
    "yes for a name": (workbook(people=[line(PERSON, B=True)]), [(HERE + "B2", "cell-not-text")]),
    "an unknown level": (workbook([DEPARTMENT, line(UNIT, C="Vụ")], None), [("Tổ chức!C3", "not-one-of")]),
    "an unknown position": (workbook(people=[line(PERSON, D="Bảo vệ")]), [(HERE + "D2", "not-one-of")]),
    "too long": (workbook(people=[line(PERSON, B="A" * 121)]), [(HERE + "B2", "too-long")]),
    "a malformed code": (workbook(people=[line(PERSON, A="cán bộ 1")]), [(HERE + "A2", "code-malformed")]),
    "a citizen's number": (
        workbook(people=[line(PERSON, A="042301001234")]),
        [(HERE + "A2", "code-citizen")],
    ),
    "a hidden sheet": (workbook(change=hide_sheet), [("Tổ chức", "sheet-hidden")]),
    "a hidden row": (workbook(change=hide_row), [(HERE + "2", "row-hidden")]),
    "a hidden column": (workbook(change=hide_column), [(HERE + "B", "column-hidden")]),
    "a wrong heading": (workbook(change=rename_heading), [(HERE + "B1", "heading-wrong")]),
    "headings twice": (workbook(change=repeat_headings), [(HERE + "2", "heading-twice")]),
    "a title above the headings": (
        workbook(change=put_a_title_above),
        [(HERE + f"{letter}1", "heading-wrong") for letter in "ABCDE"],
    ),
    "a column too many": (workbook(change=add_a_column), [(HERE + "G", "column-unknown")]),
    "an unknown sheet": (workbook(change=add_a_sheet), [("Nháp", "sheet-unknown")]),
    "an error in a cell": (workbook(people=[line(PERSON, C="#REF!")]), [(HERE + "C2", "cell-error")]),
    "its own parent": (workbook([line(UNIT, D="phong-1")], None), [("Tổ chức!D2", "own-parent")]),
    "headings alone": (workbook([], []), [("Tổ chức", "no-rows")]),
    "nothing at all": (
        workbook(None, None, lambda book: book.create_sheet("Sheet1")),
        [("Sheet1", "no-rows")],
    ),
    "the example row": (template(), [("Tổ chức!2", "example-left"), (HERE + "2", "example-left")]),
}


@pytest.mark.parametrize(("content", "faults"), BAD.values(), ids=BAD)
def test_each_thing_that_is_wrong_is_named_by_its_place(content, faults):
    assert judged(content)[1] == faults


def test_there_are_more_than_twenty_kinds_of_them():
    assert len({code for _, faults in BAD.values() for _, code in faults}) >= 20


def test_twenty_kinds_in_one_file_are_each_named_in_their_place():
    content, places = everything_wrong()
    assert len(set(places.values())) == 20
    assert dict(judged(content)[1]) == places


def test_all_that_is_wrong_is_named_not_only_the_first():
    rows = [
        line(PERSON, B=None, E="30/2/2021"),
        line(PERSON, A="cb-002", D="Bảo vệ"),
        line(PERSON, A="cb-003"),
    ]
    assert judged(workbook(people=rows))[1] == [
        (HERE + "B2", "missing"),
        (HERE + "E2", "date-impossible"),
        (HERE + "D3", "not-one-of"),
    ]


def test_what_is_registered_already_is_told_and_may_be_named_as_a_parent():
    assert judged(workbook(), FULL_REGISTER)[1] == [("Tổ chức!A2", "already-registered")]
    fitting = workbook(
        [line(UNIT, A="phong-2")], [line(PERSON, A="cb-002", C="phong-9"), line(PERSON, C="phong-9")]
    )
    assert judged(fitting, FULL_REGISTER)[1] == [(HERE + "A3", "already-registered")]


def test_nothing_is_entered_under_what_was_dissolved():
    gone = workbook([line(UNIT, A="phong-2", D="so-cu")], [line(PERSON, C="so-cu")])
    assert judged(gone, FULL_REGISTER)[1] == [
        ("Tổ chức!D2", "organisation-dissolved"),
        (HERE + "C2", "organisation-dissolved"),
    ]


def test_a_ring_of_parents_is_found_whatever_hangs_on_it():
    ring = [
        line(UNIT, A="a", D="b"),
        line(UNIT, A="b", D="c"),
        line(UNIT, A="c", D="a"),
        line(UNIT, A="d", D="a"),
    ]
    table, faults = judged(workbook(ring, None))
    assert faults == [(f"Tổ chức!D{row}", "own-parent") for row in (2, 3, 4)]
    assert in_order(table.organisations) == ()


def test_parents_come_before_those_below_them():
    rows = [
        line(UNIT, A="c", D="b"),
        line(UNIT, A="b", D="a"),
        line(UNIT, A="a", D="so-ct"),
        line(UNIT, A="x", D="b"),
    ]
    table, _ = judged(workbook(rows, None), FULL_REGISTER)
    turns = [[row.code for row in turn] for turn in in_order(table.organisations)]
    assert turns == [["a"], ["b"], ["c", "x"]]


def test_a_file_of_too_many_rows_is_told_and_not_read_to_its_end():
    most = workbook([DEPARTMENT, UNIT], [line(PERSON, A=f"cb-{number}") for number in range(MOST_ROWS - 2)])
    assert judged(most)[1] == []
    more = workbook([DEPARTMENT, UNIT], [line(PERSON, A=f"cb-{number}") for number in range(MOST_ROWS - 1)])
    assert judged(more)[1] == [("Tổ chức", "too-many-rows")]

    def far_below(book):
        book["Cá nhân"].cell(1_000_000, 1).value = "cb-9"

    table, faults = judged(workbook(change=far_below))
    assert faults == [("Tổ chức", "too-many-rows")]
    assert table.rows == 3
    assert LAST_ROW < 1_000_000


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData"),
        ("xl/workbook.xml", "<sheets>", "<sheets><sheet/>"),
        (
            "xl/worksheets/sheet1.xml",
            "<worksheet",
            '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaa">]><worksheet',
        ),
        ("xl/styles.xml", "<styleSheet", '<!DOCTYPE styleSheet SYSTEM "http://127.0.0.1/x"><styleSheet'),
    ],
    ids=["broken XML", "a sheet that is nowhere", "entities of its own", "a document elsewhere"],
)
def test_a_workbook_that_is_not_as_the_format_says_is_not_read(part, old, new):
    with pytest.raises(InvalidInput) as caught:
        read_workbook(edited(workbook(), part, old, new))
    assert caught.value.code == "file-broken"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_that_hides_behind_another_name_is_not_read(part):
    hidden = part.replace(".xml", ".dat")
    content, renamed = workbook(change=hide_row), BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(renamed, "w") as target:
        for each in source.namelist():
            text = source.read(each).replace(part.encode(), hidden.encode())
            target.writestr(each.replace(part, hidden), text)
    with pytest.raises(InvalidInput) as caught:
        read_workbook(renamed.getvalue())
    assert caught.value.code == "file-broken"


def test_a_workbook_without_sheets_is_not_read():
    with pytest.raises(InvalidInput):
        read_workbook(papers.xlsx())


def test_a_file_may_lie_about_its_size():
    content = workbook()
    with_lie = edited(content, "xl/worksheets/sheet1.xml", '<dimension ref="A1:E3"', '<dimension ref="A1:B1"')
    assert judged(with_lie) == judged(content)


def test_the_form_has_vietnamese_headings_an_example_and_is_importable_once_filled_in():
    book = load_workbook(BytesIO(template()))
    for form in FORMS:
        sheet = book[form.title]
        assert [cell.value for cell in sheet[1]] == [column.heading for column in form.columns]
        assert [cell.value for cell in sheet[2]] == [column.example for column in form.columns]
    for title, values in (("Tổ chức", DEPARTMENT), ("Cá nhân", line(PERSON, C="so-ct"))):
        for place, value in enumerate(values, start=1):
            book[title].cell(2, place).value = value
    buffer = BytesIO()
    book.save(buffer)
    assert judged(buffer.getvalue())[1] == []


def test_five_thousand_rows_are_read():
    table, faults = judged(sheets.many(5000))
    assert (table.rows, len(table.people), faults) == (5000, 4989, [])
