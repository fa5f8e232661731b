"""Nomination dossiers (hồ sơ đề nghị khen thưởng): opened, submitted, returned, received, put to a council, concluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from services.nominations.domain.nomination_messages import (
    AttachDocument,
    ConcludeNomination,
    DocumentAttached,
    NominationCommand,
    NominationConcluded,
    NominationEvent,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    OpenNomination,
    Outcome,
    PutToCouncil,
    ReceivedForAppraisal,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.opening import Opening, opened, opening_of, require_digest, require_known
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.required import required_documents
from shared.acts import Act, ActRefused, BrokenRule
from shared.decider import Decider

Step = Literal["open", "submitted", "returned", "received", "at_council", "concluded"]


@dataclass(frozen=True, slots=True)
class Unopened:
    """There is no dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The dossier at some step; `documents` are (kind, digest)."""

    opening: Opening
    step: Step = "open"
    round: int = 0
    documents: tuple[tuple[str, str], ...] = ()
    rule_set: str | None = None
    council_id: str | None = None
    outcome: Outcome | None = None
    award_id: str | None = None


Nomination = Unopened | Dossier


def evolve(state: Nomination, event: NominationEvent) -> Nomination:
    """The dossier after *event*."""
    match state, event:
        case _, NominationOpened():
            return Dossier(opening=opening_of(event))
        case Dossier(), DocumentAttached():
            return replace(state, documents=(*state.documents, (event.document_kind, event.sha256)))
        case Dossier(), NominationSubmitted():
            return replace(state, step="submitted", round=event.round)
        case Dossier(), NominationReturned():
            return replace(state, step="returned")
        case Dossier(), ReceivedForAppraisal():
            return replace(state, step="received", rule_set=event.rule_set)
        case Dossier(), NominationPutToCouncil():
            return replace(state, step="at_council", council_id=event.council_id)
        case Dossier(), NominationConcluded():
            return replace(state, step="concluded", outcome=event.outcome, award_id=event.award_id)
        case _:  # a refusal changes nothing
            return state


def decide(command: NominationCommand, state: Nomination) -> Sequence[NominationEvent]:
    """What *command* brings about."""
    match command, state:
        case OpenNomination(), _:
            return _open(command, state)
        case _, Unopened():
            raise rejected("nomination-not-found")
        case AttachDocument(), Dossier():
            return _attach(command, state)
        case SubmitNomination(), Dossier():
            return _submit(command, state)
        case ReturnNomination(), Dossier():
            return _return(command, state)
        case ReceiveForAppraisal(), Dossier():
            return _receive(command, state)
        case PutToCouncil(), Dossier():
            return _put_to_council(command, state)
        case ConcludeNomination(), Dossier():
            return _conclude(command, state)
        case unreachable:
            assert_never(unreachable)


def _open(command: OpenNomination, state: Nomination) -> Sequence[NominationEvent]:
    event = opened(command)
    if isinstance(state, Dossier):
        if state.opening == opening_of(event):
            return []  # already so
        raise rejected("nomination-exists")
    require_known(command)
    return [event]


def _attach(command: AttachDocument, state: Dossier) -> Sequence[NominationEvent]:
    require_digest(command.sha256)
    if (command.document_kind, command.sha256) in state.documents:
        return []  # already so
    if state.step == "concluded":
        raise rejected("nomination-not-open")
    broken = []
    if state.step not in ("open", "returned"):
        broken = [out_of_order(command.occurrence, "nomination-not-open")]
    return [
        DocumentAttached(
            act=_act(command, broken),
            nomination_id=command.nomination_id,
            document_kind=command.document_kind,
            sha256=command.sha256,
            title=command.title,
        )
    ]


def _submit(command: SubmitNomination, state: Dossier) -> Sequence[NominationEvent]:
    if state.step == "submitted":
        return []  # already so
    if state.step not in ("open", "returned"):
        raise rejected("nomination-not-open")
    return [
        NominationSubmitted(act=_act(command), nomination_id=command.nomination_id, round=state.round + 1)
    ]


def _return(command: ReturnNomination, state: Dossier) -> Sequence[NominationEvent]:
    if state.step == "returned":
        return []  # already so: the first reason stands
    if state.step in ("at_council", "concluded"):
        raise rejected("nomination-not-submitted")
    broken = []
    if state.step != "submitted":
        broken = [out_of_order(command.occurrence, "nomination-not-submitted")]
    return [
        NominationReturned(
            act=_act(command, broken),
            nomination_id=command.nomination_id,
            round=state.round,
            reason=command.reason,
        )
    ]


def _receive(command: ReceiveForAppraisal, state: Dossier) -> Sequence[NominationEvent]:
    if state.step in ("received", "at_council", "concluded"):
        return []  # already so
    broken = []
    if state.step != "submitted":
        broken = [out_of_order(command.occurrence, "nomination-not-submitted")]
    kinds = {kind for kind, _ in state.documents}
    check = required_documents(command.rules, command.occurrence.occurred_on, state.opening, kinds)
    case = f"nomination-{command.nomination_id}"
    if check.broken:
        broken.append(check.broken)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "ReceiveForAppraisal", broken[0])]
    return [
        ReceivedForAppraisal(
            act=command.occurrence.act(case, [check.rule], broken),
            nomination_id=command.nomination_id,
            rule_set=check.rule.rule,
            round=state.round,
        )
    ]


def _put_to_council(command: PutToCouncil, state: Dossier) -> Sequence[NominationEvent]:
    if state.council_id == command.council_id:
        return []  # already so
    if state.council_id is not None:
        raise rejected("nomination-at-other-council")
    broken = []
    if state.step != "received":
        broken = [out_of_order(command.occurrence, "nomination-not-received")]
    return [
        NominationPutToCouncil(
            act=_act(command, broken),
            nomination_id=command.nomination_id,
            council_id=command.council_id,
            form=state.opening.form,
            achievement_id=state.opening.achievement_id,
            subject_kind=state.opening.subject_kind,
            subject_id=state.opening.subject_id,
            unit_id=state.opening.unit_id,
            organisation_id=state.opening.organisation_id,
        )
    ]


def _conclude(command: ConcludeNomination, state: Dossier) -> Sequence[NominationEvent]:
    if state.step == "concluded":
        if (state.outcome, state.award_id) == (command.outcome, command.award_id):
            return []  # already so
        raise rejected("nomination-already-concluded")
    if state.step != "at_council":
        raise rejected("nomination-not-at-council")
    return [
        NominationConcluded(
            act=_act(command),
            nomination_id=command.nomination_id,
            outcome=command.outcome,
            award_id=command.award_id,
        )
    ]


def _act(command: NominationCommand, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"nomination-{command.nomination_id}", broken=broken)


nomination: Decider[NominationCommand, Nomination, NominationEvent] = Decider(
    initial=Unopened(), evolve=evolve, decide=decide
)
