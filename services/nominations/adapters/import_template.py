"""The form (mẫu nhập) as an Excel file: Vietnamese headings, one example row each, choices to pick from."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from services.nominations.domain.import_form import FORMS, LEVELS, MOST_ROWS, POSITIONS, Form

WIDTH = 28
CHOICES: Mapping[str, Mapping[Any, tuple[str, ...]]] = {"level": LEVELS, "position": POSITIONS}


def template() -> bytes:
    """The file; filled in and with its example rows deleted, it can be imported."""
    book = Workbook()
    book.remove(book.active)
    for form in FORMS:
        _fill(book.create_sheet(form.title), form)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Any, form: Form) -> None:
    sheet.append([column.heading for column in form.columns])
    sheet.append([column.example for column in form.columns])
    for place, column in enumerate(form.columns, start=1):
        heading = sheet.cell(1, place)
        heading.font = Font(bold=True)
        letter = heading.column_letter
        sheet.column_dimensions[letter].width = WIDTH
        sheet.column_dimensions[letter].number_format = "@"
        for row in range(2, 2 + 200):
            sheet.cell(row, place).number_format = "@"  # text: leading zeros stay, days are not turned about
        if words := CHOICES.get(column.field):
            _offer(sheet, letter, [next(iter(spellings)) for spellings in words.values()])
    sheet.freeze_panes = "A2"


def _offer(sheet: Any, letter: str, words: list[str]) -> None:
    """A list to pick from; a word that holds a comma cannot stand in one and is typed."""
    listed = [word for word in words if "," not in word]
    choice = DataValidation(type="list", formula1=f'"{",".join(listed)}"', allow_blank=True)
    choice.showErrorMessage = False
    sheet.add_data_validation(choice)
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
