"""The fixed words of the pages about titles registered for a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

TITLE_TEXTS: Final[Mapping[str, Text]] = {
    "titles": Text("Đăng ký danh hiệu thi đua", "Registration of titles"),
    "titles_of_year": Text("Đăng ký danh hiệu thi đua đầu năm", "Titles registered for the year"),
    "titles_nobody": Text(
        "Tài khoản này không đăng ký danh hiệu cho đơn vị nào.", "This account registers titles for no unit."
    ),
    "year": Text("Năm", "Year"),
    "choose_year": Text("Chọn năm", "Choose the year"),
    "units_below": Text("Các đơn vị trực thuộc", "Units below"),
    "who_registered": Text("Ai đã đăng ký", "Who has registered"),
    "no_units_below": Text("Không có đơn vị trực thuộc.", "There is no unit below."),
    "registered_of": Text("Cá nhân đã đăng ký", "People registered"),
    "registered": Text("đã đăng ký", "registered"),
    "not_registered": Text("chưa đăng ký", "not registered"),
    "titles_complete": Text("đủ 100 %", "complete"),
    "titles_incomplete": Text("CHƯA ĐỦ", "INCOMPLETE"),
    "titles_missing": Text("Chưa đăng ký", "Not registered"),
    "name_withheld": Text("(không hiện tên)", "(name withheld)"),
    "titles_lead": Text(
        "Đánh dấu danh hiệu mỗi người, tập thể phấn đấu trong năm, rồi bấm “Đăng ký”. Có thể đăng ký thêm nhiều lần.",
        "Tick the titles that each strives for in the year, then press “Register”. More can be registered later.",
    ),
    "people_titles": Text("Danh hiệu của cá nhân", "Titles of people"),
    "collective_titles": Text("Danh hiệu của tập thể", "Titles of collectives"),
    "titles_paste_hint": Text(
        "Thứ tự cột: họ tên hoặc tên tập thể; danh hiệu (viết tắt cũng được: LĐTT, CSTĐCS). Chưa gửi đi đâu: các ô được đánh dấu ở trên để xem lại.",
        "Order of columns: name; title (short forms will do: LĐTT, CSTĐCS). Nothing is sent: the boxes above are ticked to look at.",
    ),
    "titles_tick": Text("Đánh dấu theo các ô", "Tick by these cells"),
    "titles_register": Text("Đăng ký", "Register"),
    "title_withdraw": Text("Rút một danh hiệu đã đăng ký", "Take a registered title back"),
    "title_registered": Text("Danh hiệu đã đăng ký", "Registered title"),
    "outcomes": Text("Đăng ký và kết quả", "Registered and achieved"),
    "outcomes_lead": Text(
        "Danh hiệu đã đăng ký đầu năm so với danh hiệu đã ghi nhận; gồm cả các đơn vị trực thuộc. Chưa đạt gồm cả hồ sơ còn đang xét.",
        "Titles registered for the year beside those on record; all units below included. Not achieved are also those still being judged.",
    ),
    "outcomes_from": Text("Từ năm", "From the year"),
    "outcomes_show": Text("Xem", "Show"),
    "outcomes_by_title": Text("Theo danh hiệu", "By title"),
    "outcomes_by_unit": Text(
        "Theo đơn vị trực thuộc (gồm cả các đơn vị bên dưới)", "By unit right below (with all below it)"
    ),
    "outcomes_by_name": Text("Từng cá nhân, tập thể", "Each person and collective"),
    "outcomes_total": Text("Cộng", "Total"),
    "outcomes_more_units": Text("Các đơn vị tiếp theo", "More units"),
    "outcomes_more_names": Text("Danh sách tiếp theo", "More names"),
    "outcomes_nobody": Text("Không có ai.", "There is nobody."),
    "outcome": Text("Kết quả", "Outcome"),
    "outcome_all": Text("Tất cả", "All"),
    "outcome_registered": Text("Đã đăng ký", "Registered"),
    "outcome_achieved": Text("Đăng ký và đạt", "Registered and achieved"),
    "outcome_not_achieved": Text("Đăng ký, chưa đạt", "Registered, not achieved"),
    "outcome_unclear": Text(
        "Có cờ thi đua, chưa rõ của cấp nào", "Has a flag, of which level is not on record"
    ),
    "outcome_unregistered": Text("Đạt mà không đăng ký", "Achieved without registration"),
    "initiatives_applied": Text("Đã áp dụng", "Applied"),
    "initiatives_recognised": Text("Được công nhận", "Recognised"),
    "initiatives_counting": Text("Vừa áp dụng vừa được công nhận", "Both applied and recognised"),
    "done_titles": Text("Đã đăng ký danh hiệu.", "The titles are registered."),
    "done_title_withdrawn": Text("Đã rút danh hiệu.", "The title is taken back."),
}
"""By their key."""
