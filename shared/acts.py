"""
What every event says of the act it records: its case, when it happened, on what ground, under which rules.

Two times: the envelope's `time` is when it was recorded, `occurred_on` when it happened. Two ways in: *do*, where a rule
may refuse, and *record what happened* (ghi nhận việc đã diễn ra, basis `document`), which is never refused for breaking a
rule but carries each broken rule as a flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

from shared.errors import Rejected
from shared.privacy import restricted
from shared.texts import Text
from shared.values import dataclass

Basis = Literal["system", "document", "simulated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperAct:
    """The document (văn bản) by which an act on paper is entered: its number, date, signatory, scan and the reason."""

    number: str
    dated: date
    received_on: date
    scan_sha256: str
    signatory: str = restricted()
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A rule that was applied: its id and version, the article or document it stands in, and whether it is confirmed."""

    rule: str
    citation: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule an act does not keep: the stable code, where it stands, and the facts that fill the code's sentence."""

    code: str
    rule: RuleUse
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The part that all events share; stored flat beside the event's own fields."""

    case: str
    occurred_on: date
    basis: Basis
    document: PaperAct | None = None
    rules: tuple[RuleUse, ...] = ()
    broken: tuple[BrokenRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """The part of a command that says when its act happened and on what ground."""

    occurred_on: date
    basis: Basis
    document: PaperAct | None = None

    def act(self, case: str, rules: Iterable[RuleUse] = (), broken: Iterable[BrokenRule] = ()) -> Act:
        """The act of this occurrence within *case*; each broken rule also counts as applied."""
        flags = tuple(broken)
        used = tuple(dict.fromkeys([*rules, *(flag.rule for flag in flags)]))
        return Act(
            case=case,
            occurred_on=self.occurred_on,
            basis=self.basis,
            document=self.document,
            rules=used,
            broken=flags,
        )

    @property
    def recorded(self) -> bool:
        """Whether the act was done on paper and is only being recorded: rules flag it, never refuse it."""
        return self.basis == "document"


def filled(**options: Any) -> Any:
    """A command's field that the application fills in from other streams; never part of a request."""
    return field(metadata={"filled": True}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRefused:
    """A rule refused what was asked (từ chối); nothing changed. `asked` is the command's name."""

    act: Act
    asked: str
    code: str
    facts: Mapping[str, str]

    @classmethod
    def because(cls, occurrence: Occurrence, case: str, asked: str, broken: BrokenRule) -> ActRefused:
        """The refusal of the command named *asked* for the rule *broken*."""
        return cls(
            act=occurrence.act(case, broken=[broken]), asked=asked, code=broken.code, facts=broken.facts
        )

    def rejection(self, text: Text) -> Rejected:
        """The answer the caller gets after the refusal is stored."""
        citation = self.act.broken[0].rule.citation if self.act.broken else ""
        return Rejected(self.code, text, citation=citation, facts=self.facts)
