"""The nameko shell of the invented reading room."""

from __future__ import annotations

from shared.edge.providers import Wired, served
from tests.invented import books


@served(books)
class BooksService:
    """The reading room."""

    name = "books"
    desk = Wired(books.BooksApp)
