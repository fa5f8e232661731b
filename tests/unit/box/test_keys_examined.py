"""The doctor asked about one process: which of the realm's keys are missing there, and which are too many."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from shared.errors import SovangError
from shared.keyring import FILES, Keyring
from shared.settings import load_settings
from sovang.examining.findings import State
from sovang.examining.keys import examine_keys
from sovang.privilege.keys import key_files, known
from sovang.privilege.roles import PROCESSES


@pytest.fixture
def settings(tmp_path):
    settings = replace(load_settings(environment={}), home=tmp_path)
    Keyring(settings.keys).make_missing()
    return settings


def keep_only(settings, files):
    for file in set(FILES) - set(files):
        (settings.keys / file).unlink()


def said(settings, name):
    return [(one.state, one.what.en) for one in examine_keys(settings, known(name)) if one.state != State.OK]


@pytest.mark.parametrize("name", [process.name for process in PROCESSES])
def test_a_process_with_its_own_keys_and_no_others_is_well(settings, name):
    keep_only(settings, key_files(known(name)))
    assert said(settings, name) == []


def test_a_key_too_many_is_named_and_a_public_one_only_doubted(settings):
    keep_only(settings, key_files(known("awards-work")) | {"token.key", "ledger.pub"})
    assert said(settings, "awards-work") == [
        (State.WRONG, "awards-work can read token.key and has no use for it"),
        (State.WARNING, "awards-work can read ledger.pub and has no use for it"),
    ]


def test_a_key_that_is_missing_is_named(settings):
    keep_only(settings, key_files(known("audit-work")) - {"ledger.key"})
    assert said(settings, "audit-work") == [(State.WRONG, "Key ledger.key is missing")]


def test_without_a_process_all_keys_are_asked_for(settings):
    assert {one.state for one in examine_keys(settings)} == {State.OK}
    (settings.keys / "token.pub").unlink()
    assert State.WRONG in {one.state for one in examine_keys(settings)}


def test_a_process_that_is_not_there_is_refused():
    with pytest.raises(SovangError, match="no-such-work"):
        known("no-such-work")


def test_a_file_of_somebody_else_was_handed_over_whatever_its_mode(settings, monkeypatch):
    (settings.keys / "master.key").chmod(0o444)
    assert (State.WRONG, f"Others may open {settings.keys / 'master.key'} (444)") in said(
        settings, "awards-work"
    )
    monkeypatch.setattr("sovang.examining.keys.os.getuid", lambda: os.geteuid() + 1)
    keep_only(settings, key_files(known("awards-work")))
    assert said(settings, "awards-work") == []


def test_who_may_sign_what():
    """The keys by which somebody could become an administrator, or a ledger be written anew, are in one place each."""
    holders = {file: {one.name for one in PROCESSES if file in key_files(one)} for file in FILES}
    assert holders["token.key"] == {"nominations-serve"}
    assert holders["ledger.key"] == {"audit-work"}
    assert not holders["master.key"] & {"notifications-serve", "notifications-work"}
