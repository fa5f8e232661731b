"""Personal names are found by what nobody can read back."""

from __future__ import annotations

import json

from services.audit.application.views import NAMES
from shared.keyring import Keyring
from shared.name_marks import LENGTH, marking, marks_of
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import Keys, ReadModels


def a_realm(folder):
    ring = Keyring(folder)
    ring.make_missing()
    return marking(ring.fingerprint)


def test_every_beginning_of_every_word_has_its_mark(tmp_path):
    mark = a_realm(tmp_path)
    marks = marks_of("Đỗ Sỹ", mark)
    assert marks == sorted(mark(each) for each in ("d", "do", "s", "si"))
    assert {len(each) for each in marks} == {LENGTH}
    assert not {"d", "do", "s", "si"} & set(marks)


def test_another_realm_marks_otherwise(tmp_path):
    one, other = a_realm(tmp_path / "one"), a_realm(tmp_path / "other")
    assert not set(marks_of("Đỗ Sỹ", one)) & set(marks_of("Đỗ Sỹ", other))


def test_the_read_model_of_names_holds_no_word_of_a_person(tmp_path):
    keys = Keys()
    name = keys.seal("Quách Vân", "person-an", "")
    act = {
        "case": "person-an",
        "occurred_on": "2026-01-01",
        "basis": "system",
        "person_id": "an",
        "name": name,
    }
    registered = body("nominations", 1, kind="PersonRegistered", stream="person-an", data=act)
    models = ReadModels([registered], keys)
    kept = json.dumps(models.documents[NAMES.name])
    assert "quach" not in kept
    assert models.named(["quach", "v"]) == {"an": False}
    assert models.named(["quach", "b"]) == {}
