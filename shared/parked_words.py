"""Why an event was parked, in words for people: no internals, nothing of what the event holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.parking import BEHIND, ParkedEvent
from shared.texts import Text

WHY: Final[Mapping[str, Text]] = {
    "InvalidInput": Text(
        "Nội dung hoặc phiên bản sự kiện không đọc được ở đây.",
        "Its content or its version cannot be read here.",
    ),
    "NotFound": Text("Sự kiện nói đến điều chưa có ở đây.", "It speaks of something that is not known here."),
    "Rejected": Text(
        "Một quy tắc ở đây từ chối hệ quả của sự kiện.", "A rule here refuses what would follow from it."
    ),
}
BEHIND_ANOTHER: Final = Text(
    "Đợi một sự kiện trước đó của cùng hồ sơ.", "It waits behind an earlier event of its subject."
)
OTHERWISE: Final = Text(
    "Xử lý không thành công; nhật ký của dịch vụ có chi tiết.",
    "It could not be handled; the service's log has the details.",
)


def why_parked(parked: ParkedEvent) -> Text:
    """The reason by its kind alone; the full text stays with the operators of the service."""
    if parked.reason == BEHIND:
        return BEHIND_ANOTHER
    return WHY.get(parked.reason.partition(":")[0], OTHERWISE)
