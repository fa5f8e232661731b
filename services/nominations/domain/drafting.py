"""The dossier at its unit: saved as it is entered and never lost, withdrawn for good, supplemented when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.dossier_messages import AtUnitCommand
from services.nominations.domain.drafting_messages import (
    AskSupplement,
    DraftSaved,
    NominationWithdrawn,
    SaveDraft,
    SupplementAsked,
    WithdrawNomination,
)
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.titles import require_proposable
from shared.acts import ActRefused, BrokenRule

MOST_DRAFTS = 200
"""A dossier's stream stays short; whoever saves more often than this is a program gone wrong."""

AtUnitEvents = Sequence[DraftSaved | NominationWithdrawn | SupplementAsked | ActRefused]


def decide_at_unit(command: AtUnitCommand, state: Dossier) -> AtUnitEvents:
    """What *command* brings about."""
    match command:
        case SaveDraft():
            return _save(command, state)
        case WithdrawNomination():
            return _withdraw(command, state)
        case AskSupplement():
            return _ask(command, state)
        case unreachable:
            assert_never(unreachable)


def _save(command: SaveDraft, state: Dossier) -> AtUnitEvents:
    """Each one is kept: whether its wording is new cannot be seen, for the state holds no sealed text."""
    broken: list[BrokenRule] = []
    if state.step not in ("open", "returned"):
        if state.step in ("concluded", "withdrawn"):
            raise rejected("nomination-over")
        broken = [out_of_order(command, "nomination-not-draft")]
    require_proposable(command)
    if not command.subject_known:
        raise rejected("unknown-subject", subject_id=command.subject_id)
    if command.achievement_of_others:
        raise rejected("achievement-of-another")
    if state.drafts >= MOST_DRAFTS:
        raise rejected("too-many-drafts", most=str(MOST_DRAFTS))
    against = hindrance(command.occurrence, _case(command), "SaveDraft", command.ground)
    return against.refusal or [
        DraftSaved(
            act=command.occurrence.act(_case(command), broken=[*broken, *against.flags]),
            nomination_id=command.nomination_id,
            subject_kind=command.subject_kind,
            subject_id=command.subject_id,
            form=command.form,
            commendation_type=command.commendation_type,
            basis_citation=command.basis_citation,
            achievement=command.achievement,
            year=command.year,
        )
    ]


def _withdraw(command: WithdrawNomination, state: Dossier) -> AtUnitEvents:
    if state.step == "withdrawn":
        return []  # already so: the first reason stands
    if state.step == "concluded":
        raise rejected("nomination-over")
    broken = []
    if state.step == "at_council":
        broken = [out_of_order(command, "nomination-with-council")]
    return [
        NominationWithdrawn(
            act=command.occurrence.act(_case(command), broken=broken),
            nomination_id=command.nomination_id,
            reason=command.reason,
        )
    ]


def _ask(command: AskSupplement, state: Dossier) -> AtUnitEvents:
    if not command.documents:
        raise rejected("supplement-of-nothing")
    if set(command.documents) <= set(state.asked):
        return []  # already so
    broken = []
    if state.step != "received":
        if state.step in ("concluded", "withdrawn"):
            raise rejected("nomination-over")
        broken = [out_of_order(command, "nomination-not-received")]
    return [
        SupplementAsked(
            act=command.occurrence.act(_case(command), broken=broken),
            nomination_id=command.nomination_id,
            documents=command.documents,
            due_on=command.due_on,
            reason=command.reason,
        )
    ]


def _case(command: AtUnitCommand) -> str:
    return f"nomination-{command.nomination_id}"
