"""Nothing new for an organisation that was dissolved (tổ chức đã giải thể): what stands against it, and who follows."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import field, replace
from datetime import date

from services.nominations.domain.dissolution_rules import Dissolution
from services.nominations.domain.refusals import day_text
from shared.acts import ActRefused, BrokenRule, Occurrence
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """An organisation that stands in the place of a dissolved one."""

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """An organisation that no longer stands from the day `since` on, under its last name, and who stands in its place."""

    organisation_id: str
    name: str
    since: date
    heirs: tuple[Heir, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What the register says of the organisations a command names: those that were dissolved; and the rules on them."""

    gone: tuple[Gone, ...] = ()
    rules: RuleBook = field(default_factory=lambda: RuleBook(()))

    def of(self, organisations: Container[str]) -> Ground:
        """The same of some *organisations* alone."""
        return replace(self, gone=tuple(one for one in self.gone if one.organisation_id in organisations))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """What stands against a new act: `refusal` when it is not done, else the `flags` it is done with."""

    refusal: tuple[ActRefused, ...] = ()
    flags: tuple[BrokenRule, ...] = ()


def hindrance(
    occurrence: Occurrence,
    case: str,
    asked: str,
    ground: Ground,
    *,
    begins: date | None = None,
    dated: date | None = None,
) -> Hindrance:
    """
    Whether what *asked* wants to begin meets an organisation that no longer stands on the day of the act.

    What is to begin later than that (*begins*) is judged on that later day, and what a document did that is entered here on
    the day it is *dated*. An act on paper is never refused, but flagged.
    Raises RuleMissing or RuleAmbiguous where the rules do not say what follows.
    """
    day = dated or max(occurrence.occurred_on, begins or occurrence.occurred_on)
    gone = [one for one in ground.gone if one.since <= day]
    if not gone:
        return Hindrance()
    rule = ground.rules.in_force(Dissolution, occurrence.occurred_on)
    broken = tuple(
        BrokenRule(code="organisation-dissolved", rule=rule.use, facts=_facts(one)) for one in gone
    )
    if occurrence.recorded or rule.values.then == "flag":
        return Hindrance(flags=broken)
    return Hindrance(refusal=(ActRefused.because(occurrence, case, asked, broken[0]),))


def _facts(one: Gone) -> dict[str, str]:
    facts = {
        "organisation_id": one.organisation_id,
        "organisation": one.name,
        "dissolved_on": day_text(one.since),
        "successor": _listed([heir.name for heir in one.heirs], "tổ chức kế thừa, hiện chưa được ghi nhận"),
        "successor_en": _listed([heir.name for heir in one.heirs], "a successor that is not on record yet"),
    }
    return facts if not one.heirs else {**facts, "successor_id": one.heirs[0].organisation_id}


def _listed(names: Sequence[str], nobody: str) -> str:
    return ", ".join(names) or nobody
