"""Coded values of events as words in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from shared.texts import Text, day_words

ERASED_WORDS: Final = Text("[đã xóa]", "[erased]")
RESTRICTED_WORDS: Final = Text("[hạn chế xử lý]", "[restricted]")
SEALED_WORDS: Final = Text("[đã niêm phong]", "[sealed]")

NONE: Final = Text("không có", "none")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

CASE_KINDS: Final[Mapping[str, Text]] = {
    "plan": Text("Kế hoạch", "Plan"),
    "nomination": Text("Hồ sơ đề nghị khen thưởng", "Nomination"),
    "model": Text("Điển hình tiên tiến", "Exemplary model"),
    "yearlylist": Text("Danh sách điển hình hằng năm", "Yearly list of models"),
    "achievement": Text("Thành tích", "Achievement"),
    "organisation": Text("Cơ quan, đơn vị", "Organisation"),
    "person": Text("Cá nhân", "Person"),
    "movement": Text("Phong trào thi đua", "Emulation movement"),
    "council": Text("Hội đồng", "Council"),
    "session": Text("Phiên họp", "Session"),
    "record": Text("Dữ kiện về cá nhân, tập thể", "Record of facts"),
    "import": Text("Nhập từ Excel", "Import from Excel"),
    "account": Text("Quyền của tài khoản", "Rights of an account"),
}

BASES: Final[Mapping[str, Text]] = {
    "system": Text("làm trên hệ thống", "done in the system"),
    "document": Text("ghi lại từ văn bản", "recorded from a document"),
    "simulated": Text("mô phỏng", "simulated"),
}


def plain_words(value: Any) -> Text:
    """A value of an event's field as words, when nobody named it."""
    match value:
        case bool():
            return Text("có", "yes") if value else Text("không", "no")
        case str():
            return day_or_text(value)
        case dict() | None:
            return Text("…", "…")
        case _:
            return Text(str(value), str(value))


def listed(parts: Sequence[Text]) -> Text:
    """Several as one."""
    if not parts:
        return NONE
    return Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))


def day_or_text(value: str) -> Text:
    """A day in words when it is one."""
    if _DAY.fullmatch(value):
        try:
            return day_words(date.fromisoformat(value))
        except ValueError:
            pass  # looks like a day, is none
    return Text(value, value)


def kind_of(stream: str) -> str:
    """The category of a stream or case: what stands before its first hyphen."""
    return stream.partition("-")[0]


def kind_words(stream: str) -> Text:
    """The same as words."""
    kind = kind_of(stream)
    return CASE_KINDS.get(kind, Text(kind, kind))
