"""A unit's registration list on its page: typed or pasted, refused with the rule, never lost, done once."""

from __future__ import annotations

import unicodedata

import pytest

from services.nominations.domain.registration_messages import RegistrationListSubmitted
from services.nominations.portal.rows import MOST_ROWS, Row, pasted
from services.nominations.portal.typed import Choice, chosen
from shared.acts import ActRefused
from shared.errors import OutcomeUnknown
from shared.texts import Text
from tests.unit.nominations.entry_course import MOVEMENT, registered, rows, stored


@pytest.fixture
def site():
    return registered()


def refusals(site):
    """The codes of the refusals on record."""
    return [one.event.code for one in site.context.recorded() if isinstance(one.event, ActRefused)]


def test_the_start_leads_to_the_units_own_list_alone(site):
    page = site.get("/entry")

    assert site.list in page.html
    assert "Phòng Năng lượng" not in page.text


def test_a_list_typed_without_diacritics_is_sent_and_shown(site):
    page = site.get(site.list)
    typed = {
        "subject__1": "nguyen thi an",
        "movement__1": "thi dua thuc hien van hoa cong so",
        "field__1": "toàn diện",
    }
    page = site.send(page, site.list, button="send", **typed)

    assert "Đã gửi danh sách đăng ký." in page.text
    (model,) = stored(site).models
    assert (model.subject_id, model.movement_id, model.kind) == (
        site.ids["an"],
        site.ids["movement"],
        "individual",
    )


@pytest.mark.parametrize(
    ("subjects", "said"),
    [
        ([], "Danh sách đăng ký có 0 điển hình; mỗi đơn vị chọn từ 1 đến 2."),
        (["Nguyễn Thị An", "Trần Văn Bình", "Phòng Thương mại"], "Danh sách đăng ký có 3 điển hình"),
    ],
)
def test_none_or_three_models_are_refused_with_the_rule_and_stay_typed(site, subjects, said):
    page = site.send(site.get(site.list), site.list, 409, button="send", **rows(*subjects))

    assert said in page.text
    assert "mục IV.1" in page.text
    assert all(one in page.html for one in subjects)
    assert stored(site).state == "none"
    assert refusals(site) == ["registration-quota"]


def test_a_list_that_comes_late_is_refused_and_may_be_sent_again_after_mending(site):
    typed = rows("Nguyễn Thị An") | {"simulated_on": "2021-03-25"}
    late = site.send(site.get(site.list), site.list, 409, button="send", **typed)
    assert "gửi ngày 25/3/2021 là quá hạn; ngày cuối cùng còn nhận là 24/3/2021" in late.text
    assert "mục IV.1" in late.text
    assert ("simulated_on", "2021-03-25") in late.fields(site.list)

    page = site.send(late, site.list, button="send", simulated_on="2021-03-24")
    assert "Đã gửi danh sách đăng ký." in page.text
    assert refusals(site) == ["registration-late"]


def test_the_enter_key_adds_a_row_and_sends_nothing(site):
    page = site.get(site.list)
    first = page.html.index('type="submit" name="do"')
    assert page.html[first:].startswith('type="submit" name="do" value="row"')
    page = site.send(page, site.list, **rows("Nguyễn Thị An"))

    assert ("subject", "Nguyễn Thị An") in page.fields(site.list)
    assert stored(site).state == "none"


def test_a_form_sent_twice_is_done_once(site):
    page = site.get(site.list)
    first = site.send(page, site.list, button="send", **rows("Nguyễn Thị An"))
    events = len(site.context.stored())
    again = site.send(page, site.list, button="send", **rows("Nguyễn Thị An"))

    assert first.path == again.path
    assert len(site.context.stored()) == events


