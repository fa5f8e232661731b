"""
From registration to the province's list in Hà Tĩnh's plan, parts 6 to 9 of scenario S002, by pages alone for clerks, the Office, the director.

Through the API goes what stands before they begin: organisations, people (two heads among them), accounts, movements, the department's
plan and the province's, both in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import collective
from tests.browser.collective import LEADER
from tests.browser.entry_world import (
    BOARD,
    INDUSTRY,
    PEOPLE,
    PROMOTION,
    SOON,
    TRADE,
    UNITS,
    World,
    entered,
    plan_of,
)
from tests.browser.forms import acts, fill_row
from tests.browser.windows import (
    Opening,
    follow,
    press,
    require_accessible,
    require_whole_at_twice_the_size,
    said,
)
from tests.builders import bodies
from tests.builders.nominated import done
from tests.builders.office import created
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

PATRIOTIC = "Thi đua yêu nước giai đoạn 2021 - 2025"
HEAD = "Lê Văn Quang"
REPORT = {"kind": "report", "citation": "mục V.2", "due_before": "2023-07-01"}
OF_PROVINCE = {"kind": "report", "citation": "báo cáo theo quy định", "due_before": "2026-01-01"}
MINUTES = "Biên bản tổng kết ngày 15/12/2025"
ATTESTED = (
    "gương mẫu chấp hành",
    "được lựa chọn từ phong trào thi đua",
    "điển hình học tập và làm theo Bác",
    "được Sở hoặc tỉnh vinh danh",
    "thực hiện tốt phong trào văn hóa công sở",
)


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("models"), free_port())) as system:
        yield followed(entered(system))


def followed(world: World) -> World:
    """The heads of two units, the movement of the period, a plan that asks for reports, the province's plan."""
    ids, day = dict(world.ids), bodies.simulated
    director = world.people["giam-doc"]
    province = world.system.open_account("tinh", [("director", ids["province"])])
    for key, unit, name in (("head.1", INDUSTRY, HEAD), ("head.2", TRADE, LEADER)):
        person = bodies.person(ids[unit], name, position="head", position_since="2018-01-01")
        created(world.system.administrator(), PEOPLE, day(person, "2021-01-05"), key)
    movement = day(bodies.movement(ids["department"], name=PATRIOTIC), "2021-01-05")
    ids["patriotic"] = created(director, "/api/nominations/movements", movement, "patriotic")
    plan = plan_of(ids)
    plan["obligations"].append(REPORT)
    ids["plan"] = created(director, "/api/nominations/plans", day(plan, "2021-01-14"), "plan.reports")
    issue = day(bodies.issue(number="13/KH-SCT"), "2021-01-20")
    done(director, f"/api/nominations/plans/{ids['plan']}/issue", issue, "issue.reports")
    above = bodies.plan(ids["province"], [ids["department"]], obligations=[OF_PROVINCE])
    ids["above"] = created(province, "/api/nominations/plans", day(above, "2021-01-11"), "plan.above")
    issue = day(bodies.issue(number="06/KH-UBND", dated="2021-01-11"), "2021-01-11")
    done(province, f"/api/nominations/plans/{ids['above']}/issue", issue, "issue.above")
    return replace(world, ids=ids)


def test_a_model_is_followed_from_registration_to_the_provinces_list_by_pages_alone(
    world: World, signed_in: Opening
) -> None:
    clerk, office = signed_in("can-bo-1", world.list_of(INDUSTRY)), signed_in("van-phong", "/entry/models")
    require_accessible(office)
    registers(clerk, "Nguyễn Thị An", INDUSTRY)
    place = is_taken_up(clerk)
    is_cared_for(world, clerk, office, place)
    reports_come(world, signed_in, clerk, office)
    is_reviewed(world, office, place)
    is_put_on_record(office)
    is_recognised(signed_in, office, place)
    is_replicated_and_made_known(clerk, office, place)
    the_list_goes_to_the_province(world, office)


