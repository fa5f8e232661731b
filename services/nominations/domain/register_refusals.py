"""The codes that the register of organisations and people refuses with, and their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "organisation-dissolved": Text(
        "{organisation} đã giải thể từ ngày {dissolved_on}; việc mới thuộc về {successor}.",
        "{organisation} was dissolved as of {dissolved_on}; what is new belongs to {successor_en}.",
    ),
    # requests that do not fit the case as it stands: answered only
    "change-ahead": Text(
        "Thay đổi có hiệu lực từ ngày {since}; chỉ ghi nhận khi đã đến ngày đó.",
        "The change takes effect on {since}; it is entered once that day has come.",
    ),
    "change-backwards": Text(
        "Thay đổi phải có hiệu lực sau ngày {last}, ngày của thay đổi gần nhất.",
        "The change must take effect after {last}, the day of the last one.",
    ),
    "organisation-not-standing": Text(
        "Tổ chức này không tồn tại vào ngày {since}.", "The organisation did not stand on {since}."
    ),
    "name-unchanged": Text("Tổ chức đang mang chính tên này.", "The organisation has this very name."),
    "parent-below": Text(
        "Tổ chức cấp trên được nêu là chính tổ chức này hoặc nằm dưới nó.",
        "The organisation named above is this one, or lies under it.",
    ),
    "organisation-already-dissolved": Text(
        "Tổ chức này đã được ghi nhận giải thể từ ngày {since} với nội dung khác.",
        "The organisation is on record as dissolved as of {since}, with other content.",
    ),
    "organisation-not-dissolved": Text(
        "Tổ chức này chưa giải thể nên chưa có tổ chức kế thừa.",
        "The organisation is not dissolved and has no successor.",
    ),
    "succession-cycle": Text(
        "Một tổ chức không thể kế thừa chính mình.", "An organisation cannot succeed itself."
    ),
    "successor-twice": Text("Một tổ chức kế thừa được nêu hai lần.", "A successor is named twice."),
    "successors-at-once": Text(
        "Mỗi lần ghi nhận nhiều nhất {most} tổ chức kế thừa; các tổ chức còn lại được ghi bổ sung sau.",
        "At most {most} successors are entered at once; name the others afterwards.",
    ),
    "successor-not-standing": Text(
        "{successor} không tồn tại vào ngày {since} nên không thể kế thừa.",
        "{successor} did not stand on {since} and cannot take over.",
    ),
    "body-outside": Text(
        "{organisation_id} là tổ chức ngoài hệ thống: việc khen thưởng của tổ chức ấy chỉ được ghi nhận, không quyết định ở đây.",
        "{organisation_id} is a body outside: its awards are only recorded, nothing is decided for it here.",
    ),
    "position-held": Text(
        "Người này đang giữ chính vị trí ấy tại tổ chức này.", "The person holds that very position there."
    ),
    "position-needs-main": Text(
        "Vào ngày {since} người này không giữ vị trí chính nào nên không thể kiêm nhiệm.",
        "On {since} the person holds no main position that another could stand beside.",
    ),
    "position-backwards": Text(
        "Thay đổi vị trí phải có hiệu lực sau ngày {last}.",
        "The change of position must take effect after {last}.",
    ),
    "position-not-held": Text(
        "Người này không giữ vị trí nào tại tổ chức này.", "The person holds no position there."
    ),
}
