"""Accounts: who may sign in. Passwords have no place in a history; what an account may do has, see `rights.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, field
from datetime import date
from typing import Protocol

from marshmallow import validate

from services.nominations.application.account_book import Account, AccountBook
from services.nominations.application.account_names import AccountNames, tells_name
from services.nominations.domain.account_messages import DecidingDocument
from shared.errors import Forbidden, InvalidInput, NotFound, Rejected
from shared.texts import Text
from shared.values import dataclass

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
MOST_GRANTS = 50

ACCOUNT_EXISTS = Text(
    "Đã có tài khoản mang tên đăng nhập này với nội dung khác.",
    "There is an account of this username with other content.",
)
SUBJECT_TAKEN = Text(
    "Danh tính này đã gắn với một tài khoản khác.", "This subject is linked to another account."
)
WRONG_USERNAME = Text(
    "Gồm 3 đến 64 chữ thường không dấu, chữ số, dấu chấm, gạch nối.",
    "Must be 3 to 64 lower-case letters, digits, dots and hyphens.",
)
WRONG_PASSWORD = Text("Phải có từ 12 đến 256 ký tự.", "Must have 12 to 256 characters.")
BEYOND_REACH = Text(
    "Không thể cấp quyền ở tổ chức nằm ngoài phạm vi của mình.",
    "A grant cannot be given in an organisation beyond one's own reach.",
)
ACCOUNT_BEYOND_REACH = Text(
    "Tài khoản này có quyền ở tổ chức nằm ngoài phạm vi của bạn.",
    "This account has grants in an organisation beyond your reach.",
)
WRONG_ROLE = Text("Không có vai trò này.", "There is no such role.")

_USERNAME = re.compile(r"[a-z0-9.-]{3,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGrant:
    """A role within one organisation and below, or everywhere (`*`), for a term, on a deciding document."""

    role: str
    scope: str
    begins_on: date | None = None
    ends_on: date | None = None
    person_id: str | None = None
    decision: DecidingDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """Open an account that signs in with a password, or as `subject` of the other issuer."""

    username: str
    name: str
    password: str | None = None
    subject: str | None = None
    grants: tuple[GivenGrant, ...] = field(
        default=(), metadata={"validate": validate.Length(max=MOST_GRANTS)}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened:
    """The account is there; `username_tells_name` when its username holds a part of the name, which nobody can erase."""

    username: str
    name: str
    grants: tuple[GivenGrant, ...]
    username_tells_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword:
    """Give an account another password."""

    username: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordSet:
    """It has it; whoever was signed in must sign in again."""

    username: str


class Passwords(Protocol):
    """How passwords are kept."""

    def hashed(self, password: str) -> str:
        """What is kept of *password*."""

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether *password* is the one *kept*; MUST take as long when nothing is kept (None)."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Opens accounts and changes their passwords."""

    book: AccountBook
    names: AccountNames
    passwords: Passwords
    roles: AbstractSet[str]

    def open(self, body: OpenAccount) -> AccountOpened:
        """Open an account, once; raises Rejected when another of that username is there."""
        if not self._added(body) and not self._same(body, self.book.find(body.username)):
            raise Rejected("account-exists", ACCOUNT_EXISTS)
        return AccountOpened(
            username=body.username,
            name=body.name,
            grants=body.grants,
            username_tells_name=tells_name(body.username, body.name),
        )

    def open_first(self, username: str, name: str, password: str) -> bool:
        """Open the realm's first account unless it is there; whether it was opened now."""
        return self._added(OpenAccount(username=username, name=name, password=password))

    def _added(self, body: OpenAccount) -> bool:
        """Whether it was not there: of whoever was erased the key is gone, and nothing can be sealed again."""
        if self.book.find(body.username) is not None:
            return False
        account = Account(
            username=body.username,
            name=self.names.sealed(body.username, body.name),
            password=None if body.password is None else self.passwords.hashed(body.password),
            subject=body.subject,
            opened_with=_kept(body.grants),
        )
        return self.book.add(account)

    def require_settable(
        self, body: SetPassword, scopes: Sequence[str], reach: AbstractSet[str] | None
    ) -> None:
        """
        Whether the account, whose grants lie in *scopes*, may be given this password.

        Raises Forbidden when one of them is beyond *reach* (None: everywhere), NotFound, InvalidInput.
        """
        require_password(body.password)
        if reach is not None and any(scope not in reach for scope in scopes):
            raise Forbidden("account-beyond-reach", ACCOUNT_BEYOND_REACH)
        if self.book.find(body.username) is None:
            raise NotFound

    def has(self, username: str, password: str) -> bool:
        """Whether that is the account's password now; as slowly for one that has none."""
        account = self.book.find(username)
        return self.passwords.fits(password[: LONGEST_PASSWORD + 1], account.password if account else None)

    def keep_password(self, username: str, password: str) -> None:
        """Give the account another password; raises NotFound."""
        if not self.book.set_password(username, self.passwords.hashed(password)):
            raise NotFound

    def _same(self, body: OpenAccount, account: Account | None) -> bool:
        if account is None or account.subject != body.subject or self.names.of(account) != body.name:
            return False
        if list(account.opened_with) != _kept(body.grants):
            return False
        if body.password is None:
            return account.password is None
        return self.passwords.fits(body.password, account.password)

    def require_sound(self, body: OpenAccount, reach: AbstractSet[str] | None) -> None:
        """Raises InvalidInput, and Forbidden for grants beyond the *reach* (None: everywhere) of who opens it."""
        faults: dict[str, Text] = {}
        if not _USERNAME.fullmatch(body.username):
            faults["username"] = WRONG_USERNAME
        if body.password is None and body.subject is None:
            faults["password"] = WRONG_PASSWORD
        if body.password is not None and not SHORTEST_PASSWORD <= len(body.password) <= LONGEST_PASSWORD:
            faults["password"] = WRONG_PASSWORD
        for number, grant in enumerate(body.grants):
            if grant.role not in self.roles:
                faults[f"grants[{number}].role"] = WRONG_ROLE
        if faults:
            raise InvalidInput(fields=faults)
        if reach is not None and any(grant.scope not in reach for grant in body.grants):
            raise Forbidden("grant-beyond-reach", BEYOND_REACH)


def require_password(password: str) -> None:
    """Raises InvalidInput when *password* is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InvalidInput(fields={"password": WRONG_PASSWORD})


def is_username(text: str) -> bool:
    """Whether an account may have this name."""
    return _USERNAME.fullmatch(text) is not None


def _kept(grants: Sequence[GivenGrant]) -> list[dict[str, str]]:
    """*grants* as plain values that any database gives back as they were."""
    return [
        {name: str(value) for name, value in asdict(grant).items() if value is not None} for grant in grants
    ]
