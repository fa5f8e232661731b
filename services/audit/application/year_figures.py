"""What an organisation's year comes to: its events counted, and told apart by what their coded fields say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from services.audit.application.told import REFUSAL, lengths, own_fields
from shared.messages import Json
from shared.values import dataclass

WHOSE: Final = ("organisation_id", "unit_id", "issuer_id", "assigner_id", "assignee_id", "recognised_by")
"""The fields that say whose an event is; whoever is named only as a subject or in a list has no part in it here."""

TOLD_APART: Final = frozenset(
    {
        "award", "channel", "commendation_type", "decision", "field", "form", "issuer", "issuer_level", "kind",
        "level", "outcome", "presenter_id", "scope", "signatory_role", "sort", "source", "stage", "subject_kind", "title", "year",
    }
)  # fmt: skip
"""Fields with few values, and who handed awards over: what people count by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFigures:
    """
    What can be counted in a year of an organisation.

    `events` by type; `by` tells each type apart: field, value, how many; `by_number` those of one numbered document
    (a decision) by whether they are of persons or collectives; `lengths` sums the lengths of its lists, those within the
    objects of a list as `<list>/<name>`; `refusals` by code.
    A year is that of the day on which something happened.
    """

    organisation_id: str
    year: int
    events: Mapping[str, int]
    by: Mapping[str, Mapping[str, Mapping[str, int]]]
    by_number: Mapping[str, Mapping[str, Mapping[str, int]]]
    lengths: Mapping[str, Mapping[str, int]]
    refusals: Mapping[str, int]


def whose_in(data: Json) -> list[str]:
    """`<organisation>/<year>` for each organisation the event is of; none for an event that names no day."""
    day = data.get("occurred_on")
    if not isinstance(day, str) or not day[:4].isdecimal():
        return []
    named = {data[name] for name in WHOSE if isinstance(data.get(name), str)}
    return [place_of(one, int(day[:4])) for one in sorted(named)]


def place_of(organisation_id: str, year: int) -> str:
    """What the lines of one year of an organisation are found by."""
    return f"{organisation_id}/{year}"


def year_figures(organisation_id: str, year: int, lines: Iterable[Json]) -> YearFigures:
    """The figures of *lines*, each with `type` and `data`."""
    events: dict[str, int] = defaultdict(int)
    refusals: dict[str, int] = defaultdict(int)
    by, by_number = _table(), _table()
    long: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        kind, fields = line["type"], own_fields(line["data"])
        events[kind] += 1
        if kind == REFUSAL:
            refusals[str(fields.get("code"))] += 1
            continue
        if isinstance(fields.get("number"), str) and isinstance(fields.get("subject_kind"), str):
            by_number[kind][fields["number"]][fields["subject_kind"]] += 1
        for name, value in fields.items():
            if name in TOLD_APART and isinstance(value, str | int):
                by[kind][name][str(value)] += 1
        for name, length in lengths(fields).items():
            long[kind][name] += length
    return YearFigures(
        organisation_id=organisation_id,
        year=year,
        events=dict(events),
        by=_plain(by),
        by_number=_plain(by_number),
        lengths=_plain(long),
        refusals=dict(refusals),
    )


def _table() -> dict[str, dict[str, dict[str, int]]]:
    return defaultdict(lambda: defaultdict(lambda: defaultdict(int)))


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) if isinstance(value, Mapping) else value for name, value in table.items()}
