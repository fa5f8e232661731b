"""The codes that requests of data subjects are refused with, and their sentences."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "retention-running": Text(
        "Chưa thể xóa: hồ sơ khen thưởng ({award}) phải được lưu {until}. Trả lời từ chối: căn cứ và thời hạn này được ghi kèm.",
        "It cannot be erased yet: the dossier of an award ({award}) must be kept {until_en}. Answer that it is refused: rule "
        "and end are recorded with that.",
    ),
    "answer-late": Text(
        "Yêu cầu được trả lời sau hạn {due_on}.", "The request was answered after its last day, {due_on}."
    ),
    # requests that do not fit the case as it stands: answered only
    "request-exists": Text(
        "Đã có yêu cầu mang mã này với nội dung khác.", "There is a request of that id with other content."
    ),
    "request-ahead": Text(
        "Ngày nhận yêu cầu ({received_on}) ở sau ngày ghi nhận.",
        "The day of receipt ({received_on}) lies after the day it is noted.",
    ),
    "request-not-found": Text("Không có yêu cầu nào mang mã này.", "There is no request of that id."),
    "request-answered": Text("Yêu cầu này đã được trả lời khác.", "The request was answered otherwise."),
    "correction-needs-name": Text(
        "Tên đúng phải được nêu khi chấp nhận yêu cầu chỉnh sửa, và chỉ khi đó.",
        "The right name is given when a correction is granted, and only then.",
    ),
    "erasure-case-open": Text(
        "Còn {count} hồ sơ của cá nhân này chưa kết thúc.",
        "{count} dossiers of this person are not over yet.",
    ),
    "erasure-last-administrator": Text(
        "Tài khoản {account} của cá nhân này là tài khoản quản trị toàn hệ thống sau cùng; hãy cấp quyền đó cho người khác trước.",
        "This person's account {account} is the last that administers the whole realm; give that to somebody else first.",
    ),
    "person-erased": Text(
        "Dữ liệu của cá nhân này đã được xóa theo yêu cầu.", "This person's data were erased on request."
    ),
}
