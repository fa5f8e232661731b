"""Dossiers and the Office's desk on their pages: what is missing, what came back and why, and who may do what."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from services.nominations.adapters.councils_elsewhere import Council
from shared.errors import OutcomeUnknown, TransientError
from tests.builders.papers import pdf
from tests.support.outline import Outline
from tests.unit.nominations.entry_course import MOVEMENT, registered, rows

REASON = "Thiếu chữ ký của trưởng phòng"


@pytest.fixture
def site():
    return registered()


def opened(site):
    """A dossier as its clerk has just opened it; gives its page."""
    page = site.get("/entry/dossiers/new")
    page = site.get(f"/entry/dossiers/new?unit={site.ids['u1']}")
    typed = {"form": "giay_khen", "commendation_type": "timely", "organisation_id": site.ids["so"]}
    page = site.send(
        page,
        "/entry/dossiers/new",
        subject="nguyen thi an",
        achievement="Rút ngắn thời gian trả kết quả",
        basis_citation="Kế hoạch 12/KH-SCT, mục V.2",
        **typed,
    )
    assert "Đã lập hồ sơ." in page.text
    return page


def attached(site, page, kind, text="nội dung"):
    return site.send(
        page,
        f"{page.path}/files",
        document_kind=kind,
        title=f"Tệp {kind}",
        file=("tệp của tôi.pdf", pdf(text)),
    )


def submitted(site):
    page = opened(site)
    for kind in ("achievement_report", "submission"):
        page = attached(site, page, kind)
    return site.send(page, f"{page.path}/submit")


def test_a_dossier_says_what_it_lacks_until_it_is_there(site):
    page = opened(site)
    assert "Còn thiếutờ trình, báo cáo thành tích" in page.text

    page = attached(site, page, "achievement_report")
    assert "Đã đính kèm tài liệu." in page.text
    assert "Còn thiếutờ trình Đơn vị" in page.text
    assert "tờ trình" in site.get("/entry/dossiers").text
    page = attached(site, page, "submission")
    assert "Còn thiếuđủ tài liệu" in page.text


def test_dossiers_are_found_by_who_is_put_forward_and_the_next_page_asks_the_same(site, monkeypatch):
    for _ in range(2):
        opened(site)
    everything, found = site.get("/entry/dossiers"), site.get("/entry/dossiers?text=nguyen+a&state=open")
    assert everything.text.count("Nguyễn Thị An") == found.text.count("Nguyễn Thị An") == 2
    assert 'value="nguyen a"' in found.html
    assert "Không có hồ sơ nào." in site.get("/entry/dossiers?text=binh").text
    monkeypatch.setattr("services.nominations.portal.dossiers.PER_PAGE", 1)
    first = site.get("/entry/dossiers?text=nguyen+a&state=open")
    (following,) = (part for part in first.html.split('"') if part.startswith("/entry/dossiers?state"))
    assert "text=nguyen+a" in following
    assert site.get(following.replace("&amp;", "&")).text.count("Nguyễn Thị An") == 1


def test_a_file_comes_out_as_it_went_in_under_its_name(site):
    page = attached(site, opened(site), "submission", "bản gốc")
    (link,) = [part for part in page.html.split('"') if part.startswith(f"{page.path}/files/")]
    answer = site.client.get(link)

    assert answer.get_data() == pdf("bản gốc")
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("file", "said"),
    [(("", b""), "Chưa chọn tệp."), (("virus.exe", b"MZ..."), "Chỉ nhận PDF, DOCX, XLSX, JPEG, PNG")],
)
def test_what_is_no_file_is_refused_and_the_title_stays(site, file, said):
    page = opened(site)
    answer = site.send(page, f"{page.path}/files", 400, title="Tờ trình số 3", file=file)

    assert said in answer.text
    assert 'href="#file"' in answer.html
    assert ("title", "Tờ trình số 3") in answer.fields(f"{page.path}/files")


def test_what_came_back_says_why_before_all_else_and_goes_up_again(site):
    place = submitted(site).path
    site.sign_in("phong")
    inbox = site.get("/entry/inbox")
    assert "tiếp nhận hoặc trả lại" in inbox.text
    page = site.get(place)
    assert f"{place}/files" not in page.forms
    page = site.send(page, f"{place}/return", reason=REASON)
    assert "Đã trả lại hồ sơ." in page.text

    site.sign_in("lan")
    page = site.get(place)
    assert page.text.index(REASON) < page.text.index("Tình trạng")
    page = attached(site, page, "evidence")
    page = site.send(page, f"{place}/submit")
    assert "Đã trình hồ sơ." in page.text
    assert REASON not in page.text

    site.sign_in("phong")
    page = site.send(site.get(place), f"{place}/receive")
    assert "Đã tiếp nhận hồ sơ." in page.text
    assert "thẩm định, trình Hội đồng" in site.get("/entry/inbox").text


def test_returning_takes_a_reason_and_keeps_nothing_else_waiting(site):
    place = submitted(site).path
    site.sign_in("phong")
    answer = site.send(site.get(place), f"{place}/return", 400, reason="   ")

    assert "Thiếu trường này." in answer.text
    assert 'href="#reason-return"' in answer.html


def test_a_dossier_that_lacks_something_is_not_received_and_the_rule_is_said(site):
    page = opened(site)
    page = site.send(attached(site, page, "submission"), f"{page.path}/submit")
    site.sign_in("phong")
    answer = site.send(site.get(page.path), f"{page.path}/receive", 409)

    assert "Hồ sơ còn thiếu: báo cáo thành tích." in answer.text
    assert "Nghị định 91/2017/NĐ-CP" in answer.text


def test_documents_asked_for_are_named_to_the_unit_with_their_day(site):
    place = submitted(site).path
    site.sign_in("phong")
    page = site.send(site.get(place), f"{place}/receive")
    asked = {"documents": "opinion", "reason": "Cần ý kiến cấp ủy", "due_on": "2021-03-20"}
    page = site.send(page, f"{place}/supplements", **asked)
    assert "Đã yêu cầu bổ sung." in page.text

    site.sign_in("lan")
    page = site.get(place)
    assert "Cần ý kiến cấp ủy" in page.text
    assert "Tài liệu cần bổ sung: ý kiến – Hạn 20/3/2021" in page.text
    page = attached(site, page, "opinion")
    assert "Cần ý kiến cấp ủy" not in page.text


def test_a_clerk_cannot_receive_and_an_office_cannot_submit(site):
    page = opened(site)
    answer = site.send(page, f"{page.path}/submit")
    page.forms[f"{page.path}/receive"] = page.fields(f"{page.path}/submit")
    assert "Tài khoản không có quyền" in site.send(page, f"{page.path}/receive", 403).text
    site.sign_in("phong")
    assert f"{page.path}/submit" not in site.get(answer.path).forms


def test_a_dossier_changed_meanwhile_is_shown_anew_before_anything_is_done(site):
    page = opened(site)
    attached(site, page, "submission")
    answer = site.send(page, f"{page.path}/submit", 412)

    assert "Hồ sơ đã thay đổi" in answer.text
    assert "Đã trình hồ sơ." in site.send(answer, f"{page.path}/submit").text


NAME = "Hội đồng Thi đua, khen thưởng Sở"
NEWER = Council(council_id="c2", name=NAME, decision_number="40/QĐ-SCT", decided_on="2024-03-04")
OLDER = Council(council_id="c1", name=NAME, decision_number="21/QĐ-SCT", decided_on="2021-01-25")


def received(site):
    """A dossier that the Office, signed in, has received; gives its page and where its council is told."""
    place = submitted(site).path
    site.sign_in("phong")
    return site.send(site.get(place), f"{place}/receive"), f"{place}/council"


def council_of(site, page):
    return site.context.known.nomination(page.path.rpartition("/")[2]).council_id


def test_the_council_is_chosen_by_name_among_those_of_who_holds_the_dossier(site):
    site.councils.known = {site.ids["so"]: [NEWER, OLDER], site.ids["u1"]: []}
    page, action = received(site)
    choices = re.findall(r"<option value=.(\w*).[^>]*>([^<]*)", page.html)
    assert choices == [
        ("", "Chọn một Hội đồng"),
        ("c2", f"{NAME} (40/QĐ-SCT, 4/3/2024)"),
        ("c1", f"{NAME} (21/QĐ-SCT, 25/1/2021)"),
    ]
    assert dict(page.fields(action))["council_id"] == ""  # which of them, a person says
    answer = site.send(page, action, 400)
    assert 'href="#council-id">Hội đồng<' in answer.html
    page = site.send(answer, action, council_id="c1")
    assert "Đã trình Hội đồng." in page.text
    assert council_of(site, page) == "c1"


def test_the_only_council_there_is_is_chosen_already_and_what_was_chosen_stays(site):
    site.councils.known = {site.ids["so"]: [OLDER]}
    page, action = received(site)
    assert dict(page.fields(action))["council_id"] == "c1"
    for typed in ("c1", "c9"):  # a code may have been typed while awards was away
        refused = site.send(page, action, 400, council_id=typed, simulated_on="hôm qua")
        assert dict(refused.fields(action))["council_id"] == typed


@pytest.mark.parametrize(
    ("known", "said"),
    [(None, "Không lấy được danh sách Hội đồng"), ({}, "Chưa có Hội đồng nào của nơi đang giữ hồ sơ")],
)
def test_where_no_council_can_be_chosen_the_page_says_so_and_a_code_is_taken(site, known, said):
    site.councils.known = known
    page, action = received(site)
    assert said in page.text
    assert "Mã Hội đồng" in page.text
    page = site.send(page, action, council_id="c7")
    assert "Đã trình Hội đồng." in page.text
    assert council_of(site, page) == "c7"


def test_councils_are_asked_for_only_where_a_dossier_may_be_put_to_one(site):
    def unasked(*_):
        raise AssertionError("awards was asked for councils")

    site.councils.of = unasked
    page = submitted(site)
    site.sign_in("phong")
    assert f"{page.path}/council" not in site.get(page.path).forms


def test_withdrawing_ends_it(site):
    page = submitted(site)
    page = site.send(page, f"{page.path}/withdraw", reason="Đề nghị nhầm người")

    assert "đã rút" in page.text
    assert list(page.forms) == ["/sign-out"]


def test_somebody_unknown_is_said_and_what_was_written_stays(site):
    page = site.get(f"/entry/dossiers/new?unit={site.ids['u1']}")
    answer = site.send(
        page, "/entry/dossiers/new", 400, subject="Ai đó", achievement="Dài lắm", basis_citation="mục 1"
    )

    assert "Không có “Ai đó” trong danh mục" in answer.text
    assert ("achievement", "Dài lắm") in answer.fields("/entry/dossiers/new")


def test_the_inbox_is_for_an_office(site):
    site.get("/entry/inbox", 403)


def test_the_office_sends_the_plan_gathers_the_lists_and_is_told_what_stands_in_the_way(site):
    site.send(site.get(site.list), site.list, button="send", **rows("Nguyễn Thị An"))
    site.sign_in("phong")
    inbox = site.get("/entry/inbox")
    assert "1 / 2" in inbox.text
    place = f"/entry/plans/{site.ids['plan']}"
    page = site.send(site.get(place), f"{place}/send")
    assert "đã gửi 15/3/2021" in page.text
    page = site.send(page, f"{place}/deliveries", 400, delivered_on="2021-03-15", receipt=" ")
    assert "Thiếu trường này." in page.text
    page = site.send(page, f"{place}/deliveries", receipt="Sổ công văn đến")
    assert "đã nhận 15/3/2021" in page.text

    page = site.send(page, f"{place}/consolidation")
    assert "Đã tổng hợp danh sách." in page.text
    assert "Nguyễn Thị An" in page.text
    assert "Đơn vị chưa gửi danh sách: Phòng Năng lượng" in page.text
    body = {"name": "Ban TĐKT tỉnh", "level": "board", "valid_from": "2020-01-01"}
    site.do("register-organisation", body, by="root")
    answer = site.send(page, f"{place}/upward", 400, recipient="Ban nào đó")
    assert "Không có “Ban nào đó” trong danh mục" in answer.text
    answer = site.send(answer, f"{place}/upward", 409, recipient="ban tđkt tỉnh")
    assert "Hội đồng chưa lựa chọn nên chưa thể gửi danh sách." in answer.text


def test_a_clerk_sees_the_plan_and_none_of_the_offices_forms(site):
    page = site.get(f"/entry/plans/{site.ids['plan']}")

    assert list(page.forms) == ["/sign-out"]
    assert MOVEMENT not in page.text


PLAN = {
    "title": "Kế hoạch nhân rộng điển hình 2026-2030",
    "period_from": "2026",
    "period_to": "2030",
    "parent_number": "06/KH-UBND",
    "parent_dated": "2021-01-11",
    "parent_issuer": "Ủy ban nhân dân tỉnh",
    "model_from_movement_citation": "mục I.3",
    "register_models_citation": "mục IV.1",
    "register_models_minimum": "1",
    "register_models_maximum": "2",
    "register_models_due_before": "2026-03-25",
    "recipients": "Lãnh đạo sở\r\n\r\n Các phòng,\u00a0đơn vị \r\n",
}


def test_the_office_drafts_a_plan_for_its_units(site):
    site.sign_in("phong")
    assert "/entry/plans/new?organisation=" in site.get("/entry/inbox").html
    page = site.get(f"/entry/plans/new?organisation={site.ids['so']}")
    page = site.send(page, "/entry/plans/new", participants=site.ids["u1"], **PLAN)

    assert "Đã lưu dự thảo." in page.text
    assert "Kế hoạch này chưa được ban hành." in page.text
    drafted = site.context.known.plan(page.path.rpartition("/")[2])
    assert [duty.kind for duty in drafted.obligations] == ["model_from_movement", "register_models"]
    assert [one.recipient_id for one in drafted.recipients] == ["lanh-dao-so", "cac-phong-don-vi"]
    assert drafted.participants == (site.ids["u1"],)
    assert "chưa ban hành" in site.get("/entry/inbox").text


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({"register_models_minimum": "một"}, "register_models-minimum", "Phải là số nguyên."),
        ({"register_models_citation": ""}, "register_models-citation", "Thiếu trường này."),
        ({"period_to": "20x0"}, "period-to", "Phải là số nguyên."),
        ({"parent_issuer": ""}, "parent-issuer", "Thiếu trường này."),
        ({"title": ""}, "title", "Thiếu trường này."),
    ],
)
def test_what_is_wrong_with_a_draft_is_said_at_its_field(site, typed, place, said):
    site.sign_in("phong")
    page = site.get(f"/entry/plans/new?organisation={site.ids['so']}")
    page = site.send(page, "/entry/plans/new", 400, participants=site.ids["u1"], **{**PLAN, **typed})

    assert said in page.text
    assert f'href="#{place}"' in page.html
    assert f'id="{place}-fault"' in page.html
    assert ("parent_number", "06/KH-UBND") in page.fields("/entry/plans/new")


def test_a_plan_that_contradicts_itself_is_refused_in_words(site):
    site.sign_in("phong")
    page = site.get(f"/entry/plans/new?organisation={site.ids['so']}")
    typed = {**PLAN, "recipients": "Lãnh đạo Sở\nlãnh đạo sở"}
    page = site.send(page, "/entry/plans/new", 409, participants=site.ids["u1"], **typed)

    assert "được nêu hai lần" in page.text


def test_a_clerk_drafts_no_plan(site):
    assert (
        "không soạn kế hoạch cho cơ quan nào"
        in site.get(f"/entry/plans/new?organisation={site.ids['so']}").text
    )


def test_a_file_on_its_way_lies_on_no_disk(site, monkeypatch):
    def written(*_, **__):
        raise AssertionError("a file was about to be written unsealed")

    monkeypatch.setattr("tempfile._TemporaryFileWrapper", written)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", written)
    page = opened(site)
    page = site.send(page, f"{page.path}/files", title="Lớn", file=("lon.pdf", pdf("lớn", 900_000)))

    assert "Đã đính kèm tài liệu." in page.text


def test_a_file_of_whoever_may_not_add_one_is_not_even_read(site):
    page = opened(site)
    site.sign_in("khach")
    site.callers["khach"] = [("inspector", "*")]
    read = []
    site.reading = read.append
    answer = site.client.post(
        f"{page.path}/files", data={"form_token": "any", "file": (BytesIO(pdf()), "a.pdf")}
    )

    assert (answer.status_code, read, site.evidence.files) == (403, [], {})


@pytest.mark.parametrize("error", [OutcomeUnknown(), TransientError("the database is away")])
def test_a_form_whose_end_is_not_known_keeps_its_key_and_what_was_written(site, error):
    place = submitted(site).path
    site.sign_in("phong")
    page, handle = site.get(place), site.app.handle

    def lost(_command, _context):
        raise error

    site.app.handle = lost
    away = site.send(page, f"{place}/return", 503, reason=REASON)
    site.app.handle = handle
    keys = [dict(one.fields(f"{place}/return"))["key"] for one in (page, away)]

    assert keys[0] == keys[1]
    assert ("reason", REASON) in away.fields(f"{place}/return")
    assert "Đã trả lại hồ sơ." in site.send(away, f"{place}/return").text


def test_a_refused_form_gets_a_fresh_key(site):
    page = opened(site)
    page = site.send(attached(site, page, "submission"), f"{page.path}/submit")
    site.sign_in("phong")
    page = site.get(page.path)
    refused = site.send(page, f"{page.path}/receive", 409)

    assert (
        dict(page.fields(f"{page.path}/receive"))["key"]
        != dict(refused.fields(f"{page.path}/receive"))["key"]
    )


def test_the_office_sees_which_lists_never_came(site):
    site.sign_in("phong")
    page = site.get("/entry/inbox")
    assert "Đăng ký điển hình (mỗi đơn vị)mục IV.1" in page.text
    assert "24/3/2021 QUÁ HẠN" in page.text
    assert "Phòng Thương mại, Phòng Năng lượng" in page.text


def test_a_title_is_proposed_by_the_page_with_its_year_and_a_wrong_one_is_said_at_its_field(site):
    place = f"/entry/dossiers/new?unit={site.ids['u1']}"
    typed = {
        "form": "cstd_co_so",
        "commendation_type": "merit",
        "organisation_id": site.ids["so"],
        "subject": "nguyen thi an",
        "achievement": "Kết quả năm",
        "basis_citation": "Đăng ký đầu năm",
    }
    for year, said in (("", "nêu năm xét"), ("2021a", "Năm xét"), ("1000000", "Năm xét")):
        page = site.send(site.get(place), "/entry/dossiers/new", 400, year=year, **typed)
        assert said in page.text
        assert 'id="title-year-fault"' in page.html
    page = site.send(site.get(place), "/entry/dossiers/new", year="2021", **typed)
    assert "Đã lập hồ sơ." in page.text
    assert "Nguyễn Thị An: Chiến sĩ thi đua cơ sở" in page.text
    assert "Năm xét2021" in page.text


def titled(site):
    """A dossier for the grass-roots title of 2021; gives its address."""
    opening = {
        "subject_kind": "individual",
        "subject_id": site.ids["an"],
        "unit_id": site.ids["u1"],
        "organisation_id": site.ids["so"],
        "form": "cstd_co_so",
        "commendation_type": "merit",
        "achievement": "Kết quả năm",
        "basis_citation": "Đăng ký đầu năm",
        "year": 2021,
    }
    return f"/entry/dossiers/{site.do('open-nomination', opening, by='lan').identity}"


def attest(site, number):
    """A document of the department says how many advanced workers of 2021 it has."""
    content = {
        "subject_kind": "collective",
        "subject_id": site.ids["so"],
        "kind": "count",
        "code": "members_lao_dong_tien_tien",
        "year": 2021,
        "number": number,
        "document_number": "7/BC-SCT",
        "dated": "2021-03-01",
    }
    site.do("record-fact", content, by="phong")


def test_whoever_judges_a_title_reads_its_quota_beside_the_dossier(site):
    place = titled(site)
    site.sign_in("phong")
    page = site.get(place)
    assert "Tỷ lệ của danh hiệu, năm 2021" in page.text
    assert "Thiếu số liệu: đạt Lao động tiên tiến. Tỷ lệ chưa được xác nhận" in page.text
    assert "Số tối đachưa xác định được" in page.text

    attest(site, 40)
    page = site.get(place)
    assert "Trong tỷ lệ. Tỷ lệ chưa được xác nhận: người có thẩm quyền xem xét." in page.text
    assert "Tối đa15/100 Số tối đa6 Đã đạt0 Đang đề nghị1" in page.text
    assert "đạt Lao động tiên tiến: 40 (7/BC-SCT, 1/3/2021)" in page.text
    assert "Thông tư 07/2014/TT-BNV" in page.text
    assert "(quy định chưa được xác nhận)" in page.text
    for language in ("vi", "en"):
        html = site.get(f"{place}?lang={language}").html
        Outline(html).require_built_for_all(language)
        assert ("Within the quota." in html) == (language == "en")


def test_a_quota_is_told_to_those_who_judge_and_for_titles_alone(site):
    place = titled(site)
    assert "Tỷ lệ của danh hiệu" not in site.get(place).text
    other = opened(site).path
    site.sign_in("phong")
    assert "Tỷ lệ của danh hiệu" not in site.get(other).text
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    assert "Tỷ lệ của danh hiệu" in site.get(place).text
    site.context.permissions["eligibility.read"] = frozenset({"office"})
    assert "Tỷ lệ của danh hiệu" not in site.get(place).text
