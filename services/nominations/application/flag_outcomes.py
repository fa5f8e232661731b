"""Which flags (cờ thi đua) a collective has: on record one code stands for every level, so its dossiers tell which it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Final

from services.nominations.application.dossier_views import form_year
from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.awarded import COMMENDATION_OF
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.outcomes import Claim
from services.nominations.domain.titles import FLAGS
from shared.reading import ViewReader
from shared.values import dataclass

ON_RECORD: Final = frozenset(code for form, code in COMMENDATION_OF.items() if form in FLAGS)


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags of one collective; `unclear` are the years of those that nothing tells the level of."""

    known: frozenset[Claim] = frozenset()
    unclear: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FlagOutcomes:
    """Looks up flags for one answer; each collective's once."""

    known: Histories
    views: Mapping[str, ViewReader]
    _found: dict[str, Flags] = field(default_factory=dict)

    def of(self, organisation_id: str) -> Flags:
        """The flags that stand on the record of the collective."""
        if organisation_id not in self._found:
            self._found[organisation_id] = self._flags(organisation_id)
        return self._found[organisation_id]

    def awarded(self, years: Iterable[int]) -> Iterator[Claim]:
        """Each flag of *years* that was proposed here and stands on record."""
        for year in years:
            for flag in sorted(FLAGS):
                rows = self.views["dossiers"].every({"form_year": form_year(flag, year)})
                ended = {row["subject_id"] for row in rows if row["state"] == "concluded"}
                claims = (Claim(year, flag, "collective", subject_id) for subject_id in sorted(ended))
                yield from (claim for claim in claims if claim in self.of(claim.subject_id).known)

    def _flags(self, organisation_id: str) -> Flags:
        record = self.known.records.load(record_stream("collective", organisation_id)).state
        entries = {one.fact_id: one.year for one in record.entries if one.code in ON_RECORD}
        told = dict(self._told(organisation_id)) if entries else {}
        return Flags(
            known=frozenset(told[name] for name in entries if name in told),
            unclear=frozenset(year for name, year in entries.items() if name not in told),
        )

    def _told(self, organisation_id: str) -> Iterator[tuple[str, Claim]]:
        """The flags its dossiers came to, by the facts that stand on record for them."""
        for row in self.views["dossiers"].every({"subject_id": organisation_id}):
            if row["form"] in FLAGS and row["state"] == "concluded":
                dossier = self.known.nomination(row["nomination_id"])
                if isinstance(dossier, Dossier) and dossier.award_id is not None:
                    claim = Claim(row["title_year"], row["form"], "collective", organisation_id)
                    yield f"award-{dossier.award_id}", claim
