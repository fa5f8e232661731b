"""Yearly lists, reports and reviews of movements on their pages: made, looked at, sent; who is late; who may do what."""

from __future__ import annotations

import hashlib

import pytest

from tests.unit.nominations.entry_course import MOVEMENT
from tests.unit.nominations.followed import PROOF, followed, sends, taken_up


@pytest.fixture
def site():
    site = followed()
    taken_up(site)
    taken_up(site)
    plan = {
        "title": "Kế hoạch báo cáo",
        "organisation_id": site.ids["so"],
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [{"kind": "report", "citation": "mục V.2", "due_before": "2021-03-10"}],
        "recipients": [],
        "participants": [site.ids["u1"], site.ids["u2"]],
    }
    site.ids["of-reports"] = site.do("draft-plan", plan, by="root").identity
    issue = {"number": "20/KH-SCT", "dated": "2021-01-20", "signatory_role": "director"}
    site.do("issue-plan", {"plan_id": site.ids["of-reports"], **issue}, by="root")
    site.reports = f"/entry/plans/{site.ids['of-reports']}/reports"
    site.yearly = f"/entry/model-lists/{site.ids['so']}/2021"
    return site


def recorded(site, kind):
    return [one.event for one in site.context.recorded() if one.envelope.type == kind]


def test_a_yearly_list_is_drawn_up_looked_at_sent_and_received(site):
    site.sign_in("phong")
    start = site.get("/entry/model-lists?year=2021")
    assert "Sở Công Thương Hà Tĩnh chưa lập" in start.text
    page = site.get(site.yearly)
    models = [line.split('"')[0] for line in page.html.split('name="model" value="')[1:]]
    assert len(models) == 2
    action = f"{site.yearly}/preparing/now"
    page = site.send(page, action, 400, recipient="Ban nào đó", model=models[0])
    assert 'href="#preparing-now-recipient"' in page.html
    assert ("recipient", "Ban nào đó") in page.fields(action)
    assert page.html.count(" checked> <label") == 1  # what was chosen stays chosen
    page = site.send(page, action, recipient="ban tđkt tỉnh", model=models[0])
    assert "Đã lập danh sách. Hãy xem lại rồi gửi." in page.text
    assert page.html.count(f'href="/entry/models/{models[0]}"') == 1
    assert f'href="/entry/models/{models[1]}"' not in page.html
    page = sends(site, site.yearly, "sending", {})
    assert "Đã gửi danh sách hằng năm." in page.text
    assert action not in page.forms
    page = sends(site, site.yearly, "delivery", {"delivered_on": "2021-03-15", "receipt": " "}, 400)
    assert ("delivered_on", "2021-03-15") in page.fields(f"{site.yearly}/delivery/now")
    page = sends(site, site.yearly, "delivery", {"delivered_on": "2021-03-15", "receipt": "Sổ công văn"})
    assert "nơi nhận đã nhận" in page.text
    assert [action for action in page.forms if "/model-lists/" in action] == []
    assert "nơi nhận đã nhận (1 điển hình)" in site.get("/entry/model-lists?year=2021").text
    assert len(recorded(site, "YearlyListSent")) == 1


def test_a_list_without_a_model_is_refused_in_words(site):
    site.sign_in("phong")
    page = site.send(site.get(site.yearly), f"{site.yearly}/preparing/now", 409, recipient="Ban TĐKT tỉnh")
    assert 'role="alert"' in page.html
    assert page.html.count(" checked> <label") == 0


def test_the_recipient_sees_a_list_once_it_is_sent_and_a_clerk_sees_no_form(site):
    site.sign_in("phong")
    page = site.get(site.yearly)
    (model, _) = [line.split('"')[0] for line in page.html.split('name="model" value="')[1:]]
    site.sign_in("ban")
    site.get(site.yearly, 404)
    site.sign_in("phong")
    page = site.send(page, f"{site.yearly}/preparing/now", recipient="Ban TĐKT tỉnh", model=model)
    site.sign_in("ban")
    site.get(site.yearly, 404)
    site.send(page, f"{site.yearly}/sending/now", 404)
    assert recorded(site, "YearlyListSent") == []
    site.sign_in("phong")
    sends(site, site.yearly, "sending", {})
    site.sign_in("ban")
    page = site.get(site.yearly)
    assert "đã gửi" in page.text
    assert [action for action in page.forms if "/model-lists/" in action] == []
    site.sign_in("lan")
    site.get(site.yearly, 404)
    assert "không lập danh sách hằng năm" in site.get("/entry/model-lists").text
    for path in (f"/entry/model-lists/{site.ids['so']}/hai", f"/entry/model-lists/{site.ids['so']}/20210"):
        site.get(path, 404)


