"""Reads the generated file of sentences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.audit.application.book import Book, EventWords
from shared.texts import Text

FILE = Path(__file__).resolve().parent.parent / "catalogue.json"


def read_book(file: Path = FILE) -> Book:
    """The book in *file*; raises ValueError, KeyError or TypeError when it is not one."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    services: Mapping[str, Any] = raw["services"]
    return Book(
        events={
            (service, kind): EventWords(_text(words["meaning"]), _text(words["sentence"]))
            for service, told in services.items()
            for kind, words in told["events"].items()
        },
        refusals={
            (service, code): _text(words)
            for service, told in services.items()
            for code, words in told["refusals"].items()
        },
        values={
            (service, field, value): _text(words)
            for service, told in services.items()
            for field, table in told.get("values", {}).items()
            for value, words in table.items()
        },
        roles={role: _text(words) for role, words in raw["roles"].items()},
    )


def _text(words: Mapping[str, str]) -> Text:
    return Text(words["vi"], words["en"])
