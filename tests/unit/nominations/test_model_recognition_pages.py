"""The criteria of a model on its page: each its own line with fact, origin and citation, what is missing, a person's word."""

from __future__ import annotations

import pytest

from services.nominations.portal.criteria import criteria_in
from services.nominations.portal.model_names import value_of
from tests.unit.nominations.context import rule_book
from tests.unit.nominations.followed import followed, form_of, nurtured, sends, summed_up, taken_up

ORIGIN = "Biên bản sơ kết ngày 10/3/2021"
ATTESTED = {f"facts.{at}.truth": "true" for at in range(5)}


@pytest.fixture
def site():
    return followed()


@pytest.fixture
def place(site):
    """A person, summed up with the review of 2021; the Office is signed in."""
    found = taken_up(site)
    assert "Nguyễn Thị An" in site.get(found).text
    nurtured(site, found)
    summed_up(site, found)
    return found


def merit(site, number):
    fact = {
        "subject_kind": "individual",
        "subject_id": site.ids["an"],
        "kind": "commendation",
        "code": "bang_khen_tinh",
        "year": 2020,
        "commendation_type": "merit",
        "document_number": number,
        "dated": "2021-02-01",
    }
    site.do("record-fact", fact, by="root")


def judged(site, place, status=200, **typed):
    return sends(site, place, "judging", {"origin": ORIGIN, **ATTESTED, **typed}, status, by="phong")


def test_each_criterion_is_a_line_with_its_fact_origin_and_citation(site, place):
    page = judged(site, place)
    assert "Đã xét từng tiêu chuẩn." in page.text
    assert "Gương mẫu chấp hành đường lối của Đảng" in page.text
    assert "gương mẫu chấp hành đường lối, chính sách, pháp luật, quy định: có" in page.text
    assert ORIGIN in page.text
    assert "mục II.2.2" in page.text
    assert "chờ người có thẩm quyền quyết định" in page.text
    assert "tiêu chuẩn theo chức vụ" in page.text


def test_what_is_not_told_is_called_missing_and_never_met(site, place):
    page = judged(site, place, **{"facts.0.truth": ""})
    (line,) = [
        row for row in page.html.split("<tr>") if "Gương mẫu chấp hành đường lối" in row and "<th" in row
    ]
    assert "CÒN THIẾU</strong>: gương mẫu chấp hành" in line
    assert "chờ người có thẩm quyền" in line
    assert ">đạt<" not in line


def test_what_a_paper_denies_is_not_met(site, place):
    page = judged(site, place, **{"facts.0.truth": "false"})
    (line,) = [
        row for row in page.html.split("<tr>") if "Gương mẫu chấp hành đường lối" in row and "<th" in row
    ]
    assert ">không đạt<" in line
    assert "quy định: không<" in line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ratings_in_period", "good, excellent", "hoàn thành tốt nhiệm vụ, hoàn thành xuất sắc nhiệm vụ"),
        ("ratings_in_period", "-", "-"),
        ("rating", "good", "hoàn thành tốt nhiệm vụ"),
        ("united", "false", "không"),
        ("bang_khen_tinh_in_period", "2", "2"),
    ],
)
def test_a_facts_value_is_said_in_words(name, value, said):
    assert value_of(name, value).vi == said


def test_an_erased_value_is_not_said():
    assert value_of("united", None) is None


def test_facts_without_the_paper_they_come_from_are_refused_at_its_field(site, place):
    page = judged(site, place, 400, origin=" ")
    action = form_of(page, "judging")
    item = action.rpartition("/")[2]
    assert f'href="#judging-{item}-origin"' in page.html
    assert ("facts.3.truth", "true") in page.fields(action)
    assert ("year", "2021") in page.fields(action)
    page = judged(site, place, 400, year="hai nghìn")
    assert "Phải là số nguyên." in page.text


def test_the_director_settles_what_is_open_and_recognises(site, place):
    merit(site, "301/QĐ-UBND")
    page = judged(site, place, **{"facts.0.truth": ""})
    assert not any("/deciding/" in action for action in page.forms)
    site.sign_in("giam-doc")
    page = site.get(place)
    action = form_of(page, "deciding")
    page = site.send(page, action, 409, decision="recognised", reason="Đề nghị của đơn vị")
    assert "các tiêu chuẩn sau không đạt hoặc chưa được kết luận" in page.text
    assert ("reason", "Đề nghị của đơn vị") in page.fields(action)
    page = site.send(page, action, 400, **{"settled.0.verdict": "met"})
    assert 'href="#deciding-2021-settled.0.reason"' in page.html
    page = site.send(page, action, decision="not_recognised", **{"settled.0.reason": "Có xác nhận"})
    assert "Đã ghi nhận quyết định." in page.text
    assert "không công nhận" in page.text
    assert "người có thẩm quyền: đạt" in page.text
    assert not any("/deciding/" in action for action in page.forms)


def test_the_criteria_alone_recognise_whoever_meets_them_all(site, place):
    merit(site, "301/QĐ-UBND")
    merit(site, "302/QĐ-UBND")
    page = judged(site, place)
    assert "Năm 2021: đạt" in page.text
    assert "Quyết định: công nhận" in page.text
    assert "2021" in site.get("/entry/models?year=2021").text
    assert "Nguyễn Thị An" in site.get("/entry/models?year=2021").text
    judged(site, place)
    found = [one for one in site.context.recorded() if one.envelope.type == "ModelRecognised"]
    assert len(found) == 1


def test_only_the_director_decides_and_only_the_office_judges(site, place):
    page = judged(site, place, **{"facts.0.truth": ""})
    judging = form_of(page, "judging")
    deciding = f"{place}/deciding/2021"
    page.forms[deciding] = [*page.fields(judging), ("decision", "recognised"), ("reason", "Vì thế")]
    assert "Tài khoản không có quyền" in site.send(page, deciding, 403).text
    site.sign_in("giam-doc")
    assert judging not in site.get(place).forms
    assert "Tài khoản không có quyền" in site.send(page, judging, 403).text


@pytest.mark.parametrize(
    ("kind", "body", "asked", "not_asked"),
    [
        ("collective", "Sở Công Thương Hà Tĩnh", "typical_in_reform", "sudden_deed"),
        ("collective", "Sở Công Thương Bắc Kạn", "outstanding_achievement", "typical_in_reform"),
        ("individual", "sở công thương tỉnh hà tĩnh", "hcm_model", "typical_in_reform"),
    ],
)
def test_a_form_asks_for_the_facts_of_the_bodys_own_rules(kind, body, asked, not_asked):
    criteria = criteria_in(rule_book())
    names = criteria.attested(kind, ["Phòng Thương mại", body, "Tỉnh"])
    assert asked in names
    assert not_asked not in names
    assert not criteria.attested(kind, ["Phòng Thương mại", "Sở Công Thương Quảng Bình"])


def test_the_body_is_known_by_every_name_it_has_borne_and_by_what_lies_above_it(site, place):
    site.sign_in("phong")
    assert "facts.4.truth" in site.get(place).html
    renamed = {
        "organisation_id": site.ids["so"],
        "name": "Sở Công nghiệp và Thương mại Hà Tĩnh",
        "since": "2021-02-01",
        "resolution": {"number": "12/NQ-HĐND", "dated": "2021-01-20", "confirmed": False},
    }
    site.do("rename-organisation", renamed, by="root")
    assert "facts.4.truth" in site.get(place).html
