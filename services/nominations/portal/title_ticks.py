"""A unit's registration of titles as it is ticked on its page or pasted from a spreadsheet: pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from services.nominations.domain.import_cells import folded
from services.nominations.domain.striving_names import TITLES
from services.nominations.domain.title_codes import OF_COLLECTIVES
from services.nominations.portal.typed import Choice, chosen
from shared.canonical import cleaned
from shared.texts import Text
from shared.values import dataclass

MOST_LINES: Final = 500
SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    "lao_dong_tien_tien": ("LĐTT",),
    "cstd_co_so": ("CSTĐ cơ sở", "CSTĐCS"),
    "cstd_tinh": ("CSTĐ tỉnh", "CSTĐ cấp tỉnh", "CSTĐ cấp bộ", "Chiến sĩ thi đua cấp tỉnh"),
    "cstd_toan_quoc": ("CSTĐ toàn quốc", "CSTĐTQ"),
    "tap_the_lao_dong_tien_tien": ("Tập thể LĐTT", "TTLĐTT"),
    "tap_the_lao_dong_xuat_sac": ("Tập thể LĐXS", "TTLĐXS"),
    "co_thi_dua_tinh": ("Cờ thi đua tỉnh", "Cờ thi đua cấp tỉnh", "Cờ thi đua của UBND tỉnh"),
    "co_thi_dua_chinh_phu": ("Cờ Chính phủ",),
}
"""How offices write a title in short."""
CHOICES: Final = tuple(
    Choice(code, name.vi, aliases=(name.en, *SHORT.get(code, ()))) for code, name in TITLES.items()
)
TOO_MANY: Final = Text(
    "Có {given} dòng; mỗi lần nhận tối đa {most} dòng.", "There are {given} rows; at most {most} are taken."
)
ROW: Final = Text("Dòng {number}: ", "Row {number}: ")
OTHERS: Final = Text("“{title}” không dành cho {subject}.", "“{title}” is not a title for {subject}.")


class Tick(NamedTuple):
    """A title somebody is to be registered for; as text it is the value of a box on the page."""

    kind: str
    subject_id: str
    title: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.subject_id}:{self.title}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasted lines mean; `faults` are said in the order of the lines, and then none of them is taken."""

    ticks: tuple[Tick, ...]
    faults: tuple[Text, ...]


def titles_for(kind: str) -> Sequence[str]:
    """The titles for people, or for collectives."""
    return [code for code in TITLES if (code in OF_COLLECTIVES) == (kind == "collective")]


def ticked(values: Iterable[str], subjects: Sequence[Choice]) -> tuple[Tick, ...]:
    """The boxes of *values* that name one of *subjects* and a title for them; whatever else came is no box of ours."""
    kinds = {one.id: one.kind for one in subjects}
    found = []
    for value in values:
        kind, _, rest = value.partition(":")
        subject_id, _, title = rest.rpartition(":")
        if kinds.get(subject_id) == kind and title in titles_for(kind):
            found.append(Tick(kind, subject_id, title))
    return tuple(dict.fromkeys(found))


def pasted(text: str, subjects: Sequence[Choice]) -> Pasted:
    """Lines of cells copied from a spreadsheet: who, and which titles, one to a cell; headings are passed over."""
    lines = [
        [cleaned(cell) for cell in line] for line in csv.reader(text.splitlines(keepends=True), "excel-tab")
    ]
    lines = [line for line in lines if any(line) and not _is_heading(line)]
    if len(lines) > MOST_LINES:
        return Pasted((), (TOO_MANY.fill({"given": len(lines), "most": MOST_LINES}),))
    ticks: list[Tick] = []
    faults: list[Text] = []
    for number, (name, *titles) in enumerate(lines, 1):
        who = chosen(name, subjects)
        for cell in [cell for cell in titles if cell] or [""]:
            found = _tick(who, cell)
            if isinstance(found, Tick):
                ticks.append(found)
                continue
            row = ROW.fill({"number": number})
            fault = Text(f"{row.vi}{found.vi}", f"{row.en}{found.en}")
            if fault not in faults:
                faults.append(fault)
    return Pasted(tuple(dict.fromkeys(ticks)), tuple(faults))


def _tick(who: Choice | Text, cell: str) -> Tick | Text:
    if isinstance(who, Text):
        return who
    title = chosen(cell, CHOICES)
    if isinstance(title, Text):
        return title
    if title.id not in titles_for(who.kind):
        return OTHERS.fill({"title": title.name, "subject": who.name})
    return Tick(who.kind, who.id, title.id)


def entries(ticks: Iterable[Tick]) -> list[dict[str, Any]]:
    """As the command takes them."""
    return [tick._asdict() for tick in ticks]


def _is_heading(line: Sequence[str]) -> bool:
    return folded(line[0]).startswith(("ho va ten", "ca nhan", "ten ca nhan", "person or collective"))
