"""
What may be put on a subject's record (dữ kiện về cá nhân, tập thể) by its kind, and taken back, as forms; pure.

A person's record has no numbers of members, a collective's no title of a person: what a kind of subject cannot have is not offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from services.nominations.domain.fact_names import (
    ATTESTED,
    COMMENDATIONS,
    COUNTS,
    INITIATIVES,
    RATINGS,
    TITLES,
)
from services.nominations.domain.nomination_messages import CommendationType
from services.nominations.domain.quota_names import ON_RECORD
from services.nominations.domain.record_messages import FactKind
from services.nominations.portal.typed import SAYING, whole_in
from shared.portal.acts import NOW, Act, Entry
from shared.portal.typed import Form, filled
from shared.texts import Text

RECORD: Final = "fact.record"
WITHDRAWAL: Final = "fact_withdrawal"
OF_FACTS: Final = "fact_"
COUNTED: Final = ("year", "number", "item")

_PAPER: Final = (
    Entry(name="document_number", word="fact_document_number"),
    Entry(name="dated", word="fact_dated", kind="date"),
)
_YEAR: Final = Entry(name="year", word="year", hint="fact_year_hint")
_ITEM: Final = Entry(name="item", word="fact_item", required=False, hint="fact_item_hint")


def acts_for(subject_kind: str) -> Mapping[str, Act]:
    """The acts by the word in the address: `fact_` and the kind of the fact, or the withdrawal of one."""
    titles = {code: name for code, name in TITLES.items() if ON_RECORD[code] == subject_kind}
    forms = {
        "rating": _fact("fact_rating_code", RATINGS),
        "title": _fact("fact_title_code", titles),
        "commendation": _fact("fact_commendation_code", COMMENDATIONS, _type(), after=(_ITEM,)),
        "initiative": _fact("fact_initiative_code", INITIATIVES, _holds("fact_applied"), after=(_ITEM,)),
        "attestation": _fact("fact_attestation_code", ATTESTED, _holds("fact_attests")),
        "count": _fact("fact_count_code", COUNTS, Entry(name="number", word="fact_number")),
    }
    if subject_kind != "collective":
        del forms["count"]
    withdrawal = Act(
        command="withdraw-fact",
        item="fact_id",
        entries=(Entry(name="reason", word="reason", kind="area"),),
        done="done_fact_withdrawn",
    )
    return {**{f"{OF_FACTS}{kind}": act for kind, act in forms.items()}, WITHDRAWAL: withdrawal}


def offered(acts: Mapping[str, Act], facts: Sequence[Mapping[str, Any]]) -> Mapping[str, Sequence[str]]:
    """What whoever keeps the record may do: every kind of fact, and each fact that still counts taken back."""
    standing = [one["fact_id"] for one in facts if not one["withdrawn"]]
    return {what: standing if what == WITHDRAWAL else [NOW] for what in acts}


def content_of(what: str, act: Act, form: Form) -> dict[str, Any]:
    """What the form of *act* says, as its command takes it; what cannot be read stays as it was typed."""
    given: dict[str, Any] = dict(filled(form, *act.typed))
    given |= {name: whole_in(given[name]) for name in COUNTED if name in given}
    if "holds" in given:
        given["holds"] = SAYING.get(given["holds"], given["holds"])
    return given if what == WITHDRAWAL else {"kind": what.removeprefix(OF_FACTS), **given}


def _fact(word: str, codes: Mapping[str, Text], *entries: Entry, after: Sequence[Entry] = ()) -> Act:
    code = Entry(name="code", word=word, kind="choice", choices=[*codes.items()])
    return Act(
        command="record-fact", entries=(code, *entries, _YEAR, *_PAPER, *after), done="done_fact_recorded"
    )


def _type() -> Entry:
    kinds = [(one, one) for one in get_args(CommendationType)]
    return Entry(name="commendation_type", word="commendation_type", kind="choice", choices=kinds)


def _holds(word: str) -> Entry:
    says = [(code, f"{word}_{code}") for code in SAYING]
    return Entry(name="holds", word=word, kind="choice", choices=says)


KINDS: Final[Sequence[str]] = get_args(FactKind)
