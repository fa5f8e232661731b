"""Councils are asked of awards over HTTP for a page, once and as whoever looks; a page goes on without them."""

from __future__ import annotations

import pytest

from services.nominations.adapters import councils_elsewhere
from services.nominations.adapters.councils_elsewhere import Council, CouncilsElsewhere
from tests.support.answering import Answering, served
from tests.support.ports import free_port

ROW = {
    "council_id": "c1",
    "organisation_id": "so",
    "name": "Hội đồng Thi đua, khen thưởng Sở",
    "decision_number": "21/QĐ-SCT",
    "decided_on": "2021-01-25",
    "vote_rule": "open-vote-department",
}
OF_DEPARTMENT = "/api/awards/councils?organisation_id=so&limit=200"


def test_an_organisations_councils_are_asked_once_and_as_whoever_looks():
    awards = Answering({OF_DEPARTMENT: {"items": [{**ROW, "council_id": "c2"}, ROW], "next": None}})
    with served(awards) as url:
        found = CouncilsElsewhere(url).of("so", "the")
    told = {"name": ROW["name"], "decision_number": "21/QĐ-SCT", "decided_on": "2021-01-25"}
    assert found == [Council(council_id="c2", **told), Council(council_id="c1", **told)]
    assert (awards.asked, awards.tokens) == ([OF_DEPARTMENT], {"Bearer the"})


def test_none_on_record_is_another_answer_than_none_to_be_had():
    with served(Answering({OF_DEPARTMENT: {"items": [], "next": None}})) as url:
        councils = CouncilsElsewhere(url)
        assert councils.of("so", "the") == []
        assert councils.of("khac", "the") is None  # not for whoever looks


def test_a_page_does_not_wait_long_for_them(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(councils_elsewhere, "SECONDS", 0.2)
    slow = Answering({OF_DEPARTMENT: {"items": [ROW], "next": None}}, seconds=1.0)
    with served(slow) as url:
        assert CouncilsElsewhere(url).of("so", "the") is None


def test_where_nobody_answers_there_are_none():
    assert CouncilsElsewhere(f"http://127.0.0.1:{free_port()}").of("so", "the") is None
