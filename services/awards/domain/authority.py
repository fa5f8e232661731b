"""
What stands against a decision: no authority (thẩm quyền), one's own award, no vote of the council.

Whose account a nominated person has comes with grants: when a nomination comes before the council, the item carries the
account of the person whom a grant names. `own_award` refuses that account; it stays silent for a person whom no grant
names, as for them there is no account to compare. See docs/decisions/0019-own-award.md.
"""

from __future__ import annotations

from typing import Protocol

from services.awards.domain.award_messages import ON_PAPER, IssueDecision
from services.awards.domain.holding import held
from services.awards.domain.item_messages import Form
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.refusals import FORMS, day_text
from services.awards.domain.rules import Authority, CouncilFirst
from shared.acts import BrokenRule, Occurrence, RuleUse
from shared.rules import DatedRule, RuleAmbiguous, RuleBook, RuleMissing
from shared.separation import Clashes

UNKNOWN = RuleUse(rule="authority/0", citation="Chưa có quy định", confirmed=False)


class Signed(Protocol):
    """A command by which somebody signs a document in a role."""

    @property
    def signatory_role(self) -> str:
        """The role they sign in."""

    @property
    def acting_role(self) -> str:
        """The role they were let in with."""

    @property
    def by(self) -> str:
        """The account."""

    @property
    def occurrence(self) -> Occurrence:
        """When it happens, and on what ground."""

    @property
    def rules(self) -> RuleBook:
        """The rules."""


def applied(command: Signed, form: Form) -> DatedRule[Authority] | None:
    """The one rule on who decides *form*, None when there is not exactly one: authority is never presumed."""
    try:
        return command.rules.in_force(Authority, command.occurrence.occurred_on, form=form)
    except (RuleMissing, RuleAmbiguous):
        return None


def objections(
    command: IssueDecision, item: OnAgenda, rule: DatedRule[Authority] | None, parts: Clashes
) -> list[BrokenRule]:
    """
    A flag for all that stands against the decision, what weighs most first.

    *rule* is the one on authority, *parts* what the signatory's other parts in the case meet with.
    """
    flags = (
        *held(command.holds),
        not_passed(command),
        other_role(command, rule),
        *parts.against,
        lacking_authority(command, command.form, rule),
        other_form(command, item),
    )
    return [flag for flag in flags if flag]


def lacking_authority(command: Signed, form: Form, rule: DatedRule[Authority] | None) -> BrokenRule | None:
    """The flag when the signatory's role may not decide *form* on that day, or nobody can say."""
    words = FORMS[form]
    if rule is None:
        facts = {"form_vi": words.vi, "form_en": words.en, "day": day_text(command.occurrence.occurred_on)}
        return BrokenRule(code="authority-unknown", rule=UNKNOWN, facts=facts)
    if command.signatory_role in rule.values.signatories:
        return None
    facts = {
        "form_vi": words.vi,
        "form_en": words.en,
        "competent_vi": rule.values.signatories_vi,
        "competent_en": rule.values.signatories_en,
    }
    return BrokenRule(code="no-authority", rule=rule.use, facts=facts)


def signatory_of(command: Signed) -> str:
    """The account that signs; whoever enters a decision on paper did not sign it."""
    return ON_PAPER if command.occurrence.recorded else command.by


def other_role(command: Signed, rule: DatedRule[Authority] | None) -> BrokenRule | None:
    """The flag when the role signed in is not the caller's; on paper it never is, as whoever enters it did not sign."""
    if command.occurrence.recorded or command.signatory_role == command.acting_role:
        return None
    return BrokenRule(code="signatory-not-caller", rule=rule.use if rule else UNKNOWN, facts={})


def not_passed(command: IssueDecision) -> BrokenRule | None:
    """The flag when the council did not pass the nomination."""
    return None if _passed(command) else _without_council(command, "vote-not-passed")


def other_form(command: IssueDecision, item: OnAgenda) -> BrokenRule | None:
    """The flag when the council passed another form than the one decided."""
    if not _passed(command) or command.form == item.form:
        return None
    return _without_council(command, "form-not-voted")


def _passed(command: IssueDecision) -> bool:
    return isinstance(command.item, Voting) and command.item.result == "passed"


def _without_council(command: IssueDecision, code: str) -> BrokenRule:
    rule = command.rules.in_force(CouncilFirst, command.occurrence.occurred_on)
    return BrokenRule(code=code, rule=rule.use, facts={})
