"""Answers about quotas: a statement beside what people judge, never a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from services.nominations.application import quota_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.quota_counts import QuotaCounts
from services.nominations.application.register_queries import Ask
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.quota_figures import Count, Figure, missing
from services.nominations.domain.quota_names import COUNTED
from services.nominations.domain.quotas import Quota, because, binds, most, verdict_on
from services.nominations.domain.refusals import malformed
from services.nominations.domain.title_registration import FIRST_YEAR, LAST_YEAR, MALFORMED_YEAR
from shared.access import Caller, Permissions
from shared.asking import folded, reach, require_reach
from shared.errors import NotFound
from shared.reading import ViewReader
from shared.rules import DatedRule, RuleBook
from shared.values import dataclass

PERMISSION = "eligibility.read"


@dataclass(frozen=True, slots=True)
class QuotaQueries:
    """What may be asked about quotas; *today* names the year where none is asked for."""

    known: Histories
    permissions: Permissions
    views: Mapping[str, ViewReader]
    rules: RuleBook
    today: Callable[[], date]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"quotas": self.quotas, "quotas-of-dossier": self.of_dossier}

    def quotas(self, asked: answers.QuotasAsked, caller: Caller) -> answers.QuotasItem:
        """Every quota that binds the organisation in the year; raises InvalidInput for a year that cannot be."""
        require_reach(reach(caller, PERMISSION, self.permissions), [asked.organisation_id])
        body = self.known.organisation(asked.organisation_id)
        if not isinstance(body, Registered):
            raise NotFound
        year = self.today().year if asked.year is None else asked.year
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise malformed("year", MALFORMED_YEAR)
        counts = QuotaCounts(self.known, self.views, asked.organisation_id, year)
        items = tuple(_item(rule, counts.of(rule.values)) for rule in self._binding(body, year))
        return answers.QuotasItem(organisation_id=asked.organisation_id, year=year, quotas=items)

    def of_dossier(self, asked: answers.DossierQuotasAsked, caller: Caller) -> answers.DossierQuotasItem:
        """The quotas for the dossier's title, for those whose grants reach who has it in hand or who appraises it."""
        dossier = folded(self.known.nominations, f"nomination-{asked.nomination_id}").state
        if not isinstance(dossier, Dossier):
            raise NotFound
        judges = [dossier.holder, *([dossier.appraiser] if dossier.appraiser else [])]
        require_reach(reach(caller, PERMISSION, self.permissions), judges)
        body, year, form = self.known.organisation(dossier.holder), dossier.opening.year, dossier.opening.form
        items: tuple[answers.QuotaItem, ...] = ()
        if isinstance(body, Registered) and year is not None:
            counts = QuotaCounts(self.known, self.views, dossier.holder, year)
            rules = [rule for rule in self._binding(body, year) if rule.values.numerator == form]
            items = tuple(_item(rule, counts.of(rule.values)) for rule in rules)
        return answers.DossierQuotasItem(
            nomination_id=asked.nomination_id, organisation_id=dossier.holder, year=year, quotas=items
        )

    def _binding(self, body: Registered, year: int) -> list[DatedRule[Quota]]:
        return [
            rule for rule in self.rules.rules if isinstance(rule.values, Quota) and binds(rule, body, year)
        ]


def _item(rule: DatedRule[Quota], count: Count) -> answers.QuotaItem:
    quota, figures, lacking = rule.values, count.figures, missing(rule.values, count)
    verdict = verdict_on(quota, figures)
    limit = None
    if quota.counted_by == "body" and figures.denominator is not None:
        limit = most(quota, figures.denominator)
    return answers.QuotaItem(
        quota=rule.name,
        scope=quota.scope,
        parts=quota.parts,
        of=quota.of,
        rounding=quota.rounding,
        denominator=_figure(count.denominator),
        granted=_figure(count.granted),
        proposed=count.proposed,
        limit=limit,
        verdict=verdict,
        because=because(verdict, lacking, confirmed=rule.confirmed),
        citation=rule.citation,
        confirmed=rule.confirmed,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
    )


def _figure(figure: Figure) -> answers.FigureItem:
    return answers.FigureItem(
        code=figure.code,
        called=COUNTED[figure.code],
        number=figure.number,
        source=figure.source,
        origin=figure.origin,
    )
