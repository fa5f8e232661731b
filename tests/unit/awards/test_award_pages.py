"""The Office sees what waits to be handed over, and notes that it was: by whom, where and when."""

from __future__ import annotations

import pytest

from services.awards.portal.texts import TEXTS
from tests.unit.awards import course
from tests.unit.awards.award_site import AwardSite
from tests.unit.awards.builders import grant, issue

ONE = "/awards/n1"
PRESENT = f"{ONE}/present/now"
TYPED = {"presented_on": "2021-06-01", "place": "Hội trường Sở", "simulated_on": "2021-06-01"}


@pytest.fixture
def site():
    """An award that is granted; Office, director and a stranger may sign in."""
    site = AwardSite(
        office=[("office", "sct")], director=[("director", "sct")], stranger=[("office", "khac")]
    )
    course.select(site.context)
    course.vote(site.context)
    site.context.do(issue(), role="director")
    site.context.do(grant(), role="director")
    site.sign_in("office")
    return site


def test_what_is_to_be_handed_over_is_listed_first_and_other_states_on_asking(site):
    page = site.get("/awards")
    assert "giấy khen" in page.text
    assert f'href="{ONE}"' in page.html
    assert "đã tặng, chưa trao" in page.text
    assert "Không có phần thưởng nào như vậy." in site.get("/awards?state=presented").text
    assert f'href="{ONE}"' in site.get("/awards?state=any").html


def test_the_office_notes_that_it_was_handed_over_by_whom_and_where(site):
    page = site.get(ONE)
    assert "76/QĐ-SCT" in page.text
    page = site.send(page, PRESENT, presenter_id="n-09", **TYPED)
    assert "Đã ghi nhận việc trao." in page.text
    for told in ("đã trao", "1/6/2021", "Hội trường Sở", "Hoàng Hà Bắc"):
        assert told in page.text
    assert PRESENT not in page.forms
    assert "đã trao" in site.get("/awards?state=presented").text


def test_by_whom_may_be_left_out(site):
    page = site.send(site.get(ONE), PRESENT, **TYPED)
    assert "không ghi" in page.text


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(site):
    page = site.send(site.get(ONE), PRESENT, 400, **{**TYPED, "presented_on": "hôm qua"})
    assert 'aria-invalid="true"' in page.html
    assert dict(page.fields(PRESENT))["place"] == "Hội trường Sở"
    page = site.send(page, PRESENT, presented_on="2021-06-01")
    assert "Đã ghi nhận việc trao." in page.text


def test_a_form_sent_twice_is_done_once(site):
    page = site.get(ONE)
    for _ in range(2):
        assert "Đã ghi nhận việc trao." in site.send(page, PRESENT, **TYPED).text
    kinds = [recorded.envelope.type for recorded in site.context.recorded()]
    assert kinds.count("AwardPresented") == 1


def test_whoever_may_not_present_sees_no_form_and_whom_it_does_not_reach_nothing(site):
    site.sign_in("director")
    assert PRESENT not in site.get(ONE).forms
    site.sign_in("stranger")
    assert "Không tìm thấy" in site.get(ONE, 404).text
    assert "Không có phần thưởng nào như vậy." in site.get("/awards?state=any").text
    site.sign_out()
    answer = site.client.get(ONE)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/sign-in")


def test_a_form_that_comes_after_its_session_has_ended_is_kept_and_sent_again(site):
    page = site.get(ONE)
    site.sign_out()
    kept = site.send(page, PRESENT, 401, **TYPED)
    assert dict(kept.fields(PRESENT))["place"] == "Hội trường Sở"
    site.sign_in("office")
    assert "Đã ghi nhận việc trao." in site.send(kept, PRESENT).text


def test_another_act_than_handing_over_is_not_there(site):
    page = site.get(ONE)
    fields = dict(page.fields(PRESENT))
    answer = site.client.post(f"{ONE}/decide/now", data=fields)
    assert answer.status_code == 404


def test_without_names_the_codes_stand_in_their_place_and_it_is_said(site):
    site.names.away = True
    for path in ("/awards", ONE):
        assert "mã được ghi thay" in site.get(path).text
    page = site.send(site.get(ONE), PRESENT, **TYPED)
    assert "Đã ghi nhận việc trao." in page.text


