"""Exemplary models on their pages: taken up, cared for, summed up, judged, replicated, made known; who may do what."""

from __future__ import annotations

import hashlib

import pytest

from shared.errors import TransientError
from tests.unit.nominations.entry_course import MOVEMENT
from tests.unit.nominations.followed import (
    HEAD,
    PROOF,
    SUMMED,
    entries,
    followed,
    form_of,
    nurtured,
    reviewed,
    sends,
    summed_up,
    taken_up,
)


@pytest.fixture
def site():
    return followed()


def acts(page):
    return [action for action in page.forms if "/entry/models/" in action]


def recorded(site, kind):
    return [one.event for one in site.context.recorded() if one.envelope.type == kind]


def test_a_registered_model_is_found_and_taken_up_once(site):
    listed = site.get("/entry/models?stage=registered&text=toan")
    assert "Nguyễn Thị An: toàn diện" in listed.text
    assert "mới đăng ký" in listed.text
    first, _ = entries(site)
    page = site.send(site.get(first), first, 400, detected_by="Phòng Thương mại", account=" ")
    assert 'href="#account"' in page.html
    assert ("detected_by", "Phòng Thương mại") in page.fields(first)
    page = site.send(page, first, account="Tận tụy")
    assert "Đã đưa điển hình vào bồi dưỡng, theo dõi." in page.text
    assert "Khâuphát hiện" in page.text
    assert "người đứng đầu chịu trách nhiệm, lộ trình bồi dưỡng, minh chứng" in page.text
    again = site.send(site.get(first), first, detected_by="Khác", account="Khác")
    assert again.path == page.path
    assert len(recorded(site, "ModelDetected")) == 1


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("stage=detected", 1),
        ("stage=replicated", 0),
        ("unit_id={u1}", 2),
        ("unit_id={u2}", 0),
        ("text=dien", 2),
        ("field=to%C3%A0n+di%E1%BB%87n", 2),
        ("field=kh%C3%A1c", 0),
        ("year=2021", 0),
        ("year=hai", 2),
    ],
)
def test_models_are_found_by_stage_unit_field_words_and_year(site, asked, found):
    taken_up(site)
    site.sign_in("phong")
    page = site.get(f"/entry/models?{asked.format(**site.ids)}")
    assert page.html.count('<th scope="row">') == found
    assert ("Không có điển hình nào." in page.text) == (found == 0)


def test_a_long_list_goes_on_on_a_next_page(site, monkeypatch):
    monkeypatch.setattr("services.nominations.portal.models.PER_PAGE", 1)
    page = site.get("/entry/models?text=toan")
    (following,) = [
        line.split('"')[0] for line in page.html.split('href="') if "after=" in line.split('"')[0]
    ]
    assert "text=toan" in following
    second = site.get(following.replace("&amp;", "&"))
    assert second.html.count('<th scope="row">') == 1
    assert second.html.split('<th scope="row">')[1] != page.html.split('<th scope="row">')[1]


def test_who_is_no_clerk_of_the_unit_takes_nothing_up_and_another_unit_sees_nothing(site):
    first, _ = entries(site)
    site.sign_in("giam-doc")
    assert first not in site.get(first).forms
    assert acts(site.get("/entry/models/new")) == []
    place = taken_up(site)
    site.callers["khac"] = [("unit_clerk", site.ids["u2"])]
    site.sign_in("khac")
    site.get(place, 404)
    site.get(first, 404)
    site.sign_in("lan")
    site.get(first.rpartition("/")[0] + "/khong-co", 404)


def test_one_that_no_list_holds_is_noted_with_where_it_was_found(site):
    place = f"/entry/models/new?unit={site.ids['u1']}"
    typed = {
        "subject": "tran van binh",
        "organisation_id": site.ids["so"],
        "field": "cải cách hành chính",
        "source": "press",
        "detected_by": "Báo Hà Tĩnh",
        "account": "Ba năm giải quyết hồ sơ trước hạn",
    }
    page = site.send(site.get(place), "/entry/models/new", 400, **{**typed, "subject": "Ai đó"})
    assert 'href="#subject"' in page.html
    page = site.send(page, "/entry/models/new", 400, **{**typed, "movement": "Không có"})
    assert 'href="#movement"' in page.html
    assert ("detected_by", "Báo Hà Tĩnh") in page.fields("/entry/models/new")
    page = site.send(page, "/entry/models/new", **{**typed, "movement": MOVEMENT.lower()})
    assert "Đã ghi nhận điển hình." in page.text
    assert "báo chí: Báo Hà Tĩnh" in page.text
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    assert "không ghi nhận điển hình" in site.get("/entry/models/new").text


