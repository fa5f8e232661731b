"""What is on record of people and collectives, on its pages: found, entered from documents, taken back; who may do what."""

from __future__ import annotations

import pytest

from services.nominations.domain.fact_form import CODES
from services.nominations.portal.record_acts import KINDS, acts_for
from tests.unit.nominations.entry_course import registered

PAPER = {"document_number": "301/QĐ-UBND", "dated": "2021-02-01"}
MERIT = {"code": "bang_khen_tinh", "commendation_type": "merit", "year": "2020", **PAPER}


@pytest.fixture
def site():
    site = registered()
    site.callers["ban"] = [("board", site.ids["so"])]
    site.callers["khac"] = [("office", site.ids["u2"])]
    site.sign_in("phong")
    return site


def record(site, of="an", kind="individual"):
    return f"/entry/records/{kind}/{site.ids[of]}"


def enters(site, what, status=200, *, of="an", kind="individual", **typed):
    place = record(site, of, kind)
    return site.send(site.get(place), f"{place}/fact_{what}/now", status, **typed)


def events(site, kind):
    return [one.event for one in site.context.recorded() if one.envelope.type == kind]


@pytest.mark.parametrize(
    ("asked", "shown", "not_shown"),
    [
        ("text=nguyen+an", "Nguyễn Thị An", "Lê Thị Cúc"),
        ("text=nang+luong", "Phòng Năng lượng", "Phòng Thương mại"),
        ("unit={u1}", "Trần Văn Bình", "Lê Thị Cúc"),
        ("unit={so}", "Phòng Năng lượng", "Lê Thị Cúc"),
        ("", "Sở Công Thương Hà Tĩnh", "Nguyễn Thị An"),
        ("text=kh%C3%B4ng+ai", "Không tìm thấy ai.", "Nguyễn Thị An"),
    ],
)
def test_people_and_collectives_are_found_by_name_or_by_where_they_are(site, asked, shown, not_shown):
    page = site.get(f"/entry/records?{asked.format(**site.ids)}")
    assert shown in page.text
    assert not_shown not in page.text


def test_more_people_than_are_shown_are_said(site, monkeypatch):
    assert "Chưa hiện hết" not in site.get(f"/entry/records?unit={site.ids['u1']}").text
    monkeypatch.setattr("services.nominations.portal.records.MOST", 1)
    assert "Chưa hiện hết" in site.get(f"/entry/records?unit={site.ids['u1']}").text


def test_a_name_is_found_behind_many_that_share_its_longest_word(site, monkeypatch):
    monkeypatch.setattr("services.nominations.portal.records.LONGEST_PAGE", 1)
    page = site.get("/entry/records?text=phong+nang")
    assert "Phòng Năng lượng" in page.text
    assert "Phòng Thương mại" not in page.text


def test_who_may_not_search_for_people_is_told_so_and_finds_collectives(site):
    site.sign_in("ban")
    page = site.get("/entry/records?text=nguyen")
    assert "không được tìm cá nhân" in page.text
    assert "Không tìm thấy ai." not in page.text
    assert "Phòng Năng lượng" in site.get("/entry/records?text=nang+luong").text


def test_who_may_read_no_record_finds_nobody(site):
    site.callers["quan-tri"] = [("administrator", "*")]
    site.sign_in("quan-tri")
    site.get("/entry/records?text=nguyen", 403)


@pytest.mark.parametrize(
    ("what", "of", "kind", "typed", "said"),
    [
        ("rating", "u1", "collective", {"code": "good", "year": "2020"}, "hoàn thành tốt nhiệm vụ"),
        ("title", "an", "individual", {"code": "cstd_co_so", "year": "2020"}, "Chiến sĩ thi đua cơ sở"),
        ("commendation", "an", "individual", MERIT, "Bằng khen của Chủ tịch UBND tỉnh (công trạng)"),
        (
            "initiative",
            "an",
            "individual",
            {"code": "sang_kien_tinh", "holds": "false", "year": "2020"},
            "KHÔNG sáng kiến cấp tỉnh",
        ),
        (
            "attestation",
            "an",
            "individual",
            {"code": "no_discipline", "holds": "true", "year": "2020"},
            "không bị xử lý kỷ luật",
        ),
        (
            "count",
            "u1",
            "collective",
            {"code": "disciplined_members", "number": "0", "year": "2020"},
            "số cá nhân bị xử lý kỷ luật: 0",
        ),
    ],
)
def test_each_kind_of_fact_is_entered_from_its_document_and_stands_there(site, what, of, kind, typed, said):
    page = enters(site, what, of=of, kind=kind, **{**PAPER, **typed})
    assert "Đã ghi nhận dữ kiện." in page.text
    assert said in page.text
    assert "301/QĐ-UBND, 1/2/2021" in page.text
    (event,) = events(site, "FactRecorded")
    assert (event.kind, event.year) == (what, 2020)


