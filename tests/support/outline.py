"""What a reader without eyes gets of a page."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise
from typing import Any


class Outline(HTMLParser):
    """What a reader without eyes gets of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attributes}))
        self._silent = tag in ("title", "style")

    def handle_data(self, text: str) -> None:
        self.text += "" if self._silent else text

    def of(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in tags]

    def require_built_for_all(self, language: str) -> None:
        """One first heading and no step left out, every field labelled, no id twice, no script, no style of its own."""
        headings = [int(tag[1]) for tag, _ in self.tags if tag in ("h1", "h2", "h3")]
        labelled = {attributes["for"] for attributes in self.of("label")}
        ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]
        assert self.of("html")[0]["lang"] == language
        assert headings[0] == 1
        assert headings.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(headings)), headings
        assert self.of("a")[0] == {"class": "skip", "href": "#main"}
        assert "main" in ids
        assert len(ids) == len(set(ids)), sorted(ids)
        inputs = [one for one in self.of("input", "select", "textarea") if one.get("type") != "hidden"]
        for one in inputs:
            by = one.get("aria-labelledby", "").split()
            assert one.get("id") in labelled or (by and set(by) <= set(ids)), one
        assert all(one.get("scope") in ("col", "row") for one in self.of("th"))
        assert not self.of("script", "img", "iframe")
        assert all("style" not in attributes and "onclick" not in attributes for _, attributes in self.tags)
