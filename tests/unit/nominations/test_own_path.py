"""One's own path: to whoever a grant in force names, about nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.account_book import Account
from services.nominations.domain.account_messages import GiveGrant, RevokeGrant
from tests.unit.nominations.entry_course import registered


@pytest.fixture
def site():
    site = registered()
    site.callers["an"] = [("nominee", site.ids["u1"])]
    site.context.book.add(Account(username="an", name="An", password="x", subject=None))
    return site


def given(site, person="an", **term):
    site.context.do(
        GiveGrant(
            account="an",
            grant_id=f"g-{person}",
            role="nominee",
            scope=site.ids["u1"],
            person_id=site.ids[person],
            **term,
        ),
        role="administrator",
    )


def put_forward(site, subject):
    body = {
        "subject_kind": "individual",
        "subject_id": site.ids[subject],
        "unit_id": site.ids["u1"],
        "organisation_id": site.ids["so"],
        "form": "giay_khen",
        "commendation_type": "timely",
        "achievement": f"Thành tích của {subject}",
        "basis_citation": "mục 1",
    }
    return site.do("open-nomination", body, by="lan").identity


def test_a_nominee_sees_the_next_title_and_their_own_dossiers_alone(site):
    given(site)
    mine, other = put_forward(site, "an"), put_forward(site, "binh")
    site.sign_in("an")
    page = site.get("/entry/mine")

    assert "Nguyễn Thị An, Phòng Thương mại" in page.text
    assert "Còn thiếu để đạt danh hiệu tiếp theo" in page.text
    assert "đang soạn" in page.text
    assert page.html.count('<th scope="row">') == 1
    assert "Thành tích" not in page.text
    site.get(f"/entry/dossiers/{mine}", 403)
    site.get(f"/entry/dossiers/{other}", 403)


def test_a_grant_that_does_not_count_yet_names_nobody(site):
    given(site, begins_on=date(2021, 3, 16))
    site.sign_in("an")

    assert "chưa được gắn với cá nhân nào" in site.get("/entry/mine").text


def test_a_grant_taken_back_names_nobody(site):
    given(site)
    site.context.do(RevokeGrant(account="an", grant_id="g-an"), role="administrator")
    site.sign_in("an")

    assert "chưa được gắn với cá nhân nào" in site.get("/entry/mine").text


def test_it_is_for_whoever_is_signed_in(site):
    answer = site.client.get("/entry/mine")

    assert answer.status_code == 200
    site.sign_out()
    answer = site.client.get("/entry/mine?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/sign-in?next=%2Fentry%2Fmine%3Flang%3Den",
    )