def test_a_collective_is_judged_by_its_criteria_and_recognised_by_pages_alone(
    world: World, signed_in: Opening
) -> None:
    clerk, office = signed_in("can-bo-2", world.list_of(TRADE)), signed_in("van-phong", "/entry/models")
    registers(clerk, TRADE)
    follow(clerk.get_by_role("table").get_by_role("link", name=TRADE))
    place = takes_up(clerk)
    collective.is_nurtured(clerk, office, place)
    collective.is_summed_up(office, place)
    collective.is_on_record(office)
    collective.is_recognised(signed_in, office, place)


def registers(clerk: Page, *subjects: str) -> None:
    """The unit's list, typed and sent on its page."""
    require_accessible(clerk)
    for number, subject in enumerate(subjects, 1):
        fill_row(clerk, number, subject)
    press(clerk, "Gửi danh sách", "2021-03-15")
    said(clerk, "Đã gửi danh sách đăng ký.")


def is_taken_up(clerk: Page) -> str:
    """The clerk finds it among the models and takes it up; gives its address."""
    follow(clerk.get_by_role("navigation").get_by_role("link", name="Điển hình", exact=True))
    clerk.get_by_label("Khâu").select_option(label="mới đăng ký")
    press(clerk, "Lọc")
    require_accessible(clerk)
    follow(clerk.get_by_role("link", name="Nguyễn Thị An: văn hóa công sở"))
    require_whole_at_twice_the_size(clerk)
    return takes_up(clerk)


def takes_up(clerk: Page) -> str:
    require_accessible(clerk)
    clerk.get_by_label("Người, nơi phát hiện").fill("Trưởng phòng")
    clerk.get_by_label("Thành tích, biểu hiện tiêu biểu").fill("Tiêu biểu trong phong trào thi đua")
    press(clerk, "Đưa vào bồi dưỡng, theo dõi", "2021-04-05")
    said(clerk, "Đã đưa điển hình vào bồi dưỡng, theo dõi.")
    return clerk.url.partition("?")[0]


def is_cared_for(world: World, clerk: Page, office: Page, place: str) -> None:
    office.goto(place)
    require_accessible(office)
    acts(office, "Giao người đứng đầu chịu trách nhiệm", "2021-04-12", {"Người đứng đầu": "Nguyễn Thị An"})
    said(office, "không phải người đứng đầu", "alert")
    expect(office.get_by_role("alert")).to_contain_text("Căn cứ")
    acts(office, "Giao người đứng đầu chịu trách nhiệm", "2021-04-12", {"Người đứng đầu": "le van quang"})
    said(office, "Đã giao người đứng đầu chịu trách nhiệm.")
    steps = {"Bước b1: hạn": "2021-12-31", "Bước b1: nội dung": "Tập huấn, giao việc mới", "Bước b2: nội dung": "Chia sẻ"}  # fmt: skip
    clerk.goto(place)
    acts(clerk, "Lập hoặc thay lộ trình", "2021-04-20", steps)
    said(clerk, "Thiếu trường này.", "alert")
    clerk.get_by_role("alert").get_by_role("link", name="Bước b2: hạn").click()
    clerk.keyboard.press("Tab")
    expect(clerk.get_by_label("Bước b2: nội dung")).to_have_value("Chia sẻ")
    acts(clerk, "Lập hoặc thay lộ trình", "2021-04-20", {"Bước b2: hạn": "2023-06-30"})
    said(clerk, "Đã lập lộ trình.")
    office.goto(place)
    acts(office, "Nhân rộng điển hình", "2021-05-05", {"Phạm vi nhân rộng": "toàn Sở"}, file="biên bản")
    said(office, "Chưa thể nhân rộng: còn bỏ qua bước", "alert")
    expect(office.get_by_label("Phạm vi nhân rộng")).to_have_value("toàn Sở")
    opens_a_dossier(clerk)
    clerk.goto(place)
    until(lambda: offered(clerk, "Gắn hồ sơ đề nghị khen thưởng"), SOON, "the dossier is listed")
    acts(clerk, "Gắn hồ sơ đề nghị khen thưởng", "2021-05-14")
    said(clerk, "Đã gắn hồ sơ đề nghị khen thưởng.")
    for day, step, activity in (
        ("2021-11-15", "b1: Tập huấn, giao việc mới", "Tập huấn"),
        ("2023-05-15", "b2: Chia sẻ", "Chia sẻ kinh nghiệm"),
    ):
        typed = {"Việc đã làm": activity, "Tên văn bản minh chứng": "Biên bản"}
        acts(clerk, "Ghi nhận việc bồi dưỡng", day, typed, {"Thuộc bước nào": step}, activity)
        said(clerk, "Đã ghi nhận việc bồi dưỡng.")
    typed = {"Ở đâu": "Hội nghị của đơn vị", "Từ ngày": "2021-12-01"}
    acts(clerk, "Ghi nhận việc tuyên truyền", "2023-05-16", typed, {"Kênh": "cuộc họp, hội nghị"})
    said(clerk, "Đã ghi nhận việc tuyên truyền.")


