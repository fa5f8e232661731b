"""Errors as pages: what a reader is told who asks too much at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from werkzeug.test import EnvironBuilder

from shared.errors import SlowDown, TransientError, Unauthenticated
from shared.portal.frame import Frame
from shared.portal.rendering import environment
from shared.portal.renewing import SessionOwner
from shared.portal.texts import COMMON
from shared.texts import Text

OWN = {"tagline": Text("Sổ ghi", "Register"), "to_start": Text("Về trang đầu", "To the start")}


def no_one(_token):
    raise Unauthenticated


def shown(error, query=""):
    def fails(_visit):
        raise error

    frame = Frame(
        verify=no_one,
        owner=SessionOwner("http://nowhere.invalid"),
        permissions={},
        templates=environment(Path(__file__).parent),
        texts={**COMMON, **OWN},
        demo=False,
        home="/",
    )
    return frame.open(fails)(EnvironBuilder(path="/entry", query_string=query).get_request(), None)


@pytest.mark.parametrize(
    ("query", "words"),
    [("", "Hãy chờ một lát"), ("lang=en", "Wait for a moment, then load this page again.")],
)
def test_whoever_asks_too_much_at_a_time_is_told_to_wait_and_how_long(query, words):
    page = shown(SlowDown(facts={"seconds": "7"}), query)
    assert (page.status_code, page.headers["Retry-After"]) == (429, "7")
    assert words in page.get_data(as_text=True)


def test_whoever_comes_while_the_database_is_away_is_told_to_come_again():
    page = shown(TransientError("the database is away at 10.0.0.7"))
    assert page.status_code == 503
    assert "10.0.0.7" not in page.get_data(as_text=True)
    assert "Retry-After" not in page.headers
