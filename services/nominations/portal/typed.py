"""What somebody typed or pasted into a form, as the register can use it; what cannot be used stays as it was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from services.nominations.domain.import_cells import folded
from services.nominations.domain.spelling import spelling
from shared.portal.typed import Form, text_of
from shared.texts import Text
from shared.values import dataclass

LONGEST_YEAR: Final = 5
LONGEST_NUMBER: Final = 9

SAYING: Final[Mapping[str, bool]] = {"true": True, "false": False}
"""What a choice of yes or no is sent as."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be named in a field: its id, what it is called, and other spellings of that."""

    id: str
    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()


UNKNOWN: Final = Text(
    "Không có “{value}” trong danh mục; hãy chọn một tên được gợi ý.",
    "There is no “{value}” on record; choose one of the names suggested.",
)
SEVERAL: Final = Text(
    "Có nhiều mục cùng tên “{value}”; hãy gõ mã: {ids}.",
    "Several are called “{value}”; type the code instead: {ids}.",
)
NAMELESS: Final = Text("Chưa ghi tên.", "No name is given.")


def year_in(form: Form) -> dict[str, int | str]:
    """The year typed, as a number where it is one: what is none is refused with the name of its field."""
    typed = text_of(form, "year")
    return {"year": whole_in(typed, LONGEST_YEAR)} if typed else {}


def whole_in(typed: str, longest: int = LONGEST_NUMBER) -> int | str:
    """The whole number that is *typed* in at most *longest* digits; else the text itself, which is refused at its field."""
    plain = typed.isascii() and typed.isdecimal() and len(typed) <= longest
    return int(typed) if plain else typed


def chosen(text: str, choices: Sequence[Choice]) -> Choice | Text:
    """Which of *choices* is meant by *text*, its id or its name however it is written; else what is wrong with it."""
    if not text:
        return NAMELESS
    for choice in choices:
        if text == choice.id or text == labelled(choice):
            return choice
    found = _written_so(text, choices) or _without_marks(text, choices)
    if len(found) == 1:
        return found[0]
    if not found:
        return UNKNOWN.fill({"value": text})
    return SEVERAL.fill({"value": text, "ids": ", ".join(one.id for one in found)})


def labelled(choice: Choice) -> str:
    """The choice as it is suggested where its name alone says too little."""
    return f"{choice.name} ({choice.id})"


def suggested(choices: Sequence[Choice]) -> Iterable[str]:
    """What a field suggests: the name, with the code where several have that name."""
    names = [one.name for one in choices]
    return [labelled(one) if names.count(one.name) > 1 else one.name for one in choices]


def _written_so(text: str, choices: Sequence[Choice]) -> list[Choice]:
    wanted = spelling(text)
    return [one for one in choices if wanted in map(spelling, _names(one))]


def _without_marks(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """Only for a text that has no mark at all: Ân is not An, and who typed the mark means it."""
    bare = folded(text)
    if bare != spelling(text):
        return []
    return [one for one in choices if bare in map(folded, _names(one))]


def _names(choice: Choice) -> Iterable[str]:
    return (choice.name, *choice.aliases)


def by_id(choices: Sequence[Choice]) -> Mapping[str, str]:
    """What each is called."""
    return {one.id: one.name for one in choices}