def opens_a_dossier(clerk: Page) -> None:
    clerk.goto("/entry/dossiers")
    follow(clerk.get_by_role("link", name="Lập hồ sơ mới"))
    clerk.get_by_label("Người hoặc tập thể được đề nghị").fill("Nguyễn Thị An")
    clerk.get_by_label("Thành tích", exact=True).fill("Hướng dẫn cơ sở nộp hồ sơ qua mạng")
    clerk.get_by_label("Căn cứ đề nghị").fill("Kế hoạch 13/KH-SCT, mục V.2")
    press(clerk, "Lập hồ sơ", "2021-05-10")
    said(clerk, "Đã lập hồ sơ.")


def offered(page: Page, title: str) -> bool:
    page.reload()
    return page.locator("summary").filter(has_text=title).count() > 0


def reports_come(world: World, signed_in: Opening, clerk: Page, office: Page) -> None:
    """One on time, one late, one that supplements; the Office sees who is late."""
    clerk.goto(world.plan)
    follow(clerk.get_by_role("link", name="Báo cáo theo kế hoạch"))
    require_accessible(clerk)
    follow(clerk.get_by_role("link", name=INDUSTRY))
    require_accessible(clerk)
    acts(clerk, "Gửi báo cáo", "2023-06-28", {"Số báo cáo": "21/BC-QLCN", "Ngày báo cáo": "2023-06-28"}, file="báo cáo")  # fmt: skip
    said(clerk, "Đã gửi báo cáo.")
    until(lambda: counts(office, world, "2023-07-01", f"1 / {len(UNITS)}"), SOON, "the report is counted")
    require_accessible(office)
    expect(office.get_by_role("row", name=PROMOTION)).to_contain_text("QUÁ HẠN, chưa báo cáo")
    late = signed_in("can-bo-7", f"{world.plan}/reports/{world.ids[PROMOTION]}")
    acts(late, "Gửi báo cáo", "2023-07-05", {"Số báo cáo": "27/BC-TTKC", "Ngày báo cáo": "2023-07-05"}, file="báo cáo")  # fmt: skip
    said(late, "Đã gửi báo cáo.")
    expect(late.get_by_role("row", name="27/BC-TTKC")).to_contain_text("MUỘN")
    acts(clerk, "Gửi báo cáo", "2023-07-06", {"Số báo cáo": "28/BC-QLCN", "Ngày báo cáo": "2023-07-06"}, file="bổ sung")  # fmt: skip
    said(clerk, "Đã gửi báo cáo.")
    expect(clerk.get_by_role("row", name="28/BC-QLCN")).to_contain_text("báo cáo bổ sung")
    until(lambda: counts(office, world, "2023-07-10", f"2 / {len(UNITS)}"), SOON, "the late one is counted")
    expect(office.get_by_role("row", name=PROMOTION)).to_contain_text("đã báo cáo, MUỘN")


def counts(office: Page, world: World, on: str, text: str) -> bool:
    office.goto(f"{world.plan}/reports?on={on}")
    return f"Đã báo cáo: {text}" in office.locator("main").inner_text()