def test_the_office_names_the_head_and_only_a_head(site):
    place = taken_up(site)
    assert not any("/head/" in action for action in site.get(place).forms)
    page = sends(site, place, "head", {"person_id": "Ai đó"}, 400, by="phong")
    assert "Không có “Ai đó” trong danh mục" in page.text
    page = sends(site, place, "head", {"person_id": "Trần Văn Bình"}, 409)
    assert "không phải người đứng đầu" in page.text
    assert "Căn cứ" in page.text
    assert ("person_id", "Trần Văn Bình") in page.fields(form_of(page, "head"))
    page = sends(site, place, "head", {"person_id": "phan van tam"})
    assert "Đã giao người đứng đầu chịu trách nhiệm." in page.text
    assert f"Người đứng đầu chịu trách nhiệm{HEAD}" in page.text


def test_a_road_map_is_set_by_its_rows_and_each_fault_is_at_its_own(site):
    place = taken_up(site)
    typed = {"steps.0.due_on": "2021-06-30", "steps.0.content": "Tập huấn", "steps.2.content": "Chia sẻ"}
    page = sends(site, place, "roadmap", typed, 400)
    assert 'href="#roadmap-now-steps.2.due_on"' in page.html
    assert 'id="roadmap-now-steps.2.due_on-fault"' in page.html
    assert ("steps.2.content", "Chia sẻ") in page.fields(form_of(page, "roadmap"))
    page = site.send(page, form_of(page, "roadmap"), 409, **{"steps.2.due_on": "2021-01-01"})
    assert "theo thứ tự thời gian" in page.text
    page = site.send(page, form_of(page, "roadmap"), **{"steps.2.due_on": "2023-06-30"})
    assert "Đã lập lộ trình." in page.text
    assert "b130/6/2021Tập huấn" in page.text
    assert "b330/6/2023Chia sẻ" in page.text
    # the form begins with what stands, whose steps keep their names
    kept = page.fields(form_of(page, "roadmap"))
    assert ("steps.1.content", "Chia sẻ") in kept
    page = sends(site, place, "roadmap", {"steps.2.due_on": "2023-12-31", "steps.2.content": "Nhân rộng"})
    (_, last) = recorded(site, "RoadmapSet")
    assert [one.step for one in last.steps] == ["b1", "b3", "b2"]


def test_a_step_that_is_overdue_is_said_so_and_the_list_is_narrowed_to_such_models(site):
    place = taken_up(site)
    sends(site, place, "head", {"person_id": HEAD}, by="phong")
    assert "Không có điển hình nào." in site.get("/entry/models?overdue=1").text
    steps = {
        "steps.0.due_on": "2021-03-01",
        "steps.0.content": "Tập huấn",
        "steps.1.due_on": "2999-01-01",
        "steps.1.content": "Chia sẻ",
    }
    page = sends(site, place, "roadmap", steps, by="lan")
    assert "b11/3/2021Tập huấnQUÁ HẠN" in page.text
    assert "b21/1/2999Chia sẻđang thực hiện" in page.text
    listed = site.get("/entry/models?overdue=1")
    assert listed.html.count('<th scope="row">') == 1
    assert "QUÁ HẠN: bước b1" in listed.text
    assert 'value="1" checked' in listed.html
    assert site.get("/entry/models").html.count('<th scope="row">') == 2
    activity = {"activity": "Tập huấn", "step": "b1", "evidence.0.title": "Giấy mời"}
    page = sends(site, place, "nurturing", activity, file=PROOF)
    assert "Tập huấnđã làm, TRỄ HẠN" in page.text
    assert "Không có điển hình nào." in site.get("/entry/models?overdue=1").text


