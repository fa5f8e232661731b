"""Titles registered for a year on a unit's page: ticked, pasted, taken back, and who is missing."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest

from services.nominations.portal import outcomes
from services.nominations.portal.title_ticks import CHOICES, MOST_LINES, Tick, pasted, ticked
from services.nominations.portal.titles import counted_on
from services.nominations.portal.typed import Choice, chosen
from tests.unit.nominations.entry_course import registered

SUBJECTS = (
    Choice("an", "Nguyễn Thị An", "individual"),
    Choice("binh", "Trần Văn Bình", "individual"),
    Choice("u1", "Phòng Thương mại", "collective"),
)


@pytest.fixture
def site():
    return registered()


def place_of(site, unit="u1", year=2021):
    return f"/entry/titles/{site.ids[unit]}/{year}"


def box(site, who, title, kind="individual"):
    return f"{kind}:{site.ids[who]}:{title}"


def registers(site, *boxes, status=200, **typed):
    """The page after the form was sent with *boxes* ticked."""
    place = place_of(site)
    page = site.get(place)
    fields = [(name, held) for name, held in page.fields(place) if name != "entry"]
    content = {name: [held] for name, held in fields} | {name: [text] for name, text in typed.items()}
    content |= {"entry": list(boxes), "do": ["register"]}
    return site._page(site.client.post(place, data=content, follow_redirects=True), status)


def test_what_is_ticked_is_registered_and_who_is_missing_is_named(site):
    assert "Nguyễn Thị An, Trần Văn Bình" in site.get(place_of(site)).text
    page = registers(site, box(site, "an", "lao_dong_tien_tien"), box(site, "an", "cstd_co_so"))
    assert "Đã đăng ký danh hiệu." in page.text
    assert "Cá nhân đã đăng ký1 / 2" in page.text
    assert "Chưa đăng ký (1)Trần Văn Bình" in page.text
    assert f'value="{box(site, "an", "cstd_co_so")}"' in page.html  # it can be taken back
    page = registers(
        site,
        box(site, "binh", "lao_dong_tien_tien"),
        box(site, "u1", "tap_the_lao_dong_tien_tien", "collective"),
    )
    assert "đủ 100 %" in page.text


def test_the_office_sees_each_unit_and_those_below(site):
    registers(site, box(site, "an", "lao_dong_tien_tien"))
    site.sign_in("phong")
    page = site.get("/entry/titles?year=2021")
    assert place_of(site, "so") in page.html
    page = site.get(f"{place_of(site, 'so')}/units")
    assert "Phòng Thương mại1 / 2" in page.text
    assert "Phòng Năng lượng0 / 1" in page.text
    assert place_of(site, "u2") in page.html


def test_pasted_cells_tick_boxes_and_send_nothing(site):
    place = place_of(site)
    cells = "Họ và tên\tDanh hiệu\r\nnguyen thi an\tLĐTT\tCSTĐCS\r\nPhòng Thương mại\tTập thể LĐTT"
    page = site.send(site.get(place), place, button="paste", cells=cells)
    assert page.html.count(" checked>") == 3
    assert "Cá nhân đã đăng ký0 / 2" in page.text
    assert "cells" not in [name for name, held in page.fields(place) if held]


def test_what_cannot_be_read_is_said_by_its_row_and_what_was_pasted_stays(site):
    place = place_of(site)
    cells = "Ai đó\tLĐTT\nNguyễn Thị An\tGì đó\nPhòng Thương mại\tLĐTT\nTrần Văn Bình"
    page = site.send(site.get(place), place, 400, button="paste", cells=cells)
    for said in (
        "Dòng 1: Không có “Ai đó” trong danh mục",
        "Dòng 2: Không có “Gì đó” trong danh mục",
        "Dòng 3: “Lao động tiên tiến” không dành cho Phòng Thương mại.",
        "Dòng 4: Chưa ghi tên.",
    ):
        assert said in page.text
    assert 'href="#cells"' in page.html
    assert ("cells", cells) in page.fields(place)
    assert "checked" not in page.html


def test_nothing_ticked_is_refused_in_words(site):
    assert "danh hiệu" in registers(site, status=409).text


def test_what_was_ticked_stays_ticked_when_it_is_refused(site):
    ticks = box(site, "an", "lao_dong_tien_tien")
    page = registers(site, ticks, status=400, simulated_on="hôm qua")
    assert f'value="{ticks}" aria-labelledby="individual-1 title-lao_dong_tien_tien" checked' in page.html
    assert page.html.count(" checked>") == 1


def test_a_box_that_no_page_gave_registers_nobody(site):
    page = registers(site, box(site, "cuc", "lao_dong_tien_tien"), "individual:x:cstd_co_so", "?", status=409)
    assert "Cá nhân đã đăng ký0 / 2" in page.text


def test_a_title_is_taken_back_with_its_reason(site):
    registers(site, box(site, "an", "cstd_co_so"))
    place = f"{place_of(site)}/withdraw"
    page = site.send(site.get(place_of(site)), place, 400, entry=box(site, "an", "cstd_co_so"), reason=" ")
    assert 'id="reason-fault"' in page.html
    page = site.send(page, place, entry=box(site, "an", "cstd_co_so"), reason="Xin rút")
    assert "Đã rút danh hiệu." in page.text
    assert "Cá nhân đã đăng ký0 / 2" in page.text
    assert place not in page.forms


def test_whoever_moved_on_is_still_named_and_can_be_taken_back(site):
    registers(site, box(site, "an", "cstd_co_so"))
    move = {
        "person_id": site.ids["an"],
        "organisation_id": site.ids["u2"],
        "position": "staff",
        "since": "2021-03-01",
    }
    site.do("change-position", move, by="root")
    place = f"{place_of(site)}/withdraw"
    page = site.send(site.get(place_of(site)), place, entry=box(site, "an", "cstd_co_so"), reason="Chuyển")
    assert "Đã rút danh hiệu." in page.text


def test_an_inspector_reads_and_finds_no_form(site):
    registers(site, box(site, "an", "cstd_co_so"))
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    page = site.get(place_of(site))
    assert "Nguyễn Thị An: Chiến sĩ thi đua cơ sở" in page.text
    assert list(page.forms) == ["/sign-out"]


@pytest.mark.parametrize("year", ["1999", "20x1", "3000", "02021"])
def test_a_year_that_is_none_has_no_page(site, year):
    assert "Không có" in site.get(f"/entry/titles/{site.ids['u1']}/{year}", 404).text


@pytest.mark.parametrize(("year", "on"), [(2021, "2021-12-31"), (2026, "2026-11-27"), (2027, "2027-01-01")])
def test_people_are_counted_on_the_nearest_day_of_the_year(year, on):
    assert counted_on(year, date(2026, 11, 27)) == on


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("LĐTT", "lao_dong_tien_tien"),
        ("lao dong tien tien", "lao_dong_tien_tien"),
        ("CSTĐ cơ sở", "cstd_co_so"),
        ("Chiến sĩ thi đua cấp tỉnh", "cstd_tinh"),
        ("cstd_toan_quoc", "cstd_toan_quoc"),
        ("Tập thể LĐXS", "tap_the_lao_dong_xuat_sac"),
        ("Cờ thi đua của Chính phủ", "co_thi_dua_chinh_phu"),
    ],
)
def test_titles_are_known_by_name_code_and_short_form(text, title):
    found = chosen(text, CHOICES)
    assert isinstance(found, Choice)
    assert found.id == title


def test_each_is_pasted_once_and_too_many_lines_are_not_read():
    found = pasted("Nguyễn Thị An\tLĐTT\nnguyen thi an\tLĐTT", SUBJECTS)
    assert found.ticks == (Tick("individual", "an", "lao_dong_tien_tien"),)
    many = pasted("\n".join(["Nguyễn Thị An\tLĐTT"] * (MOST_LINES + 1)), SUBJECTS)
    assert (many.ticks, len(many.faults)) == ((), 1)


def test_a_box_is_read_only_for_a_subject_and_title_that_fit():
    values = ["individual:an:cstd_co_so", "individual:an:cstd_co_so", "collective:an:cstd_co_so"]
    values += [
        "individual:an:co_thi_dua_tinh",
        "collective:u1:co_thi_dua_tinh",
        "individual:ai:cstd_co_so",
        "",
    ]
    assert ticked(values, SUBJECTS) == (
        Tick("individual", "an", "cstd_co_so"),
        Tick("collective", "u1", "co_thi_dua_tinh"),
    )


def recorded(site, who, title, year=2021):
    """The title stands on record."""
    content = {
        "subject_kind": "individual",
        "subject_id": site.ids[who],
        "kind": "title",
        "code": title,
        "year": year,
        "document_number": "9/QĐ",
        "dated": f"{year}-03-01",
    }
    site.do("record-fact", content, by="root")


def test_what_was_registered_stands_beside_what_came_of_it(site):
    registers(site, box(site, "an", "lao_dong_tien_tien"), box(site, "binh", "lao_dong_tien_tien"))
    recorded(site, "an", "lao_dong_tien_tien")
    recorded(site, "cuc", "cstd_co_so")
    page = site.get(place_of(site))
    assert f'href="{place_of(site)}/outcomes"' in page.html
    page = site.get(f"{place_of(site)}/outcomes")
    assert "Lao động tiên tiến21100 Cộng21100" in page.text
    assert "Nguyễn Thị AnPhòng Thương mại2021Lao động tiên tiếnĐăng ký và đạt" in page.text
    assert "Trần Văn BìnhPhòng Thương mại2021Lao động tiên tiếnĐăng ký, chưa đạt" in page.text
    assert "Cúc" not in page.text
    site.sign_in("phong")
    assert f'href="{place_of(site, "so")}/outcomes"' in site.get(f"{place_of(site, 'so')}/units").html
    page = site.get(f"{place_of(site, 'so')}/outcomes")
    assert "Chiến sĩ thi đua cơ sở00001 Cộng21101" in page.text
    assert "Phòng Năng lượng00001 Phòng Thương mại21100" in page.text
    assert "Lê Thị CúcPhòng Năng lượng2021Chiến sĩ thi đua cơ sởĐạt mà không đăng ký" in page.text
    page = site.get(f"{place_of(site, 'so')}/outcomes?outcome=not_achieved")
    assert "Trần Văn BìnhPhòng Thương mại" in page.text
    assert "Nguyễn Thị AnPhòng" not in page.text


def test_a_period_is_compared_and_what_is_none_is_the_year_alone(site):
    registers(site, box(site, "an", "lao_dong_tien_tien"))
    recorded(site, "an", "lao_dong_tien_tien", 2020)
    page = site.get(f"{place_of(site)}/outcomes?from=2020")
    assert "Đăng ký và kết quả 2020–2021: Phòng Thương mại" in page.text
    assert "Cộng10101" in page.text
    for wrong in ("2022", "2011", "x"):
        page = site.get(f"{place_of(site)}/outcomes?from={wrong}&outcome=x")
        assert "Đăng ký và kết quả 2021: Phòng Thương mại" in page.text
        assert "Cộng10100" in page.text


def test_the_comparison_goes_on_page_by_page(site, monkeypatch):
    monkeypatch.setattr(outcomes, "PER_PAGE", 1)
    registers(site, box(site, "an", "lao_dong_tien_tien"), box(site, "binh", "lao_dong_tien_tien"))
    site.sign_in("phong")
    place = f"{place_of(site, 'so')}/outcomes?from=2020"
    page = site.get(place)
    assert "Phòng Năng lượng00000" in page.text
    assert "Phòng Thương mại20200" not in page.text
    more = re.findall(r'class="more" href="([^"]+)"', page.html)
    assert len(more) == 2
    assert "Phòng Thương mại20200" in site.get(html.unescape(more[0])).text
    named = re.compile("Nguyễn Thị An|Trần Văn Bình")
    page, first = site.get(html.unescape(more[1])), named.findall(page.text)
    assert sorted(first + named.findall(page.text)) == ["Nguyễn Thị An", "Trần Văn Bình"]
    assert 'value="2020"' in page.html


def test_of_another_department_nothing_is_compared(site):
    assert "Không có" in site.get(f"{place_of(site, 'u2')}/outcomes", 404).text
    assert "Không có" in site.get(f"/entry/titles/{site.ids['u1']}/1999/outcomes", 404).text
