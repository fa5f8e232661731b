"""The rows of a registration list (danh sách đăng ký) as they are typed or pasted from a spreadsheet: pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.nominations.domain.import_cells import folded
from services.nominations.portal.typed import Choice, chosen
from shared.canonical import cleaned
from shared.portal.typed import Form
from shared.texts import Text
from shared.values import dataclass

COLUMNS: Final = ("subject", "kind", "movement", "field", "code", "head")
MOST_ROWS: Final = 40
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "individual": ("cá nhân", "individual"),
    "collective": ("tập thể", "collective"),
}
TOO_MANY: Final = Text(
    "Có {given} dòng; mỗi lần nhận tối đa {most} dòng.", "There are {given} rows; at most {most} are taken."
)
TOO_WIDE: Final = Text(
    "Dòng {number} có {given} cột; chỉ nhận {most} cột.",
    "Row {number} has {given} columns; {most} are taken.",
)
WRONG_KIND: Final = Text(
    "Chỉ ghi “cá nhân” hoặc “tập thể”.", "Write “individual” (cá nhân) or “collective” (tập thể)."
)
OTHER_KIND: Final = Text(
    "“{value}” trong danh mục không phải {kind}.", "“{value}” is on record as something else than {kind}."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One model (điển hình) as it was typed."""

    subject: str = ""
    kind: str = ""
    movement: str = ""
    field: str = ""
    code: str = ""
    head: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not any(getattr(self, name) for name in COLUMNS)


@dataclass(frozen=True, slots=True)
class Reading:
    """The models that *rows* mean; `faults` says by path what cannot be read, and then the models are not to be sent."""

    models: tuple[dict[str, Any], ...]
    faults: Mapping[str, Text]


def typed(form: Form) -> tuple[Row, ...]:
    """The rows of the form, without those left blank."""
    numbers = range(min(len(form.getlist("subject")), MOST_ROWS))
    columns = {name: form.getlist(name) for name in COLUMNS}
    rows = (
        Row(**{name: cleaned(values[number]) for name, values in columns.items() if number < len(values)})
        for number in numbers
    )
    return tuple(row for row in rows if not row.is_blank)


def pasted(text: str, before: int = 0) -> tuple[Row, ...] | Text:
    """
    The rows of cells copied from a spreadsheet: columns apart by tabs, as Excel gives them, in the order of COLUMNS.

    A row of headings is passed over. What does not fit is said, and then no row is given: half a list looks like a whole
    one. *before* rows are there already.
    """
    lines = [
        [cleaned(cell) for cell in line] for line in csv.reader(text.splitlines(keepends=True), "excel-tab")
    ]
    lines = [line for line in lines if any(line) and not _is_heading(line)]
    if len(lines) + before > MOST_ROWS:
        return TOO_MANY.fill({"given": len(lines) + before, "most": MOST_ROWS})
    for number, line in enumerate(lines, 1):
        if any(line[len(COLUMNS) :]):
            return TOO_WIDE.fill({"number": number, "given": len(line), "most": len(COLUMNS)})
    return tuple(Row(*line[: len(COLUMNS)]) for line in lines)


def read(
    rows: Sequence[Row],
    subjects: Sequence[Choice],
    movements: Sequence[Choice],
    prefix: str,
    heads: Sequence[Choice] = (),
) -> Reading:
    """The models that *rows* mean; a model without a code gets one that begins with *prefix*. *heads* may answer for one."""
    models: list[dict[str, Any]] = []
    faults: dict[str, Text] = {}
    for number, row in enumerate(rows):
        model, wrong = _model(row, subjects, movements, heads)
        model["model_id"] = row.code.lower() or f"{prefix}-{number + 1}"
        models.append(model)
        faults |= {f"models[{number}].{name}": text for name, text in wrong.items()}
    return Reading(tuple(models), faults)


def _model(
    row: Row, subjects: Sequence[Choice], movements: Sequence[Choice], heads: Sequence[Choice]
) -> tuple[dict[str, Any], dict[str, Text]]:
    faults: dict[str, Text] = {}
    kind = _kind(row.kind)
    if row.kind and kind is None:
        faults["kind"] = WRONG_KIND
    subject = chosen(row.subject, [one for one in subjects if kind in (None, one.kind)])
    if isinstance(subject, Text):
        elsewhere = chosen(row.subject, subjects)
        if kind and isinstance(elsewhere, Choice):
            facts = {"value": row.subject, "kind": KINDS[kind][0]}
            subject = OTHER_KIND.fill(facts)
        faults["subject_id"] = subject
    movement = chosen(row.movement, movements) if row.movement else None
    if isinstance(movement, Text):
        faults["movement_id"] = movement
    head = chosen(row.head, heads) if row.head else None
    if isinstance(head, Text):
        faults["head_id"] = head
    model = {
        "kind": subject.kind if isinstance(subject, Choice) else kind,
        "subject_id": subject.id if isinstance(subject, Choice) else row.subject,
        "movement_id": movement.id if isinstance(movement, Choice) else None,
        "field": row.field,
        "head_id": head.id if isinstance(head, Choice) else None,
    }
    return model, faults


def _kind(text: str) -> str | None:
    return next((kind for kind, words in KINDS.items() if folded(text) in map(folded, words)), None)


def _is_heading(line: Sequence[str]) -> bool:
    """The headings of the form itself, copied along."""
    return folded(line[0]).startswith(
        ("ca nhan tap the", "ho va ten", "ten dien hinh", "person or collective")
    )


def rows_in(form: Form) -> str:
    """The pasted cells, as they came."""
    return form.get("cells", "")
