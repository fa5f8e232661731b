"""The book of accounts: what is kept of each, and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from shared.messages import Json
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    One account as kept: `password` is its argon2id hash, `subject` who it is to the other issuer.

    `name` is sealed (`account_names.py`), in clear when it is from before that, None once it is gone. `opened_with` are the grants it was opened with, so that opening it again can be told from taking it over.
    """

    username: str
    name: Json | str | None
    password: str | None
    subject: str | None = None
    opened_with: Sequence[Any] = ()


class AccountBook(Protocol):
    """Where accounts are kept. Every method raises TransientError when it cannot be asked."""

    def find(self, username: str) -> Account | None:
        """The account of *username*."""

    def find_subject(self, subject: str) -> Account | None:
        """The account linked to *subject*."""

    def add(self, account: Account) -> bool:
        """Keep *account*; False, and nothing changed, when its username is taken. Raises Rejected for a taken subject."""

    def page(self, after: str | None, limit: int) -> Sequence[Account]:
        """The *limit* accounts whose usernames follow *after*, in order."""

    def set_password(self, username: str, kept: str) -> bool:
        """Keep another password; False when there is no such account."""

    def in_clear(self) -> Sequence[Account]:
        """The accounts whose names are not sealed yet."""

    def keep_name(self, username: str, sealed: Json | None) -> None:
        """Keep the sealed name, or none, in place of whatever stands there."""
