"""The fixed words of forms, the same on the pages of every service, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

FORM_TEXTS: Final[Mapping[str, Text]] = {
    "trouble": Text("Lỗi", "Problem"),
    "citation": Text("Căn cứ", "Basis"),
    "see_fields": Text("Các chỗ cần sửa:", "What to mend:"),
    "optional": Text("không bắt buộc", "optional"),
    "demo_day": Text("Ngày mô phỏng (chỉ trong miền DEMO)", "Simulated day (DEMO only)"),
    "demo_day_hint": Text("Để trống thì việc này diễn ra hôm nay.", "Left empty, this happens today."),
    "on_paper": Text("Ghi nhận từ văn bản giấy", "Enter it from a paper document"),
    "on_paper_box": Text(
        "Việc này đã diễn ra trên giấy; ghi nhận theo văn bản dưới đây",
        "This was done on paper; enter it from the document below",
    ),
    "occurred_on": Text("Ngày việc diễn ra", "Day it happened"),
    "paper_number": Text("Số văn bản", "Document number"),
    "paper_dated": Text("Ngày văn bản", "Document's date"),
    "paper_received_on": Text("Ngày đến", "Received on"),
    "paper_scan_sha256": Text("Mã SHA-256 của bản quét", "SHA-256 of the scan"),
    "paper_signatory": Text("Người ký", "Signatory"),
    "paper_reason": Text("Lý do ghi nhận sau", "Why it is entered afterwards"),
    "resume_title": Text("Phiên đăng nhập đã hết", "The session has ended"),
    "resume_text": Text(
        "Nội dung vừa nhập vẫn còn ở trang này. Hãy đăng nhập ở thẻ mới rồi quay lại đây bấm “Gửi lại”.",
        "What was typed is still on this page. Sign in in a new tab, come back here and press “Send again”.",
    ),
    "resume_file": Text(
        "Tệp đính kèm không giữ lại được; sau khi đăng nhập hãy chọn lại tệp.",
        "A file cannot be kept; choose it again after signing in.",
    ),
    "resume_sign_in": Text("Đăng nhập ở thẻ mới", "Sign in in a new tab"),
    "resume_send": Text("Gửi lại", "Send again"),
}
