"""
What stands against a decision: no authority (thẩm quyền), one's own award, no vote of the council.

Whose account a nominated person has comes with grants. Until grants name persons, `own_award` fires only where the
agenda item carries the subject's account, and stays silent elsewhere: see docs/decisions/0019-own-award.md.
"""

from __future__ import annotations

from services.awards.domain.award_messages import IssueDecision
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.refusals import FORMS, day_text
from services.awards.domain.rules import Authority, CouncilFirst, Separation
from shared.acts import BrokenRule, RuleUse
from shared.rules import DatedRule, RuleAmbiguous, RuleMissing

UNKNOWN = RuleUse(rule="authority/0", citation="Chưa có quy định", confirmed=False)


def applied(command: IssueDecision) -> DatedRule[Authority] | None:
    """The one rule on who decides the form, None when there is not exactly one: authority is never presumed."""
    try:
        return command.rules.in_force(Authority, command.occurrence.occurred_on, form=command.form)
    except (RuleMissing, RuleAmbiguous):
        return None


def lacking_authority(command: IssueDecision, rule: DatedRule[Authority] | None) -> BrokenRule | None:
    """The flag when the signatory's role may not decide the form on that day, or nobody can say."""
    form = FORMS[command.form]
    if rule is None:
        facts = {"form_vi": form.vi, "form_en": form.en, "day": day_text(command.occurrence.occurred_on)}
        return BrokenRule(code="authority-unknown", rule=UNKNOWN, facts=facts)
    if command.signatory_role in rule.values.signatories:
        return None
    facts = {
        "form_vi": form.vi,
        "form_en": form.en,
        "competent_vi": rule.values.signatories_vi,
        "competent_en": rule.values.signatories_en,
    }
    return BrokenRule(code="no-authority", rule=rule.use, facts=facts)


def own_award(command: IssueDecision, item: OnAgenda) -> BrokenRule | None:
    """The flag when the decider is the subject."""
    if item.subject_actor is None or item.subject_actor != command.by:
        return None
    rule = command.rules.in_force(
        Separation, command.occurrence.occurred_on, duty="decide", apart_from="subject"
    )
    return BrokenRule(code="own-award", rule=rule.use, facts={})


def unvoted(command: IssueDecision, form: str) -> str | None:
    """The code of what the council has not done for this decision; *form* is what lies before it."""
    if not isinstance(command.item, Voting) or command.item.result != "passed":
        return "vote-not-passed"
    return None if command.form == form else "form-not-voted"


def without_council(command: IssueDecision, code: str) -> BrokenRule:
    """The flag on a decision on paper for which the council did not do what *code* names."""
    rule = command.rules.in_force(CouncilFirst, command.occurrence.occurred_on)
    return BrokenRule(code=code, rule=rule.use, facts={})