def is_reviewed(world: World, office: Page, place: str) -> None:
    """The movement each year, half-way and at its end; the model half-way and at its end."""
    title = "Ghi nhận sơ kết, tổng kết: Sở Công Thương Hà Tĩnh"
    office.goto("/entry/movements")
    require_accessible(office)
    follow(office.get_by_role("link", name=PATRIOTIC))
    require_accessible(office)
    for kind, period_from, period_to, held_on in (
        ("sơ kết", "2021-01-01", "2021-12-15", "2021-12-20"),
        ("sơ kết", "2022-01-01", "2022-12-15", "2022-12-20"),
        ("sơ kết", "2023-01-01", "2023-06-30", "2023-07-14"),
        ("tổng kết", "2021-01-01", "2025-12-15", "2025-12-15"),
    ):
        typed = {
            "Nhìn lại từ ngày": period_from,
            "đến ngày": period_to,
            "Ngày họp": held_on,
            "Bài học": "Phát hiện điển hình ngay từ đầu năm",
        }
        acts(office, title, held_on, typed, {"Loại": kind})
        said(office, "Đã ghi nhận sơ kết, tổng kết phong trào.")
    for kind, held_on, result in (
        ("sơ kết", "2023-07-14", "Tiến bộ rõ"),
        ("tổng kết", "2025-12-15", "Là điển hình tiêu biểu"),
    ):
        typed = {
            "Phong trào thi đua": PATRIOTIC,
            "Ngày sơ kết": held_on,
            "Kết quả": result,
            "Bài học": "Tiếp tục",
        }
        office.goto(place)
        acts(office, "Sơ kết, tổng kết điển hình", held_on, typed, {"Loại": kind})
        said(office, "Đã ghi nhận sơ kết, tổng kết điển hình.")


def is_put_on_record(office: Page) -> None:
    """What documents say: two awards and a title of the person; a rating of the unit, and that nobody was disciplined."""
    office.goto("/entry/records?text=nguyen+thi+an")
    require_accessible(office)
    follow(office.get_by_role("link", name="Nguyễn Thị An"))
    require_accessible(office)
    for number, year in (("301/QĐ-UBND", 2021), ("302/QĐ-UBND", 2023)):
        typed = {"Năm": str(year), "Số của văn bản": number, "Ngày của văn bản": f"{year + 1}-02-10"}
        chosen = {"Hình thức": "Bằng khen của Chủ tịch UBND tỉnh", "Loại hình khen thưởng": "công trạng"}
        acts(office, "Ghi hình thức khen thưởng", "2025-12-16", typed, chosen)
        said(office, "Đã ghi nhận dữ kiện.")
    acts(office, "Ghi hình thức khen thưởng", "2025-12-16", typed, chosen)
    said(office, "Dữ kiện này đã được ghi nhận", "alert")
    expect(office.get_by_label("Số của văn bản").locator("visible=true")).to_have_value("302/QĐ-UBND")
    title = {"Năm": "2022", "Số của văn bản": "5/QĐ-2022", "Ngày của văn bản": "2022-12-30"}
    acts(office, "Ghi danh hiệu thi đua", "2025-12-16", title, {"Danh hiệu": "Chiến sĩ thi đua cơ sở"})
    said(office, "Đã ghi nhận dữ kiện.")
    expect(office.get_by_role("row", name="302/QĐ-UBND")).to_contain_text("công trạng")
    office.goto("/entry/records?text=quan+ly+cong+nghiep")
    follow(office.get_by_role("link", name=INDUSTRY, exact=True))
    notice = {"Năm": "2025", "Số của văn bản": "9/TB-SCT-2025", "Ngày của văn bản": "2025-12-10"}
    acts(office, "Ghi xếp loại năm", "2025-12-16", notice, {"Xếp loại": "hoàn thành tốt nhiệm vụ"})
    said(office, "Đã ghi nhận dữ kiện.")
    count = {**notice, "Số lượng": "0"}
    acts(office, "Ghi số liệu của tập thể", "2025-12-16", count, {"Số liệu": "số cá nhân bị xử lý kỷ luật"})
    said(office, "Đã ghi nhận dữ kiện.")
    expect(office.get_by_role("row", name="số cá nhân bị xử lý kỷ luật: 0")).to_be_visible()
    require_accessible(office)


