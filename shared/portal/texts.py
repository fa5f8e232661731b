"""The fixed words that all pages have in common, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

COMMON: Final[Mapping[str, Text]] = {
    "brand": Text("Sổ Vàng", "Sổ Vàng"),
    "skip": Text("Đến nội dung chính", "Skip to the content"),
    "demo": Text("DEMO – số liệu mô phỏng", "DEMO – simulated figures"),
    "navigation": Text("Điều hướng", "Navigation"),
    "nav_find": Text("Tìm hồ sơ", "Find a case"),
    "nav_ledger": Text("Sổ cái", "The ledger"),
    "nav_entry": Text("Nhập liệu", "Data entry"),
    "nav_dossiers": Text("Hồ sơ của đơn vị", "The unit's dossiers"),
    "nav_models": Text("Điển hình", "Models"),
    "nav_inbox": Text("Việc đang chờ", "What waits"),
    "nav_awards": Text("Phần thưởng", "Awards"),
    "nav_mine": Text("Của tôi", "My own path"),
    "nav_parked": Text("Sự kiện tạm giữ", "Parked events"),
    "other_language": Text("English", "Tiếng Việt"),
    "sign_in": Text("Đăng nhập", "Sign in"),
    "sign_out": Text("Đăng xuất", "Sign out"),
    "signed_in_as": Text("Đang đăng nhập:", "Signed in:"),
    "form_expired": Text(
        "Biểu mẫu đã hết hạn. Hãy điền lại và gửi lần nữa.",
        "The form has expired. Fill it in and send it again.",
    ),
    "not_found": Text("Không tìm thấy", "Not found"),
    "away_title": Text("Tạm thời gián đoạn", "Not available at the moment"),
    "away_text": Text("Hãy thử lại sau ít phút.", "Try again in a few minutes."),
    "slow_title": Text("Quá nhiều yêu cầu", "Too many requests"),
    "slow_text": Text(
        "Hãy chờ một lát rồi tải lại trang này.", "Wait for a moment, then load this page again."
    ),
    "wrong_title": Text("Yêu cầu không hợp lệ", "The request is not valid"),
    "wrong_text": Text("Hãy quay lại trang trước rồi thử lại.", "Go back and try again."),
}
