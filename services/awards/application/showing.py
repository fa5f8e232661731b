"""States as answers: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from services.awards.application.answers import (
    AgendaItem,
    AwardItem,
    CancellationItem,
    CorrectionItem,
    CouncilItem,
    NotChosenItem,
    RecoveredItem,
    SelectionItem,
    SessionItem,
    VoteItem,
)
from services.awards.domain.award_messages import AwardPresented
from services.awards.domain.award_states import Decided
from services.awards.domain.council import Constituted
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.leaving import Left
from services.awards.domain.life_messages import AwardCancelled, AwardCorrected, AwardDeclined
from services.awards.domain.selection import OpenForChoice, Selected
from services.awards.domain.selection_messages import ModelsSelected
from services.awards.domain.session import Convened
from shared.asking import shown


def council_item(council_id: str, found: Constituted) -> CouncilItem:
    """The council."""
    return CouncilItem(council_id=council_id, **_same(found, CouncilItem))


def session_item(session_id: str, found: Convened) -> SessionItem:
    """The session and how far it has come."""
    number, sha256 = found.minutes or (None, None)
    return SessionItem(
        session_id=session_id,
        state="minuted" if found.minutes else "convened" if found.present is None else "attended",
        minutes_number=number,
        minutes_sha256=sha256,
        **_same(found, SessionItem),
    )


def selection_item(plan_id: str, found: OpenForChoice | Selected, events: Sequence[Any]) -> SelectionItem:
    """The selection, with its reasons as *events* (opened) still tell them."""
    opened = found.opened if isinstance(found, Selected) else found
    made = next((event for event in events if isinstance(event, ModelsSelected)), None)
    return SelectionItem(
        plan_id=plan_id,
        state="selected" if made else "open",
        session_id=made.session_id if made else None,
        chosen=made.chosen if made else (),
        not_chosen=tuple(
            NotChosenItem(model_id=one.model_id, reason=shown(one.reason))
            for one in (made.not_chosen if made else ())
        ),
        **_same(opened, SelectionItem),
    )


def agenda_item(nomination_id: str, found: OnAgenda | Voting, left: Left | None) -> AgendaItem:
    """The agenda item with every vote: it is an open vote; *left* is when the nomination last left an agenda."""
    item, voting = (found.item, found) if isinstance(found, Voting) else (found, None)
    states = {"open": "voting", "passed": "passed", "failed": "failed"}
    votes = voting.votes if voting else {}
    gone = left if left and left.after(item.dossier_version) else None
    state = states[voting.result] if voting else "on_agenda"
    return AgendaItem(
        nomination_id=nomination_id,
        state="off_agenda" if gone else state,
        left_on=gone.on if gone else None,
        session_id=voting.session_id if voting else None,
        members=voting.members if voting else (),
        eligible=voting.eligible if voting else (),
        needed=voting.needed if voting else None,
        votes=tuple(VoteItem(member=member, choice=choice) for member, choice in votes.items()),
        in_favour=voting.count("for") if voting else 0,
        against=voting.count("against") if voting else 0,
        abstained=voting.count("abstain") if voting else 0,
        recused=(voting or item).recused,
        **{name: value for name, value in _same(item, AgendaItem).items() if name != "recused"},
    )


def award_item(found: Decided, events: Sequence[Any]) -> AwardItem:
    """The award, with the place and the reasons as *events* (opened) still tell them."""
    presented = next((event for event in events if isinstance(event, AwardPresented)), None)
    reasons = {
        type(event): shown(event.reason)
        for event in events
        if isinstance(event, AwardDeclined | AwardCancelled)
    }
    corrected = {
        (event.document_number, event.document_dated): shown(event.reason)
        for event in events
        if isinstance(event, AwardCorrected)
    }
    corrections = (
        CorrectionItem(
            reason=corrected.get((one.document_number, one.document_dated)), **_same(one, CorrectionItem)
        )
        for one in found.corrections
    )
    same = _same(found, AwardItem)
    return AwardItem(
        **same
        | {
            "state": found.state,
            "place": shown(presented.place) if presented else None,
            "decline_reason": reasons.get(AwardDeclined),
            "cancel_reason": reasons.get(AwardCancelled),
            "corrections": tuple(corrections),
            "cancelled": found.cancelled and CancellationItem(**_same(found.cancelled, CancellationItem)),
            "recovered": tuple(RecoveredItem(**_same(one, RecoveredItem)) for one in found.recovered),
            "to_recover": found.to_recover,
        }
    )


def _same(found: Any, kind: type[Any]) -> dict[str, Any]:
    """The fields that *found* and *kind* call the same."""
    wanted = {each.name for each in fields(kind)}
    return {each.name: getattr(found, each.name) for each in fields(found) if each.name in wanted}
