"""A case's document as it is answered: in short, and in figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.audit.application.answers import CaseSummary, Figures, Terms
from services.audit.application.book import Book
from services.audit.application.labels import Labels
from services.audit.application.told import READING
from services.audit.application.words import kind_words
from shared.clock import parse_timestamp
from shared.messages import Json
from shared.texts import Text

NOTHING_YET = Text("Chưa có bước nào được thực hiện.", "Nothing has been done yet.")


def summary_of(case: Json, book: Book, labels: Labels) -> CaseSummary:
    """The case in short: its title is the name its own subject goes by."""
    name = str(case["_id"])
    kind = kind_words(name)
    own = name.partition("-")[2]
    state = book.event(case["state"].get("service", ""), case["state"].get("type", ""))
    return CaseSummary(
        case=name,
        kind=case["kind"],
        kind_title=kind,
        title=labels.title(own) or Text(f"{kind.vi} {own}", f"{kind.en} {own}"),
        state=state.meaning if state else NOTHING_YET,
        first_on=_day(case["first"]),
        last_on=_day(case["last"]),
        recorded_at=parse_timestamp(case["recorded"]) if case["recorded"] else None,
        events=sum(case["events"].values()),
        refused=sum(case["refusals"].values()),
        flagged=sum(case["flags"].values()),
        unconfirmed=case["unconfirmed"],
        reads=case["events"].get(READING, 0),
    )


def figures_of(case: Json) -> Figures:
    """What was counted while the case was folded."""
    return Figures(
        case=case["_id"],
        refused=sum(case["refusals"].values()),
        events=case["events"],
        refusals=case["refusals"],
        flags=case["flags"],
        counts=case["counts"],
        distinct={
            kind: {name: len(ids) for name, ids in fields.items()}
            for kind, fields in case["distinct"].items()
        },
        values=case["values"],
        terms=_terms(case.get("terms", {})),  # a read model of an older form has none
    )


def _terms(told: Json) -> dict[str, dict[str, dict[str, Terms]]]:
    return {
        kind: {name: {which: _stated(item) for which, item in items.items()} for name, items in lists.items()}
        for kind, lists in told.items()
    }


def _stated(item: Json) -> Terms:
    days = {field: date.fromisoformat(day) for field, day in item["days"].items()}
    return Terms(numbers=item["numbers"], days=days)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
