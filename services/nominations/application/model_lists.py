"""The lines of a yearly list, from the histories of its models and dossiers, which never lag."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from services.nominations.application.histories import Histories
from services.nominations.domain.model_states import Detected
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.yearly_list_messages import (
    ListedModel,
    OutsideAward,
    OwnAward,
    PrepareYearlyList,
)
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class ListFilling:
    """Completes the commands of yearly lists; *awarded_on* gives the day on which a dossier ended with an award."""

    known: Histories
    awarded_on: Callable[[str], date | None]

    def prepare(self, command: PrepareYearlyList) -> PrepareYearlyList:
        """Each model's line, and which of those named are not known or not the organisation's."""
        states = {name: self.known.exemplary.model(name) for name in command.models}
        found = {name: state for name, state in states.items() if isinstance(state, Detected)}
        own = command.organisation_id
        recipient = self.known.organisation(command.recipient)
        return replace(
            command,
            recipient_known=isinstance(recipient, Registered),
            unknown_models=tuple(name for name in states if name not in found),
            foreign_models=tuple(
                name for name, state in found.items() if state.subject.organisation_id != own
            ),
            lines=tuple(self._line(state, command.year) for state in found.values()),
        )

    def _line(self, state: Detected, year: int) -> ListedModel:
        subject = state.subject
        return ListedModel(
            model_id=state.model_id,
            subject_kind=subject.subject_kind,
            subject_id=subject.subject_id,
            unit_id=subject.unit_id,
            field=subject.field,
            stage=state.stage,
            recognised=year in state.recognised,
            own_awards=self._own(state, year),
            outside_awards=tuple(
                OutsideAward(award=one.award, issuer=one.issuer, number=one.number, dated=one.dated)
                for one in state.external_awards
                if one.dated.year == year
            ),
        )

    def _own(self, state: Detected, year: int) -> tuple[OwnAward, ...]:
        found: list[OwnAward] = []
        for nomination_id in state.nominations:
            dossier, day = self.known.nomination(nomination_id), self.awarded_on(nomination_id)
            if isinstance(dossier, Dossier) and day is not None and day.year == year:
                form, by = dossier.opening.form, dossier.opening.organisation_id
                found.append(
                    OwnAward(nomination_id=nomination_id, form=form, organisation_id=by, granted_on=day)
                )
        return tuple(found)
