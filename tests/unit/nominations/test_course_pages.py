"""The page of a dossier's course: holds, objections, consultations, publications, the way upward; and changing a draft."""

from __future__ import annotations

import pytest

from services.nominations.application.dossier_answers import OneDossier
from services.nominations.portal.course_acts import ACTS, offered, underway
from shared.errors import TransientError
from tests.unit.nominations.entry_course import registered
from tests.unit.nominations.test_dossier_pages import attached, opened, submitted

PAPER = {
    "on_paper": "1",
    "occurred_on": "2021-03-12",
    "paper_number": "88/VPCP",
    "paper_dated": "2021-03-11",
    "paper_received_on": "2021-03-12",
    "paper_scan_sha256": "6f" * 32,
    "paper_signatory": "Phó Chủ nhiệm",
    "paper_reason": "Văn bản giấy đến ngày 12/3/2021",
}
MATTER = {"cause": "denunciation", "body": "Thanh tra tỉnh", "reference": "12/TB-TTr"}


@pytest.fixture
def site():
    site = registered()
    higher = {"name": "Ban TĐKT tỉnh", "level": "board", "valid_from": "2020-01-01"}
    site.ids["ban"] = site.do("register-organisation", higher, by="root").identity
    site.callers["ban"] = [("board", site.ids["ban"])]
    return site


@pytest.fixture
def received(site):
    """The course's address of a dossier that the Office has received; the Office is signed in."""
    place = submitted(site).path
    site.sign_in("phong")
    site.send(site.get(place), f"{place}/receive")
    return f"{place}/course"


def form_of(page, what):
    """The address of the one form of *page* for *what*."""
    (found,) = [action for action in page.forms if f"/course/{what}/" in action]
    return found


def does(site, at, what, status=200, **typed):
    page = site.get(at)
    return site.send(page, form_of(page, what), status, **typed)


def test_a_dossier_is_held_seen_by_all_who_read_it_and_released_on_a_ground(site, received):
    page = does(site, received, "hold", opened_on="2021-03-14", **MATTER)
    assert "Đã tạm dừng hồ sơ." in page.text
    assert "tố cáo đang được xác minh" in page.text
    assert "Thanh tra tỉnh" in page.text
    assert "ĐANG TẠM DỪNG" in page.text
    site.sign_in("lan")
    assert "Cần chú ý trước" in site.get(received.removesuffix("/course")).text
    assert [action for action in site.get(received).forms if "/course/" in action] == []

    site.sign_in("phong")
    page = does(site, received, "release", 409, released_on="2021-03-13", ground="Kết luận 5/KL")
    assert "trước ngày tạm dừng" in page.text
    assert ("ground", "Kết luận 5/KL") in page.fields(form_of(page, "release"))
    page = site.send(page, form_of(page, "release"), released_on="2021-03-15", ground="Kết luận 5/KL")
    assert "Đã chấm dứt tạm dừng." in page.text
    assert "đã chấm dứt 15/3/2021Kết luận 5/KL" in page.text


def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(site, received):
    page = does(site, received, "hold", 400, opened_on="2021-03-14", **{**MATTER, "body": " "})
    action = form_of(page, "hold")
    item = action.rpartition("/")[2]

    assert "Thiếu trường này." in page.text
    assert f'href="#hold-{item}-body"' in page.html
    assert f'id="hold-{item}-body-fault"' in page.html
    assert ("reference", "12/TB-TTr") in page.fields(action)
    assert ("cause", "denunciation") in page.fields(action)


def test_a_hold_whose_end_is_not_known_is_sent_again_as_the_same_hold(site, received):
    page, handle = site.get(received), site.app.handle

    def lost(command, context):
        handle(command, context)
        raise TransientError("the answer was lost")

    site.app.handle = lost
    away = site.send(page, form_of(page, "hold"), 503, opened_on="2021-03-14", **MATTER)
    site.app.handle = handle
    assert form_of(away, "hold") == form_of(page, "hold")
    page = site.send(away, form_of(away, "hold"), version="")

    assert page.text.count("ĐANG TẠM DỪNG") == 1


def test_an_objection_is_noted_verified_and_concluded(site, received):
    typed = {"received_on": "2021-03-14", "channel": "post", "kind": "complaint"}
    page = does(site, received, "objection", **typed)
    assert "Đã ghi nhận kiến nghị." in page.text
    page = does(site, received, "verification", **MATTER)
    assert "Đã chuyển xác minh; hồ sơ tạm dừng." in page.text
    assert "khiếu nạibưu điện14/3/2021đang xác minh" in page.text
    page = does(site, received, "conclusion", founded="false", ground="Không có căn cứ")
    assert "không có cơ sở" in page.text
    assert "ĐANG TẠM DỪNG" not in page.text
    assert not any("/conclusion/" in action or "/verification/" in action for action in page.forms)


