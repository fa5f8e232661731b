"""Templates, words and days for the pages; every value is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from shared.clock import VIETNAM
from shared.portal.language import Language, in_language
from shared.texts import Text, day_words

FOLDER: Final = Path(__file__).resolve().parent
STYLE: Final = FOLDER / "portal.css"
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
GUARDS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@cache
def environment(own: Path) -> Environment:
    """
    The templates in *own* and those of all pages, read once for the whole process.

    A misspelt name fails instead of showing nothing.
    """
    return Environment(
        loader=FileSystemLoader([own, FOLDER / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def speaking(language: Language, words: Mapping[str, Text]) -> Mapping[str, Any]:
    """What templates call to speak *language*; *words* are the fixed ones."""
    return {
        "lang": language,
        "t": lambda key: in_language(words[key], language),
        "say": lambda text: in_language(text, language),
        "day": lambda value: in_language(_day(value), language),
        "capital": lambda words: words[:1].upper() + words[1:],
        "cited": lambda rules: dict.fromkeys((rule.citation, rule.confirmed) for rule in rules),
        "moment": lambda value: in_language(_moment(value), language),
    }


def page(html: str, status: int = 200) -> Response:
    """An HTML answer with every guard a browser knows."""
    return Response(html, status=status, content_type="text/html; charset=utf-8", headers=dict(GUARDS))


def _day(value: date | str | None) -> Text:
    """A day; answers that are JSON have it as text."""
    if value is None:
        return Text("không rõ ngày", "day unknown")
    return day_words(date.fromisoformat(value) if isinstance(value, str) else value)


def _moment(value: datetime | None) -> Text:
    if value is None:
        return Text("chưa có", "none yet")
    local = value.astimezone(VIETNAM)
    day = day_words(local.date())
    return Text(f"{local:%H:%M} ngày {day.vi}", f"{local:%H:%M} on {day.en}")
