"""What pages ask of the desk: by the session's token, each question once for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from services.nominations.portal.typed import Choice
from shared.access import EVERYWHERE, Permissions
from shared.errors import Forbidden
from shared.portal.asking import Asking as Questions
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Asking(Questions):
    """The questions of one visit, each name looked up once."""

    _names: dict[str, str] = field(default_factory=dict)

    def organisation(self, organisation_id: str) -> str:
        """What an organisation is called; its id where none is on record."""
        return self._named("organisation", organisation_id)

    def names_upward(self, organisation_id: str) -> Sequence[str]:
        """Every name that the organisation, and each one above it today, has ever borne; the nearest first."""
        names: list[str] = []
        at: str | None = organisation_id
        passed = set()
        while at is not None and at not in passed:
            passed.add(at)
            found = self.one("organisation", organisation_id=at)
            if found is None:
                break
            names += [found["name"], *(one["name"] for one in found["names"])]
            at = found["parent_id"]
        return names

    def person(self, person_id: str) -> str:
        """What a person is called; the id where the caller may not know, and once the name is erased."""
        return self._named("person", person_id)

    def subject(self, kind: str, subject_id: str) -> str:
        """What whoever is put forward is called."""
        return self.person(subject_id) if kind == "individual" else self.organisation(subject_id)

    def subjects(self, unit_id: str) -> Sequence[Choice]:
        """Who a unit may put forward: its people, itself."""
        people = [
            Choice(item["person_id"], item["name"], "individual")
            for item in self.all("list-people", organisation_id=unit_id)
            if item["name"]
        ]
        return [*people, Choice(unit_id, self.organisation(unit_id), "collective")]

    def movements(self) -> Sequence[Choice]:
        """The movements that stand, with their other spellings."""
        return [
            Choice(item["movement_id"], item["name"], aliases=tuple(item["aliases"]))
            for item in self.all("list-movements")
            if item["merged_into"] is None
        ]

    def _named(self, what: str, identity: str) -> str:
        if identity not in self._names:
            try:
                found = self.one(what, **{f"{what}_id": identity})
            except Forbidden:
                found = None
            self._names[identity] = (found and found["name"]) or identity
        return self._names[identity]


def scopes_of(visit: Visit, permission: str, permissions: Permissions) -> Sequence[str]:
    """The organisations in which the caller's grants give *permission*, in the order of the grants; `*` is left out."""
    roles = permissions.get(permission, frozenset())
    held = [grant.scope for grant in visit.reader.grants if grant.role in roles]
    return [scope for scope in dict.fromkeys(held) if scope != EVERYWHERE]


def sentence(pair: dict[str, str]) -> Text:
    """A sentence of an answer, in both languages."""
    return Text(pair["vi"], pair["en"])
