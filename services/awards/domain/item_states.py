"""The states of an agenda item: not there, on the agenda, being voted on or counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from services.awards.domain.item_messages import Choice, Form, VoteItemOpened
from services.awards.domain.selection_messages import SubjectKind
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NotOnAgenda:
    """Nothing has reached the council."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnAgenda:
    """The nomination as it came before the council, and the members recused since."""

    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    subject_actor: str | None
    proposers: tuple[str, ...] = ()
    dossier_version: int = 0
    recused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voting:
    """The open vote; `result` is known once it is closed."""

    item: OnAgenda
    session_id: str
    members: tuple[str, ...]
    eligible: tuple[str, ...]
    needed: int
    recused: tuple[str, ...] = ()
    votes: Mapping[str, Choice] = field(default_factory=dict)
    result: Literal["open", "passed", "failed"] = "open"

    def count(self, choice: Choice) -> int:
        """How many voted so of those who may: a vote on paper of somebody recused is on record and counts for nothing."""
        return sum(self.votes.get(member) == choice for member in self.eligible)


Item = NotOnAgenda | OnAgenda | Voting


def on_agenda(event: VoteItemOpened) -> OnAgenda:
    """The state that *event* leads to."""
    return OnAgenda(
        council_id=event.council_id,
        form=event.form,
        achievement_id=event.achievement_id,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        unit_id=event.unit_id,
        organisation_id=event.organisation_id,
        subject_actor=event.subject_actor,
        proposers=event.proposers,
        dossier_version=event.dossier_version,
    )


def before_council(item: Item) -> OnAgenda | None:
    """The item as it came before its council, if it did."""
    match item:
        case OnAgenda():
            return item
        case Voting():
            return item.item
        case _:
            return None
