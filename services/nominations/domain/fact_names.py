"""
What facts are called: the codes that are recorded, and those counted from them (`…_in_period`, `…_chain`, ratings).

A code is Vietnamese where it names a title or a form, as everywhere in this context, and English otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

RATINGS: Mapping[str, Text] = {
    "excellent": Text("hoàn thành xuất sắc nhiệm vụ", "excellent completion"),
    "good": Text("hoàn thành tốt nhiệm vụ", "good completion"),
    "completed": Text("hoàn thành nhiệm vụ", "completion"),
    "not_completed": Text("không hoàn thành nhiệm vụ", "no completion"),
}
"""Xếp loại năm."""

TITLES: Mapping[str, Text] = {
    "lao_dong_tien_tien": Text("Lao động tiên tiến", "Advanced worker"),
    "cstd_co_so": Text("Chiến sĩ thi đua cơ sở", "Emulation fighter, grass roots"),
    "cstd_tinh": Text("Chiến sĩ thi đua cấp tỉnh", "Emulation fighter of the province"),
    "cstd_toan_quoc": Text("Chiến sĩ thi đua toàn quốc", "National emulation fighter"),
    "tap_the_lao_dong_tien_tien": Text("Tập thể lao động tiên tiến", "Advanced collective"),
    "tap_the_lao_dong_xuat_sac": Text("Tập thể lao động xuất sắc", "Excellent collective"),
}
"""Danh hiệu thi đua."""

COMMENDATIONS: Mapping[str, Text] = {
    "giay_khen": Text("giấy khen", "giấy khen"),
    "bang_khen_tinh": Text("Bằng khen của Chủ tịch UBND tỉnh", "provincial bằng khen"),
    "bang_khen_bo": Text("Bằng khen của bộ, ngành, đoàn thể Trung ương", "central bằng khen"),
    "bang_khen_thu_tuong": Text("Bằng khen của Thủ tướng Chính phủ", "bằng khen of the Prime Minister"),
    "co_thi_dua": Text("Cờ thi đua", "emulation flag"),
}
"""Hình thức khen thưởng."""

INITIATIVES: Mapping[str, Text] = {
    "sang_kien_co_so": Text(
        "sáng kiến cấp cơ sở được công nhận và áp dụng", "grass-roots initiatives recognised and applied"
    ),
    "sang_kien_tinh": Text(
        "sáng kiến cấp tỉnh được công nhận và áp dụng hiệu quả",
        "provincial initiatives recognised and applied",
    ),
    "sang_kien_toan_quoc": Text(
        "sáng kiến có phạm vi toàn quốc được công nhận và áp dụng",
        "national initiatives recognised and applied",
    ),
    "de_tai_khoa_hoc": Text("đề tài khoa học được nghiệm thu", "accepted science topics"),
}
"""Sáng kiến, đề tài: only those that are recognised and applied count."""

ATTESTED: Mapping[str, Text] = {
    "always_excellent": Text(
        "luôn hoàn thành xuất sắc nhiệm vụ, nổi bật trong các hoạt động", "always excellent, outstanding"
    ),
    "all_completed": Text("100% cá nhân hoàn thành nhiệm vụ", "every member completed their tasks"),
    "charity": Text("tích cực hoạt động nhân đạo, từ thiện, an sinh", "active in charity"),
    "chosen_from_movement": Text("được lựa chọn từ phong trào thi đua", "chosen from a movement"),
    "exemplary_conduct": Text(
        "gương mẫu chấp hành đường lối, chính sách, pháp luật, quy định", "exemplary conduct"
    ),
    "hcm_honoured": Text(
        "được Sở hoặc tỉnh vinh danh trong thực hiện Chỉ thị 05-CT/TW",
        "honoured by department or province under Directive 05",
    ),
    "hcm_model": Text(
        "điển hình học tập và làm theo Bác, hoàn thành xuất sắc nhiệm vụ chính trị",
        "a model of following Hồ Chí Minh, excellent in political tasks",
    ),
    "leads_movements": Text("dẫn đầu trong các phong trào thi đua", "leads the movements"),
    "movement_achievement": Text(
        "có thành tích xuất sắc trong phong trào thi đua", "excellent results in a movement"
    ),
    "no_discipline": Text("không bị xử lý kỷ luật", "no discipline"),
    "office_culture": Text("thực hiện tốt phong trào văn hóa công sở", "office-culture movement done well"),
    "outstanding": Text("tiêu biểu xuất sắc trong số những người đạt danh hiệu", "outstanding among holders"),
    "outstanding_achievement": Text("có thành tích tiêu biểu xuất sắc", "outstanding achievement"),
    "reach_nation": Text(
        "sáng kiến có khả năng nhân rộng toàn quốc", "an initiative to replicate nation-wide"
    ),
    "reach_province": Text(
        "sáng kiến áp dụng hiệu quả, hoặc đề tài khoa học được nghiệm thu, có khả năng nhân rộng trong tỉnh",
        "an initiative applied, or a science topic accepted, and to replicate in the province",
    ),
    "self_reliant": Text(
        "tự lực, đoàn kết, tích cực tham gia phong trào thi đua", "self-reliant, united, active in movements"
    ),
    "sudden_deed": Text("có thành tích đột xuất", "a sudden deed"),
    "typical_in_reform": Text(
        "tiêu biểu trong cải cách hành chính, xây dựng nông thôn mới", "typical in reform or new rural areas"
    ),
    "united": Text("nội bộ đoàn kết", "united"),
}
"""Nội dung được xác nhận bằng văn bản: what no number tells and a document attests, or denies."""

OF_A_YEAR = frozenset({"all_completed", "outstanding", "self_reliant", "united"})
"""What titles of a year ask for (Luật Thi đua, khen thưởng 06/2022/QH15, Điều 21 đến 28): attested for one year, it says nothing of another."""

COUNTS: Mapping[str, Text] = {
    "members": Text("số cá nhân trong tập thể", "members"),
    "members_lao_dong_tien_tien": Text(
        "số cá nhân đạt Lao động tiên tiến", "members who are advanced workers"
    ),
    "members_cstd_co_so": Text("số cá nhân đạt Chiến sĩ thi đua cơ sở", "members who are emulation fighters"),
    "disciplined_members": Text("số cá nhân bị xử lý kỷ luật", "members disciplined"),
}
"""Số liệu của tập thể trong một năm: numbers, never who."""

RATING = Text("xếp loại trong năm xét", "the year's rating")
RATINGS_IN_PERIOD = Text("xếp loại từng năm trong giai đoạn", "each year's rating in the period")
EXCELLENT_CHAIN = Text("số năm liên tục hoàn thành xuất sắc nhiệm vụ", "consecutive years of excellence")
IN_PERIOD = Text("{name} trong giai đoạn", "{name} in the period")
IN_YEAR = Text("{name} trong năm xét", "{name} in the year")
IN_TWO_YEARS = Text("{name} trong hai năm đến năm xét", "{name} in the two years up to that year")
CHAIN = Text("số lần liên tục đạt {name}", "consecutive {name}")

RECORDED = {**TITLES, **COMMENDATIONS, **INITIATIVES, **ATTESTED, **COUNTS}


def _of(form: Text, name: Text) -> Text:
    return Text(form.fill({"name": name.vi}).vi, form.fill({"name": name.en}).en)


def names() -> Mapping[str, Text]:
    """Every fact a criterion may name."""
    counted = {**TITLES, **COMMENDATIONS, **INITIATIVES}
    return {
        **RECORDED,
        "rating": RATING,
        "ratings_in_period": RATINGS_IN_PERIOD,
        "excellent_chain": EXCELLENT_CHAIN,
        "disciplined_members_in_period": _of(IN_PERIOD, COUNTS["disciplined_members"]),
        **{f"{code}_in_period": _of(IN_PERIOD, name) for code, name in counted.items()},
        **{f"{code}_in_year": _of(IN_YEAR, name) for code, name in counted.items()},
        **{f"{code}_in_two_years": _of(IN_TWO_YEARS, name) for code, name in counted.items()},
        **{f"{code}_chain": _of(CHAIN, name) for code, name in TITLES.items()},
    }


NAMES = names()


def name_of(code: str) -> Text:
    """What people call the fact; the code itself where it has no name."""
    return NAMES.get(code, Text(code, code))