def test_a_body_in_the_register_is_asked_and_answers_for_itself(site, received):
    page = does(site, received, "consultation", body="ban tđkt tỉnh", due_on="2021-03-20")
    assert "Đã lấy ý kiến." in page.text
    assert not any("/opinion/" in action for action in page.forms)  # the Office is not the board
    site.sign_in("ban")
    assert "Nguyễn Thị An: giấy khen" in site.get("/entry/inbox").text
    assert "trả lời hiệp y" in site.get("/entry/inbox").text
    page = does(site, received, "opinion", opinion="agree", remarks="Nhất trí")
    assert "Đã ghi ý kiến trả lời." in page.text
    assert "đồng ýNhất trí" in page.text


def test_for_a_body_outside_the_office_enters_the_answer(site, received):
    does(site, received, "consultation", body="Công an huyện", due_on="2021-03-20")
    page = does(site, received, "opinion", opinion="remarks")

    assert "Công an huyện" in page.text
    assert "có ý kiến khác" in page.text


def test_a_consultation_without_a_day_needs_a_person_while_no_rule_is_confirmed(site, received):
    page = does(site, received, "consultation", 409, body="Công an huyện")

    assert ("body", "Công an huyện") in page.fields(form_of(page, "consultation"))
    assert "Căn cứ" in page.text


def test_a_publication_is_closed_after_its_last_day_on_a_ground(site, received):
    typed = {"place": "Cổng thông tin của Sở", "from_on": "2021-03-01", "to_on": "2021-03-12"}
    does(site, received, "publication", **typed)
    page = does(site, received, "closing", 409)
    assert "Cổng thông tin của Sở" in page.text
    page = does(site, received, "closing", ground="Đủ 10 ngày theo thông lệ")
    assert "Đã kết thúc đăng công khai." in page.text
    assert "thời hạn do người có trách nhiệm xác định" in page.text


LETTER = {
    "number": "15/TTr-SCT",
    "dated": "2021-03-15",
    "signatory_role": "Giám đốc",
    "signatory": "Trần Thị Minh",
}


def test_a_dossier_goes_up_is_given_back_goes_up_again_and_is_received(site, received):
    page = does(site, received, "forward", 400, to_id="Ban nào đó", **LETTER)
    assert "Không có “Ban nào đó” trong danh mục" in page.text
    assert ("signatory", "Trần Thị Minh") in page.fields(form_of(page, "forward"))
    page = site.send(page, form_of(page, "forward"), to_id="Ban TĐKT tỉnh")
    assert "Đã trình hồ sơ lên cấp trên." in page.text
    assert "Ban TĐKT tỉnhSở Công Thương Hà Tĩnh15/TTr-SCT, 15/3/2021" in page.text
    assert not any("/forward/" in action or "/back/" in action for action in page.forms)

    site.sign_in("ban")
    assert "tiếp nhận hồ sơ cấp dưới trình" in site.get("/entry/inbox").text
    page = does(site, received, "back", reason="Thiếu biên bản họp")
    assert "Đã trả hồ sơ về cấp dưới." in page.text
    site.sign_in("phong")
    assert "Thiếu biên bản họp" in site.get(received.removesuffix("/course")).text
    does(site, received, "forward", to_id="Ban TĐKT tỉnh", **LETTER)
    site.sign_in("ban")
    page = does(site, received, "arrival")
    assert "Đã tiếp nhận hồ sơ." in page.text
    assert "Nơi đang giữ hồ sơBan TĐKT tỉnh" in page.text
    assert form_of(page, "back").endswith(site.ids["ban"])
    assert form_of(page, "forward").endswith(site.ids["ban"])


def test_a_level_outside_answers_only_from_its_paper(site, received):
    page = does(site, received, "forward", body="Văn phòng Chính phủ", **LETTER)
    assert "Văn phòng Chính phủ" in page.text
    page = does(site, received, "answer", 409, answer="received", on_paper="")
    assert "văn bản" in page.text
    page = site.send(page, form_of(page, "answer"), **PAPER)
    assert "Đã ghi văn bản trả lời." in page.text
    assert "đã tiếp nhận 12/3/202188/VPCP" in page.text
    page = site.send(page, form_of(page, "answer"), **{**PAPER, "answer": "declined"})
    assert "đã kết thúc" in page.text
    assert not any("/answer/" in action for action in page.forms)


