"""The emulation titles (danh hiệu thi đua) by the codes that commands, events and rules name them by."""

from __future__ import annotations

from typing import Final, Literal

Title = Literal[
    "lao_dong_tien_tien",
    "cstd_co_so",
    "cstd_tinh",
    "cstd_toan_quoc",
    "tap_the_lao_dong_tien_tien",
    "tap_the_lao_dong_xuat_sac",
    "co_thi_dua_tinh",
    "co_thi_dua_chinh_phu",
]
"""
Danh hiệu thi đua.

Lao động tiên tiến, Chiến sĩ thi đua cơ sở, Bộ hoặc tỉnh, toàn quốc; Tập thể lao động tiên tiến, xuất sắc, Cờ thi đua của Bộ
hoặc tỉnh, của Chính phủ.
"""

OF_COLLECTIVES: Final = frozenset(
    {
        "tap_the_lao_dong_tien_tien",
        "tap_the_lao_dong_xuat_sac",
        "co_thi_dua_tinh",
        "co_thi_dua_chinh_phu",
    }
)
"""The titles that pages offer for collectives, all others for people; what holds on a day says the rule on it."""
