"""Excel files of organisations and people, as offices fill them in; a test changes only what it is about."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from services.nominations.domain.import_form import ORGANISATIONS, PEOPLE

Line = Sequence[Any]

UNIT: Line = ("phong-1", "Phòng Quản lý Thương mại", "Phòng", "so-ct", "1/1/2021")
PERSON: Line = ("cb-001", "Nguyễn Thị An", "phong-1", "Cán bộ, công chức, viên chức", "1/1/2021")
DEPARTMENT: Line = ("so-ct", "Sở Công Thương", "Sở", None, "1/1/2020")


def workbook(
    organisations: Sequence[Line] | None = (DEPARTMENT, UNIT),
    people: Sequence[Line] | None = (PERSON,),
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """A file of these rows under the form's headings; None leaves the sheet out. *change* is given the workbook."""
    book = Workbook()
    book.remove(book.active)
    for form, lines in ((ORGANISATIONS, organisations), (PEOPLE, people)):
        if lines is None:
            continue
        sheet = book.create_sheet(form.title)
        sheet.append([column.heading for column in form.columns])
        for line in lines:
            sheet.append(list(line))
    if change is not None:
        change(book)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(content: bytes, part: str, old: str, new: str) -> bytes:
    """*content* with *old* replaced in one of its parts, which must hold it."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text, text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return buffer.getvalue()


def everything_wrong() -> tuple[bytes, dict[str, str]]:
    """One file in which twenty things are wrong, each in a place of its own, and place → the code of what is wrong there."""
    sheet = "Cá nhân"
    wrong: list[tuple[Line, str, str]] = [
        (("cb-02", None, *PERSON[2:]), "B2", "missing"),
        (("cb-03", PERSON[1], "phong-2", *PERSON[3:]), "C3", "unknown-organisation"),
        (("cb-04", *PERSON[1:4], "đầu năm"), "E4", "date-unreadable"),
        (("cb-05", *PERSON[1:4], "1/1/21"), "E5", "date-short-year"),
        (("cb-06", *PERSON[1:4], "30/2/2021"), "E6", "date-impossible"),
        (("cb-07", *PERSON[1:4], 44197), "E7", "date-number"),
        (("cb-08", *PERSON[1:4], "1/1/1021"), "E8", "date-far"),
        ((9, *PERSON[1:]), "A9", "number-not-text"),
        (("cb-10", date(2021, 1, 1), *PERSON[2:]), "B10", "date-not-text"),
        (("cb-11", True, *PERSON[2:]), "B11", "cell-not-text"),
        (("cb-12", *PERSON[1:3], "Bảo vệ", PERSON[4]), "D12", "not-one-of"),
        (("cb-13", "A" * 121, *PERSON[2:]), "B13", "too-long"),
        (("cán bộ 14", *PERSON[1:]), "A14", "code-malformed"),
        (("042301001234", *PERSON[1:]), "A15", "code-citizen"),
        (("cb-16", PERSON[1], "#REF!", *PERSON[3:]), "C16", "cell-error"),
        (("cb-17", PERSON[1], "=Tổ_chức!A3", *PERSON[3:]), "C17", "cell-formula"),
        (("cb-18", *PERSON[1:]), "18", "row-hidden"),
    ]
    places = {f"{sheet}!{place}": code for _, place, code in wrong}
    places |= {"Tổ chức!A4": "twice", "Tổ chức!D5": "own-parent", "Nháp": "sheet-unknown"}
    organisations = (DEPARTMENT, UNIT, UNIT, ("phong-5", "Phòng Năm", "Phòng", "phong-5", "1/1/2021"))

    def change(book: Any) -> None:
        book[sheet].row_dimensions[18].hidden = True
        book.create_sheet("Nháp")["A1"] = "gì đó"

    return workbook(organisations, [line for line, _, _ in wrong], change), places


def many(count: int, name: str = "lon") -> bytes:
    """A file of *count* rows: ten units below one department, the rest their people."""
    units = [
        (f"{name}-phong-{number}", f"Phòng {number}", "Phòng", f"{name}-so", "1/1/2021")
        for number in range(10)
    ]
    department = (f"{name}-so", f"Sở {name}", "Sở", None, "1/1/2020")
    people = [
        (f"cb-{number:05d}", f"Nguyễn Văn {number}", f"{name}-phong-{number % 10}", "Công chức", "15/3/2021")
        for number in range(count - 11)
    ]
    return workbook([department, *units], people)
