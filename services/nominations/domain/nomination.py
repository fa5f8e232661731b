"""Nomination dossiers (hồ sơ đề nghị khen thưởng): opened, submitted, returned, received, put to a council, concluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.answering import sent_down
from services.nominations.domain.appraisal import appraise, appraised
from services.nominations.domain.appraisal_messages import (
    AppraisingUnitNamed,
    NameAppraisingUnit,
    OwnCaseFound,
)
from services.nominations.domain.digests import require_digest
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.dossier import decide_beside, evolve_beside
from services.nominations.domain.dossier_messages import DossierCommand, DossierEvent
from services.nominations.domain.eligibility import criteria_to_pin
from services.nominations.domain.eligibility_messages import AssessEligibility, EligibilityAssessed
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
    PutToCouncil,
    ReceivedForAppraisal,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.nomination_states import OVER, Dossier, Nomination, Unopened
from services.nominations.domain.obstacles import obstructed
from services.nominations.domain.opening import opened, opening_of, require_known
from services.nominations.domain.order import out_of_order
from services.nominations.domain.own_case import standing
from services.nominations.domain.refusals import rejected
from services.nominations.domain.required import required_documents
from services.nominations.domain.titles import require_proposable, unregistered
from shared.acts import Act, ActRefused, BrokenRule
from shared.decider import Decider


def evolve(state: Nomination, event: NominationEvent | DossierEvent) -> Nomination:
    """The dossier after *event*."""
    if not isinstance(event, DossierEvent):
        return _evolve(state, event)
    return evolve_beside(state, event) if isinstance(state, Dossier) else state


def _evolve(state: Nomination, event: NominationEvent) -> Nomination:
    match state, event:
        case _, NominationOpened():
            return Dossier(opening=opening_of(event))
        case Dossier(), DocumentAttached():
            asked = tuple(kind for kind in state.asked if kind != event.document_kind)
            documents = (*state.documents, (event.document_kind, event.sha256))
            return replace(state, documents=documents, asked=asked)
        case Dossier(), NominationSubmitted():
            return replace(state, step="submitted", round=event.round)
        case Dossier(), NominationReturned():
            return replace(state, step="returned", asked=())
        case Dossier(), NominationPutToCouncil():
            way = replace(state.way, passed=None)  # what an earlier council said is not this one's word
            return replace(state, step="at_council", council_id=event.council_id, way=way)
        case Dossier(), NominationConcluded():
            return replace(state, step="concluded", outcome=event.outcome, award_id=event.award_id)
        case (
            Dossier(),
            ReceivedForAppraisal() | EligibilityAssessed() | OwnCaseFound() | AppraisingUnitNamed(),
        ):
            return appraised(state, event)
        case _:  # a refusal changes nothing
            return state


def decide(
    command: NominationCommand | DossierCommand, state: Nomination
) -> Sequence[NominationEvent | DossierEvent]:
    """What *command* brings about; what stands in its way is a refusal, or of an act on paper a flag."""
    if not isinstance(command, DossierCommand):
        events = _decide(command, state)
    elif isinstance(state, Dossier):
        events = decide_beside(command, state)
    else:
        raise rejected("nomination-not-found")
    return obstructed(command, state, events) if isinstance(state, Dossier) else events


def _decide(command: NominationCommand, state: Nomination) -> Sequence[NominationEvent | DossierEvent]:
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
        case NameAppraisingUnit() | AssessEligibility(), Dossier():
            return appraise(command, state)
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
    require_proposable(command)
    require_known(command)
    against = hindrance(command.occurrence, event.act.case, "OpenNomination", command.ground)
    return against.refusal or [replace(event, act=_act(command, against.flags))]


def _attach(command: AttachDocument, state: Dossier) -> Sequence[NominationEvent]:
    require_digest(command.sha256)
    if (command.document_kind, command.sha256) in state.documents:
        return []  # already so
    if state.step in OVER:
        raise rejected("nomination-not-open")
    if command.occurrence.basis == "system" and not command.uploaded:
        raise rejected("file-not-stored")  # on paper, and in a case that is played, the digest is as stated
    broken = []
    if state.step not in ("open", "returned") and command.document_kind not in state.asked:
        broken = [out_of_order(command, "nomination-not-open")]
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
    if command.achievement_of_others:
        raise rejected("achievement-of-another")
    return [
        NominationSubmitted(act=_act(command), nomination_id=command.nomination_id, round=state.round + 1)
    ]


def _return(command: ReturnNomination, state: Dossier) -> Sequence[NominationEvent]:
    if state.step == "returned":
        return []  # already so: the first reason stands
    if state.step in ("at_council", "forwarded", *OVER):
        raise rejected("nomination-not-submitted")
    if state.way.levels:
        raise rejected("level-below-first")
    broken = []
    if state.step != "submitted":
        broken = [out_of_order(command, "nomination-not-submitted")]
    found = standing(command, state)
    if found.refusal:
        return found.refusal
    return [
        NominationReturned(
            act=_act(command, [*broken, *found.flags]),
            nomination_id=command.nomination_id,
            round=state.round,
            reason=command.reason,
        ),
        *found.told,
    ]


def _receive(command: ReceiveForAppraisal, state: Dossier) -> Sequence[NominationEvent]:
    if state.step in ("received", "at_council", "forwarded", "concluded"):
        return []  # already so
    if state.step == "withdrawn":
        raise rejected("nomination-over")
    broken = []
    if state.step != "submitted":
        broken = [out_of_order(command, "nomination-not-submitted")]
    found = standing(command, state)
    if found.refusal:
        return found.refusal
    kinds = {kind for kind, _ in state.documents}
    check = required_documents(command.rules, command.occurrence.occurred_on, state.opening, kinds)
    case = f"nomination-{command.nomination_id}"
    if check.broken:
        broken.append(check.broken)
    basis = unregistered(
        command.rules, command.occurrence.occurred_on, state.opening, registered=command.registered
    )
    broken.extend(flag for flag in basis if flag.rule.confirmed)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "ReceiveForAppraisal", broken[0])]
    flags = [*broken, *(flag for flag in basis if not flag.rule.confirmed), *found.flags]
    criteria = [
        rule.use for rule in criteria_to_pin(command.rules, command.occurrence.occurred_on, state.opening)
    ]
    return [
        ReceivedForAppraisal(
            act=command.occurrence.act(case, [check.rule, *criteria], flags),
            nomination_id=command.nomination_id,
            rule_set=check.rule.rule,
            round=state.round,
        ),
        *found.told,
    ]


def _put_to_council(command: PutToCouncil, state: Dossier) -> Sequence[NominationEvent]:
    if state.council_id == command.council_id:
        return []  # already so
    if state.council_id is not None:
        raise rejected("nomination-at-other-council")
    if state.step in OVER:
        raise rejected("nomination-over")
    if command.council_id in state.way.voted:
        raise rejected("council-voted-already")
    broken = []
    if state.step != "received":
        broken = [out_of_order(command, "nomination-not-received")]
    found = standing(command, state)
    if found.refusal:
        return found.refusal
    return [
        NominationPutToCouncil(
            act=_act(command, [*broken, *found.flags]),
            nomination_id=command.nomination_id,
            council_id=command.council_id,
            form=state.opening.form,
            achievement_id=state.opening.achievement_id,
            subject_kind=state.opening.subject_kind,
            subject_id=state.opening.subject_id,
            subject_actor=command.subject_actor,
            proposers=command.proposers,
            unit_id=state.opening.unit_id,
            organisation_id=state.holder,
        ),
        *found.told,
    ]


def _conclude(command: ConcludeNomination, state: Dossier) -> Sequence[NominationEvent | DossierEvent]:
    if state.step == "concluded":
        if (state.outcome, state.award_id) == (command.outcome, command.award_id):
            return []  # already so
        raise rejected("nomination-already-concluded")
    if state.step == "withdrawn":
        raise rejected("awarded-and-withdrawn")
    if command.organisation_id != state.holder or state.step == "forwarded":
        by, holder = command.organisation_id, _whereabouts(state)
        raise rejected("awarded-and-elsewhere", organisation_id=by, holder=holder)
    if state.step != "at_council" and not state.way.back:
        raise rejected("nomination-not-at-council")
    return [
        NominationConcluded(
            act=_act(command),
            nomination_id=command.nomination_id,
            outcome=command.outcome,
            award_id=command.award_id,
        ),
        *sent_down(command.occurrence, command.nomination_id, command.outcome, state),
    ]


def _whereabouts(state: Dossier) -> str:
    """Who has the dossier, or to whom it is on its way."""
    leg = state.way.underway
    return state.holder if leg is None else leg.to_id or str(leg.body)


def _act(command: NominationCommand, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"nomination-{command.nomination_id}", broken=broken)


nomination: Decider[NominationCommand | DossierCommand, Nomination, NominationEvent | DossierEvent] = Decider(
    initial=Unopened(), evolve=evolve, decide=decide
)
