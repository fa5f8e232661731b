"""Small look-ups in histories and read models that other parts are given as functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from services.nominations.application.histories import Histories
from services.nominations.domain.account_states import Held
from services.nominations.domain.appraisal_messages import Tie
from services.nominations.domain.nomination_messages import (
    NominationConcluded,
    NominationOpened,
    NominationSubmitted,
)
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from shared.access import EVERYWHERE, Grant
from shared.codec import Codec
from shared.eventstore import EventStore
from shared.ids import is_stream
from shared.lineage_rows import Rows, all_in, children_in
from shared.values import dataclass

HasFile = Callable[[str, str], bool]
"""Whether the evidence store has, for a case, the file of that digest."""


@dataclass(frozen=True, slots=True)
class Organisations:
    """Who lies above and below whom: upward from the histories, which never lag; downward from the read model."""

    known: Histories
    view: Rows

    def over_of(self, organisation: str) -> Sequence[str]:
        """What it belongs to, and who took over from it."""
        found = self.known.organisation(organisation)
        return found.over if isinstance(found, Registered) else ()

    def children_of(self, organisations: Iterable[str]) -> Iterable[str]:
        """Those that belong to one of *organisations*, and those it took over from."""
        return children_in(self.view, organisations)


@dataclass(frozen=True, slots=True)
class HoldersEverywhere:
    """Which accounts were given one of some roles everywhere, as the list of grants knows."""

    view: Rows

    def __call__(self, roles: Sequence[str]) -> Iterable[str]:
        """Their names."""
        rows = all_in(self.view, {"scope": EVERYWHERE})
        return (row["account"] for row in rows if row["role"] in roles and row["revoked_on"] is None)


@dataclass(frozen=True, slots=True)
class AccountsOfPeople:
    """Whose account is whose, as grants name people."""

    view: Rows

    def __call__(self, person_id: str) -> str | None:
        """The account of a person; where several were named, the first by name."""
        rows = all_in(self.view, {"person_id": person_id})
        return min((row["account"] for row in rows if row["revoked_on"] is None), default=None)


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties an account to units, from the histories, which never lag; terms are judged by the day it is *today*."""

    known: Histories
    above: Callable[[str], tuple[str, ...]]
    today: Callable[[], date]

    def __call__(self, actor: str) -> tuple[Tie, ...]:
        """The ties of a person's account; a program has none."""
        kind, _, username = actor.partition(":")
        if kind != "user":
            return ()
        return tuple(tie for held in self.known.account(username).held for tie in self._of(held))

    def _of(self, held: Held) -> Iterator[Tie]:
        """
        Whose account it is does not end with the term of the grant that said so.

        Who belongs to an organisation belongs to those it took over from: their open cases are now its own.
        """
        grant = Grant(held.role, held.scope, held.begins_on, held.ends_on)
        if held.scope != EVERYWHERE and grant.in_force(self.today()):
            yield from self._tied(held.scope, held.role)
        person = self.known.person(held.person_id) if held.person_id else None
        if isinstance(person, Serving):
            for post in person.posts_on(self.today()):
                yield from self._tied(post.organisation_id, None)

    def _tied(self, unit_id: str, role: str | None) -> Iterator[Tie]:
        for one in (unit_id, *self._predecessors(unit_id)):
            yield Tie(unit_id=one, role=role, above=self.above(one))

    def _predecessors(self, unit_id: str) -> Iterator[str]:
        """All that it took over from, and they before; lines of succession never come back."""
        found = self.known.organisation(unit_id)
        for one in found.predecessors if isinstance(found, Registered) else ():
            yield one.predecessor_id
            yield from self._predecessors(one.predecessor_id)


@dataclass(frozen=True, slots=True)
class Proposers:
    """Who proposed a dossier: the accounts that opened or submitted it, as the envelopes of its history say."""

    store: EventStore
    codec: Codec

    def __call__(self, nomination_id: str) -> tuple[str, ...]:
        """Each once, in order; whoever only entered what others did on paper proposed nothing."""
        name = f"nomination-{nomination_id}"
        commits = self.store.read(name).commits if is_stream(name) else ()
        recorded = (self.codec.decode(event) for commit in commits for event in commit.events)
        return tuple(
            dict.fromkeys(
                one.envelope.actor
                for one in recorded
                if isinstance(one.event, NominationOpened | NominationSubmitted)
                and one.event.act.basis != "document"
            )
        )


@dataclass(frozen=True, slots=True)
class Awarded:
    """When a dossier ended with an award, as its history says."""

    store: EventStore
    codec: Codec

    def __call__(self, nomination_id: str) -> date | None:
        """The day; None as long as there is no award."""
        name = f"nomination-{nomination_id}"
        commits = self.store.read(name).commits if is_stream(name) else ()
        events = (self.codec.decode(event).event for commit in commits for event in commit.events)
        ends = (one for one in events if isinstance(one, NominationConcluded) and one.outcome == "awarded")
        return next((one.act.occurred_on for one in ends), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookups:
    """
    Who is behind what: the account of a person, an account's ties to units, a dossier's proposers, who lies above.

    And when a dossier ended with an award, and which files were uploaded for a case.
    """

    account_of: Callable[[str], str | None]
    ties_of: Callable[[str], tuple[Tie, ...]]
    proposers_of: Callable[[str], tuple[str, ...]]
    above: Callable[[str], tuple[str, ...]]
    awarded_on: Callable[[str], date | None]
    has_file: HasFile


def lookups(
    known: Histories,
    store: EventStore,
    codec: Codec,
    grants: Rows,
    above: Callable[[str], tuple[str, ...]],
    today: Callable[[], date],
    has_file: HasFile,
) -> Lookups:
    """All of them over one service's histories and its list of grants."""
    return Lookups(
        account_of=AccountsOfPeople(grants),
        ties_of=Ties(known, above, today),
        proposers_of=Proposers(store, codec),
        above=above,
        awarded_on=Awarded(store, codec),
        has_file=has_file,
    )