def test_with_nobody_above_it_says_so(site, received):
    assert "cấp trên" in does(site, received, "forward", 409, **LETTER).text


def test_a_director_declines_and_the_office_may_not(site, received):
    assert not any("/decline/" in action for action in site.get(received).forms)
    site.callers["giam-doc"] = [("director", site.ids["so"])]
    site.sign_in("giam-doc")
    page = does(site, received, "decline", reason="Chưa đủ tiêu chuẩn")

    assert "Đã quyết định không khen thưởng." in page.text
    assert "đã kết thúc" in page.text
    assert '"/awards/' not in site.get(received.removesuffix("/course")).html  # there is no award to lead to


def test_whoever_may_not_is_refused_however_the_form_came_to_be_sent(site, received):
    page = site.get(received)
    action = form_of(page, "hold")
    site.sign_in("lan")
    answer = site.send(page, action, 403, opened_on="2021-03-14", **MATTER)

    assert "Tài khoản không có quyền" in answer.text
    assert "ĐANG TẠM DỪNG" not in answer.text
    assert site.client.post(f"{received}/nothing/now").status_code == 404


def test_what_is_over_offers_only_what_is_still_open():
    course = {
        "state": "concluded",
        "holder_id": "so",
        "levels": ["so"],
        "legs": [],
        "holds": [{"hold_id": "h", "released_on": None}, {"hold_id": "i", "released_on": "2021-03-15"}],
        "objections": [{"objection_id": "o", "state": "verifying"}],
        "consultations": [{"consultation_id": "c", "opinion": None, "organisation_id": None}],
        "publications": [{"publication_id": "p", "closed": False}],
    }
    found = offered(course, lambda *_: True, lambda: "new")

    open_ones = {"release": ["h"], "conclusion": ["o"], "closing": ["p"], "opinion": ["c"]}
    assert {what: items for what, items in found.items() if items} == open_ones
    assert not any(offered(course, lambda *_: False, lambda: "new").values())
    assert found.keys() <= ACTS.keys()


@pytest.mark.parametrize(
    ("leg", "waits"),
    [
        ({"state": "sent", "to_id": "p"}, True),
        ({"state": "received", "to_id": "p"}, False),
        ({"state": "sent", "to_id": None}, True),
        ({"state": "received", "to_id": None}, True),
        ({"state": "returned", "to_id": None}, False),
    ],
)
def test_a_leg_is_underway_until_it_is_answered_for_good(leg, waits):
    assert (underway({"legs": [{"state": "returned", "to_id": "x"}, leg]}) is not None) is waits


def test_a_draft_is_changed_and_what_it_said_before_stays(site):
    place = opened(site).path
    page = site.get(f"{place}/draft")
    held = dict(page.fields(f"{place}/draft"))
    assert (held["subject"], held["achievement"]) == ("Nguyễn Thị An", "Rút ngắn thời gian trả kết quả")
    page = site.send(page, f"{place}/draft", 400, subject="Ai đó", basis_citation="mục V.3")
    assert "Không có “Ai đó” trong danh mục" in page.text
    assert ("basis_citation", "mục V.3") in page.fields(f"{place}/draft")
    page = site.send(page, f"{place}/draft", subject="tran van binh", achievement="Việc khác")
    assert "Đã lưu hồ sơ." in page.text
    assert "Trần Văn Bình: giấy khen" in page.text
    assert "Việc khác" in page.text
    assert "mục V.3" in page.text

    asked = OneDossier(nomination_id=place.rpartition("/")[2])
    drafts = site.app.ask("dossier", asked, site.verify("lan")).item.drafts
    assert [one.subject_id for one in drafts] == [site.ids["an"], site.ids["binh"]]


def test_only_its_unit_changes_a_dossier_and_only_while_it_has_it(site):
    page = opened(site)
    place = page.path
    site.sign_in("phong")
    assert f"{place}/draft" not in site.get(f"{place}/draft").forms
    site.sign_in("lan")
    page = site.get(f"{place}/draft")
    attached(site, site.get(place), "submission")
    stale = site.send(page, f"{place}/draft", 412, subject="tran van binh")
    assert "Hồ sơ đã thay đổi" in stale.text
    site.send(site.get(place), f"{place}/submit")
    assert "không sửa được" in site.get(f"{place}/draft").text