def test_where_nobody_can_be_chosen_it_is_said_and_who_was_chosen_before_stays(site):
    page = site.get(ONE)
    site.names.peopleless = True
    assert "Không lấy được danh sách người" in site.get(ONE).text
    page = site.send(page, PRESENT, 400, presenter_id="n-09", **{**TYPED, "presented_on": "hôm qua"})
    assert dict(page.fields(PRESENT))["presenter_id"] == "n-09"
    site.names.peopleless = False
    page = site.send(page, PRESENT, presented_on="2021-06-01")
    assert "Hoàng Hà Bắc" in page.text


def test_in_english(site):
    page = site.get(f"{ONE}?lang=en")
    assert "granted, not handed over" in page.text
    assert "Handed over by" in page.text


def test_both_languages_are_written():
    assert [word for word, text in TEXTS.items() if not text.vi.strip() or not text.en.strip()] == []


CORRECT, CANCEL = f"{ONE}/correct/now", f"{ONE}/cancel/now"
DECLINE, RECOVER = f"{ONE}/decline/now", f"{ONE}/recover/now"


def test_the_office_notes_that_it_was_refused(site):
    typed = {"declined_on": "2021-05-30", "reason": "Xin nhường", "simulated_on": "2021-05-30"}
    page = site.send(site.get(ONE), DECLINE, **typed)
    for told in ("Đã ghi nhận việc từ chối nhận.", "người được khen từ chối nhận", "30/5/2021", "Xin nhường"):
        assert told in page.text
    assert page.forms.keys().isdisjoint({PRESENT, DECLINE})
    assert f'href="{ONE}"' in site.get("/awards?state=declined").html


def test_the_director_corrects_the_decision_and_what_stood_before_is_told(site):
    site.sign_in("director")
    typed = {
        "document_number": "12/CV-SCT",
        "document_dated": "2021-06-03",
        "number": "67/QĐ-SCT",
        "reason": "Số in sai",
        "simulated_on": "2021-06-03",
    }
    page = site.send(site.get(ONE), CORRECT, **typed)
    assert "Đã đính chính quyết định." in page.text
    for told in ("67/QĐ-SCT", "12/CV-SCT", "Số in sai", "trước đó: 76/QĐ-SCT"):
        assert told in page.text


def test_the_director_cancels_it_and_the_office_sees_to_what_is_to_come_back(site):
    site.send(site.get(ONE), PRESENT, **TYPED)
    site.sign_in("director")
    typed = {
        "number": "90/QĐ-SCT",
        "dated": "2022-09-05",
        "cancelled_for": "fraud",
        "reason": "Kê khai sai",
        "simulated_on": "2022-09-05",
    }
    page = site.send(site.get(ONE), CANCEL, **typed)
    assert "Đã hủy bỏ quyết định khen thưởng." in page.text
    for told in ("đã bị hủy bỏ", "90/QĐ-SCT", "gian dối trong kê khai thành tích", "Kê khai sai"):
        assert told in page.text
    assert page.text.count("CHƯA thu hồi") == 2
    assert page.forms.keys().isdisjoint({CANCEL, CORRECT, RECOVER})
    site.sign_in("office")
    typed = {
        "what": "insignia",
        "recovered_on": "2022-09-20",
        "document_number": "4/BB-SCT",
        "simulated_on": "2022-09-20",
    }
    page = site.send(site.get(ONE), RECOVER, **typed)
    assert "Đã ghi nhận việc thu hồi." in page.text
    assert page.text.count("CHƯA thu hồi") == 1
    page = site.send(page, RECOVER, **{**typed, "what": "bonus"})
    assert RECOVER not in page.forms


def test_nobody_else_is_offered_to_correct_or_cancel(site):
    assert site.get(ONE).forms.keys().isdisjoint({CORRECT, CANCEL})
    site.sign_in("director")
    assert site.get(ONE).forms.keys().isdisjoint({DECLINE, PRESENT, RECOVER})


def test_what_is_wrong_with_a_cancellation_is_said_at_its_field_and_stays(site):
    site.sign_in("director")
    typed = {"number": "90/QĐ-SCT", "dated": "hôm nay", "cancelled_for": "fraud", "reason": "Kê khai sai"}
    page = site.send(site.get(ONE), CANCEL, 400, **typed)
    assert 'id="cancel-now-dated"' in page.html
    assert ("reason", "Kê khai sai") in page.fields(CANCEL)
