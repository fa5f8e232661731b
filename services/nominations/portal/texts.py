"""Every fixed word of these pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.nominations.portal.course_texts import COURSE_TEXTS
from services.nominations.portal.dossier_texts import DOSSIER_TEXTS
from services.nominations.portal.following_texts import FOLLOWING_TEXTS
from services.nominations.portal.initiative_texts import INITIATIVE_TEXTS
from services.nominations.portal.model_texts import MODEL_TEXTS
from services.nominations.portal.plan_texts import PLAN_TEXTS
from services.nominations.portal.record_texts import RECORD_TEXTS
from services.nominations.portal.title_texts import TITLE_TEXTS
from shared.portal.form_texts import FORM_TEXTS
from shared.portal.texts import COMMON
from shared.texts import Text

TEXTS: Final[Mapping[str, Text]] = {
    **COMMON,
    **FORM_TEXTS,
    **PLAN_TEXTS,
    **DOSSIER_TEXTS,
    **COURSE_TEXTS,
    **TITLE_TEXTS,
    **INITIATIVE_TEXTS,
    **MODEL_TEXTS,
    **FOLLOWING_TEXTS,
    **RECORD_TEXTS,
    "tagline": Text("Nhập liệu thi đua, khen thưởng", "Data entry of emulation and commendation"),
    "to_start": Text("Về trang nhập liệu", "Back to data entry"),
    "not_found_text": Text(
        "Không có hồ sơ hoặc trang này, hoặc tài khoản không được xem.",
        "There is no such case or page, or this account may not see it.",
    ),
    "forbidden": Text("Không có quyền", "Not permitted"),
    "forbidden_text": Text("Tài khoản này không có quyền làm việc này.", "This account may not do that."),
    "start_title": Text("Nhập liệu", "Data entry"),
    "start_nothing": Text(
        "Tài khoản này chưa được giao nhập liệu cho đơn vị nào.",
        "This account is not entrusted with entering anything.",
    ),
    "technical_code": Text("Mã lỗi", "Code"),
    "name": Text("Tên", "Name"),
    "kind": Text("Loại", "Kind"),
    "state": Text("Tình trạng", "State"),
    "day": Text("Ngày", "Day"),
    "send": Text("Gửi", "Send"),
    "next_page": Text("Trang sau", "Next page"),
    "none": Text("chưa có", "none yet"),
    "individual": Text("cá nhân", "individual"),
    "collective": Text("tập thể", "collective"),
    "resume_done_title": Text("Đã đăng nhập", "Signed in"),
    "resume_done_text": Text(
        "Hãy đóng thẻ này, quay lại thẻ trước và bấm “Gửi lại”.",
        "Close this tab, go back to the one before and press “Send again”.",
    ),
}
