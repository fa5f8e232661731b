"""A collective's way to recognition on the pages: nurtured, summed up, on record, judged line by line, recognised."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.entry_world import MOVEMENT, TRADE
from tests.browser.forms import acts
from tests.browser.windows import Opening, follow, require_accessible, said

LEADER: Final = "Trần Thị Hòa"
CRITERIA: Final = {
    "C1": "Tiêu biểu trong thực hiện nhiệm vụ cải cách hành chính",
    "C2": "Tập thể đoàn kết, luôn hoàn thành xuất sắc nhiệm vụ",
    "C3": "Trong giai đoạn được Chủ tịch UBND tỉnh tặng 02 Bằng khen",
    "C4": "Nội bộ đoàn kết, được xếp loại hàng năm",
}
"""The specific criteria of a collective (mục III.1 of the plan), as the page words them."""
ATTESTED: Final = (
    "có thành tích tiêu biểu xuất sắc",
    "dẫn đầu trong các phong trào thi đua",
    "nội bộ đoàn kết",
    "gương mẫu chấp hành",
    "tiêu biểu trong cải cách hành chính",
    "luôn hoàn thành xuất sắc nhiệm vụ",
)
"""What the minutes attest; of charity they say nothing."""
SUMMED_UP: Final = "2025-12-15"
JUDGING: Final = "Xét tiêu chuẩn công nhận: tổng kết 15/12/2025"
DECIDING: Final = "Kết luận tiêu chuẩn còn để ngỏ và quyết định: 2025"


def is_nurtured(clerk: Page, office: Page, place: str) -> None:
    """A head, a road-map of two steps, what was done with its paper."""
    office.goto(place)
    acts(office, "Giao người đứng đầu chịu trách nhiệm", "2021-04-12", {"Người đứng đầu": LEADER})
    said(office, "Đã giao người đứng đầu chịu trách nhiệm.")
    clerk.goto(place)
    step = {"Bước b1: hạn": "2023-12-31", "Bước b1: nội dung": "Rút ngắn thời gian giải quyết thủ tục"}
    acts(clerk, "Lập hoặc thay lộ trình", "2021-04-20", step)
    said(clerk, "Đã lập lộ trình.")
    typed = {"Việc đã làm": "Bỏ hai bước của thủ tục", "Tên văn bản minh chứng": "Báo cáo"}
    of_step = {"Thuộc bước nào": "b1: Rút ngắn thời gian giải quyết thủ tục"}
    acts(clerk, "Ghi nhận việc bồi dưỡng", "2023-05-15", typed, of_step, "báo cáo")
    said(clerk, "Đã ghi nhận việc bồi dưỡng.")


def is_summed_up(office: Page, place: str) -> None:
    """The movement at its end, and with it the model."""
    office.goto("/entry/movements")
    follow(office.get_by_role("link", name=MOVEMENT))
    typed = {
        "Nhìn lại từ ngày": "2021-01-01",
        "đến ngày": SUMMED_UP,
        "Ngày họp": SUMMED_UP,
        "Bài học": "Giữ nền nếp hằng ngày",
    }
    title = "Ghi nhận sơ kết, tổng kết: Sở Công Thương Hà Tĩnh"
    acts(office, title, SUMMED_UP, typed, {"Loại": "tổng kết"})
    said(office, "Đã ghi nhận sơ kết, tổng kết phong trào.")
    office.goto(place)
    typed = {"Phong trào thi đua": MOVEMENT, "Ngày sơ kết": SUMMED_UP, "Kết quả": "Tiêu biểu", "Bài học": "Tiếp tục"}  # fmt: skip
    acts(office, "Sơ kết, tổng kết điển hình", SUMMED_UP, typed, {"Loại": "tổng kết"})
    said(office, "Đã ghi nhận sơ kết, tổng kết điển hình.")


def is_on_record(office: Page) -> None:
    """For each year of the period its rating and that nobody was disciplined, and one bằng khen; found by name."""
    office.goto("/entry/records?text=quan+ly+thuong+mai")
    follow(office.get_by_role("link", name=TRADE, exact=True))
    for year in range(2021, 2026):
        notice = {"Năm": str(year), "Số của văn bản": f"9/TB-SCT-{year}", "Ngày của văn bản": f"{year}-12-10"}
        put(office, "Ghi xếp loại năm", notice, {"Xếp loại": "hoàn thành tốt nhiệm vụ"})
        counted = {"Số liệu": "số cá nhân bị xử lý kỷ luật"}
        put(office, "Ghi số liệu của tập thể", {**notice, "Số lượng": "0"}, counted)
    commended(office, "307/QĐ-UBND", 2021)
    expect(office.get_by_role("row", name="số cá nhân bị xử lý kỷ luật: 0")).to_have_count(5)
    require_accessible(office)


def commended(office: Page, number: str, year: int) -> None:
    """A bằng khen for *year*, from the decision that gave it."""
    typed = {"Năm": str(year), "Số của văn bản": number, "Ngày của văn bản": f"{year + 1}-02-10"}
    chosen = {"Hình thức": "Bằng khen của Chủ tịch UBND tỉnh", "Loại hình khen thưởng": "công trạng"}
    put(office, "Ghi hình thức khen thưởng", typed, chosen)


def put(office: Page, title: str, typed: dict[str, str], chosen: dict[str, str]) -> None:
    """One fact, by mouse, and no look by axe-core at the same page each time."""
    office.locator("summary").filter(has_text=title).click()
    acts(office, title, "2025-12-16", typed, chosen)
    expect(office.get_by_role("status")).to_contain_text("Đã ghi nhận dữ kiện.")


def is_recognised(signed_in: Opening, office: Page, place: str) -> None:
    """With one bằng khen of two it is not, whatever the director says; then the second is on record, and of charity a person says."""
    record = office.url.partition("?")[0]
    judged(office, place, "2025-12-17")
    expect(line(office, "C3")).to_contain_text("không đạt")
    for criterion in ("C1", "C2", "C4"):
        expect(line(office, criterion).get_by_text("đạt", exact=True)).to_be_visible()
    ratings = ", ".join(["hoàn thành tốt nhiệm vụ"] * 5)
    expect(line(office, "C4")).to_contain_text(f"xếp loại từng năm trong giai đoạn: {ratings}")
    director = signed_in("giam-doc", place)
    decides(director, "Đề nghị của đơn vị")
    said(director, "không đạt hoặc chưa được kết luận", "alert")
    expect(director.get_by_role("alert")).to_contain_text(CRITERIA["C3"])
    office.goto(record)
    commended(office, "308/QĐ-UBND", 2023)
    judged(office, place, "2025-12-18")
    expect(line(office, "C3")).to_contain_text("Bằng khen của Chủ tịch UBND tỉnh trong giai đoạn: 2")
    expect(line(office, "C3").get_by_text("đạt", exact=True)).to_be_visible()
    director.goto(place)
    decides(director, "Đã đối chiếu hồ sơ")
    said(director, "Đã ghi nhận quyết định.")
    expect(director.get_by_role("region", name="Năm 2025")).to_contain_text("Quyết định: công nhận")


def judged(office: Page, place: str, day: str) -> None:
    office.goto(place)
    told = dict.fromkeys(ATTESTED, "có, văn bản xác nhận")
    acts(office, JUDGING, day, {"Văn bản xác nhận": "Biên bản tổng kết ngày 15/12/2025"}, told)
    said(office, "Đã xét từng tiêu chuẩn.")


def decides(director: Page, reason: str) -> None:
    """To recognise it: of charity, which no paper tells, the trade union does."""
    title = "Tích cực tham gia các hoạt động nhân đạo, từ thiện, an sinh xã hội"
    typed = {"Lý do quyết định": reason, f"{title}: lý do": "Có xác nhận của Công đoàn"}
    chosen = {"Quyết định": "công nhận", f"{title}: kết luận": "đạt"}
    acts(director, DECIDING, "2025-12-19", typed, chosen)


def line(page: Page, criterion: str) -> Locator:
    """What the page says of one criterion in the year judged."""
    region = page.get_by_role("region", name="Năm 2025")
    return region.get_by_role("row", name=CRITERIA[criterion])
