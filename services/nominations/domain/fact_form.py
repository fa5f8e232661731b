"""The form of a fact that is to be recorded: which codes a kind has, which numbers, which days."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from services.nominations.domain import eligibility_refusals as texts
from services.nominations.domain.fact_names import (
    ATTESTED,
    COMMENDATIONS,
    COUNTS,
    INITIATIVES,
    RATINGS,
    TITLES,
)
from services.nominations.domain.quota_names import ON_RECORD
from services.nominations.domain.record_messages import FactKind, RecordFact
from services.nominations.domain.refusals import day_text, malformed, rejected

CODES: Mapping[FactKind, AbstractSet[str]] = {
    "rating": RATINGS.keys(),
    "title": TITLES.keys(),
    "commendation": COMMENDATIONS.keys(),
    "initiative": INITIATIVES.keys(),
    "attestation": ATTESTED.keys(),
    "count": COUNTS.keys(),
}
YEARS = range(1945, 2201)
LARGEST = 1_000_000


def require_form(command: RecordFact) -> None:
    """Raises InvalidInput for a fact that cannot be one of its kind."""
    fact = command.kind
    faults = {
        "code": (command.code not in CODES[fact], texts.CODE_OF_OTHER_KIND),
        "subject_kind": (
            fact == "title" and ON_RECORD.get(command.code) != command.subject_kind,
            texts.TITLE_OF_OTHERS,
        ),
        "kind": (fact == "count" and command.subject_kind != "collective", texts.ONLY_COLLECTIVE),
        "year": (command.year not in YEARS, texts.OUT_OF_RANGE),
        "item": (not 0 < command.item <= LARGEST, texts.OUT_OF_RANGE),
        "number": (not 0 <= command.number <= LARGEST, texts.OUT_OF_RANGE)
        if fact == "count"
        else (command.number != 1, texts.ONE_NUMBER),
        "holds": (not command.holds and fact not in ("initiative", "attestation"), texts.NO_DENIAL)
        if command.code != "no_discipline"
        else (not command.holds, texts.ONLY_CLEARANCE),
        "commendation_type": ((command.commendation_type is None) == (fact == "commendation"), texts.NO_TYPE),
    }
    for name, (faulty, text) in faults.items():
        if faulty:
            raise malformed(name, text)


def require_days(command: RecordFact) -> None:
    """Raises Rejected for a document that tells of a year to come, or is itself of a day to come."""
    if command.year > command.dated.year:
        raise rejected("fact-of-later-year", dated=day_text(command.dated), year=str(command.year))
    if command.dated > command.occurrence.occurred_on:
        raise rejected(
            "fact-not-yet", dated=day_text(command.dated), on=day_text(command.occurrence.occurred_on)
        )
