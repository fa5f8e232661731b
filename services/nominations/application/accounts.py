"""Accounts: who may sign in, with which grants. Never events: passwords and sign-ins have no place in a history."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from shared.access import EVERYWHERE, Caller, Grant
from shared.errors import Forbidden, InvalidInput, Rejected, Unauthenticated
from shared.texts import Text

ADMINISTRATOR = "administrator"
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256

SIGN_IN_FAILED = Text("Tên đăng nhập hoặc mật khẩu không đúng.", "The username or the password is wrong.")
ACCOUNT_EXISTS = Text(
    "Đã có tài khoản mang tên đăng nhập này với nội dung khác.",
    "There is an account of this username with other content.",
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
WRONG_ROLE = Text("Không có vai trò này.", "There is no such role.")

_USERNAME = re.compile(r"[a-z0-9.-]{3,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenGrant:
    """A role within one organisation, or everywhere (`*`)."""

    role: str
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Ask for a token."""

    username: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A token, how many seconds it lives, and for whom."""

    token: str
    expires_in: int
    name: str
    grants: tuple[GivenGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """Open an account."""

    username: str
    name: str
    password: str
    grants: tuple[GivenGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened:
    """The account is there."""

    username: str
    name: str
    grants: tuple[GivenGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account as kept; `password` is its argon2id hash."""

    username: str
    name: str
    password: str
    grants: tuple[GivenGrant, ...]
    disabled: bool = False


class AccountBook(Protocol):
    """Where accounts are kept."""

    def find(self, username: str) -> Account | None:
        """The account of *username*; raises TransientError when it cannot be asked."""

    def add(self, account: Account) -> bool:
        """Keep *account*; False, and nothing changed, when its username is taken."""


class Passwords(Protocol):
    """How passwords are kept."""

    def hashed(self, password: str) -> str:
        """What is kept of *password*."""

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether *password* is the one *kept*; MUST take as long when nothing is kept (None)."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """Opens accounts and signs people in."""

    book: AccountBook
    passwords: Passwords
    sign: Callable[[Caller], str]
    lifetime_seconds: int
    roles: AbstractSet[str]

    def sign_in(self, body: SignIn) -> SignedIn:
        """A token; raises Unauthenticated, the same and as slowly for an unknown name as for a wrong password."""
        account = self.book.find(body.username) if _USERNAME.fullmatch(body.username) else None
        fits = self.passwords.fits(body.password, account.password if account else None)
        if account is None or not fits or account.disabled:
            raise Unauthenticated("sign-in-failed", SIGN_IN_FAILED)
        grants = tuple(Grant(grant.role, grant.scope) for grant in account.grants)
        caller = Caller(actor=f"user:{account.username}", name=account.name, grants=grants)
        return SignedIn(
            token=self.sign(caller),
            expires_in=self.lifetime_seconds,
            name=account.name,
            grants=account.grants,
        )

    def open(self, body: OpenAccount, reach: AbstractSet[str] | None) -> AccountOpened:
        """
        Open an account, once, with grants within the *reach* (None: everywhere) of who opens it.

        Raises Forbidden, and Rejected when another of that username is there.
        """
        self._require_sound(body)
        if reach is not None and any(grant.scope not in reach for grant in body.grants):
            raise Forbidden("grant-beyond-reach", BEYOND_REACH)
        account = Account(
            username=body.username,
            name=body.name,
            password=self.passwords.hashed(body.password),
            grants=body.grants,
        )
        if not self.book.add(account) and not self._same(body, self.book.find(body.username)):
            raise Rejected("account-exists", ACCOUNT_EXISTS)
        return AccountOpened(username=body.username, name=body.name, grants=body.grants)

    def open_first(self, username: str, password: str) -> bool:
        """Open the administrator's account unless it is there; whether it was opened now."""
        grants = (GivenGrant(role=ADMINISTRATOR, scope=EVERYWHERE),)
        return self.book.add(
            Account(
                username=username,
                name="Quản trị hệ thống",
                password=self.passwords.hashed(password),
                grants=grants,
            )
        )

    def _same(self, body: OpenAccount, account: Account | None) -> bool:
        return (
            account is not None
            and (account.name, account.grants) == (body.name, body.grants)
            and self.passwords.fits(body.password, account.password)
        )

    def _require_sound(self, body: OpenAccount) -> None:
        faults: dict[str, Text] = {}
        if not _USERNAME.fullmatch(body.username):
            faults["username"] = WRONG_USERNAME
        if not SHORTEST_PASSWORD <= len(body.password) <= LONGEST_PASSWORD:
            faults["password"] = WRONG_PASSWORD
        for number, grant in enumerate(body.grants):
            if grant.role not in self.roles:
                faults[f"grants[{number}].role"] = WRONG_ROLE
        if faults:
            raise InvalidInput(fields=faults)