def test_a_list_that_changed_under_the_form_is_not_overwritten(site):
    page = site.get(site.list)
    site.send(page, site.list, 409, button="send")  # a refusal on record is a change of what was seen
    page = site.send(page, site.list, 412, button="send", key="another", **rows("Nguyễn Thị An"))

    assert "Hồ sơ đã thay đổi" in page.text
    assert ("subject", "Nguyễn Thị An") in page.fields(site.list)
    assert stored(site).state == "none"


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ({"subject__1": "Nguyễn Thị Ân"}, "subject-1", "Không có “Nguyễn Thị Ân” trong danh mục"),
        ({"subject__1": "Lê Thị Cúc"}, "subject-1", "Không có “Lê Thị Cúc” trong danh mục"),
        ({"kind__1": "nhóm"}, "kind-1", "Chỉ ghi “cá nhân” hoặc “tập thể”."),
        ({"kind__1": "tập thể"}, "subject-1", "“Nguyễn Thị An” trong danh mục không phải tập thể."),
        ({"movement__1": "Phong trào khác"}, "movement-1", "Không có “Phong trào khác” trong danh mục"),
        ({"field__1": ""}, "field-1", "Không được để trắng."),
        ({"code__1": "mã số"}, "code-1", "chữ thường không dấu"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_as_it_was_typed(site, typed, place, said):
    typed = {**rows("Nguyễn Thị An"), **typed}
    page = site.send(site.get(site.list), site.list, 400, button="send", **typed)

    assert said in page.text
    assert f'href="#{place}"' in page.html
    assert f'id="{place}-fault"' in page.html
    assert all((name.partition("__")[0], text) in page.fields(site.list) for name, text in typed.items())
    assert stored(site).state == "none"


def test_the_same_fault_is_said_in_english(site):
    site.get("/entry?lang=en")
    page = site.send(site.get(site.list), site.list, 400, button="send", subject__1="Ai đó")

    assert "There is no “Ai đó” on record" in page.text
    assert "Model 1, Person or collective" in page.text


def test_cells_from_excel_become_rows_and_nothing_is_sent(site):
    cells = "Họ và tên\tLoại\tPhong trào\tLĩnh vực\r\n" + unicodedata.normalize(
        "NFD",
        f'Nguyễn\u00a0Thị  An\tCá nhân\t{MOVEMENT}\ttoàn diện\r\nPhòng Thương mại\tTập thể\t\t"cải cách\nhành chính"\r\n',
    )
    page = site.send(site.get(site.list), site.list, button="paste", cells=cells)

    assert ("subject", "Nguyễn Thị An") in page.fields(site.list)
    assert ("field", "cải cách hành chính") in page.fields(site.list)
    assert stored(site).state == "none"
    page = site.send(page, site.list, button="send", movement__2=MOVEMENT)
    assert [one.kind for one in stored(site).models] == ["individual", "collective"]


def test_cells_that_do_not_fit_stay_where_they_were_pasted(site):
    cells = "a\tb\tc\td\te\tf\tg"
    page = site.send(
        site.get(site.list), site.list, 400, button="paste", cells=cells, subject__1="Nguyễn Thị An"
    )

    assert "Dòng 1 có 7 cột; chỉ nhận 6 cột." in page.text
    assert ("cells", cells) in page.fields(site.list)
    assert ("subject", "Nguyễn Thị An") in page.fields(site.list)


def test_too_many_rows_are_no_rows():
    assert isinstance(pasted("a\n" * (MOST_ROWS + 1)), Text)
    assert pasted("\n\na\n") == (Row("a"),)


def test_what_was_typed_outlasts_the_session(site):
    page = site.get(site.list)
    site.sign_out()
    kept = site.send(page, site.list, 401, button="send", **rows("Nguyễn Thị An"))
    assert "Nội dung vừa nhập vẫn còn" in kept.text

    site.sign_in("lan")
    site.send(kept, site.list)
    assert [one.subject_id for one in stored(site).models] == [site.ids["an"]]


def test_a_form_that_was_filled_in_for_longer_than_a_token_lives_is_taken_at_once(site):
    page = site.get(site.list)
    site.run_out("lan")
    site.send(page, site.list, button="send", **rows("Nguyễn Thị An"))
    assert [one.subject_id for one in stored(site).models] == [site.ids["an"]]
    assert "Đăng xuất" in site.get(site.list).text


def test_a_form_that_no_page_of_ours_gave_is_not_taken(site):
    page = site.get(site.list)
    answer = site.send(page, site.list, 400, button="send", form_token="forged", **rows("Nguyễn Thị An"))
    assert "Biểu mẫu đã hết hạn" in answer.text
    assert stored(site).state == "none"

    site.sign_out()
    answer = site.send(page, site.list, 401, button="send", form_token="forged", **rows("Nguyễn Thị An"))
    assert "Nguyễn" not in answer.html


def test_whoever_may_not_send_sees_no_form_and_is_refused_without_one(site):
    page = site.get(site.list)
    site.callers["khach"] = [("inspector", "*")]
    site.sign_in("khach")
    assert site.list not in site.get(site.list).forms
    answer = site.send(page, site.list, 403, button="send", **rows("Nguyễn Thị An"))

    assert "Tài khoản không có quyền làm việc này." in answer.text
    assert stored(site).state == "none"


def test_a_clerk_of_another_unit_is_not_told_that_there_is_a_list(site):
    site.callers["nam"] = [("unit_clerk", site.ids["u2"])]
    site.sign_in("nam")

    site.get(site.list, 404)


def test_the_office_enters_a_list_from_paper_with_its_document(site):
    site.sign_in("phong")
    paper = {
        "on_paper": "1",
        "occurred_on": "2021-03-14",
        "paper_number": "15/DS-TTKC",
        "paper_dated": "2021-03-12",
        "paper_received_on": "2021-03-14",
        "paper_scan_sha256": "không phải",
        "paper_signatory": "Trưởng phòng",
        "paper_reason": "Danh sách giấy đến trước, nhập máy sau",
    }
    typed = rows("Nguyễn Thị An") | paper
    page = site.send(site.get(site.list), site.list, 400, button="send", **typed)
    assert "Phải là 64 chữ số thập lục phân" in page.text
    assert ("paper_reason", paper["paper_reason"]) in page.fields(site.list)

    site.send(page, site.list, button="send", paper_scan_sha256="ab" * 32, on_paper="1")
    (listed,) = [one for one in site.context.recorded() if isinstance(one.event, RegistrationListSubmitted)]
    assert (listed.event.act.basis, listed.event.act.occurred_on.isoformat()) == ("document", "2021-03-14")


def test_a_simulated_day_is_for_the_demo_alone():
    site = registered(demo=False)
    page = site.get(site.list)
    assert "simulated_on" not in page.html
    answer = site.send(
        page, site.list, 403, button="send", simulated_on="2021-03-14", **rows("Nguyễn Thị An")
    )

    assert "Ngày mô phỏng chỉ dùng trong miền demo." in answer.text


def test_the_pages_run_no_script_and_are_put_into_no_frame(site):
    page = site.get(site.list)

    assert "script" not in page.html
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"


AN, AN_TOO, AAN = (Choice("1", "Nguyễn Thị An"), Choice("2", "Nguyễn Thị An"), Choice("3", "Nguyễn Thị Ân"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyen thi an", None),
        ("Nguyễn Thị Ân", "3"),
        ("NGUYỄN THỊ ÂN", "3"),
        ("2", "2"),
        ("Nguyễn Thị An (1)", "1"),
        ("Nguyễn Thị An", None),
        ("", None),
    ],
)
def test_a_name_is_never_guessed_at(text, found):
    meant = chosen(text, (AN, AN_TOO, AAN))

    assert (meant.id if isinstance(meant, Choice) else None) == found


@pytest.mark.parametrize("text", ["Nguyễn Thị Ân", "Nguyễn Thị Ẩn", "nguyễn thi an"])
def test_a_mark_that_was_typed_is_meant(text):
    assert isinstance(chosen(text, (AN,)), Text)


def test_what_may_have_been_done_is_sent_again_under_the_same_key(site):
    page, handle = site.get(site.list), site.app.handle

    def done_and_lost(command, context):
        handle(command, context)
        raise OutcomeUnknown

    site.app.handle = done_and_lost
    lost = site.send(page, site.list, 503, button="send", **rows("Nguyễn Thị An"))
    site.app.handle = handle
    events = len(site.context.stored())

    assert "gửi lại với cùng" in lost.text
    assert "Đã gửi danh sách" in site.send(page, site.list, button="send", **rows("Nguyễn Thị An")).text
    assert len(site.context.stored()) == events
