"""A model's history as an answer: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from services.nominations.application import model_path as answers
from services.nominations.domain.care_messages import (
    ModelNurtured,
    ModelReplicated,
    ModelSummedUp,
    RoadmapSet,
)
from services.nominations.domain.detection_messages import ModelDetected
from services.nominations.domain.model_stages import held, lacking, named, stage_rule
from services.nominations.domain.model_states import Detected, next_stage
from services.nominations.domain.recognition_messages import (
    Line,
    ModelRecognised,
    RecognitionDecided,
    RecognitionJudged,
)
from services.nominations.domain.roadmap import first_done, standings
from shared.asking import shown
from shared.rules import RuleBook

E = TypeVar("E")


def model_item(
    state: Detected, events: Sequence[Any], rules: RuleBook, today: date, on: date
) -> answers.ModelItem:
    """
    The model with its sealed text as *events* (opened) still tell it, and what is missing for the next stage as of *today*.

    The steps of its road-map stand as they do on the day *on*. Raises RuleMissing or RuleAmbiguous.
    """
    (detected,) = _all(events, ModelDetected)
    spread = _all(events, ModelReplicated)
    subject, following = state.subject, next_stage(state)
    missing = lacking(stage_rule(rules, following, today), held(state)) if following else ()
    return answers.ModelItem(
        model_id=state.model_id,
        stage=state.stage,
        stage_name=stage_rule(rules, state.stage, today).values.name.vi,
        next_stage=following,
        missing=missing,
        missing_names=named(missing)["missing"] or None,
        subject_kind=subject.subject_kind,
        subject_id=subject.subject_id,
        unit_id=subject.unit_id,
        organisation_id=subject.organisation_id,
        field=subject.field,
        movement_id=subject.movement_id,
        plan_id=subject.registered_as.plan_id if subject.registered_as else None,
        entry=subject.registered_as.entry if subject.registered_as else None,
        detected_on=state.detected_on,
        source=detected.source,
        detected_by=shown(detected.detected_by),
        account=shown(detected.account),
        head=state.head,
        roadmap=_roadmap(state, events, on),
        nurtured=tuple(_activity(event) for event in _all(events, ModelNurtured)),
        summed_up=tuple(_summing_up(event) for event in _all(events, ModelSummedUp)),
        replicated_on=state.replicated_on,
        confirmations=tuple(
            answers.ConfirmationItem(
                criterion=one.criterion,
                confirmed_by=one.confirmed_by,
                sha256=one.sha256,
                note=shown(one.note),
            )
            for event in spread
            for one in event.confirmations
        ),
        recognitions=tuple(_recognition(year, events) for year in sorted(state.judgements)),
        publications=tuple(
            answers.PublicationItem(
                publication_id=one.publication_id,
                channel=one.channel,
                place=one.place,
                from_on=one.from_on,
                until=one.until,
                withdrawn_on=one.withdrawn_on,
            )
            for one in state.publications
        ),
        outside_awards=tuple(
            answers.OutsideAwardItem(
                award=one.award, issuer=one.issuer, number=one.number, dated=one.dated, field=one.field
            )
            for one in state.external_awards
        ),
        nominations=state.nominations,
    )


def _roadmap(state: Detected, events: Sequence[Any], on: date) -> tuple[answers.StepItem, ...]:
    done = first_done((one.step, one.held_on) for one in state.nurtured if one.held_on <= on)
    stand = standings(state.roadmap, done, on)
    return tuple(
        answers.StepItem(
            step=one.step,
            due_on=one.due_on,
            content=shown(one.content),
            done_on=done.get(one.step),
            standing=stand[one.step],
        )
        for event in _all(events, RoadmapSet)[-1:]
        for one in event.steps
    )


def _activity(event: ModelNurtured) -> answers.ActivityItem:
    return answers.ActivityItem(
        held_on=event.act.occurred_on,
        activity=shown(event.activity),
        step=event.step,
        evidence=tuple(one.sha256 for one in event.evidence),
    )


def _summing_up(event: ModelSummedUp) -> answers.SummingUpItem:
    return answers.SummingUpItem(
        movement_id=event.movement_id,
        kind=event.kind,
        reviewed_on=event.reviewed_on,
        period_from=event.period_from,
        period_to=event.period_to,
        result=shown(event.result),
        lessons=shown(event.lessons),
    )


def _recognition(year: int, events: Sequence[Any]) -> answers.RecognitionItem:
    """The last judgement of *year*, and what was decided after it."""
    of_year = [one for one in events if getattr(one, "year", None) == year]
    place = max(number for number, one in enumerate(of_year) if isinstance(one, RecognitionJudged))
    judged, later = of_year[place], of_year[place:]
    decided = _all(later, RecognitionDecided)[-1:]
    settled = {one.criterion: one.verdict for event in decided for one in event.settled}
    decision = decided[0].decision if decided else None
    return answers.RecognitionItem(
        year=year,
        category=judged.category,
        outcome=judged.outcome,
        decision="recognised" if _all(of_year, ModelRecognised) else decision,
        reason=shown(decided[0].reason) if decided else None,
        lines=tuple(_line(line, settled.get(line.criterion)) for line in judged.lines),
    )


def _line(line: Line, settled: str | None) -> answers.LineItem:
    return answers.LineItem(
        criterion=line.criterion,
        part=line.part,
        verdict=line.verdict,
        citation=line.citation,
        confirmed=line.confirmed,
        counts=line.counts,
        because=shown(line.because),
        facts=tuple(
            answers.FactItem(name=one.name, origin=one.origin, value=shown(one.value)) for one in line.facts
        ),
        settled=settled,
    )


def _all(events: Sequence[Any], kind: type[E]) -> list[E]:
    return [event for event in events if isinstance(event, kind)]
