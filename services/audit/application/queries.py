"""What audit is asked, and how it answers; reading a case's history is itself put on record."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.audit.application import answers
from services.audit.application.book import Book
from services.audit.application.labels import Open, look_up
from services.audit.application.questions import (
    MAIN,
    MAIN_KINDS,
    CaseLines,
    FindCases,
    Ledger,
    Nothing,
    OneCase,
    OneEntry,
    OneSource,
    OneYear,
    Views,
)
from services.audit.application.source_state import SourceState
from services.audit.application.summaries import figures_of, summary_of
from services.audit.application.timeline import tell
from services.audit.application.views import STRIVINGS
from services.audit.application.year_figures import YearFigures, year_figures
from services.audit.application.year_outcomes import YearOutcomes, year_outcomes
from shared.access import Caller, Permissions
from shared.asking import LONGEST_PAGE, reach, require_reach
from shared.endpoints import Page
from shared.errors import InvalidInput, NotFound
from shared.feed import text_of
from shared.folding import words_of
from shared.messages import Json
from shared.texts import Text
from shared.values import dataclass

READ = "case.read"
RESTRICTED_READ = "restricted.read"
LEDGER_READ = "ledger.read"
OUTCOME_READ = "outcome.read"
MALFORMED_CURSOR = Text("Con trỏ trang không hợp lệ.", "The page cursor is not valid.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queries:
    """Answers each question by its name."""

    views: Views
    ledger: Ledger
    states: Callable[[], Sequence[SourceState]]
    book: Book
    open: Open
    permissions: Permissions
    origin: str
    note_reading: Callable[[str, Caller], None]

    def table(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Question name → how it is answered."""
        return {
            "find-cases": self.find,
            "case": self.case,
            "timeline": self.timeline,
            "figures": self.figures,
            "year-figures": self.year_figures,
            "year-outcomes": self.year_outcomes,
            "entry": self.entry,
            "ledger": self.state,
            "source": self.source,
        }

    def find(self, asked: FindCases, caller: Caller) -> Page:
        """Cases by name, or the newest."""
        reached = reach(caller, READ, self.permissions)
        limit = max(1, min(asked.limit, LONGEST_PAGE))
        before = _before(asked.after) if asked.after is not None else self.ledger.size()
        words = words_of(asked.text or "")
        kinds = _kinds(asked.kind)
        if words:
            found = self._named(words, before, kinds, caller)
        else:
            found = self.views.newest(before, limit + 1, kinds)
        seen = [case for case in found[:limit] if reached is None or not reached.isdisjoint(case["scopes"])]
        following = str(found[limit - 1]["newest"]) if len(found) > limit else None
        return Page([self._summary(case, caller) for case in seen], following)

    def case(self, asked: OneCase, caller: Caller) -> answers.CaseSummary:
        """One case in short."""
        return self._summary(self._case(asked.case, caller), caller)

    def timeline(self, asked: CaseLines, caller: Caller) -> Page:
        """A case's history; that a person read it is recorded first."""
        whole = self._whole(self._case(asked.case, caller), caller)
        self.note_reading(asked.case, caller)
        told = tell(self.views.lines(asked.case), self.book, self.views.names, self.open, whole=whole)
        first, limit = _before(asked.after or "0"), max(1, min(asked.limit, LONGEST_PAGE))
        return Page(told[first : first + limit], str(first + limit) if len(told) > first + limit else None)

    def figures(self, asked: OneCase, caller: Caller) -> answers.Figures:
        """What can be counted in a case."""
        return figures_of(self._case(asked.case, caller))

    def year_figures(self, asked: OneYear, caller: Caller) -> YearFigures:
        """What an organisation's year comes to; of one that never did anything, nothing."""
        require_reach(reach(caller, READ, self.permissions), [asked.organisation_id])
        lines = self.views.lines_of(asked.organisation_id, asked.year)
        return year_figures(asked.organisation_id, asked.year, lines)

    def year_outcomes(self, asked: OneYear, caller: Caller) -> YearOutcomes:
        """What was registered in a year of an organisation and all below it, against what came of it."""
        require_reach(reach(caller, OUTCOME_READ, self.permissions), [asked.organisation_id])
        # asked before it is read: it may hold more by then, never less
        entries = self.views.reached(STRIVINGS.name)
        below = self.views.below(asked.organisation_id)
        strivings = self.views.strivings(below, asked.year)
        return year_outcomes(asked.organisation_id, asked.year, entries, below, strivings)

    def entry(self, asked: OneEntry, _caller: Caller) -> answers.EntryAnswer:
        """One entry of the ledger."""
        found = self.ledger.entries(asked.index, 1) if asked.index >= 0 else []
        if not found:
            raise NotFound
        entry = found[0]
        return answers.EntryAnswer(
            index=entry.index,
            source=entry.source,
            epoch=entry.epoch,
            position=entry.position,
            hash=entry.hash.hex(),
            event=text_of(entry.event),
        )

    def state(self, _asked: Nothing, caller: Caller | None) -> answers.LedgerAnswer:
        """How the ledger stands."""
        last = self.ledger.last_checkpoint()
        return answers.LedgerAnswer(
            origin=self.origin,
            sequenced=self.ledger.size(),
            published=last.size if last else 0,
            root=last.root.hex() if last else "",
            checkpoint=last.note.decode() if last else "",
            published_at=last.published_at if last else None,
            sources=tuple(self._told(state, caller) for state in self.states()),
        )

    def source(self, asked: OneSource, caller: Caller) -> answers.SourceAnswer:
        """How far one source is sequenced; raises NotFound while nothing of it is."""
        shown = next(
            (state for state in self.states() if state.source == asked.source), SourceState(asked.source)
        )
        last = self.ledger.last_checkpoint()
        cursor = last.cursors.get(asked.source) if last else None
        if cursor and (cursor.epoch, cursor.position) > (shown.epoch, shown.position):
            shown = shown.at(cursor.epoch, cursor.position)
        if not shown.position:
            raise NotFound
        return self._told(shown, caller)

    def _told(self, state: SourceState, caller: Caller | None) -> answers.SourceAnswer:
        """*state* as *caller* may know it: the detail names hosts and ports."""
        readers = self.permissions.get(LEDGER_READ, frozenset())
        trusted = caller is not None and any(grant.role in readers for grant in caller.grants)
        return _source(state if trusted else replace(state, detail=""))

    def _case(self, name: str, caller: Caller) -> Json:
        found = self.views.case(name)
        if found is None:
            raise NotFound
        require_reach(reach(caller, READ, self.permissions), found["scopes"])
        return found

    def _named(
        self, words: Sequence[str], before: int, kinds: Container[str] | None, caller: Caller
    ) -> Sequence[Json]:
        """By names that anybody may see, and by restricted ones where *caller* may see them."""
        keys = self.views.named(words)
        named = list(self.views.mentioning(key for key, restricted in keys.items() if not restricted))
        hidden = self.views.mentioning(key for key, restricted in keys.items() if restricted)
        named += [case for case in hidden if case not in named and self._whole(case, caller)]
        found = [
            case for case in named if case["newest"] < before and (kinds is None or case["kind"] in kinds)
        ]
        return sorted(found, key=lambda case: int(case["newest"]), reverse=True)

    def _whole(self, case: Json, caller: Caller) -> bool:
        """Whether *caller* may see restricted names in *case*."""
        reached = reach(caller, RESTRICTED_READ, self.permissions)
        return reached is None or not reached.isdisjoint(case["scopes"])

    def _summary(self, case: Json, caller: Caller) -> answers.CaseSummary:
        whole = self._whole(case, caller)
        labels = look_up([case["_id"].partition("-")[2]], self.views.names, self.open, whole=whole)
        return summary_of(case, self.book, labels)


def _kinds(kind: str | None) -> Container[str] | None:
    return None if kind is None else MAIN_KINDS if kind == MAIN else (kind,)


def _before(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InvalidInput("malformed-cursor", MALFORMED_CURSOR)
    return int(cursor)


def _source(state: SourceState) -> answers.SourceAnswer:
    return answers.SourceAnswer(
        source=state.source,
        condition=state.condition,
        detail=state.detail,
        epoch=state.epoch,
        position=state.position,
        head=state.head,
        lag=state.lag,
        waits_for=state.waits_for,
    )
