"""
The names of accounts: sealed under a key of each account's own, shown from the vault, gone with that key.

A username is no name: it stands as the actor of events, which nobody can take back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from services.nominations.application.account_book import Account, AccountBook
from services.nominations.application.administrators import account_stream
from shared.errors import Rejected, TransientError
from shared.folding import words_of
from shared.messages import Json
from shared.sealing import Sealer
from shared.values import dataclass

TELLING = 3
"""A word of so many letters tells a name wherever it stands in a username; a shorter one where it stands by itself."""


@dataclass(frozen=True, slots=True)
class AccountNames:
    """Seals and shows names; whoever signs in waits for theirs no longer than *patience* lets them."""

    sealer: Sealer
    patience: Callable[[], AbstractContextManager[object]] = nullcontext

    def sealed(self, username: str, name: str) -> Json:
        """What is kept of *name*; raises Rejected once the key was destroyed, TransientError when the vault is away."""
        return self.sealer.seal(name, name_key(username), _place(username))

    def of(self, account: Account) -> str | None:
        """The name, None once it is erased; raises TransientError when the vault is away."""
        if isinstance(account.name, dict):
            return self.sealer.open(account.name, _place(account.username))
        return account.name  # in clear, from before names were sealed; or gone

    def greeting(self, account: Account) -> str:
        """The name, or the username while the vault is slow and once the name is erased: nobody waits at the door for it."""
        try:
            with self.patience():
                return self.of(account) or account.username
        except TransientError:
            return account.username

    def seal_in_clear(self, book: AccountBook) -> int:
        """Seal the names in *book* that stand there in clear, from before; how many. Raises TransientError."""
        found = book.in_clear()
        for account in found:
            book.keep_name(account.username, self._sealed_or_gone(account))
        return len(found)

    def _sealed_or_gone(self, account: Account) -> Json | None:
        try:
            return self.sealed(account.username, str(account.name))
        except Rejected:  # its key was destroyed: an older book was put back
            return None


def name_key(username: str) -> str:
    """The key that seals the name of an account: whoever's account it comes to be."""
    return account_stream(username)


def tells_name(username: str, name: str) -> bool:
    """Whether *username* holds a word of *name* without its marks: then it names somebody in events, for good."""
    parts = words_of(username)
    return any(
        word == part or (len(word) >= TELLING and word in part) for word in words_of(name) for part in parts
    )


def _place(username: str) -> str:
    return f"users/{username}/name"
