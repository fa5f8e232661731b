"""Coded values of events as words in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from shared.texts import Text

ERASED_WORDS: Final = Text("[đã xóa]", "[erased]")
SEALED_WORDS: Final = Text("[đã niêm phong]", "[sealed]")

VALUES: Final[Mapping[str, Text]] = {
    "giay_khen": Text("giấy khen", "certificate of commendation"),
    "bang_khen": Text("bằng khen", "certificate of merit"),
    "individual": Text("cá nhân", "individual"),
    "collective": Text("tập thể", "collective"),
    "for": Text("tán thành", "in favour"),
    "against": Text("không tán thành", "against"),
    "abstain": Text("không biểu quyết", "abstaining"),
    "timely": Text("khen thưởng kịp thời", "timely commendation"),
    "merit": Text("khen thưởng theo công trạng", "commendation for merit"),
    "movement": Text("khen thưởng theo phong trào", "commendation for a movement"),
    "state": Text("Nhà nước", "state"),
    "ministry": Text("Bộ, ngành", "ministry"),
    "province": Text("cấp tỉnh", "province"),
    "department": Text("cấp Sở", "department"),
    "unit": Text("đơn vị", "unit"),
    "commune": Text("cấp xã", "commune"),
    "leader": Text("lãnh đạo", "leader"),
    "head": Text("người đứng đầu", "head"),
    "staff": Text("công chức, viên chức", "staff"),
    "awarded": Text("được khen thưởng", "awarded"),
    "chair": Text("Chủ tịch Hội đồng", "chair"),
    "vice_chair": Text("Phó Chủ tịch Hội đồng", "vice-chair"),
    "secretary": Text("Thư ký", "secretary"),
    "member": Text("Ủy viên", "member"),
}

CASE_KINDS: Final[Mapping[str, Text]] = {
    "plan": Text("Kế hoạch", "Plan"),
    "nomination": Text("Hồ sơ đề nghị khen thưởng", "Nomination"),
    "organisation": Text("Cơ quan, đơn vị", "Organisation"),
    "person": Text("Cá nhân", "Person"),
    "movement": Text("Phong trào thi đua", "Emulation movement"),
    "council": Text("Hội đồng", "Council"),
    "session": Text("Phiên họp", "Session"),
}

BASES: Final[Mapping[str, Text]] = {
    "system": Text("làm trên hệ thống", "done in the system"),
    "document": Text("ghi lại từ văn bản", "recorded from a document"),
    "simulated": Text("mô phỏng", "simulated"),
}


def day_words(day: date) -> Text:
    """A day as each language writes it."""
    return Text(f"{day.day}/{day.month}/{day.year}", f"{day.day} {day:%B %Y}")


def value_words(value: Any) -> Text:
    """A plain value of an event's field as words."""
    match value:
        case bool():
            return Text("có", "yes") if value else Text("không", "no")
        case str():
            try:
                return day_words(date.fromisoformat(value))
            except ValueError:
                return VALUES.get(value, Text(value, value))
        case list():
            parts = [value_words(item) for item in value]
            return Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))
        case dict() | None:
            return Text("…", "…")
        case _:
            return Text(str(value), str(value))


def kind_of(stream: str) -> str:
    """The category of a stream or case: what stands before its first hyphen."""
    return stream.partition("-")[0]


def kind_words(stream: str) -> Text:
    """The same as words."""
    kind = kind_of(stream)
    return CASE_KINDS.get(kind, Text(kind, kind))
