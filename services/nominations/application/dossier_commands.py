"""Acts on dossiers and achievements: where each goes, what it must be told of other streams, whose case it touches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.nominations.application.claiming import achievement_stream
from services.nominations.application.histories import Histories
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.achievement_messages import DescribeAchievement, ReassignAchievement
from services.nominations.domain.consulting import consultation_of
from services.nominations.domain.consulting_messages import (
    AskOpinion,
    ClosePublication,
    GiveOpinion,
    PublishNomination,
)
from services.nominations.domain.dossier_messages import DossierCommand
from services.nominations.domain.drafting_messages import AskSupplement, SaveDraft, WithdrawNomination
from services.nominations.domain.forwarding_messages import (
    DeclineNomination,
    ForwardUpward,
    NoteCouncilResult,
    ReceiveForwarded,
    RecordExternalAnswer,
    ReturnDown,
)
from services.nominations.domain.holding_messages import (
    ConcludeObjection,
    HoldNomination,
    OpenVerification,
    ReceiveObjection,
    ReleaseNomination,
)
from services.nominations.domain.nomination_messages import Form, OpenNomination, SubmitNomination
from services.nominations.domain.nomination_states import Dossier, Nomination
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.registration_messages import SubjectKind
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook
from shared.values import dataclass

RULED = (HoldNomination, OpenVerification, ClosePublication, ReceiveForwarded)
"""Commands that need the rules and nothing else."""


def claim_against(known: Histories, nomination_id: str) -> tuple[str | None, Form | None]:
    """The dossier that holds the achievement of *nomination_id* in its place, with its form; (None, None) if none does."""
    dossier = known.nomination(nomination_id)
    if not isinstance(dossier, Dossier):
        return None, None
    claim = known.achievement(dossier.opening.achievement_id).claim_beside(nomination_id)
    return (None, None) if claim is None else claim


def of_others(known: Histories, command: OpenNomination | SaveDraft | SubmitNomination) -> bool:
    """Whether the achievement that *command* is about is described as that of somebody else."""
    dossier = known.nomination(command.nomination_id)
    opening = dossier.opening if isinstance(dossier, Dossier) else None
    about = command if isinstance(command, OpenNomination) else opening
    subject = opening if isinstance(command, SubmitNomination) else command
    if about is None or about.achievement_id is None or subject is None:
        return False
    return not known.achievement(about.achievement_id).of(subject.subject_kind, subject.subject_id)


@dataclass(frozen=True, slots=True)
class Filling:
    """Completes commands with what other streams and the rules say; *above* gives the organisations above one."""

    known: Histories
    rules: RuleBook
    above: Callable[[str], tuple[str, ...]]
    bodies: Bodies

    def ruled(self, command: Any) -> Any:
        """The rules."""
        return replace(command, rules=self.rules)

    def draft(self, command: SaveDraft) -> SaveDraft:
        """Whether the subject is registered and stands, and the achievement not that of others."""
        collective = command.subject_id if command.subject_kind == "collective" else None
        return replace(
            command,
            subject_known=self._subject(command.subject_kind, command.subject_id),
            achievement_of_others=of_others(self.known, command),
            ground=self.bodies(collective).ground,
        )

    def ask(self, command: AskOpinion) -> AskOpinion:
        """Whether the body is registered, and the rules."""
        asked = command.organisation_id
        return replace(
            command, organisation_known=asked is not None and self._registered(asked), rules=self.rules
        )

    def forward(self, command: ForwardUpward) -> ForwardUpward:
        """Who is above the level, whether the target is registered, who claims the achievement, and the rules."""
        return replace(
            command,
            parent_id=next(iter(self.above(command.from_id)), None),
            to_known=command.to_id is not None and self._registered(command.to_id),
            claimed_by=claim_against(self.known, command.nomination_id)[0],
            rules=self.rules,
        )

    def describe(self, command: DescribeAchievement) -> DescribeAchievement:
        """Which subjects nobody registered, and whether the unit is."""
        unknown = tuple(
            one.subject_id for one in command.subjects if not self._subject(one.kind, one.subject_id)
        )
        return replace(command, unknown_subjects=unknown, unit_known=self._registered(command.unit_id))

    def reassign(self, command: ReassignAchievement) -> ReassignAchievement:
        """The form of the other dossier, and the achievement it names."""
        dossier = self.known.nomination(command.nomination_id)
        if not isinstance(dossier, Dossier):
            return command
        return replace(command, form=dossier.opening.form, names=dossier.opening.achievement_id)

    def _registered(self, organisation_id: str) -> bool:
        return isinstance(self.known.organisation(organisation_id), Registered)

    def _subject(self, kind: SubjectKind, subject_id: str) -> bool:
        if kind == "collective":
            return self._registered(subject_id)
        found = self.known.person(subject_id)
        return isinstance(found, Serving) and not found.erased


def routes(
    known: Histories, rules: RuleBook, above: Callable[[str], tuple[str, ...]], bodies: Bodies
) -> Mapping[type[Any], Route[Any]]:
    """Each command class with its stream and handler."""
    fill = Filling(known, rules, above, bodies)
    filled: Mapping[type[Any], Callable[[Any], Any]] = {
        SaveDraft: fill.draft,
        AskOpinion: fill.ask,
        ForwardUpward: fill.forward,
        **dict.fromkeys(RULED, fill.ruled),
    }
    plain = (
        WithdrawNomination,
        AskSupplement,
        ReleaseNomination,
        ReceiveObjection,
        ConcludeObjection,
        GiveOpinion,
        PublishNomination,
        ReturnDown,
        RecordExternalAnswer,
        NoteCouncilResult,
        DeclineNomination,
    )
    return {
        **{kind: Route(known.nominations, _nomination, filled.get(kind)) for kind in (*filled, *plain)},
        DescribeAchievement: Route(known.achievements, _achievement, fill.describe),
        ReassignAchievement: Route(known.achievements, _achievement, fill.reassign),
    }


def owners_of_dossier(command: DossierCommand, state: Nomination) -> Sequence[str]:
    """Whose case *command* touches; none where the request names the organisation, or there is no dossier."""
    if not isinstance(state, Dossier):
        return ()
    match command:
        case SaveDraft() | WithdrawNomination():
            return (state.opening.unit_id,)
        case ForwardUpward() | ReceiveForwarded() | ReturnDown():
            return ()
        case GiveOpinion(consultation_id=name):
            asked = consultation_of(state, name)
            return (
                state.holder if asked is None or asked.organisation_id is None else asked.organisation_id,
            )
        case AskSupplement():
            return (state.appraiser or state.holder,)
        case _:
            return (state.holder,)


def owners_of_achievement(command: ReassignAchievement, known: Histories) -> Sequence[str]:
    """Who holds the dossiers that propose the achievement now, and the one that is to."""
    claims = [name for name, _ in known.achievement(command.achievement_id).claims]
    dossiers = map(known.nomination, dict.fromkeys([*claims, command.nomination_id]))
    return tuple(dict.fromkeys(one.holder for one in dossiers if isinstance(one, Dossier)))


def _nomination(command: Any) -> str:
    return stream("nomination", command.nomination_id)


def _achievement(command: Any) -> str:
    return achievement_stream(command.achievement_id)
