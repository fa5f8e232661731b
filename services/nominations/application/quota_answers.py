"""What is asked and answered about quotas (tỷ lệ)."""

from __future__ import annotations

from datetime import date

from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasAsked:
    """The quotas of an organisation for a year, this one if none is named."""

    organisation_id: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierQuotasAsked:
    """The quotas for the title that a dossier proposes."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureItem:
    """
    How many have it, null where nothing tells.

    `source` is `document` (attested in the organisation's record, `origin` names the document), `records` (counted from
    the records of all of it), `contradicted` (the document says fewer than are counted), or `none`.
    """

    code: str
    called: Text
    number: int | None
    source: str
    origin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaItem:
    """
    A quota held against the figures of an organisation and all below it.

    At most `parts` of `of`; `granted` have it, `proposed` more are in dossiers that have not ended. `limit` is the largest
    number allowed, null where a figure or the rounding is missing. `verdict` is `within`, `exceeded`, `rounding_unstated`
    or `figure_missing`: arithmetic alone, which decides nothing; where the rule is not `confirmed` a person must judge.
    """

    quota: str
    scope: str
    parts: int
    of: int
    rounding: str
    denominator: FigureItem
    granted: FigureItem
    proposed: int
    limit: int | None
    verdict: str
    because: Text
    citation: str
    confirmed: bool
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasItem:
    """The quotas in force in the year that bind the organisation, each with its figures."""

    organisation_id: str
    year: int
    quotas: tuple[QuotaItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierQuotasItem:
    """
    The quotas for the title the dossier proposes, for the organisation that has it in hand.

    `year` is that of the title, null for a form of commendation, which has no quota.
    """

    nomination_id: str
    organisation_id: str
    year: int | None
    quotas: tuple[QuotaItem, ...]
