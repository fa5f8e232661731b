"""A dossier that the appraising unit itself proposed (hồ sơ của chính đơn vị thẩm định): another unit appraises it."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.domain.appraisal_messages import (
    AppraisingUnitNamed,
    NameAppraisingUnit,
    OwnCaseFound,
)
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.nomination_messages import (
    NominationEvent,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
)
from services.nominations.domain.nomination_states import OVER, Dossier
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.rules import Belonging
from shared.acts import ActRefused, BrokenRule
from shared.rules import DatedRule, RuleBook
from shared.separation import Clashes, Part, Separation, clashes
from shared.values import dataclass

Appraising = ReturnNomination | ReceiveForAppraisal | AssessEligibility | PutToCouncil
"""What whoever appraises does with a dossier."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands against it: `refusal` when it cannot be done, else `flags` to do it with and what is `told` beside it."""

    refusal: tuple[NominationEvent, ...] = ()
    flags: tuple[BrokenRule, ...] = ()
    told: tuple[OwnCaseFound, ...] = ()


def standing(command: Appraising, state: Dossier) -> Standing:
    """
    Whether the caller may appraise *state*; nothing is said of an act on paper, as whoever enters it did not do it.

    The first refusal leaves a flag with the case. Raises RuleMissing or RuleAmbiguous where the rules do not say.
    """
    if command.occurrence.recorded:
        return Standing()
    found, asked = _met(command, state), type(command).__name__
    against = found.against or _of_another(command, state)
    if against:
        first = () if state.own_case or not found.against else (_found(command, state, asked, against),)
        case = f"nomination-{command.nomination_id}"
        return Standing(refusal=(*first, ActRefused.because(command.occurrence, case, asked, against[0])))
    told = tuple(_found(command, state, asked) for _ in found.shown)
    return Standing(flags=found.flags, told=told)


def name(command: NameAppraisingUnit, state: Dossier) -> Sequence[NominationEvent]:
    """Have another unit appraise, before the dossier goes to a council; the last one named counts."""
    if state.appraiser == command.unit_id:
        return []  # already so
    broken = []
    if state.step in ("at_council", "forwarded", *OVER):
        broken = [out_of_order(command, "appraisal-over")]
    if not command.unit_known:
        raise rejected("unknown-organisation", organisation_id=command.unit_id)
    if state.opening.unit_id in (command.unit_id, *command.unit_above):
        raise rejected("appraiser-proposes")
    rule = _rule(command.rules, command)
    return [
        AppraisingUnitNamed(
            act=command.occurrence.act(f"nomination-{command.nomination_id}", [rule.use], broken),
            nomination_id=command.nomination_id,
            unit_id=command.unit_id,
            reason=command.reason,
        )
    ]


def _met(command: Appraising, state: Dossier) -> Clashes:
    if not _is_own(command, state):
        return Clashes()
    part = Part(duty="nominate", code="own-case-needs-person", facts={"unit_id": state.opening.unit_id})
    return clashes(command.rules, command.occurrence.occurred_on, "appraise", [part])


def _is_own(command: Appraising, state: Dossier) -> bool:
    """Whether the unit that proposes is the one that appraises, or the caller is one of its people."""
    unit = state.opening.unit_id
    if state.appraiser is None and unit == state.holder:
        return True
    reaching = [tie.role for tie in command.ties if unit in tie.reaches]
    if None in reaching or not reaching:
        return None in reaching
    roles = command.rules.in_force(Belonging, command.occurrence.occurred_on).values.roles
    return any(role in roles for role in reaching)


def _of_another(command: Appraising, state: Dossier) -> tuple[BrokenRule, ...]:
    """The flag when another unit was named and the caller has no tie to it."""
    if state.appraiser is None or any(state.appraiser in tie.reaches for tie in command.ties):
        return ()
    facts = {"unit_id": state.appraiser}
    return (BrokenRule(code="other-unit-appraises", rule=_rule(command.rules, command).use, facts=facts),)


def _rule(rules: RuleBook, command: Appraising | NameAppraisingUnit) -> DatedRule[Separation]:
    return rules.in_force(Separation, command.occurrence.occurred_on, duty="appraise", apart_from="nominate")


def _found(
    command: Appraising, state: Dossier, asked: str, broken: Sequence[BrokenRule] = ()
) -> OwnCaseFound:
    rule = _rule(command.rules, command)
    return OwnCaseFound(
        act=command.occurrence.act(f"nomination-{command.nomination_id}", [rule.use], broken),
        nomination_id=command.nomination_id,
        unit_id=state.opening.unit_id,
        asked=asked,
    )
