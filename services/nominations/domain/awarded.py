"""What an award given here adds to the record of whoever has it (ghi vào quá trình khen thưởng): a fact like any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from services.nominations.domain.nomination_messages import Form
from services.nominations.domain.opening import Opening
from services.nominations.domain.organisation_messages import Level
from services.nominations.domain.record import Entry
from services.nominations.domain.record_messages import FactKind, RecordFact
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.titles import ALL, FLAGS
from shared.acts import Occurrence
from shared.values import dataclass

COMMENDATION_OF: Final[dict[Form, str]] = {
    "giay_khen": "giay_khen",
    "co_thi_dua_tinh": "co_thi_dua",
    "co_thi_dua_chinh_phu": "co_thi_dua",
}
"""By what is decided, the code under which it stands on record; a bằng khen's depends on who gave it, every other form is a title and keeps its own."""

BANG_KHEN_OF: Final[dict[Level, str]] = {
    "province": "bang_khen_tinh",
    "ministry": "bang_khen_bo",
    "state": "bang_khen_thu_tuong",
}
"""By the level of who decided: criteria tell them apart. Another level's, which only paper can show, is left to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awarded:
    """The award, whose it is, and the decision it was granted by; *level* is that of who decided, None when unknown."""

    award_id: str
    subject_kind: SubjectKind
    subject_id: str
    form: Form
    level: Level | None
    number: str
    dated: date


def fact_id_of(award_id: str) -> str:
    """The id of the fact that an award is on its holder's record."""
    return f"award-{award_id}"


def code_of(award: Awarded) -> str | None:
    """The code *award* stands under; None where nothing says which."""
    if award.form == "bang_khen":
        return None if award.level is None else BANG_KHEN_OF.get(award.level)
    return award.form if award.form in ALL - FLAGS else COMMENDATION_OF[award.form]


def fact_of(
    award: Awarded, opening: Opening, entries: Sequence[Entry], occurrence: Occurrence
) -> RecordFact | None:
    """
    The fact that *award* is for its holder, whose record holds *entries*; None when it is there, or has no code.

    A title is of the year that *opening* names, a commendation of its decision's. Several commendations of one decision are told
    apart by their number (`item`).
    """
    fact_id, code = fact_id_of(award.award_id), code_of(award)
    if code is None or any(one.fact_id == fact_id for one in entries):
        return None
    title = award.form in ALL - FLAGS
    kind: FactKind = "title" if title else "commendation"
    same = [
        one
        for one in entries
        if one.automatic and (one.code, one.document_number, one.dated) == (code, award.number, award.dated)
    ]
    return RecordFact(
        fact_id=fact_id,
        subject_kind=award.subject_kind,
        subject_id=award.subject_id,
        kind=kind,
        code=code,
        year=opening.year or award.dated.year,
        commendation_type=None if title else opening.commendation_type,
        document_number=award.number,
        dated=award.dated,
        item=len(same) + 1,
        occurrence=occurrence,
    )
