"""Judgements and records as answers: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.application.eligibility_answers import (
    CollectiveProgressItem,
    CriterionItem,
    EligibilityItem,
    FactItem,
    JudgementItem,
    ProgressItem,
    RecordedFactItem,
    RecordItem,
    TransitionItem,
)
from services.nominations.application.judging import Eligibility, Judgement
from services.nominations.domain.criteria import Judged
from services.nominations.domain.eligibility import value_text
from services.nominations.domain.fact_names import RATINGS, name_of
from services.nominations.domain.record import Entry, Record


def eligibility_item(
    nomination_id: str, on: date, found: Eligibility, assessed: str | None
) -> EligibilityItem:
    """The answer for one dossier."""
    transition = found.transition
    return EligibilityItem(
        nomination_id=nomination_id,
        on=on,
        year=found.year,
        pinned=found.pinned,
        own=judgement_item(found.own),
        beside=tuple(judgement_item(each) for each in found.beside),
        transition=None
        if transition is None
        else TransitionItem(
            verdict=transition.values.more_favourable,
            text=transition.values.text,
            rule_set=transition.name,
            citation=transition.citation,
            confirmed=transition.confirmed,
        ),
        assessed=assessed,
    )


def judgement_item(judgement: Judgement) -> JudgementItem:
    """One set of criteria with each line."""
    rule = judgement.rule
    return JudgementItem(
        rule_set=rule.name,
        title=rule.values.title,
        citation=rule.citation,
        confirmed=rule.confirmed,
        verdict=judgement.verdict,
        criteria=tuple(criterion_item(each) for each in judgement.judged),
    )


def criterion_item(judged: Judged) -> CriterionItem:
    """One line."""
    criterion = judged.criterion
    return CriterionItem(
        criterion=criterion.id,
        text=criterion.text,
        verdict=judged.verdict,
        because=judged.because,
        facts=tuple(
            FactItem(
                name=fact.name, called=name_of(fact.name), value=value_text(fact.value), origin=fact.origin
            )
            for fact in judged.facts
        ),
        citation=judged.citation,
        confirmed=judged.confirmed,
        counts=criterion.counts,
        alternative=criterion.alternative,
        reading=criterion.reading,
    )


def progress_item(person_id: str, on: date, year: int, ladder: Sequence[Judgement]) -> ProgressItem:
    """The whole ladder, and what is still missing for the first title that is not met."""
    following, missing = _lacking(ladder)
    return ProgressItem(
        person_id=person_id,
        on=on,
        year=year,
        next=following,
        missing=missing,
        titles=tuple(judgement_item(each) for each in ladder),
    )


def collective_progress_item(
    organisation_id: str, on: date, year: int, ladder: Sequence[Judgement]
) -> CollectiveProgressItem:
    """The same of a collective."""
    following, missing = _lacking(ladder)
    return CollectiveProgressItem(
        organisation_id=organisation_id,
        on=on,
        year=year,
        next=following,
        missing=missing,
        titles=tuple(judgement_item(each) for each in ladder),
    )


def _lacking(ladder: Sequence[Judgement]) -> tuple[str | None, tuple[CriterionItem, ...]]:
    """The first title that is not met, and its criteria that are not."""
    following = next((each for each in ladder if each.verdict != "met"), None)
    if following is None:
        return None, ()
    missing = [each for each in following.judged if each.verdict != "met"]
    return following.rule.applies["award"], tuple(criterion_item(each) for each in missing)


def record_item(subject_kind: str, subject_id: str, stream: str, record: Record) -> RecordItem:
    """A record in the order in which it was written, withdrawn facts in their places."""
    gone = {entry.fact_id for entry in record.withdrawn}
    entries = sorted((*record.entries, *record.withdrawn), key=lambda entry: entry.place)
    return RecordItem(
        subject_kind=subject_kind,
        subject_id=subject_id,
        facts=tuple(_fact_item(entry, stream, withdrawn=entry.fact_id in gone) for entry in entries),
    )


def _fact_item(entry: Entry, stream: str, *, withdrawn: bool) -> RecordedFactItem:
    return RecordedFactItem(
        fact_id=entry.fact_id,
        kind=entry.kind,
        code=entry.code,
        called=RATINGS[entry.code] if entry.kind == "rating" else name_of(entry.code),
        year=entry.year,
        number=entry.number,
        holds=entry.holds,
        commendation_type=entry.commendation_type,
        document_number=entry.document_number,
        dated=entry.dated,
        item=entry.item,
        withdrawn=withdrawn,
        origin=f"{stream}@{entry.place}",
    )
