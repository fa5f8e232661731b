"""The router: places, methods, and what is not there."""

from __future__ import annotations

import pytest

from shared.edge.router import Router
from shared.errors import NotFound
from shared.problems import WrongMethod


@pytest.fixture
def router():
    made: Router[str] = Router()
    made.add("POST", "/api/books/{book_id}/lend", "lend")
    made.add("GET", "/api/books/{book_id}", "book")
    made.add("GET", "/api/books/new", "new")
    made.add("POST", "/api/books/{book_id}", "change")
    made.add("GET", "/ledger/{rest:path}", "tile")
    return made


def test_places_get_their_values(router):
    assert router.find("POST", "/api/books/b1/lend") == ("lend", {"book_id": "b1"})
    assert router.find("GET", "/ledger/tile/0/x001/067.p/112") == ("tile", {"rest": "tile/0/x001/067.p/112"})
    assert router.find("GET", "/api/books/Hà Tĩnh") == ("book", {"book_id": "Hà Tĩnh"})


def test_a_fixed_word_goes_before_a_place(router):
    assert router.find("GET", "/api/books/new") == ("new", {})


def test_a_head_is_answered_where_a_get_is(router):
    assert router.find("HEAD", "/api/books/b1")[0] == "book"


@pytest.mark.parametrize(
    "path", ["/", "", "/api/books/b1/lend/x", "/api//books/b1", "/api/books/../x/y", "*"]
)
def test_an_unknown_address_is_not_found(router, path):
    with pytest.raises(NotFound) as found:
        router.find("GET", path)
    assert found.value.code == "no-such-address"


def test_a_wrong_method_names_the_right_ones(router):
    with pytest.raises(WrongMethod) as found:
        router.find("DELETE", "/api/books/b1")
    assert found.value.allowed == ("GET", "HEAD", "POST")
    with pytest.raises(WrongMethod):
        router.find("OPTIONS", "/api/books/b1")