def test_the_same_fact_twice_is_refused_and_what_was_typed_stays(site):
    enters(site, "commendation", **MERIT)
    page = enters(site, "commendation", 409, **MERIT)
    assert "301/QĐ-UBND" in str(page.fields(f"{record(site)}/fact_commendation/now"))
    assert len(events(site, "FactRecorded")) == 1
    enters(site, "commendation", **MERIT, item="2")
    assert len(events(site, "FactRecorded")) == 2


def test_one_form_sent_twice_is_done_once(site):
    place = record(site)
    page = site.get(place)
    for _ in range(2):
        site.send(page, f"{place}/fact_title/now", code="cstd_co_so", year="2020", **PAPER)
    assert len(events(site, "FactRecorded")) == 1


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({"year": "hai nghìn"}, "year", "Phải là số nguyên."),
        ({"year": ""}, "year", "Thiếu trường này."),
        ({"year": "1234"}, "year", ""),
        ({"item": "0"}, "item", ""),
        ({"item": "hai"}, "item", "Phải là số nguyên."),
        ({"document_number": " "}, "document_number", "Thiếu trường này."),
        ({"commendation_type": ""}, "commendation_type", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(site, typed, place, said):
    page = enters(site, "commendation", 400, **{**MERIT, **typed})
    assert f'href="#fact_commendation-now-{place}"' in page.html
    assert said in page.text
    assert ("dated", "2021-02-01") in page.fields(f"{record(site)}/fact_commendation/now")
    assert not events(site, "FactRecorded")


def test_a_document_of_an_earlier_year_tells_nothing_of_a_later_one(site):
    page = enters(site, "commendation", 409, **{**MERIT, "year": "2022"})
    assert "2022" in page.text
    assert not events(site, "FactRecorded")


def test_a_fact_entered_wrongly_is_taken_back_with_a_reason_and_can_still_be_read(site):
    enters(site, "commendation", **MERIT)
    place = record(site)
    page = site.get(place)
    (form,) = [action for action in page.forms if "/fact_withdrawal/" in action]
    page = site.send(page, form, 400, reason=" ")
    assert "Thiếu trường này." in page.text
    page = site.send(page, form, reason="Nhầm người")
    assert "Đã hủy dữ kiện" in page.text
    assert "ĐÃ HỦY, không tính" in page.text
    assert not any("/fact_withdrawal/" in action for action in page.forms)
    assert len(events(site, "FactWithdrawn")) == 1


@pytest.mark.parametrize("who", ["lan", "ban"])
def test_who_may_only_read_is_offered_no_form_and_refused_one(site, who):
    enters(site, "commendation", **MERIT)
    place = record(site, "u1", "collective") if who == "ban" else record(site)
    forms = site.get(place)
    site.sign_in(who)
    page = site.get(place)
    assert not any("/fact_" in action for action in page.forms)
    site.send(forms, f"{place}/fact_title/now", 403, code="tap_the_lao_dong_tien_tien", year="2020", **PAPER)
    assert len(events(site, "FactRecorded")) == 1


def test_nobody_reads_the_record_of_whom_their_grants_do_not_reach(site):
    site.sign_in("khac")
    site.get(record(site), 404)
    site.get(record(site, "u1", "collective"), 404)
    page = site.get("/entry/records?text=nguyen")
    assert "Không tìm thấy ai." in page.text


@pytest.mark.parametrize("place", ["individual/nobody", "collective/nobody", "other/{an}"])
def test_a_record_of_nobody_is_not_there(site, place):
    site.get(f"/entry/records/{place.format(**site.ids)}", 404)


def test_an_act_that_there_is_not_is_not_found(site):
    place = record(site)
    page = site.get(place)
    answer = site.client.post(f"{place}/fact_count/now", data=dict(page.fields(f"{place}/fact_title/now")))
    assert answer.status_code == 404
    assert not events(site, "FactRecorded")


def test_every_kind_of_fact_can_be_entered_with_every_code_that_its_subject_may_have():
    both = [acts_for(kind) for kind in ("individual", "collective")]
    for kind in KINDS:
        offered = {
            code
            for acts in both
            if f"fact_{kind}" in acts
            for code, _ in acts[f"fact_{kind}"].entries[0].choices
        }
        assert offered == CODES[kind], kind
    assert "fact_count" not in both[0]