def is_recognised(signed_in: Opening, office: Page, place: str) -> None:
    """First with one thing that no paper tells, which the director may not pass over; then it is settled."""
    title = "Xét tiêu chuẩn công nhận: tổng kết 15/12/2025"
    office.goto(place)
    told: dict[str, Any] = dict.fromkeys(ATTESTED[:-1], "có, văn bản xác nhận")
    acts(office, title, "2025-12-18", {"Văn bản xác nhận": MINUTES}, told)
    said(office, "Đã xét từng tiêu chuẩn.")
    line = office.get_by_role("row", name="Thực hiện tốt phong trào")
    expect(line).to_contain_text("CÒN THIẾU")
    expect(line).to_contain_text("chờ người có thẩm quyền")
    director = signed_in("giam-doc", place)
    require_accessible(director)
    title = "Kết luận tiêu chuẩn còn để ngỏ và quyết định: 2025"
    reason = {"Lý do quyết định": "Đã đối chiếu hồ sơ"}
    acts(director, title, "2025-12-19", reason, {"Quyết định": "công nhận"})
    said(director, "không đạt hoặc chưa được kết luận", "alert")
    expect(director.get_by_label("Lý do quyết định")).to_have_value("Đã đối chiếu hồ sơ")
    settled = {"giai đoạn 2021-2025: lý do": "Có xác nhận của Công đoàn"}
    acts(director, title, "2025-12-19", settled, {"giai đoạn 2021-2025: kết luận": "đạt"})
    said(director, "Đã ghi nhận quyết định.")
    expect(director.get_by_role("region", name="Năm 2025")).to_contain_text("Quyết định: công nhận")
    follow(director.get_by_role("link", name="English"))
    expect(director.locator("html")).to_have_attribute("lang", "en")
    require_accessible(director)


def is_replicated_and_made_known(clerk: Page, office: Page, place: str) -> None:
    office.goto(place)
    typed = {"Phạm vi nhân rộng": "toàn ngành Công Thương"}
    for criterion in ("thực sự tiêu biểu", "có sức lan tỏa", "tác động tích cực"):
        typed |= {f"{criterion}: người xác nhận": HEAD, f"{criterion}: ghi chú": "Đã kiểm tra"}
    acts(office, "Nhân rộng điển hình", "2025-12-22", typed, file="biên bản kiểm tra")
    said(office, "Đã nhân rộng điển hình.")
    clerk.goto(place)
    website = {"Ở đâu": "https://socongthuong.hatinh.gov.vn/dien-hinh", "Từ ngày": "2025-12-23"}
    acts(clerk, "Ghi nhận việc tuyên truyền", "2025-12-23", website, {"Kênh": "trang thông tin điện tử"})
    said(clerk, "Đã ghi nhận việc tuyên truyền.")


def the_list_goes_to_the_province(world: World, office: Page) -> None:
    office.goto("/entry/model-lists?year=2025")
    require_accessible(office)
    follow(office.get_by_role("link", name="Sở Công Thương Hà Tĩnh"))
    require_accessible(office)
    office.get_by_label("Gửi đến").fill(BOARD)
    press(office, "Lập danh sách", "2025-12-28")
    said(office, "Đã lập danh sách.")
    expect(office.get_by_role("row", name="Nguyễn Thị An")).to_contain_text("nhân rộng")
    press(office, "Gửi danh sách hằng năm", "2025-12-28")
    said(office, "Đã gửi danh sách hằng năm.")
    receipt = {"Ngày nhận": "2025-12-30", "Căn cứ đã nhận": "Sổ công văn đến"}
    acts(office, "Ghi nơi nhận đã nhận danh sách", "2025-12-30", receipt)
    said(office, "Đã ghi nơi nhận đã nhận danh sách.")
    office.goto(f"/entry/plans/{world.ids['above']}/reports/{world.ids['department']}")
    acts(office, "Gửi báo cáo", "2025-12-29", {"Số báo cáo": "200/BC-SCT", "Ngày báo cáo": "2025-12-29"}, file="báo cáo")  # fmt: skip
    said(office, "Đã gửi báo cáo.")


@pytest.mark.parametrize(
    "path",
    [
        "/entry/models",
        "/entry/models/new?unit={unit}",
        "{plan}/reports",
        "/entry/movements",
        "/entry/records?text=nguyen",
        "/entry/records/individual/{an}",
    ],
)
def test_nothing_is_cut_off_at_twice_the_size(world: World, signed_in: Opening, path: str) -> None:
    page = signed_in("can-bo-1", path.format(unit=world.ids[INDUSTRY], plan=world.plan, an=world.ids["an"]))

    require_whole_at_twice_the_size(page)
