"""Another service on the same port: a copy of the reading room under another name."""

from __future__ import annotations

from dataclasses import replace

from shared.edge.providers import Wired, served
from tests.invented import books


class ArchiveApp(books.BooksApp):
    """The same, named otherwise and without raw routes."""

    name = "archive"
    catalogue = replace(books.CATALOGUE, service="archive")

    def __init__(self, platform: books.Platform) -> None:
        super().__init__(platform)
        self.raw_routes = ()


@served(books)
class ArchiveService:
    """The archive."""

    name = "archive"
    desk = Wired(ArchiveApp)