def test_nurturing_needs_a_head_a_road_map_and_a_file_whose_digest_is_kept(site):
    place = taken_up(site)
    typed = {"activity": "Tập huấn", "evidence.0.title": "Giấy mời"}
    page = sends(site, place, "nurturing", typed, 400, file=("", b""))
    assert 'href="#nurturing-now-sha256"' in page.html
    assert ("activity", "Tập huấn") in page.fields(form_of(page, "nurturing"))
    page = site.send(page, form_of(page, "nurturing"), 409, file=PROOF)
    assert "còn thiếu: người đứng đầu chịu trách nhiệm, lộ trình bồi dưỡng" in page.text
    page = sends(site, place, "nurturing", {"activity": "Tập huấn"}, 400, file=PROOF)
    assert 'href="#nurturing-now-evidence.0.title"' in page.html
    page = nurtured(site, place)
    assert "Đã ghi nhận việc bồi dưỡng." in page.text
    assert "Khâubồi dưỡng" in page.text
    (event,) = recorded(site, "ModelNurtured")
    assert [one.sha256 for one in event.evidence] == [hashlib.sha256(PROOF[1]).hexdigest()]
    assert event.step == "b1"


def test_what_may_have_been_done_is_sent_again_and_done_once(site):
    place = taken_up(site)
    page, handle = site.get(place), site.app.handle

    def lost(command, context):
        handle(command, context)
        raise TransientError("the answer was lost")

    site.app.handle = lost
    typed = {"channel": "meeting", "place": "Hội nghị đơn vị", "from_on": "2021-03-12"}
    away = site.send(page, form_of(page, "publicity"), 503, **typed)
    assert ("place", "Hội nghị đơn vị") in away.fields(form_of(away, "publicity"))
    site.app.handle = handle
    site.send(away, form_of(away, "publicity"), version="")
    assert len(recorded(site, "ModelPublicised")) == 1


def test_a_form_of_an_older_page_is_refused_and_kept(site):
    place = taken_up(site)
    old = site.get(place)
    nurtured(site, place)
    typed = {"channel": "meeting", "place": "Hội nghị đơn vị", "from_on": "2021-03-12"}
    page = site.send(old, form_of(old, "publicity"), 412, **typed)
    assert ("place", "Hội nghị đơn vị") in page.fields(form_of(page, "publicity"))
    assert recorded(site, "ModelPublicised") == []


def test_it_is_summed_up_with_a_review_that_the_movement_had(site):
    place = taken_up(site)
    nurtured(site, place)
    assert not any("/summing/" in action for action in site.get(place).forms)
    page = sends(site, place, "summing", SUMMED, 409, by="phong")
    assert "còn thiếu: lần sơ kết hoặc tổng kết phong trào" in page.text
    assert ("result", "Tiến bộ rõ") in page.fields(form_of(page, "summing"))
    page = sends(site, place, "summing", {**SUMMED, "movement_id": "Khác"}, 400)
    assert 'href="#summing-now-movement_id"' in page.html
    reviewed(site)
    page = sends(site, place, "summing", SUMMED)
    assert "Đã ghi nhận sơ kết, tổng kết điển hình." in page.text
    assert (
        f"{MOVEMENT}sơ kết10/3/2021 1/1/2021 – 1/3/2021 Tiến bộ rõBài học kinh nghiệm: Tiếp tục" in page.text
    )


def test_a_stage_skipped_is_refused_in_words_with_what_was_typed(site):
    place = taken_up(site)
    row = {"confirmations.0.confirmed_by": HEAD, "confirmations.0.note": "Đã kiểm tra", "scope": "toàn Sở"}
    page = sends(site, place, "replication", row, 409, by="phong", file=PROOF)
    assert "Chưa thể nhân rộng: còn bỏ qua bước" in page.text
    assert ("scope", "toàn Sở") in page.fields(form_of(page, "replication"))
    assert ("confirmations.0.confirmed_by", HEAD) in page.fields(form_of(page, "replication"))


def test_each_of_three_criteria_of_replication_is_confirmed_by_somebody(site):
    place = taken_up(site)
    nurtured(site, place)
    summed_up(site, place)
    two = {f"confirmations.{at}.{name}": value for at in (0, 2) for name, value in (("confirmed_by", HEAD), ("note", "Đã kiểm tra"))}  # fmt: skip
    page = sends(site, place, "replication", {**two, "scope": "toàn Sở"}, 409, file=PROOF)
    assert "còn thiếu: xác nhận có sức lan tỏa" in page.text
    page = sends(site, place, "replication", {**two, "scope": "toàn Sở", "confirmations.1.confirmed_by": HEAD}, 400, file=PROOF)  # fmt: skip
    assert 'href="#replication-now-confirmations.1.note"' in page.html
    more = {"confirmations.1.confirmed_by": HEAD, "confirmations.1.note": "Đã kiểm tra"}
    page = sends(site, place, "replication", {**two, **more, "scope": "toàn Sở"}, file=PROOF)
    assert "Đã nhân rộng điển hình." in page.text
    assert f"có sức lan tỏa{HEAD}Đã kiểm tra" in page.text
    assert not any("/replication/" in action for action in page.forms)
    (event,) = recorded(site, "ModelReplicated")
    assert {one.sha256 for one in event.confirmations} == {hashlib.sha256(PROOF[1]).hexdigest()}


