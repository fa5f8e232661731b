"""Who is refused reads names: of organisations, criteria and movements always, of people only what they may see. The record keeps ids."""

from __future__ import annotations

import re

import pytest

from services.awards.adapters.catalogue import CATALOGUE as AWARDS
from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.rules import rule_book
from services.nominations.application.naming import Naming
from shared.access import Caller, Grant
from shared.errors import Rejected, TransientError
from shared.references import Reference
from tests.builders import bodies
from tests.unit.nominations.entry_course import registered
from tests.unit.nominations.test_dossier_pages import submitted

CUC = "Lê Thị Cúc"
WITHOUT_NAME = {
    "award_id",
    "campaign_id",  # there is none of that id
    "fact_id",
    "model_id",
    "nomination_id",
    "parent_plan_id",
    "recipient_id",  # of a plan's own list
}
"""Ids of what is called nothing."""


@pytest.fixture
def site():
    site = registered()
    site.callers["giam"] = [("director", site.ids["so"])]
    return site


def refused(site, name, content, *, by):
    with pytest.raises(Rejected) as caught:
        site.do(name, content, by=by)
    return caught.value


def of_other_unit(site, by):
    """Somebody of the second unit is put on the first one's list of titles."""
    entry = {"title": "lao_dong_tien_tien", "kind": "individual", "subject_id": site.ids["cuc"]}
    content = {"unit_id": site.ids["u1"], "year": 2021, "entries": [entry]}
    return refused(site, "register-titles", content, by=by)


def granted(site, person, kind):
    """*person* asks for it, and the director grants it."""
    asked = {"person_id": person, "kind": kind, "received_on": "2021-03-15"}
    request = site.do("receive-subject-request", asked, by="phong").identity
    answer = {"person_id": person, "request_id": request, "outcome": "granted", "reason": "Đúng quy định"}
    site.do("answer-subject-request", answer, by="giam")


def test_every_id_in_a_sentence_says_of_what_it_is():
    for catalogue in (CATALOGUE, AWARDS):
        for code, sentence in catalogue.refusals.items():
            places = set(re.findall(r"\{(\w+_id)\}", sentence.vi + sentence.en))
            unknown = {"person_id"} if (catalogue, code) == (AWARDS, "person-unknown") else set()
            assert places <= catalogue.references.keys() | WITHOUT_NAME | unknown, code


def test_the_page_names_the_organisation_and_not_its_id(site):
    place = submitted(site).path
    other = {
        "nomination_id": place.rpartition("/")[2],
        "unit_id": site.ids["u2"],
        "reason": "Không tự thẩm định",
    }
    site.do("name-appraising-unit", other, by="giam")
    site.sign_in("phong")
    page = site.send(site.get(place), f"{place}/receive", 409)
    assert "Hồ sơ này đã được giao cho Phòng Năng lượng thẩm định." in page.text
    assert "This dossier was given to" not in page.text  # Vietnamese is asked for
    assert site.ids["u2"] not in page.text


def test_programs_get_the_ids_whoever_asks(site):
    for by, told in (("phong", CUC), ("lan", site.ids["cuc"])):
        error = of_other_unit(site, by)
        assert error.text.vi == f"{told} không công tác tại đơn vị này."
        assert error.text.en == f"{told} does not serve in this unit."
        assert error.facts == {"subject_id": site.ids["cuc"]}
        assert error.references == {"subject_id": Reference("subject", (site.ids["cuc"],))}


@pytest.mark.parametrize("kind", ["restrict", "erase"])
def test_whoever_is_restricted_or_erased_is_not_named(kind, site):
    assert CUC in of_other_unit(site, "phong").text.vi
    granted(site, site.ids["cuc"], kind)
    error = of_other_unit(site, "phong")
    assert error.text.vi == f"{site.ids['cuc']} không công tác tại đơn vị này."


def head_refused(site, by="giam"):
    content = {"model_id": site.ids["model"], "person_id": site.ids["cuc"]}
    return refused(site, "name-responsible-head", content, by=by)


@pytest.fixture
def model(site):
    content = bodies.model(site.ids["u2"], site.ids["so"], site.ids["cuc"])
    site.ids["model"] = site.do("detect-model", content, by="root").identity
    return site


def test_a_refusal_on_record_holds_ids_and_is_told_with_the_names_of_the_moment(model):
    sentence = "{} không phải người đứng đầu của Phòng Năng lượng hoặc của cấp trên trực tiếp quản lý."
    assert head_refused(model).text.vi == sentence.format(CUC)
    (stored,) = [one for one in model.context.stored() if one.attributes["type"] == "ActRefused"]
    assert stored.attributes["data"]["facts"] == {"person_id": model.ids["cuc"], "unit_id": model.ids["u2"]}
    assert CUC.encode() not in stored.body
    assert "Phòng Năng lượng".encode() not in stored.body

    granted(model, model.ids["cuc"], "restrict")
    assert head_refused(model).text.vi == sentence.format(model.ids["cuc"])
    assert len([one for one in model.context.stored() if one.attributes["type"] == "ActRefused"]) == 1


def test_while_the_vault_is_away_ids_stand_there(site, monkeypatch):
    def away(*_):
        raise TransientError("vault away")

    monkeypatch.setattr(site.app, "name_of", away)
    error = of_other_unit(site, "phong")
    assert (error.code, error.text.vi[:4]) == ("person-of-other-unit", site.ids["cuc"][:4])
    assert error.references


def test_a_service_is_told_ids(site, monkeypatch):
    service = Caller(
        actor="service:awards", name="awards", grants=(Grant("unit_clerk", "*"), Grant("office", "*"))
    )
    monkeypatch.setattr(site, "verify", lambda _token: service)
    object.__setattr__(site.desk.ground, "verify", site.verify)
    assert of_other_unit(site, "awards").text.vi.startswith(site.ids["cuc"])


OFFICE = Caller(actor="user:phong", name="Phong", grants=(Grant("office", "*"),))


def test_each_kind_is_named_by_what_it_is_called(site):
    naming = Naming(site.context.known, rule_book(), site.context.queries.person)

    def called(kind, identity):
        name = naming(kind, identity, OFFICE)
        return name and name.vi

    assert called("organisation", site.ids["u1"]) == "Phòng Thương mại"
    assert called("person", site.ids["an"]) == "Nguyễn Thị An"
    assert called("subject", site.ids["an"]) == "Nguyễn Thị An"
    assert called("subject", site.ids["u1"]) == "Phòng Thương mại"
    assert called("movement", site.ids["movement"]) == "Thi đua thực hiện văn hóa công sở"
    assert called("criterion", "good") == "Hoàn thành tốt nhiệm vụ trở lên"
    for kind in ("organisation", "person", "subject", "movement", "criterion"):
        assert called(kind, "khong-co") is None


def test_a_criterion_that_is_worded_in_two_ways_keeps_its_id(site):
    assert (
        Naming(site.context.known, rule_book(), site.context.queries.person)(
            "criterion", "initiative", OFFICE
        )
        is None
    )
