"""What may be wrong with a row, a sheet or a file of an import, in the words its sender reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from shared.texts import Text
from shared.values import dataclass

FAULTS: Mapping[str, Text] = {
    "sheet-unknown": Text(
        "Không biết trang tính này; chỉ nhận các trang {allowed}.",
        "This sheet is not known; only the sheets {allowed} are read.",
    ),
    "sheet-hidden": Text(
        "Trang tính đang bị ẩn; hãy bỏ ẩn hoặc xóa đi.", "The sheet is hidden; show it or delete it."
    ),
    "row-hidden": Text(
        "Dòng đang bị ẩn mà có dữ liệu; hãy bỏ ẩn hoặc xóa đi.",
        "The row is hidden and holds data; show it or delete it.",
    ),
    "column-hidden": Text(
        "Cột đang bị ẩn mà có dữ liệu; hãy bỏ ẩn.", "The column is hidden and holds data; show it."
    ),
    "column-unknown": Text(
        "Cột này không thuộc mẫu mà có dữ liệu; hãy xóa đi.",
        "The form has no such column, and it holds data; delete it.",
    ),
    "heading-wrong": Text("Tiêu đề cột phải là “{wanted}”.", "The column's heading must be “{wanted}”."),
    "heading-twice": Text(
        "Dòng tiêu đề bị lặp lại giữa dữ liệu.", "The headings stand a second time among the data."
    ),
    "example-left": Text("Dòng ví dụ của mẫu chưa được xóa.", "The example row of the form was not deleted."),
    "no-rows": Text("Tệp không có dòng dữ liệu nào.", "The file holds no row of data."),
    "too-many-rows": Text(
        "Tệp có quá nhiều dòng; mỗi lần nhập tối đa {most} dòng.",
        "The file holds too many rows; one import takes {most}.",
    ),
    "cells-merged": Text(
        "Các ô {cells} bị trộn; hãy bỏ trộn và điền từng ô.",
        "The cells {cells} are merged; split them and fill in each.",
    ),
    "cell-formula": Text(
        "Ô chứa công thức; kết quả lưu sẵn không đáng tin, hãy dán giá trị thay cho công thức.",
        "The cell holds a formula, whose kept result is not to be trusted; paste its value instead.",
    ),
    "cell-error": Text("Ô báo lỗi {value}.", "The cell shows the error {value}."),
    "cell-not-text": Text("Ô phải là chữ.", "The cell must hold text."),
    "number-not-text": Text(
        "Ô chứa số nên số 0 ở đầu có thể đã mất; hãy định dạng cột là Văn bản rồi gõ lại.",
        "The cell holds a number, which may have lost leading zeros; format the column as Text and type it again.",
    ),
    "date-not-text": Text("Ô chứa ngày tháng, phải là chữ.", "The cell holds a date and must hold text."),
    "missing": Text("Thiếu “{heading}”.", "“{heading}” is missing."),
    "too-long": Text("Dài quá {most} ký tự.", "Longer than {most} characters."),
    "code-malformed": Text(
        "Mã chỉ gồm chữ không dấu, chữ số và gạch nối, tối đa {most} ký tự.",
        "A code holds unaccented letters, digits and hyphens, at most {most} of them.",
    ),
    "code-citizen": Text(
        "Không dùng số căn cước hoặc chứng minh nhân dân làm mã; hãy dùng mã cán bộ.",
        "No citizen's number may be a code; use the staff code.",
    ),
    "not-one-of": Text("Không có giá trị này; chỉ nhận: {allowed}.", "No such value; there are: {allowed}."),
    "date-number": Text(
        "Ô chứa số, không phải ngày; hãy định dạng ô là Ngày hoặc gõ dạng 25/3/2021.",
        "The cell holds a number, not a date; format it as a date or type it like 25/3/2021.",
    ),
    "date-unreadable": Text(
        "Không đọc được ngày “{value}”; hãy gõ dạng 25/3/2021.",
        "“{value}” cannot be read as a date; type it like 25/3/2021.",
    ),
    "date-short-year": Text(
        "Năm trong “{value}” chỉ có hai chữ số; hãy gõ đủ bốn chữ số.",
        "The year in “{value}” has two digits only; type all four.",
    ),
    "date-impossible": Text(
        "Không có ngày {value} (ngày đứng trước tháng).",
        "There is no day {value} (the day comes before the month).",
    ),
    "date-with-time": Text(
        "Ngày có cả giờ phút; hãy chỉ để ngày.", "The date has a time; leave the day alone."
    ),
    "date-far": Text("Năm phải từ {first} đến {last}.", "The year must be from {first} to {last}."),
    "twice": Text("Trùng với dòng {row} của tệp này.", "The same as row {row} of this file."),
    "already-registered": Text(
        "Mã này đã có trong sổ; hãy bỏ dòng này.", "This code is already registered; leave the row out."
    ),
    "organisation-dissolved": Text(
        "Tổ chức mang mã {code} đã giải thể; hãy ghi mã của tổ chức kế thừa.",
        "Organisation {code} was dissolved; write the code of its successor.",
    ),
    "unknown-organisation": Text(
        "Không có tổ chức nào mang mã {code} trong sổ hoặc trong tệp này.",
        "There is no organisation {code}, neither registered nor in this file.",
    ),
    "own-parent": Text(
        "Tổ chức nằm dưới chính nó (qua {code}).", "The organisation lies below itself (by way of {code})."
    ),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell was not understood: the code, and the facts that fill its sentence."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)

    def at(self, sheet: str, row: int | None = None, column: int | None = None) -> Fault:
        """The same at its place; columns count from 1."""
        return Fault(sheet=sheet, row=row, column=None if column is None else letters(column), wrong=self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong at a place: a cell, a row, a column, or a whole sheet."""

    sheet: str
    row: int | None
    column: str | None
    wrong: Wrong

    @property
    def text(self) -> Text:
        """What the sender reads."""
        return FAULTS[self.wrong.code].fill(self.wrong.facts)

    @property
    def place(self) -> str:
        """Where it is, as spreadsheets write it: `Cá nhân!C12`."""
        spot = f"{self.column or ''}{self.row or ''}"
        return f"{self.sheet}!{spot}" if spot else self.sheet


def letters(column: int) -> str:
    """The name of a column that counts from 1: A, B, …, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
