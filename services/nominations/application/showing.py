"""States as answers: pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.nominations.application.answers import (
    ConsolidationItem,
    DocumentItem,
    ListItem,
    NominationItem,
    PlanItem,
    RecipientItem,
)
from services.nominations.application.dossier_showing import attention
from services.nominations.domain.consolidation import Consolidated
from services.nominations.domain.drafting_messages import DraftSaved
from services.nominations.domain.nomination_messages import (
    DocumentAttached,
    NominationOpened,
    NominationReturned,
)
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.plan_messages import Recipient
from services.nominations.domain.registration import Registration, Submitted
from shared.asking import shown


def plan_item(plan_id: str, plan: Drafted | Issued) -> PlanItem:
    """The plan with each recipient's delivery status."""
    draft, issued = (plan.draft, plan) if isinstance(plan, Issued) else (plan, None)
    return PlanItem(
        plan_id=plan_id,
        state="issued" if issued else "drafted",
        title=draft.title,
        organisation_id=draft.organisation_id,
        period_from=draft.period_from,
        period_to=draft.period_to,
        parent=draft.parent,
        parent_plan_id=draft.parent_plan_id,
        criteria=draft.criteria,
        process=draft.process,
        obligations=draft.obligations,
        participants=draft.participants,
        recipients=tuple(_recipient_item(recipient, issued) for recipient in draft.recipients),
        number=issued.number if issued else None,
        dated=issued.dated if issued else None,
        signatory_role=issued.signatory_role if issued else None,
        attachments=issued.attachments if issued else (),
    )


def _recipient_item(recipient: Recipient, plan: Issued | None) -> RecipientItem:
    sending = plan.sending_to(recipient.recipient_id) if plan else None
    delivered_on = sending.delivered_on if sending else None
    return RecipientItem(
        recipient_id=recipient.recipient_id,
        name=recipient.name,
        state="delivered" if delivered_on else "sent" if sending else "not_sent",
        sent_on=sending.sent_on if sending else None,
        delivered_on=delivered_on,
    )


def list_item(unit_id: str, registration: str, state: Registration) -> ListItem:
    """A unit's list, as read at *registration*."""
    models = state.models if isinstance(state, Submitted) else ()
    return ListItem(
        unit_id=unit_id,
        state="submitted" if isinstance(state, Submitted) else "none",
        registration=registration,
        models=models,
    )


def consolidation_item(plan_id: str, found: Consolidated) -> ConsolidationItem:
    """The consolidated list and how far it has come."""
    return ConsolidationItem(
        plan_id=plan_id,
        state="sent" if found.sent_to else "selected" if found.selection else "consolidated",
        candidates=found.candidates,
        missing_units=found.missing_units,
        minimum=found.minimum,
        maximum=found.maximum,
        send_before=found.send_before,
        reading=found.reading,
        citation=found.citation,
        chosen=found.chosen,
        selection=found.selection,
        sent_to=found.sent_to,
        sent_on=found.sent_on,
    )


def nomination_item(
    nomination_id: str,
    dossier: Dossier,
    events: Sequence[Any],
    missing: tuple[str, ...] | None,
    called: str | None,
) -> NominationItem:
    """The dossier of somebody *called* so, with its sealed text as *events* (opened) still tell it, and what is *missing*."""
    opening = dossier.opening
    return NominationItem(
        attention=tuple(attention(dossier, events)),
        nomination_id=nomination_id,
        state=dossier.step,
        holder_id=dossier.holder,
        round=dossier.round,
        subject_kind=opening.subject_kind,
        subject_id=opening.subject_id,
        subject_name=called,
        unit_id=opening.unit_id,
        organisation_id=opening.organisation_id,
        form=opening.form,
        commendation_type=opening.commendation_type,
        achievement_id=opening.achievement_id,
        achievement=_last(
            shown(event.achievement) for event in events if isinstance(event, NominationOpened | DraftSaved)
        ),
        basis_citation=opening.basis_citation,
        year=opening.year,
        documents=tuple(
            DocumentItem(document_kind=event.document_kind, sha256=event.sha256, title=shown(event.title))
            for event in events
            if isinstance(event, DocumentAttached)
        ),
        missing=missing,
        return_reason=_last(shown(event.reason) for event in events if isinstance(event, NominationReturned)),
        rule_set=dossier.rule_set,
        appraising_unit_id=dossier.appraiser,
        council_id=dossier.council_id,
        outcome=dossier.outcome,
        award_id=dossier.award_id,
    )


def _last(texts: Any) -> str | None:
    return next(iter(reversed(list(texts))), None)
