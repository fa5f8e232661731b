"""The fixed words of the pages about initiatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

INITIATIVE_TEXTS: Final[Mapping[str, Text]] = {
    "initiatives": Text("Sáng kiến", "Initiatives"),
    "initiative": Text("Sáng kiến", "Initiative"),
    "no_initiatives": Text("Không có sáng kiến nào.", "There is no initiative."),
    "new_initiative": Text("Đăng ký sáng kiến", "Put an initiative forward"),
    "initiative_nobody": Text(
        "Tài khoản này không đăng ký sáng kiến cho đơn vị nào.",
        "This account puts initiatives forward for no unit.",
    ),
    "find_title": Text("Từ trong tên sáng kiến", "Words of the title"),
    "initiative_proposed": Text("mới đăng ký", "put forward"),
    "initiative_applied": Text("đã áp dụng", "in use"),
    "initiative_recognised": Text("đã được công nhận", "recognised"),
    "initiative_certified": Text("đã xác nhận phạm vi ảnh hưởng", "reach certified"),
    "initiative_title": Text("Tên sáng kiến", "Title"),
    "initiative_title_hint": Text(
        "Tên sáng kiến là công khai: không ghi tên người vào đây.",
        "The title is public: do not write a name of a person into it.",
    ),
    "authors": Text("Tác giả", "Authors"),
    "known_people": Text("Người của đơn vị", "People of the unit"),
    "authors_hint": Text("Mỗi người một dòng.", "One to a line."),
    "applied_since": Text("Áp dụng từ ngày", "In use since"),
    "not_applied": Text("chưa áp dụng", "not in use"),
    "benefit": Text("Hiệu quả, lợi ích", "Benefit"),
    "recognitions": Text("Quyết định công nhận", "Recognitions"),
    "certificates": Text("Xác nhận phạm vi ảnh hưởng", "Certificates of reach"),
    "no_document": Text("Chưa có văn bản nào.", "There is no document yet."),
    "level": Text("Cấp", "Level"),
    "given_by": Text("Cơ quan", "Organisation"),
    "recognised_level": Text("Công nhận ở cấp", "Recognised at the level"),
    "reach_level": Text("Phạm vi ảnh hưởng", "Reach"),
    "proof": Text("Tệp văn bản, minh chứng", "File of the document or proof"),
    "proof_hint": Text(
        "Hệ thống tính và lưu mã SHA-256 của tệp để đối chiếu về sau; tệp do đơn vị giữ.",
        "The file's SHA-256 is kept to compare with later; the file stays with you.",
    ),
    "application": Text("Ghi nhận sáng kiến được áp dụng", "Note that it is in use"),
    "recognition": Text("Công nhận sáng kiến", "Recognise the initiative"),
    "certificate": Text("Xác nhận phạm vi ảnh hưởng", "Certify its reach"),
    "done_proposed": Text("Đã đăng ký sáng kiến.", "The initiative is put forward."),
    "done_applied": Text("Đã ghi nhận việc áp dụng.", "Its use is noted."),
    "done_recognised": Text("Đã công nhận sáng kiến.", "The initiative is recognised."),
    "done_certified": Text("Đã xác nhận phạm vi ảnh hưởng.", "Its reach is certified."),
}
"""By their key."""
