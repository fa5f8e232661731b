"""Templates, words and days for the pages; every value is escaped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from services.audit.application.words import day_words
from services.audit.portal.texts import Language, in_language, word
from shared.clock import VIETNAM
from shared.texts import Text

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


def environment() -> Environment:
    """The templates, read once; a misspelt name fails instead of showing nothing."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def speaking(language: Language) -> Mapping[str, Any]:
    """What templates call to speak *language*."""
    return {
        "lang": language,
        "t": lambda key: word(key, language),
        "say": lambda text: in_language(text, language),
        "day": lambda value: in_language(_day(value), language),
        "capital": lambda words: words[:1].upper() + words[1:],
        "cited": lambda rules: dict.fromkeys((rule.citation, rule.confirmed) for rule in rules),
        "moment": lambda value: in_language(_moment(value), language),
    }


def page(html: str, status: int = 200) -> Response:
    """An HTML answer with every guard a browser knows."""
    return Response(html, status=status, content_type="text/html; charset=utf-8", headers=dict(GUARDS))


def _day(value: date | None) -> Text:
    return Text("không rõ ngày", "day unknown") if value is None else day_words(value)


def _moment(value: datetime | None) -> Text:
    if value is None:
        return Text("chưa có", "none yet")
    local = value.astimezone(VIETNAM)
    day = day_words(local.date())
    return Text(f"{local:%H:%M} ngày {day.vi}", f"{local:%H:%M} on {day.en}")
