"""The invariants of a running system fail too when they are broken: tampering not found, names not erased."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from bson import Binary

from services.audit.domain.merkle import leaf_hash
from shared.vault import Vault
from tests.faults.attacks import require_erased_unreadable
from tests.faults.found import Found
from tests.faults.kept import Kept, Names
from tests.faults.sound import sound_system
from tests.faults.tampering import require_tampering_detected, tamperings
from tests.support.records import LedgerEntry, database, fingerprints

ALWAYS = 1_000
PATIENCE = 0.05


@pytest.fixture
def kept(mongo, realm) -> Kept:
    return Kept(Names(realm), mongo)


@pytest.fixture
def sound() -> Found:
    return sound_system()


@pytest.fixture
def filled(kept, sound) -> Kept:
    """The ledger of a sound system, and the commits of two services."""
    audit = database(kept, "audit")
    audit.entries.insert_many(
        {"_id": at, "leaf": Binary(leaf), "hash": Binary(leaf_hash(leaf))}
        for at, leaf in enumerate(sound.leaves)
    )
    audit.tiles.insert_many({"_id": name, "hashes": Binary(hashes)} for name, hashes in sound.tiles.items())
    for service in ("nominations", "awards"):
        database(kept, service).commits.insert_many(
            {"_id": one.key, "events": [Binary(body) for body in one.bodies]} for one in sound.commits
        )
    return kept


@pytest.fixture
def recorded(sound) -> Found:
    """As `sound`, with the commits of the second service in the ledger as well."""
    theirs = [replace(entry, source="awards") for entry in sound.entries]
    return replace(sound, entries=[*sound.entries, *theirs])


def kinds(filled, recorded) -> list[str]:
    return [one.name for one in tamperings(filled, recorded, random.Random(1))]


class Verifier:
    """Names every entry, but for the call of number *blind*; nothing once all *calls* are over."""

    def __init__(self, calls: int, blind: int) -> None:
        self._answers = [set() if at == blind else set(range(ALWAYS)) for at in range(calls)]

    def __call__(self, _system) -> set[int | None]:
        return self._answers.pop(0) if self._answers else set()


def test_tampering_that_is_found_each_time_is_no_failure(filled, recorded):
    before = fingerprints(filled)
    calls = len(kinds(filled, recorded))
    require_tampering_detected(filled, recorded, random.Random(1), Verifier(calls, ALWAYS))
    assert fingerprints(filled) == before
    assert calls == 10


def test_each_kind_of_tampering_changes_what_is_stored(filled, recorded):
    before = fingerprints(filled)
    for one in tamperings(filled, recorded, random.Random(1)):
        with one.done():
            assert fingerprints(filled) != before, one.name
        assert fingerprints(filled) == before, one.name


def test_each_kind_of_tampering_that_is_not_found_is_named(filled, recorded):
    names = kinds(filled, recorded)
    for blind, name in enumerate(names):
        with pytest.raises(AssertionError, match=name):
            require_tampering_detected(filled, recorded, random.Random(1), Verifier(len(names), blind))


def test_tampering_that_is_found_somewhere_else_or_for_ever_is_named(filled, recorded):
    with pytest.raises(AssertionError, match="was not named"):
        require_tampering_detected(filled, recorded, random.Random(1), lambda _: {None})
    with pytest.raises(AssertionError, match="although nothing is changed"):
        require_tampering_detected(filled, recorded, random.Random(1), lambda _: set(range(ALWAYS)))


@pytest.fixture
def vault(database) -> Vault:
    return Vault(database, bytes(32))


@pytest.fixture
def people(vault, sound) -> Found:
    """Two people in the ledger."""

    def registered(number: int, name: str) -> LedgerEntry:
        sealed = vault.seal(name, f"person-{number}", f"e-{number}/name")
        data = {"person_id": str(number), "name": sealed, "case": "c"}
        event = {"id": f"e-{number}", "type": "PersonRegistered", "data": data}
        return replace(sound.entries[0], body=json.dumps(event).encode(), event=event)

    return replace(sound, entries=[registered(1, "Nguyễn Thị Lan"), registered(2, "Trần Văn Bình")])


def test_an_erased_person_may_be_read_nowhere(people, vault):
    def opened(one):
        return vault.open(one.sealed, one.where)

    require_erased_unreadable(people, vault, {"here": opened}, patience=PATIENCE)


def test_a_name_that_somebody_has_kept_is_named(people, vault):
    kept = {"1": "Nguyễn Thị Lan", "2": "Trần Văn Bình"}
    places = {"here": lambda one: vault.open(one.sealed, one.where), "in a note": lambda one: kept[one.id]}
    with pytest.raises(AssertionError, match="1 is readable in a note"):
        require_erased_unreadable(people, vault, places, patience=PATIENCE)


def test_a_key_that_is_not_destroyed_is_named(people, vault, monkeypatch):
    monkeypatch.setattr(Vault, "destroy", lambda *_: True)
    places = {"here": lambda one: vault.open(one.sealed, one.where)}
    with pytest.raises(AssertionError, match="1 is readable here"):
        require_erased_unreadable(people, vault, places, patience=PATIENCE)


def test_a_place_that_shows_nothing_or_loses_others_proves_nothing(people, vault):
    with pytest.raises(AssertionError, match="would show nothing"):
        require_erased_unreadable(people, vault, {"nowhere": lambda _: None}, patience=PATIENCE)

    def all_gone(one):
        first = people.entries[0].event
        gone = vault.open(first["data"]["name"], f"{first['id']}/name") is None
        return None if gone else vault.open(one.sealed, one.where)

    with pytest.raises(AssertionError, match="another person is unreadable"):
        require_erased_unreadable(people, vault, {"there": all_gone}, patience=PATIENCE)
