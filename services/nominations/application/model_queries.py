"""Answers to questions about exemplary models (điển hình tiên tiến)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from services.nominations.application import model_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.honour_counts import HonourCounts
from services.nominations.application.honour_views import field_key
from services.nominations.application.local_rules import rules_at
from services.nominations.application.model_showing import model_item
from services.nominations.application.model_views import LEADING, ORDER, overdue_of
from services.nominations.domain.model_rules import ModelStage
from services.nominations.domain.model_states import Detected
from services.nominations.domain.yearly_list import Prepared
from shared.access import Caller, Permissions
from shared.asking import folded, item_of, opened, page, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.folding import words_of
from shared.lineage import Reach
from shared.messages import Json
from shared.reading import ViewReader
from shared.rules import RuleBook
from shared.seeking import Sought
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class ModelQueries:
    """What may be asked of this part; *today* is the day on which the rules are read for what is still missing, and road-maps unless another is named."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    rules: RuleBook
    today: Callable[[], date]
    honours: HonourCounts

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "list-models": self.models,
            "model": self.model,
            "model-counts": self.counts,
            "yearly-list": self.yearly_list,
            "list-yearly-lists": self.yearly_lists,
        }

    def models(self, asked: answers.ModelsAsked, caller: Caller) -> Page:
        """The models that the caller's grants reach, the one that changed last first."""
        given = {
            "unit_id": asked.unit_id,
            "organisation_id": asked.organisation_id,
            "subject_id": asked.subject_id,
            "stage": None if asked.stage is None else self._stage(asked.stage),
            "field_key": None if asked.field is None else field_key(asked.field),
            "years": asked.year,
            "may_be_overdue": None if asked.overdue_on is None else True,
        }
        on = asked.overdue_on or self.today()
        sought = Sought(
            fields={name: value for name, value in given.items() if value is not None},
            within=asked.unit_id or asked.organisation_id,
            words=None if asked.text is None else words_of(asked.text),
            text="field_key",
            leading=LEADING,
            also=None if asked.overdue_on is None else lambda row: bool(overdue_of(row, on)),
            also_by=asked.overdue_on,
        )
        found = sought.page(self.views["models"], self._reach(caller), asked)
        rows = ({**row, "overdue": list(overdue_of(row, on))} for row in found.items)
        return Page([*map(partial(item_of, answers.ModelRow), rows)], found.next)

    def model(self, asked: answers.OneModel, caller: Caller) -> Versioned:
        """One model with its whole path and what the next stage still asks for; its road-map as it stands on the day."""
        name = f"model-{asked.model_id}"
        read = folded(self.known.exemplary.models, name)
        state = read.state
        if not isinstance(state, Detected):
            raise NotFound
        require_reach(self._reach(caller), [state.subject.unit_id, state.subject.organisation_id])
        events = opened(self.store, self.codec, name)
        today = self.today()
        rules = rules_at(self.rules, self.known, state.subject.organisation_id, today)
        return Versioned(model_item(state, events, rules, today, asked.on or today), read.head.version)

    def counts(self, asked: answers.CountsAsked, caller: Caller) -> answers.CountsItem:
        """How many recognitions and awards there are, by year, field and issuer."""
        return self.honours.of(asked, self._reach(caller))

    def yearly_list(self, asked: answers.OneYearlyList, caller: Caller) -> Versioned:
        """An organisation's list, for those whose grants reach it or who got it."""
        read = self.known.exemplary.yearly_list(asked.organisation_id, asked.year)
        state = read.state
        if not isinstance(state, Prepared):
            raise NotFound
        got = [state.recipient] if state.sent_on else []
        require_reach(self._reach(caller), [asked.organisation_id, *got])
        item = answers.YearlyListItem(
            organisation_id=asked.organisation_id,
            year=asked.year,
            state="delivered" if state.delivered_on else "sent" if state.sent_on else "prepared",
            recipient=state.recipient,
            models=state.models,
            prepared_on=state.prepared_on,
            sent_on=state.sent_on,
            delivered_on=state.delivered_on,
        )
        return Versioned(item, read.head.version)

    def yearly_lists(self, asked: answers.YearlyListsAsked, caller: Caller) -> Page:
        """The lists of organisations the caller's grants reach and those sent to one of them, the latest year first."""
        given = {
            "organisation_id": asked.organisation_id,
            "recipient": asked.recipient,
            "year": asked.year,
            "state": asked.state,
        }
        only: Json = {name: value for name, value in given.items() if value is not None}
        reached = self._reach(caller)
        if reached is not None:
            only["scopes"] = {"$in": sorted(reached)}
        found = page(self.views["yearly_lists"], only, asked, sort="-year")
        return Page([*map(partial(item_of, answers.YearlyListRow), found.items)], found.next)

    def _stage(self, word: str) -> str:
        """The stage that *word* is the code, the name or another name of; itself when nobody calls one so."""
        if word in ORDER:
            return word
        key = field_key(word)
        for rule in self.rules.every(ModelStage, self.today()):
            called = (rule.values.name.vi, rule.values.name.en, *rule.values.aliases)
            if key in map(field_key, called):
                return rule.applies["stage"]
        return word

    def _reach(self, caller: Caller) -> Reach | None:
        return reach(caller, "model.read", self.permissions)
