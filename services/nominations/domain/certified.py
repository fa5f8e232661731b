"""What a recognised initiative adds to the records of its authors (ghi vào quá trình): that it counts, and how far it reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from services.nominations.domain.initiative_states import Certificate, Proposed
from services.nominations.domain.record import Entry
from services.nominations.domain.record_messages import RecordFact
from services.nominations.domain.rules import InitiativeLevels
from shared.acts import Occurrence
from shared.rules import RuleBook
from shared.values import dataclass

LEVEL_OF: Final = {"sang_kien_co_so": "unit", "sang_kien_tinh": "province"}
"""By the code on record, the level at which an initiative must count; which recognition counts there, a rule says."""

REACH: Final = {"province": "reach_province", "ministry": "reach_province", "state": "reach_nation"}
"""What a certificate of each level attests; a department's attests nothing that a title asks for."""


def surely(rules: RuleBook) -> Callable[[Entry], bool]:
    """Whether an entry rests on nothing of this that waits to be confirmed: on the day of its document."""

    def sure(entry: Entry) -> bool:
        levels = rules.every(InitiativeLevels, entry.dated) if entry.counted else ()
        return not entry.counted or (bool(levels) and all(rule.confirmed for rule in levels))

    return sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """A fact for each author, from the document that *certificate* names."""

    fact_id: str
    kind: Literal["initiative", "attestation"]
    code: str
    year: int
    certificate: Certificate


def earned(initiative_id: str, initiative: Proposed, levels: InitiativeLevels) -> Iterator[Earned]:
    """
    What *initiative* counts as by now: for each code the first recognition that makes it count, and each reach certified.

    Only what was applied when it was recognised counts: Luật Thi đua, khen thưởng 06/2022/QH15, Điều 3 khoản 4. What was recognised on
    paper before it was applied, or certified before it was recognised, is left to a person.
    """
    for code, level in LEVEL_OF.items():
        for one in initiative.recognised:
            if one.level in levels.counts.get(level, ()) and initiative.applied_on(one.dated):
                yield Earned(
                    fact_id=f"initiative-{initiative_id}-{level}",
                    kind="initiative",
                    code=code,
                    year=min(initiative.year, one.dated.year),
                    certificate=one,
                )
                break
    for one in initiative.reach:
        counted = initiative.applied_on(one.dated) and any(
            each.dated <= one.dated for each in initiative.recognised
        )
        if one.level in REACH and counted:
            yield Earned(
                fact_id=f"reach-{initiative_id}-{one.level}",
                kind="attestation",
                code=REACH[one.level],
                year=one.dated.year,
                certificate=one,
            )


def fact_for(
    author: str, fact: Earned, entries: Sequence[Entry], occurrence: Occurrence
) -> RecordFact | None:
    """
    The fact for the record of *author* that holds *entries*; None when it is there, or when somebody entered the document by hand.

    One decision recognises many initiatives: those of one author are told apart by their number (`item`).
    """
    number, dated = fact.certificate.number, fact.certificate.dated
    same = [
        one for one in entries if (one.code, one.document_number, one.dated) == (fact.code, number, dated)
    ]
    if any(one.fact_id == fact.fact_id for one in entries):
        return None
    if any(not one.automatic for one in same):
        return None
    return RecordFact(
        fact_id=fact.fact_id,
        subject_kind="individual",
        subject_id=author,
        kind=fact.kind,
        code=fact.code,
        year=fact.year,
        document_number=number,
        dated=dated,
        item=len(same) + 1,
        occurrence=occurrence,
    )
