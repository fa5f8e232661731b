"""Initiatives on their pages: put forward, in use, recognised, their reach certified; who may do what."""

from __future__ import annotations

import hashlib

import pytest

from tests.builders.papers import pdf
from tests.unit.nominations.entry_course import registered

TITLE = "Rút ngắn thời gian trả kết quả"
PROOF = ("minh chứng.pdf", pdf("minh chứng"))


@pytest.fixture
def site():
    site = registered()
    site.callers["giam-doc"] = [("director", site.ids["so"])]
    return site


def proposes(site, status=200, **typed):
    page = site.get(f"/entry/initiatives/new?unit={site.ids['u1']}")
    content = {"title": TITLE, "authors": "nguyen thi an\r\nTrần Văn Bình", "year": "2021", **typed}
    return site.send(page, "/entry/initiatives/new", status, **content)


def form_of(page, what):
    (found,) = [action for action in page.forms if f"/{what}/" in action]
    return found


def does(site, place, what, status=200, *, file=PROOF, **typed):
    page = site.get(place)
    return site.send(page, form_of(page, what), status, file=file, **typed)


def test_one_is_put_forward_by_several_and_stands_in_the_list(site):
    assert "Nguyễn Thị An" in site.get("/entry/initiatives/new?unit=" + site.ids["u1"]).text
    page = proposes(site)
    assert "Đã đăng ký sáng kiến." in page.text
    assert "Tác giảNguyễn Thị An, Trần Văn Bình" in page.text
    listed = site.get("/entry/initiatives?text=rut+ngan&state=proposed")
    assert TITLE in listed.text
    assert "mới đăng ký" in listed.text
    assert "Không có sáng kiến nào." in site.get("/entry/initiatives?state=applied").text


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({"authors": "Ai đó"}, "authors", "Không có “Ai đó” trong danh mục"),
        ({"authors": " \n "}, "authors", "Chưa ghi tác giả."),
        ({"title": ""}, "title", "Thiếu trường này."),
        ({"year": "20x1"}, "year", "Phải là số nguyên."),
        ({"year": "1234"}, "year", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(site, typed, place, said):
    page = proposes(site, 400, **typed)
    assert said in page.text
    assert f'id="{place}-fault"' in page.html
    kept = {"title": TITLE, "year": "2021"}
    for name in kept.keys() - typed.keys():
        assert (name, kept[name]) in page.fields("/entry/initiatives/new")


def test_it_comes_into_use_with_its_proof_of_which_the_digest_is_kept(site):
    place = proposes(site).path
    page = does(
        site, place, "application", 400, file=("", b""), since="2021-02-01", benefit="Nhanh hơn 3 ngày"
    )
    assert "Chưa chọn tệp." in page.text
    assert 'href="#application-now-sha256"' in page.html
    assert ("benefit", "Nhanh hơn 3 ngày") in page.fields(form_of(page, "application"))
    page = site.send(page, form_of(page, "application"), file=PROOF)
    assert "Đã ghi nhận việc áp dụng." in page.text
    assert "Áp dụng từ ngày1/2/2021" in page.text
    assert "Nhanh hơn 3 ngày" in page.text
    assert not any("/application/" in action for action in page.forms)
    (applied,) = [one for one in site.context.recorded() if one.envelope.type == "InitiativeApplied"]
    assert applied.event.sha256 == hashlib.sha256(PROOF[1]).hexdigest()


def test_the_director_recognises_it_for_the_department_and_certifies_its_reach(site):
    place = proposes(site).path
    does(site, place, "application", since="2021-02-01", benefit="Nhanh hơn")
    site.sign_in("giam-doc")
    paper = {"number": "15/QĐ-SCT", "dated": "2021-03-10"}
    page = does(site, place, "recognition", level="department", **paper)
    assert "Đã công nhận sáng kiến." in page.text
    assert "sởSở Công Thương Hà Tĩnh15/QĐ-SCT, 10/3/2021" in page.text
    page = does(site, place, "certificate", level="department", **paper)
    assert "Đã xác nhận phạm vi ảnh hưởng." in page.text
    site.sign_in("lan")
    assert "đã xác nhận phạm vi ảnh hưởng (sở)" in site.get("/entry/initiatives").text


def test_what_is_not_in_use_is_not_recognised_and_the_rule_is_said(site):
    place = proposes(site).path
    site.sign_in("giam-doc")
    paper = {"number": "15/QĐ-SCT", "dated": "2021-03-10"}
    page = does(site, place, "recognition", 409, level="department", **paper)
    assert "Căn cứ" in page.text
    assert ("number", "15/QĐ-SCT") in page.fields(form_of(page, "recognition"))
    assert not any("/certificate/" in action for action in page.forms)


def test_a_clerk_recognises_nothing_however_the_form_came_to_be_sent_and_no_file_is_read(site):
    page = proposes(site)
    action = f"{page.path}/recognition/{site.ids['so']}"
    assert action not in page.forms
    read = []
    site.reading = read.append
    page.forms[action] = page.fields(form_of(page, "application"))
    answer = site.send(page, action, 403, file=PROOF, level="department", number="1", dated="2021-03-10")
    assert "Tài khoản không có quyền" in answer.text
    assert read == []
    assert site.client.post(f"{page.path}/nothing/now").status_code == 404


def test_without_a_unit_the_form_asks_for_one_or_says_there_is_none(site):
    assert "Chọn đơn vị đề nghị" in site.get("/entry/initiatives/new").text
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    assert "không đăng ký sáng kiến" in site.get("/entry/initiatives/new").text
