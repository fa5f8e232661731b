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
    "done_titles": Text("Đã đăng ký danh hiệu.", "The titles are registered."),
    "done_title_withdrawn": Text("Đã rút danh hiệu.", "The title is taken back."),
}
"""By their key."""
