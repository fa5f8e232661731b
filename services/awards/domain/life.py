"""
What becomes of an award after its decision (vòng đời khen thưởng): refused, corrected, cancelled, taken back.

Each is an act of its own with its own document; none takes away what was recorded before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, assert_never

from services.awards.domain.authority import applied, lacking_authority, other_role, signatory_of
from services.awards.domain.award_states import Cancelled, Correction, Decided, Recovered
from services.awards.domain.life_messages import (
    AwardCancelled,
    AwardCorrected,
    AwardDeclined,
    AwardRecovered,
    CancelAward,
    CorrectAward,
    DeclineAward,
    LifeCommand,
    LifeEvent,
    RecoverFromAward,
)
from services.awards.domain.order import out_of_order
from services.awards.domain.refusals import day_text, malformed, rejected
from services.awards.domain.rules import Authority, Cancellation
from shared.acts import ActRefused, BrokenRule
from shared.rules import DatedRule
from shared.steporder import Ordered
from shared.texts import Text

ENDED: Final = ("award-cancelled", "award-declined")
"""The flags of what paper says was done to an award after it was over."""

NOTHING_CORRECTED = Text(
    "nêu số hoặc ngày đúng của quyết định khác với hiện nay, hoặc để trống nếu chỉ đính chính nội dung khác",
    "name the right number or day of the decision, other than it is now, or leave it out where something else is corrected",
)


def live(state: Decided, event: LifeEvent) -> Decided:
    """The award after *event*."""
    match event:
        case AwardDeclined():
            return replace(state, declined_on=event.declined_on)
        case AwardCorrected():
            made = Correction(
                document_number=event.document_number,
                document_dated=event.document_dated,
                number=event.number,
                dated=event.dated,
                number_before=state.number,
                dated_before=state.dated,
            )
            return replace(
                state,
                number=event.number or state.number,
                dated=event.dated or state.dated,
                corrections=(*state.corrections, made),
            )
        case AwardCancelled():
            cancelled = Cancelled(
                number=event.number,
                dated=event.dated,
                cancelled_for=event.cancelled_for,
                recover=event.recover,
            )
            return replace(state, cancelled=cancelled)
        case AwardRecovered():
            back = Recovered(
                what=event.what, recovered_on=event.recovered_on, document_number=event.document_number
            )
            return replace(state, recovered=(*state.recovered, back))
        case unreachable:
            assert_never(unreachable)


def change(command: LifeCommand, state: Decided) -> Sequence[LifeEvent | ActRefused]:
    """What *command* brings about."""
    match command:
        case DeclineAward():
            return _decline(command, state)
        case CorrectAward():
            return _correct(command, state)
        case CancelAward():
            return _cancel(command, state)
        case RecoverFromAward():
            return _recover(command, state)
        case unreachable:
            assert_never(unreachable)


def ended(command: Ordered, state: Decided) -> list[BrokenRule]:
    """The flag for an act on an award that was cancelled or refused; raises Rejected for one that is only now to be done."""
    if state.cancelled is not None:
        facts = {"number": state.cancelled.number, "dated": day_text(state.cancelled.dated)}
        return [out_of_order(command, "award-cancelled", **facts)]
    if state.declined_on is not None:
        return [out_of_order(command, "award-declined", declined=day_text(state.declined_on))]
    return []


def _decline(command: DeclineAward, state: Decided) -> Sequence[LifeEvent]:
    if state.declined_on is not None:
        if state.declined_on == command.declined_on:
            return []  # already so
        raise rejected("already-declined")
    broken = ended(command, state)
    if state.presented_on is not None:
        broken.append(
            out_of_order(command, "declined-after-presentation", presented=day_text(state.presented_on))
        )
    if command.declined_on < state.dated:
        broken.append(out_of_order(command, "before-decision", dated=day_text(state.dated)))
    return [
        AwardDeclined(
            act=command.occurrence.act(state.case, broken=broken),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            subject_kind=state.subject_kind,
            subject_id=state.subject_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            achievement_id=state.achievement_id,
            declined_on=command.declined_on,
            reason=command.reason,
        )
    ]


def _correct(command: CorrectAward, state: Decided) -> Sequence[LifeEvent | ActRefused]:
    for one in state.corrections:
        if (one.document_number, one.document_dated) == (command.document_number, command.document_dated):
            if (one.number, one.dated) == (command.number, command.dated):
                return []  # already so
            raise rejected("correction-exists")
    for name in ("number", "dated"):
        if getattr(command, name) == getattr(state, name):
            raise malformed(name, NOTHING_CORRECTED)
    broken = ended(command, state)
    if command.document_dated < state.dated:
        broken.append(out_of_order(command, "before-decision", dated=day_text(state.dated)))
    rule = applied(command, state.form)
    signing = _signing(command, state, rule)
    if signing and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, state.case, "CorrectAward", signing[0])]
    return [
        AwardCorrected(
            act=command.occurrence.act(state.case, [rule.use] if rule else [], [*signing, *broken]),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            document_number=command.document_number,
            document_dated=command.document_dated,
            signatory_role=command.signatory_role,
            signatory=signatory_of(command),
            number=command.number,
            dated=command.dated,
            reason=command.reason,
        )
    ]


def _cancel(command: CancelAward, state: Decided) -> Sequence[LifeEvent | ActRefused]:
    if state.cancelled is not None:
        asked = (command.number, command.dated, command.cancelled_for)
        if asked == (state.cancelled.number, state.cancelled.dated, state.cancelled.cancelled_for):
            return []  # already so
        facts = {"number": state.cancelled.number, "dated": day_text(state.cancelled.dated)}
        raise rejected("award-cancelled", **facts)
    broken = []
    if command.dated < state.dated:
        broken.append(out_of_order(command, "before-decision", dated=day_text(state.dated)))
    ground = command.rules.in_force(
        Cancellation, command.occurrence.occurred_on, cancelled_for=command.cancelled_for
    )
    rule = applied(command, state.form)
    signing = _signing(command, state, rule)
    if signing and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, state.case, "CancelAward", signing[0])]
    return [
        AwardCancelled(
            act=command.occurrence.act(
                state.case, [ground.use, *([rule.use] if rule else [])], [*signing, *broken]
            ),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            form=state.form,
            subject_kind=state.subject_kind,
            subject_id=state.subject_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            achievement_id=state.achievement_id,
            number=command.number,
            dated=command.dated,
            signatory_role=command.signatory_role,
            signatory=signatory_of(command),
            cancelled_for=command.cancelled_for,
            recover=ground.values.recover if state.presented_on is not None else (),
            reason=command.reason,
        )
    ]


def _recover(command: RecoverFromAward, state: Decided) -> Sequence[LifeEvent]:
    for one in state.recovered:
        if one.what == command.what:
            if (one.recovered_on, one.document_number) == (command.recovered_on, command.document_number):
                return []  # already so
            raise rejected("already-recovered")
    if state.cancelled is None or command.what not in state.cancelled.recover:
        raise rejected("nothing-to-recover")
    broken = []
    if command.recovered_on < state.cancelled.dated:
        broken.append(out_of_order(command, "before-decision", dated=day_text(state.cancelled.dated)))
    return [
        AwardRecovered(
            act=command.occurrence.act(state.case, broken=broken),
            award_id=state.award_id,
            nomination_id=state.nomination_id,
            unit_id=state.unit_id,
            organisation_id=state.organisation_id,
            what=command.what,
            recovered_on=command.recovered_on,
            document_number=command.document_number,
        )
    ]


def _signing(
    command: CorrectAward | CancelAward, state: Decided, rule: DatedRule[Authority] | None
) -> list[BrokenRule]:
    """The flags against who signs: whoever may decide a form may correct and cancel what was decided."""
    flags = (other_role(command, rule), lacking_authority(command, state.form, rule))
    return [flag for flag in flags if flag]
