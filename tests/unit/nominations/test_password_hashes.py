"""Passwords: what fits, what does not, and that the absence of an account takes as long as a wrong password."""

from __future__ import annotations

import pytest
from argon2 import extract_parameters

from services.nominations.adapters.accounts import NOBODY, Argon2Passwords


@pytest.fixture(scope="module")
def passwords():
    return Argon2Passwords()


def test_a_password_fits_its_own_hash_alone(passwords):
    kept = passwords.hashed("mật khẩu đúng")
    assert passwords.fits("mật khẩu đúng", kept)
    assert not passwords.fits("mật khẩu sai", kept)
    assert passwords.hashed("mật khẩu đúng") != kept


def test_without_an_account_no_password_fits(passwords):
    assert not passwords.fits("nobody has this password", None)
    assert not passwords.fits("", None)


def test_what_stands_for_no_account_costs_what_a_password_costs(passwords):
    assert extract_parameters(NOBODY) == extract_parameters(passwords.hashed("mật khẩu"))
    assert passwords._hasher.verify(NOBODY, "nobody has this password")  # else it would end early