def test_a_report_is_handed_in_late_is_shown_late_and_a_further_one_supplements_it(site):
    own = f"{site.reports}/{site.ids['u1']}"
    page = sends(site, own, "report", {"number": "27/BC", "dated": "2021-03-15"}, 400, file=("", b""))
    assert 'href="#report-now-sha256"' in page.html
    assert ("number", "27/BC") in page.fields(f"{own}/report/now")
    page = sends(site, own, "report", {"number": " ", "dated": "2021-03-15"}, 400, file=PROOF)
    assert 'href="#report-now-number"' in page.html
    page = sends(site, own, "report", {"number": "27/BC", "dated": "2021-03-15"}, file=PROOF)
    assert "Đã gửi báo cáo." in page.text
    assert "27/BC, 15/3/2021báo cáo 15/3/2021 MUỘN" in page.text
    page = sends(site, own, "report", {"number": "28/BC", "dated": "2021-03-15"}, file=PROOF)
    assert "28/BC, 15/3/2021báo cáo bổ sung 15/3/2021" in page.text
    first, _ = recorded(site, "ReportSubmitted")
    assert first.sha256 == hashlib.sha256(PROOF[1]).hexdigest()
    site.sign_in("phong")
    page = site.get(f"{site.reports}?on=2021-03-20")
    assert "Đã báo cáo: 1 / 2" in page.text
    assert "Phòng Thương mại đã báo cáo, MUỘN" in page.text
    assert "Phòng Năng lượng QUÁ HẠN, chưa báo cáo" in page.text
    assert "Đã báo cáo: 0 / 2" in site.get(f"{site.reports}?on=2021-03-01").text
    assert "Phòng Năng lượng chưa báo cáo" in site.get(f"{site.reports}?on=2021-03-01").text
    assert site.get(f"{site.reports}?on=mai").text.count("QUÁ HẠN") == 1


def test_nobody_reports_in_another_units_place(site):
    own, others = (f"{site.reports}/{site.ids[unit]}" for unit in ("u1", "u2"))
    page = site.get(own)
    site.get(others, 404)
    assert "Phòng Năng lượng" not in site.get(site.reports).text
    page.forms[f"{others}/report/now"] = page.fields(f"{own}/report/now")
    site.send(page, f"{others}/report/now", 404, file=PROOF, number="29/BC", dated="2021-03-15")
    assert recorded(site, "ReportSubmitted") == []
    site.sign_in("giam-doc")
    read = []
    site.reading = read.append
    assert f"{own}/report/now" not in site.get(own).forms
    answer = site.send(page, f"{own}/report/now", 403, file=PROOF, number="29/BC", dated="2021-03-15")
    assert "Tài khoản không có quyền" in answer.text
    assert read == []


def test_a_plan_that_asks_for_no_report_says_so(site):
    page = site.get(f"/entry/plans/{site.ids['plan']}/reports")
    assert "Kế hoạch này không yêu cầu báo cáo." in page.text
    one = site.get(f"/entry/plans/{site.ids['plan']}/reports/{site.ids['u1']}")
    assert [action for action in one.forms if "/reports/" in action] == []
    assert (
        f'href="/entry/plans/{site.ids["of-reports"]}/reports"'
        in site.get(f"/entry/plans/{site.ids['of-reports']}").html
    )
    assert "/reports" not in site.get(f"/entry/plans/{site.ids['plan']}").html


REVIEW = {
    "kind": "interim",
    "period_from": "2021-01-01",
    "period_to": "2021-03-01",
    "held_on": "2021-03-10",
    "lessons": "Phát hiện từ đầu năm",
}


def test_a_movement_is_reviewed_by_the_office_once_for_a_period(site):
    place = f"/entry/movements/{site.ids['movement']}"
    assert [action for action in site.get(place).forms if "/movements/" in action] == []
    site.sign_in("phong")
    assert MOVEMENT in site.get("/entry/movements").text
    page = sends(site, place, "review", {**REVIEW, "period_to": "2020-01-01"}, 409)
    assert ("lessons", "Phát hiện từ đầu năm") in page.fields(f"{place}/review/{site.ids['so']}")
    page = sends(site, place, "review", {**REVIEW, "held_on": ""}, 400)
    assert f'href="#review-{site.ids["so"]}-held_on"' in page.html
    page = sends(site, place, "review", REVIEW)
    assert "Đã ghi nhận sơ kết, tổng kết phong trào." in page.text
    assert "Sở Công Thương Hà Tĩnhsơ kết10/3/2021 1/1/2021 – 1/3/2021Phát hiện từ đầu năm" in page.text
    page = sends(site, place, "review", {**REVIEW, "held_on": "2021-03-11"}, 409)
    assert "10/3/2021" in page.text
    site.sign_in("lan")
    seen = site.get(place)
    assert "(không hiện)" in seen.text
    page.forms = {f"{place}/review/{site.ids['so']}": page.fields(f"{place}/review/{site.ids['so']}")}
    assert "Tài khoản không có quyền" in site.send(page, f"{place}/review/{site.ids['so']}", 403).text
    site.get("/entry/movements/khong-co", 404)


def test_lists_of_movements_and_of_reviews_go_on_on_a_next_page(site, monkeypatch):
    monkeypatch.setattr("services.nominations.portal.movements.PER_PAGE", 1)
    other = {"name": "Dân vận khéo", "issuer_id": site.ids["so"], "issuer_level": "department", "launched_on": "2021-01-05"}  # fmt: skip
    site.do("launch-movement", other, by="root")
    page = site.get("/entry/movements")
    (following,) = [
        line.split('"')[0] for line in page.html.split('href="') if "after=" in line.split('"')[0]
    ]
    assert site.get(following.replace("&amp;", "&")).html.count('<th scope="row">') == 1
