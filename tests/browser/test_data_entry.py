"""
The Hà Tĩnh course by pages alone, for a unit's clerk and the Office.

Through the API goes what stands before they begin (organisations, people, accounts, a movement, the councils, a plan in force) and what
others do meanwhile: the director's signatures, the council's meetings and votes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.entry_world import (
    BOARD,
    BODY,
    INDUSTRY,
    MOVEMENT,
    PLAIN,
    PROMOTION,
    RECIPIENTS,
    SOON,
    STAFF,
    TRADE,
    World,
    entered,
    secret,
    the_council_selects,
    the_council_votes_and_the_director_decides,
)
from tests.browser.forms import fill_row
from tests.browser.windows import (
    Opening,
    follow,
    opened_by_key,
    press,
    require_accessible,
    require_whole_at_twice_the_size,
    said,
    sign_in,
)
from tests.builders import bodies, papers
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

TITLE = "Kế hoạch xây dựng, bồi dưỡng và nhân rộng điển hình tiên tiến giai đoạn 2021-2025"
RETURNED = "Thiếu tờ trình của đơn vị"


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("entry"), free_port())) as system:
        yield entered(system)


def test_lists_are_entered_refused_gathered_and_sent_upward_by_pages_alone(
    world: World, signed_in: Opening
) -> None:
    office = signed_in("van-phong", "/entry/inbox")
    require_accessible(office)
    world = drafts_the_plan(world, office)
    sends_the_plan(world, office)
    clerk = signed_in("can-bo-1", "/")
    assert clerk.url.endswith("/entry")
    require_accessible(clerk)
    plan = clerk.get_by_role("region", name=TITLE, exact=True)
    follow(plan.get_by_role("link", name=f"Danh sách đăng ký: {INDUSTRY}"))
    require_accessible(clerk)
    press(clerk, "Gửi danh sách", "2021-03-15")
    said(clerk, "Danh sách đăng ký có 0 điển hình; mỗi đơn vị chọn từ 1 đến 2.", "alert")
    fill_row(clerk, 1, "nguyen thi an")
    press(clerk, "Gửi danh sách", "2021-03-16")
    said(clerk, "Đã gửi danh sách đăng ký.")

    three_are_refused_and_two_are_pasted(world, signed_in)
    for name, (person, unit, day) in PLAIN.items():
        other = signed_in(name, world.list_of(unit))
        fill_row(other, 1, person)
        press(other, "Gửi danh sách", day)
        said(other, "Đã gửi danh sách đăng ký.")
    comes_late_and_is_entered_from_paper(world, signed_in)

    office.goto(world.plan)
    press(office, "Tổng hợp danh sách", "2021-03-25")
    said(office, "Đã tổng hợp danh sách.")
    for name in (TRADE, *(name for name, _ in STAFF.values())):
        expect(office.get_by_role("table", name="Điển hình được tổng hợp")).to_contain_text(name)
    office.get_by_label("Gửi đến").fill(BOARD)
    press(office, "Gửi danh sách được chọn", "2021-03-26")
    said(office, "Hội đồng chưa lựa chọn nên chưa thể gửi danh sách.", "alert")
    the_council_selects(world)
    office.goto(world.plan)
    office.get_by_label("Gửi đến").fill(BOARD)
    press(office, "Gửi danh sách được chọn", "2021-03-30")
    said(office, "Danh sách gửi ngày 30/3/2021 là quá hạn", "alert")
    expect(office.get_by_label("Gửi đến")).to_have_value(BOARD)
    press(office, "Gửi danh sách được chọn", "2021-03-29")
    said(office, "Đã gửi danh sách được chọn.")
    expect(office.get_by_role("region", name="Tổng hợp")).to_contain_text(f"Đã gửi đến {BOARD}, 29/3/2021")


def drafts_the_plan(world: World, office: Page) -> World:
    """The Office drafts it; the director tries to issue it without a number, and then issues it."""
    follow(office.get_by_role("link", name="Soạn dự thảo kế hoạch"))
    require_accessible(office)
    typed = {
        "Tên kế hoạch": TITLE,
        "Giai đoạn từ năm": "2021",
        "đến năm": "hai nghìn",
        "Số văn bản": "06/KH-UBND",
        "Cơ quan ban hành": "Ủy ban nhân dân tỉnh",
        "Ngày văn bản": "2021-01-11",
        "Nơi nhận kế hoạch": "\n".join(RECIPIENTS),
        "Ngày mô phỏng": "2021-01-14",
    }
    for label, value in typed.items():
        office.get_by_label(label).fill(value)
    duties = {
        "Điển hình phải từ phong trào": {"Mục": "mục I.3"},
        "Đăng ký điển hình": {
            "Mục": "mục IV.1",
            "Ít nhất": "1",
            "Nhiều nhất": "2",
            "Trước ngày": "2021-03-25",
        },
        "Lựa chọn điển hình": {
            "Mục": "mục IV.1",
            "Ít nhất": "4",
            "Nhiều nhất": "5",
            "Trước ngày": "2021-03-30",
        },
    }
    for duty, fields in duties.items():
        for label, value in fields.items():
            office.get_by_role("group", name=duty).get_by_label(label).fill(value)
    press(office, "Lưu dự thảo")
    said(office, "Phải là số nguyên.", "alert")
    expect(office.get_by_label("Tên kế hoạch")).to_have_value(TITLE)
    office.get_by_label("đến năm").fill("2025")
    press(office, "Lưu dự thảo")
    said(office, "Đã lưu dự thảo.")
    plan = office.url.partition("?")[0].rpartition("/")[2]
    issue, place = bodies.issue(), f"/api/nominations/plans/{plan}/issue"
    blank = bodies.simulated({**issue, "number": None}, "2021-01-18")
    assert world.people["giam-doc"].post(place, blank, "issue.blank").body["code"] == "plan-number-missing"
    world.then("giam-doc", place, issue, "2021-01-20", "issue.course")
    return replace(world, ids={**world.ids, "plan": plan})


def sends_the_plan(world: World, office: Page) -> None:
    office.goto(world.plan)
    require_accessible(office)
    for name in RECIPIENTS:
        row = office.get_by_role("row", name=name)
        row.get_by_label("Ngày mô phỏng").fill("2021-01-21")
        follow(row.get_by_role("button", name="Ghi đã gửi"))
        said(office, "Đã ghi nhận việc gửi.")
        row.get_by_label("Ngày nhận").fill("2021-01-22")
        row.get_by_label("Căn cứ đã nhận").fill("Sổ công văn đến, 22/01/2021")
        row.get_by_label("Ngày mô phỏng").fill("2021-01-22")
        follow(row.get_by_role("button", name="Ghi đã nhận"))
        said(office, "Đã ghi nhận nơi nhận đã nhận.")
        expect(row).to_contain_text("đã nhận 22/1/2021")


def three_are_refused_and_two_are_pasted(world: World, signed_in: Opening) -> None:
    clerk = signed_in("can-bo-2", world.list_of(TRADE))
    lines = [
        ("Cá nhân, tập thể", "Loại", "Phong trào", "Lĩnh vực", "Tên gọi tắt"),
        ("Trần\u00a0Văn Bình", "cá nhân", MOVEMENT, "toàn diện", "m2a"),
        (TRADE, "Tập thể", MOVEMENT, "cải cách hành chính", "m2b"),
        ("Trần Văn Bính", "cá nhân", MOVEMENT, "toàn diện", "m2c"),
    ]
    cells = unicodedata.normalize("NFD", "\r\n".join("\t".join(line) for line in lines))
    clerk.get_by_label("Các ô sao chép từ Excel").fill(cells)
    press(clerk, "Xếp vào các dòng")
    said(clerk, "Không có “Trần Văn Bính” trong danh mục", "alert")
    third = clerk.get_by_role("group", name="Điển hình 3").get_by_label("Cá nhân, tập thể")
    expect(third).to_have_value("Trần Văn Bính")
    expect(third).to_have_attribute("aria-invalid", "true")
    clerk.get_by_role("link", name="Điển hình 3, Cá nhân, tập thể").click()
    assert clerk.evaluate("document.activeElement.id") == "subject-3"
    for name in ("Cá nhân, tập thể", "Cá nhân hay tập thể", "Phong trào thi đua", "Lĩnh vực", "Tên gọi tắt"):
        clerk.get_by_role("group", name="Điển hình 3").get_by_label(name, exact=True).fill("")
    press(clerk, "Gửi danh sách", "2021-03-17")
    said(clerk, "Đã gửi danh sách đăng ký.")
    expect(clerk.get_by_role("table")).to_contain_text("cải cách hành chính")


def comes_late_and_is_entered_from_paper(world: World, signed_in: Opening) -> None:
    clerk = signed_in("can-bo-7", world.list_of(PROMOTION))
    fill_row(clerk, 1, "Đặng Thị Lan")
    press(clerk, "Gửi danh sách", "2021-03-25")
    said(
        clerk,
        "Danh sách đăng ký gửi ngày 25/3/2021 là quá hạn; ngày cuối cùng còn nhận là 24/3/2021.",
        "alert",
    )
    expect(clerk.get_by_role("alert")).to_contain_text("mục IV.1")
    follow(clerk.get_by_role("link", name="English"))
    expect(clerk.locator("html")).to_have_attribute("lang", "en")
    require_accessible(clerk)
    office = signed_in("van-phong", world.list_of(PROMOTION))
    fill_row(office, 1, "Đặng Thị Lan")
    fill_row(office, 2, "Bùi Văn Minh")
    office.get_by_text("Ghi nhận từ văn bản giấy").click()
    require_accessible(office)
    office.get_by_label("Việc này đã diễn ra trên giấy").check()
    paper = {
        "Ngày việc diễn ra": "2021-03-24",
        "Số văn bản": "15/DS-TTKC",
        "Ngày văn bản": "2021-03-23",
        "Ngày đến": "2021-03-24",
        "Mã SHA-256 của bản quét": "6f" * 32,
        "Người ký": "Giám đốc Trung tâm",
        "Lý do ghi nhận sau": "Danh sách giấy đến Văn phòng ngày 24/3/2021, nhập máy sau",
    }
    for label, value in paper.items():
        office.get_by_label(label, exact=True).fill(value)
    press(office, "Gửi danh sách")
    said(office, "Đã gửi danh sách đăng ký.")


def test_a_dossier_goes_up_comes_back_and_is_commended_by_pages_alone(
    world: World, signed_in: Opening
) -> None:
    clerk = signed_in("can-bo-1", "/entry/dossiers")
    require_accessible(clerk)
    follow(clerk.get_by_role("link", name="Lập hồ sơ mới"))
    require_accessible(clerk)
    clerk.get_by_label("Người hoặc tập thể được đề nghị").fill("Nguyễn Thị Ân")
    clerk.get_by_label("Thành tích", exact=True).fill("Sáng kiến rút ngắn thời gian trả kết quả")
    clerk.get_by_label("Căn cứ đề nghị").fill("Kế hoạch 12/KH-SCT, mục V.2")
    press(clerk, "Lập hồ sơ", "2021-05-10")
    said(clerk, "Không có “Nguyễn Thị Ân” trong danh mục", "alert")
    expect(clerk.get_by_label("Thành tích", exact=True)).to_have_value(
        "Sáng kiến rút ngắn thời gian trả kết quả"
    )
    clerk.get_by_label("Người hoặc tập thể được đề nghị").fill("Nguyễn Thị An")
    press(clerk, "Lập hồ sơ", "2021-05-10")
    said(clerk, "Đã lập hồ sơ.")
    expect(clerk.locator("dl")).to_contain_text("tờ trình, báo cáo thành tích")
    place = clerk.url.partition("?")[0]
    nomination_id = place.rpartition("/")[2]

    attach(clerk, "báo cáo thành tích", "Báo cáo thành tích", "2021-05-10")
    press(clerk, "Trình hồ sơ", "2021-05-11")
    said(clerk, "Đã trình hồ sơ.")
    office = signed_in("van-phong", "/entry/inbox")
    until(lambda: waits(office, "Nguyễn Thị An: giấy khen"), SOON, "the dossier waits for the Office")
    require_accessible(office)
    follow(office.get_by_role("link", name="Nguyễn Thị An: giấy khen"))
    require_accessible(office)
    press(office, "Tiếp nhận để thẩm định", "2021-05-12")
    said(office, "Hồ sơ còn thiếu: tờ trình.", "alert")
    office.get_by_label("Lý do", exact=True).fill(RETURNED)
    press(office, "Trả lại hồ sơ", "2021-05-13")
    said(office, "Đã trả lại hồ sơ.")

    clerk.goto(place)
    first = clerk.locator("main h2").first
    expect(first).to_have_text("Cần chú ý trước")
    expect(clerk.get_by_role("region", name="Cần chú ý trước")).to_contain_text(RETURNED)
    require_accessible(clerk)
    attach(clerk, "tờ trình", "Tờ trình đề nghị khen thưởng", "2021-05-14")
    press(clerk, "Trình lại hồ sơ", "2021-05-14")
    said(clerk, "Đã trình hồ sơ.")
    office.goto(place)
    press(office, "Tiếp nhận để thẩm định", "2021-05-17")
    said(office, "Đã tiếp nhận hồ sơ.")
    is_held_and_released(office)
    is_put_to_the_council(office, place)
    the_council_votes_and_the_director_decides(world, nomination_id)
    until(lambda: reads(clerk, place, "đã kết thúc"), SOON, "the dossier is concluded")
    require_accessible(clerk)
    the_office_notes_that_it_was_handed_over(office, place)
    the_nominee_sees_it(signed_in)


def is_put_to_the_council(office: Page, place: str) -> None:
    """To the newer of two, which the page names; the Office knows no codes."""
    office.goto(place)
    councils = office.get_by_label("Hội đồng", exact=True)
    newest, older = (f"{BODY} ({decision})" for decision in ("21/QĐ-SCT, 25/1/2021", "9/QĐ-SCT, 15/2/2020"))
    expect(councils.get_by_role("option")).to_have_text(["Chọn một Hội đồng", newest, older])
    councils.select_option(label=newest)
    press(office, "Trình Hội đồng", "2021-05-18")
    said(office, "Đã trình Hội đồng.")


def the_office_notes_that_it_was_handed_over(office: Page, place: str) -> None:
    """On the page of the award, which the dossier leads to."""
    office.goto(place)
    follow(office.locator("main").get_by_role("link", name="Phần thưởng"))
    expect(office.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị An: giấy khen")
    require_accessible(office)
    office.get_by_label("Nơi trao").fill("Hội trường Sở")
    office.get_by_label("Ngày trao").fill("2021-06-01")
    press(office, "Ghi nhận việc trao", "2021-06-01")
    said(office, "Đã ghi nhận việc trao.")
    expect(office.locator("dl")).to_contain_text("Hội trường Sở")
    require_accessible(office)
    follow(office.get_by_role("navigation").get_by_role("link", name="Phần thưởng"))
    expect(office.locator("main")).to_contain_text("Không có phần thưởng nào như vậy.")
    office.get_by_label("Tình trạng").select_option(label="đã trao")
    follow(office.get_by_role("button", name="Lọc"))
    expect(office.get_by_role("row", name="Nguyễn Thị An: giấy khen")).to_contain_text("1/6/2021")
    require_accessible(office)


def is_held_and_released(office: Page) -> None:
    """On the page of its course; opened by keyboard."""
    follow(office.get_by_role("link", name="Tạm dừng, lấy ý kiến, trình cấp trên"))
    require_accessible(office)
    opened_by_key(office, "Tạm dừng hồ sơ")
    typed = {
        "Tạm dừng từ ngày": "2021-05-17",
        "Cơ quan đang xử lý vụ việc": "Thanh tra tỉnh",
        "Số, ký hiệu văn bản hoặc vụ việc": "12/TB-TTr",
    }
    form = office.get_by_role("form", name="Tạm dừng hồ sơ")
    form.get_by_label("Nguyên nhân tạm dừng").select_option(label="tố cáo đang được xác minh")
    for label, value in typed.items():
        form.get_by_label(label).fill(value)
    press(office, "Tạm dừng hồ sơ", "2021-05-17")
    said(office, "Đã tạm dừng hồ sơ.")
    expect(office.get_by_role("table", name="Tạm dừng hồ sơ")).to_contain_text("ĐANG TẠM DỪNG")
    end = "Chấm dứt tạm dừng: tố cáo đang được xác minh, 17/5/2021"
    opened_by_key(office, end)
    form = office.get_by_role("form", name=end)
    form.get_by_label("Chấm dứt từ ngày").fill("2021-05-18")
    form.get_by_label("Căn cứ, lý do").fill("Kết luận 5/KL-TTr: không có cơ sở")
    press(office, end, "2021-05-18")
    said(office, "Đã chấm dứt tạm dừng.")
    expect(office.get_by_role("table", name="Tạm dừng hồ sơ")).to_contain_text("Kết luận 5/KL-TTr")


def attach(page: Page, kind: str, title: str, day: str) -> None:
    part = page.get_by_role("region", name="Thêm tài liệu")
    part.get_by_label("Loại tài liệu").select_option(label=kind)
    part.get_by_label("Tên tài liệu").fill(title)
    part.get_by_label("Tệp", exact=True).set_input_files(
        {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": papers.pdf(title, 200_000)}
    )
    press(page, "Tải lên và đính kèm", day)
    said(page, "Đã đính kèm tài liệu.")
    expect(page.get_by_role("row", name=title)).to_contain_text(kind)


def waits(office: Page, name: str) -> bool:
    office.goto("/entry/inbox")
    return office.get_by_role("link", name=name).count() > 0


def reads(page: Page, place: str, text: str) -> bool:
    page.goto(place)
    return text in page.locator("dl").inner_text()


def the_nominee_sees_it(signed_in: Opening) -> None:
    own = signed_in("nguyen-an", "/entry/mine")
    until(lambda: "đã kết thúc" in reread(own), SOON, "the nominee sees the end of it")
    expect(own.get_by_role("heading", level=2)).to_have_text(f"Nguyễn Thị An, {INDUSTRY}")
    expect(own.get_by_role("row", name="đã kết thúc")).to_contain_text("24/5/2021")
    require_accessible(own)
    follow(own.get_by_role("link", name="English"))
    expect(own.get_by_role("heading", level=1)).to_have_text("My own path")
    require_accessible(own)
    own.goto("/entry/inbox")
    expect(own.get_by_role("heading", level=1)).to_have_text("Not permitted")
    require_accessible(own)


def reread(page: Page) -> str:
    page.reload()
    return page.locator("main").inner_text()


def test_without_a_script_and_by_keyboard_alone_nothing_is_lost(world: World, signed_in: Opening) -> None:
    page = signed_in("can-bo-2", "/entry/dossiers/new", scripts=False)
    page.get_by_role("link", name=TRADE).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Người hoặc tập thể được đề nghị").focus()
    page.keyboard.type("Tran Van Binh")
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.type("Dẫn đầu phong trào")
    page.keyboard.press("Tab")
    page.keyboard.type("mục V.2")
    page.context.clear_cookies(name=re.compile("sovang_(session|renewal)"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nội dung vừa nhập vẫn còn")

    with page.context.expect_page() as second:
        page.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    other = second.value
    sign_in(other, "can-bo-2", secret("can-bo-2"))
    expect(other.get_by_role("heading", level=1)).to_have_text("Đã đăng nhập")
    page.get_by_role("button", name="Gửi lại").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Đã lập hồ sơ.")
    expect(page.locator("dl")).to_contain_text("Dẫn đầu phong trào")


def test_whoever_stays_longer_than_a_token_lives_is_not_asked_again(world: World, signed_in: Opening) -> None:
    page = signed_in("can-bo-2", "/entry")
    for address, heading in (("/entry/dossiers", "Hồ sơ"), ("/ledger", "Sổ cái")):
        page.context.clear_cookies(name="sovang_session")  # as a browser does after 15 minutes
        page.goto(urljoin(page.url, address))
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    follow(page.get_by_role("button", name="Đăng xuất"))
    page.goto(urljoin(page.url, "/entry"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đăng nhập")


@pytest.mark.parametrize(
    "path",
    [
        "/entry",
        "/entry/dossiers",
        "/entry/dossiers/new?unit={unit}",
        "/entry/plans/new",
        "{plan}",
        "{list}",
        "/entry/titles",
        "/entry/titles/{unit}/2021",
        "/entry/initiatives",
        "/entry/initiatives/new?unit={unit}",
    ],
)
def test_nothing_is_cut_off_at_twice_the_size(world: World, signed_in: Opening, path: str) -> None:
    address = path.format(unit=world.ids[INDUSTRY], plan=world.plan, list=world.list_of(INDUSTRY))
    page = signed_in("can-bo-1", address)

    require_whole_at_twice_the_size(page)
