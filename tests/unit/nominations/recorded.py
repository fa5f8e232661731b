"""Facts of a subject's record, as events and commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.domain.record_messages import FactRecorded, RecordFact
from tests.unit.nominations.builders import done

DATED = date(2023, 12, 20)


def record_fact(fact_id="f1", kind="title", code="cstd_co_so", year=2023, **changes) -> RecordFact:
    command = RecordFact(
        fact_id=fact_id,
        subject_kind="individual",
        subject_id="s1",
        kind=kind,
        code=code,
        year=year,
        document_number="Quyết định 15/QĐ",
        dated=DATED,
        occurrence=done(date(2025, 12, 31)),
        subject_known=True,
    )
    return replace(command, **changes)


def fact_recorded(fact_id="f1", kind="title", code="cstd_co_so", year=2023, **changes) -> FactRecorded:
    event = FactRecorded(
        act=done(date(2025, 12, 31)).act("record-individual-s1"),
        subject_kind="individual",
        subject_id="s1",
        fact_id=fact_id,
        kind=kind,
        code=code,
        year=year,
        number=1,
        holds=True,
        document_number="Quyết định 15/QĐ",
        dated=DATED,
        item=1,
    )
    return replace(event, **changes)
