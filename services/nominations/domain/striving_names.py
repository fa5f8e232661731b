"""What levels and titles are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

LEVELS: Mapping[str, Text] = {
    "state": Text("nhà nước", "state"),
    "ministry": Text("bộ", "ministry"),
    "province": Text("tỉnh", "province"),
    "department": Text("sở", "department"),
    "unit": Text("đơn vị", "unit"),
    "commune": Text("xã", "commune"),
    "board": Text("ban", "board"),
}

TITLES: Mapping[str, Text] = {
    "lao_dong_tien_tien": Text("Lao động tiên tiến", "Lao động tiên tiến (advanced worker)"),
    "cstd_co_so": Text("Chiến sĩ thi đua cơ sở", "Chiến sĩ thi đua cơ sở (grass-roots emulation soldier)"),
    "cstd_tinh": Text(
        "Chiến sĩ thi đua Bộ, ban, ngành, tỉnh",
        "Chiến sĩ thi đua of a ministry or province (emulation soldier)",
    ),
    "cstd_toan_quoc": Text(
        "Chiến sĩ thi đua toàn quốc", "Chiến sĩ thi đua toàn quốc (national emulation soldier)"
    ),
    "tap_the_lao_dong_tien_tien": Text(
        "Tập thể lao động tiên tiến", "Tập thể lao động tiên tiến (advanced collective)"
    ),
    "tap_the_lao_dong_xuat_sac": Text(
        "Tập thể lao động xuất sắc", "Tập thể lao động xuất sắc (excellent collective)"
    ),
    "co_thi_dua_tinh": Text(
        "Cờ thi đua của Bộ, ban, ngành, tỉnh", "emulation flag of a ministry or province"
    ),
    "co_thi_dua_chinh_phu": Text("Cờ thi đua của Chính phủ", "emulation flag of the Government"),
}

NAMED: Mapping[str, Text] = {
    code: name if code.startswith("co_thi_dua") else Text(f"danh hiệu {name.vi}", f"title {name.en}")
    for code, name in TITLES.items()
}
"""What a sentence calls a title that is proposed or given; a flag is called by its name alone."""
