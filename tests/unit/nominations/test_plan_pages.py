"""Files that go with a plan, on its page: noted by their digest once, faults at their fields, by who may."""

from __future__ import annotations

import hashlib

import pytest

from tests.builders.papers import pdf
from tests.unit.nominations.entry_course import registered

CONTENT = pdf("kế hoạch")
FILE = ("KHUB-2590.pdf", CONTENT)
TITLE = "Kế hoạch 12/KH-SCT, bản ký số"


@pytest.fixture
def site():
    site = registered()
    site.sign_in("phong")
    return site


def attaches(site, status=200, *, file=FILE, **typed):
    place = f"/entry/plans/{site.ids['plan']}"
    return site.send(site.get(place), f"{place}/attachments", status, file=file, **{"title": TITLE, **typed})


def noted(site):
    return [one.event for one in site.context.recorded() if one.envelope.type == "PlanFileAttached"]


def test_a_file_is_noted_by_its_digest_and_is_not_kept(site):
    page = attaches(site)
    assert "Đã ghi nhận tệp đính kèm." in page.text
    assert TITLE in page.text
    assert hashlib.sha256(CONTENT).hexdigest() in page.text
    assert not site.evidence.files
    attaches(site, title="Tên khác")
    (event,) = noted(site)
    assert event.title == TITLE


@pytest.mark.parametrize(
    ("typed", "file", "place", "said"),
    [
        ({}, ("trống.pdf", b""), "attachment", "Chưa chọn tệp."),
        ({"title": " "}, FILE, "attachment-title", "Thiếu trường này."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(site, typed, file, place, said):
    page = attaches(site, 400, file=file, **typed)
    assert f'href="#{place}"' in page.html
    assert said in page.text
    assert not noted(site)


def test_what_was_typed_stays_where_no_file_came(site):
    page = attaches(site, 400, file=("trống.pdf", b""))
    assert ("title", TITLE) in page.fields(f"/entry/plans/{site.ids['plan']}/attachments")


def test_who_may_not_is_offered_no_form_and_their_file_is_not_read(site):
    place = f"/entry/plans/{site.ids['plan']}"
    form = site.get(place)
    site.sign_in("lan")
    assert f"{place}/attachments" not in site.get(place).forms
    read = []
    site.reading = read.append
    answer = site.send(form, f"{place}/attachments", 403, file=FILE, title=TITLE)
    assert not read
    assert not noted(site)
    assert "không có quyền" in answer.text


def test_a_file_noted_wrongly_is_taken_back_with_a_reason(site):
    attaches(site)
    place = f"/entry/plans/{site.ids['plan']}"
    page = site.send(site.get(place), f"{place}/detach", 400, reason=" ")
    assert "Thiếu trường này." in page.text
    page = site.send(page, f"{place}/detach", reason="Nhầm tệp")
    assert "Đã hủy ghi nhận tệp." in page.text
    assert TITLE not in page.text
    kinds = [one.envelope.type for one in site.context.recorded()]
    assert kinds.count("PlanFileWithdrawn") == 1


def test_a_draft_has_no_files(site):
    plan = {
        "title": "Dự thảo",
        "organisation_id": site.ids["so"],
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [],
        "recipients": [],
        "participants": [],
    }
    drafted = site.do("draft-plan", plan, by="root").identity
    page = site.get(f"/entry/plans/{drafted}")
    assert f"/entry/plans/{drafted}/attachments" not in page.forms