def test_a_publication_is_noted_and_taken_back_with_a_reason(site):
    place = taken_up(site)
    typed = {"channel": "website", "place": "https://so.gov.vn/dien-hinh", "from_on": "2021-03-12"}
    page = sends(site, place, "publicity", {**typed, "until": "2021-03-01"}, 409)
    assert "kết thúc trước khi bắt đầu" in page.text
    page = sends(site, place, "publicity", typed)
    assert "trang thông tin điện tử12/3/2021 đang tuyên truyền" in page.text
    page = sends(site, place, "withdrawal", {"reason": " "}, 400)
    assert "Thiếu trường này." in page.text
    page = sends(site, place, "withdrawal", {"reason": "Hết đợt"})
    assert "đã gỡ 15/3/2021" in page.text
    assert not any("/withdrawal/" in action for action in page.forms)


def test_an_award_by_a_body_outside_is_recorded_from_its_document_alone(site):
    place = taken_up(site)
    award = {"award": "Giấy khen", "issuer": "Đảng ủy", "number": "15-QĐ/ĐU", "dated": "2021-03-01"}
    page = sends(site, place, "outside", award, 409, by="phong")
    assert "chỉ được ghi nhận theo văn bản" in page.text
    paper = {
        "on_paper": "1",
        "occurred_on": "2021-03-01",
        "paper_number": "15-QĐ/ĐU",
        "paper_dated": "2021-03-01",
        "paper_received_on": "2021-03-02",
        "paper_scan_sha256": "6f" * 32,
        "paper_signatory": "Bí thư",
        "paper_reason": "Văn bản giấy",
    }
    page = site.send(page, form_of(page, "outside"), **paper)
    assert "Đã ghi nhận khen thưởng." in page.text
    assert "Giấy khenĐảng ủy15-QĐ/ĐU, 1/3/2021toàn diện" in page.text


def test_the_dossier_that_asks_for_its_commendation_is_one_of_its_subject(site):
    place = taken_up(site)
    subject = "Nguyễn Thị An" if "Nguyễn Thị An" in site.get(place).text else "Phòng Thương mại"
    assert not any("/commendation/" in action for action in site.get(place).forms)
    new = site.get(f"/entry/dossiers/new?unit={site.ids['u1']}")
    typed = {
        "subject": subject,
        "organisation_id": site.ids["so"],
        "form": "giay_khen",
        "commendation_type": "timely",
        "achievement": "Sáng kiến",
        "basis_citation": "mục V.2",
    }
    dossier = site.send(new, "/entry/dossiers/new", **typed).path.rpartition("/")[2]
    page = site.get(place)
    assert f'<option value="{dossier}">giấy khen' in page.html
    page = sends(site, place, "commendation", {"nomination_id": dossier})
    assert "Đã gắn hồ sơ đề nghị khen thưởng." in page.text
    assert f'href="/entry/dossiers/{dossier}"' in page.html
    assert not any("/commendation/" in action for action in page.forms)


def test_who_may_not_sees_no_form_and_is_refused_before_a_file_is_read(site):
    place = taken_up(site)
    clerk = site.get(place)
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    assert acts(site.get(place)) == []
    read = []
    site.reading = read.append
    action = form_of(clerk, "nurturing")
    page = site.send(clerk, action, 403, file=PROOF, activity="Tập huấn")
    assert "Tài khoản không có quyền" in page.text
    assert read == []
    publicity = form_of(clerk, "publicity")
    page = site.send(clerk, publicity, 403, channel="meeting", place="Ở đây", from_on="2021-03-12")
    assert "Tài khoản không có quyền" in page.text
    head = publicity.replace("publicity", "head")
    clerk.forms[head] = [*clerk.forms[publicity], ("person_id", site.ids["tam"])]
    site.sign_in("lan")
    assert "Tài khoản không có quyền" in site.send(clerk, head, 403).text
    assert site.client.post(f"{place}/nothing/now").status_code == 404
