"""Names are asked of nominations over HTTP for a page: each once, in a few seconds together, and a page goes without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from services.awards.adapters import names_elsewhere
from services.awards.adapters.names_elsewhere import NamesElsewhere
from tests.support.answering import Answering, served
from tests.support.ports import free_port


def person(person_id: str, name: str | None) -> dict[str, Any]:
    return {"person_id": person_id, "name": name}


LEADER = person("p9", "Hoàng Hà Bắc")
ANSWERS: dict[str, Any] = {
    "/api/nominations/people/p1": person("p1", "Nguyễn Thị An"),
    "/api/nominations/people/p2": person("p2", None),
    "/api/nominations/organisations/so": {"name": "Sở Công Thương"},
    "/api/nominations/people?organisation_id=so&limit=200&position=leader": {"items": [LEADER]},
    "/api/nominations/people?organisation_id=so&limit=200": {
        "items": [person("p1", "Nguyễn Thị An"), person("p2", None), LEADER, person("p3", "Bùi Văn Ba")]
    },
}


@pytest.fixture
def register() -> Answering:
    return Answering(ANSWERS)


@pytest.fixture
def names(register: Answering) -> Iterator[NamesElsewhere]:
    with served(register) as url:
        yield NamesElsewhere(url)


def test_names_are_asked_once_and_as_whoever_looks(names, register):
    asked = names.asked_by("the")
    for _ in range(2):
        assert asked.of("individual", "p1") == "Nguyễn Thị An"
        assert asked.of("collective", "so") == "Sở Công Thương"
    assert len(register.asked) == 2
    assert register.tokens == {"Bearer the"}


def test_what_may_not_be_seen_and_what_is_erased_has_no_name_and_others_have(names):
    asked = names.asked_by("the")
    assert asked.of("individual", "khac") is asked.of("individual", "p2") is None
    assert asked.of("individual", "p1") == "Nguyễn Thị An"


def test_leaders_come_first_each_once_and_nobody_without_a_name(names):
    assert names.asked_by("the").serving("so") == [
        ("p9", "Hoàng Hà Bắc"),
        ("p3", "Bùi Văn Ba"),
        ("p1", "Nguyễn Thị An"),
    ]


def test_a_page_waits_for_all_names_together_and_asks_no_more_after_that(names, register, monkeypatch):
    monkeypatch.setattr(names_elsewhere, "SECONDS", 0.2)
    register.seconds = 1.0
    asked = names.asked_by("the")
    assert [asked.of("individual", f"p{number}") for number in range(5)] == [None] * 5
    assert asked.serving("so") is None
    assert len(register.asked) <= 1
    register.seconds = 0.0
    assert names.asked_by("the").of("individual", "p1") == "Nguyễn Thị An"


def test_where_nobody_answers_there_are_no_names():
    away = NamesElsewhere(f"http://127.0.0.1:{free_port()}").asked_by("the")
    assert away.of("individual", "p1") is None
    assert away.serving("so") is None
