"""Answers about facts and eligibility, each for those whose grants reach the subject or the dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from services.nominations.application import eligibility_answers as answers
from services.nominations.application.histories import Histories, record_stream
from services.nominations.application.judging import Judging
from services.nominations.application.register_queries import Ask
from services.nominations.application.showing_eligibility import (
    collective_progress_item,
    eligibility_item,
    progress_item,
    record_item,
)
from services.nominations.domain.awarded import fact_id_of
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.resting import Rewarded, places_in, resting_on
from shared.access import Caller, Permissions
from shared.asking import folded, reach, require_reach
from shared.endpoints import Versioned
from shared.errors import NotFound
from shared.reading import ViewReader
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class EligibilityQueries:
    """What may be asked about who meets what; *dossiers* is the list of dossiers, which may lag."""

    known: Histories
    judging: Judging
    permissions: Permissions
    dossiers: ViewReader

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "eligibility": self.eligibility,
            "record": self.record,
            "resting-on-fact": self.resting,
            "progress": self.progress,
            "progress-of-collective": self.progress_of_collective,
        }

    def eligibility(self, asked: answers.EligibilityAsked, caller: Caller) -> Versioned:
        """One dossier's eligibility; raises Rejected when no criteria are on file for it."""
        read = folded(self.known.nominations, f"nomination-{asked.nomination_id}")
        dossier = read.state
        if not isinstance(dossier, Dossier):
            raise NotFound
        self._require_reader(dossier, caller)
        day = asked.on or self.judging.today()
        found = self.judging.dossier(dossier, day, asked.year, asked.under)
        assessed = dossier.eligibility[0] if dossier.eligibility else None
        return Versioned(eligibility_item(asked.nomination_id, day, found, assessed), read.head.version)

    def record(self, asked: answers.FactsAsked, caller: Caller) -> Versioned:
        """A subject's record of facts, withdrawn ones too."""
        self._require(asked.subject_kind, asked.subject_id, caller)
        name = record_stream(asked.subject_kind, asked.subject_id)
        read = folded(self.known.records, name)
        return Versioned(
            record_item(asked.subject_kind, asked.subject_id, name, read.state), read.head.version
        )

    def resting(self, asked: answers.RestingAsked, caller: Caller) -> answers.RestingItem:
        """Which awards rest on a fact, also on one that was withdrawn: what a cancellation has looked at again."""
        self._require(asked.subject_kind, asked.subject_id, caller)
        stream = record_stream(asked.subject_kind, asked.subject_id)
        record = folded(self.known.records, stream).state
        place_of = {entry.fact_id: entry.place for entry in (*record.entries, *record.withdrawn)}
        if asked.fact_id not in place_of:
            raise NotFound
        standing = {entry.fact_id for entry in record.entries}
        rewarded = [one for one in self._rewarded(asked, stream) if fact_id_of(one.award_id) != asked.fact_id]
        found = resting_on(asked.fact_id, place_of, [one for one in rewarded if one.assessed])
        return answers.RestingItem(
            fact_id=asked.fact_id,
            stands=asked.fact_id in standing,
            awards=tuple(
                answers.RestingAward(
                    nomination_id=one.rewarded.nomination_id,
                    award_id=one.rewarded.award_id,
                    form=one.rewarded.form,
                    rests_on=one.fact_id,
                    steps=one.steps,
                    stands=fact_id_of(one.rewarded.award_id) in standing,
                )
                for one in found
            ),
            unassessed=tuple(one.nomination_id for one in rewarded if not one.assessed),
        )

    def _rewarded(self, asked: answers.RestingAsked, stream: str) -> Iterator[Rewarded]:
        """Each dossier of the subject that ended with an award."""
        rows = self.dossiers.every({"subject_id": asked.subject_id})
        for row in sorted(rows, key=lambda row: (row["opened_on"], row["nomination_id"])):
            dossier = self.known.nomination(row["nomination_id"])
            if (
                isinstance(dossier, Dossier)
                and dossier.award_id
                and row["subject_kind"] == asked.subject_kind
            ):
                outcomes = dossier.eligibility[2] if dossier.eligibility else ()
                yield Rewarded(
                    nomination_id=row["nomination_id"],
                    award_id=dossier.award_id,
                    form=dossier.opening.form,
                    assessed=dossier.eligibility is not None,
                    places=places_in(outcomes, stream),
                )

    def progress(self, asked: answers.ProgressAsked, caller: Caller) -> answers.ProgressItem:
        """What a person still lacks for the next title; raises Rejected when no titles are on file for the day."""
        self._require("individual", asked.person_id, caller)
        day = asked.on or self.judging.today()
        year = asked.year or day.year
        found = self.judging.ladder("individual", asked.person_id, day, year)
        return progress_item(asked.person_id, day, year, found)

    def progress_of_collective(
        self, asked: answers.CollectiveProgressAsked, caller: Caller
    ) -> answers.CollectiveProgressItem:
        """What a collective still lacks for the next title; raises Rejected when no titles are on file for the day."""
        self._require("collective", asked.organisation_id, caller)
        day = asked.on or self.judging.today()
        year = asked.year or day.year
        found = self.judging.ladder("collective", asked.organisation_id, day, year)
        return collective_progress_item(asked.organisation_id, day, year, found)

    def _require_reader(self, dossier: Dossier, caller: Caller) -> None:
        """
        Raises NotFound unless the caller may read what is on record of the dossier's subject.

        Whoever received it may, as far up as it went. Its unit may only where the subject serves or served within its reach:
        opening a dossier about somebody must not show what one would not be shown otherwise.
        """
        reached = reach(caller, "eligibility.read", self.permissions)
        appraiser = [dossier.appraiser] if dossier.appraiser else []
        judges = [*dossier.path, *appraiser] if dossier.received_on else []
        if reached is None or any(name in reached for name in judges):
            return
        require_reach(reached, [dossier.opening.unit_id, *dossier.path])
        require_reach(reached, self._places(dossier.opening.subject_kind, dossier.opening.subject_id))

    def _require(self, kind: SubjectKind, subject_id: str, caller: Caller) -> None:
        """Raises NotFound for a subject that is not registered or that no grant of the caller reaches."""
        if kind == "collective":
            units = self._places(kind, subject_id)
        else:
            person = self.known.person(subject_id)
            units = [person.main.organisation_id] if isinstance(person, Serving) else []
        if not units:
            raise NotFound
        require_reach(reach(caller, "fact.read", self.permissions), units)

    def _places(self, kind: SubjectKind, subject_id: str) -> list[str]:
        """The collective itself, or where a person serves and served; none of a subject that is not registered."""
        if kind == "collective":
            return [subject_id] if isinstance(self.known.organisation(subject_id), Registered) else []
        person = self.known.person(subject_id)
        return [post.organisation_id for post in person.posts] if isinstance(person, Serving) else []
