"""Signing in: by password or as somebody another issuer knows; renewing it, and signing out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from services.nominations.application.account_book import Account, AccountBook
from services.nominations.application.account_names import AccountNames
from services.nominations.application.accounts import LONGEST_PASSWORD, Passwords, is_username
from services.nominations.application.rights import Rights
from services.nominations.application.sessions import SESSION_OVER, Sessions
from services.nominations.application.throttling import Throttle
from shared.access import Caller
from shared.acts import filled
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.texts import Text
from shared.values import dataclass

SIGN_IN_FAILED = Text("Tên đăng nhập hoặc mật khẩu không đúng.", "The username or the password is wrong.")
NOT_LINKED = Text(
    "Danh tính này chưa gắn với tài khoản nào ở đây.", "This subject is not linked to any account here."
)
NO_OTHER_ISSUER = Text(
    "Nơi này không nhận đăng nhập qua hệ thống khác.", "There is no other issuer to sign in with here."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Ask for a token by password."""

    username: str
    password: str
    address: str | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInElsewhere:
    """Ask for a token of this realm for one of the other issuer (OIDC)."""

    token: str
    address: str | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """Ask for another token; the refresh token is good for one use, repeated within 20 s of it at most."""

    refresh_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut:
    """End the session of a refresh token."""

    refresh_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """Nothing renews the session any more; a token given before lives out its minutes."""

    signed_out: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldGrant:
    """A role the account has within one organisation and below, or everywhere (`*`), and its term."""

    role: str
    scope: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """
    A token, how many seconds it lives, for whom; and what renews it, for how many seconds.

    `refresh_token` is null when it was given out just before, for the same one. The username stands for the name while the
    vault is slow. In the token itself it always does: what was given out cannot be erased.
    """

    token: str
    expires_in: int
    refresh_token: str | None
    refresh_expires_in: int
    name: str
    grants: tuple[HeldGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIns:
    """
    Signs people in; every way ends at an account of ours, and the grants are ours too.

    *subject_of* gives the subject of the other issuer's token, or raises Unauthenticated; None when there is none.
    """

    book: AccountBook
    names: AccountNames
    passwords: Passwords
    rights: Rights
    sessions: Sessions
    throttle: Throttle
    sign: Callable[[Caller], str]
    lifetime_seconds: int
    subject_of: Callable[[str], str] | None

    def sign_in(self, body: SignIn) -> SignedIn:
        """
        A token; raises Unauthenticated, the same and as slowly for an unknown name as for a wrong password.

        Raises SlowDown after too many failures.
        """
        known = is_username(body.username)
        tell = self.throttle.admit(body.username if known else None, body.address)
        account = self.book.find(body.username) if known else None
        fits = self.passwords.fits(
            body.password[: LONGEST_PASSWORD + 1], account.password if account else None
        )
        admitted = account is not None and fits and not self.rights.disabled(account.username)
        tell(admitted)
        if account is None or not admitted:
            raise Unauthenticated("sign-in-failed", SIGN_IN_FAILED)
        return self._signed_in(account, *self.sessions.open(account.username))

    def sign_in_elsewhere(self, body: SignInElsewhere) -> SignedIn:
        """
        A token for whoever the other issuer says it is.

        Raises NotFound without such an issuer, Unauthenticated for a token of it that cannot be trusted, Forbidden when no
        account is linked or it is disabled, SlowDown after too many failures from one address.
        """
        if self.subject_of is None:
            raise NotFound("no-other-issuer", NO_OTHER_ISSUER)
        tell = self.throttle.admit(None, body.address)
        try:
            subject = self.subject_of(body.token)
        except Unauthenticated:
            tell(False)
            raise
        account = self.book.find_subject(subject)
        if account is None or self.rights.disabled(account.username):
            raise Forbidden("subject-not-linked", NOT_LINKED)
        return self._signed_in(account, *self.sessions.open(account.username))

    def refresh(self, body: Refresh) -> SignedIn:
        """Another token, with the grants of now; raises Unauthenticated when the session is over."""
        username, token, seconds = self.sessions.renew(body.refresh_token)
        account = self.book.find(username)
        if account is None or self.rights.disabled(username):
            self.sessions.end(body.refresh_token)
            raise Unauthenticated("session-over", SESSION_OVER)
        return self._signed_in(account, token, seconds)

    def sign_out(self, body: SignOut) -> SignedOut:
        """End the session, whether it was there or not."""
        self.sessions.end(body.refresh_token)
        return SignedOut()

    def _signed_in(self, account: Account, refresh_token: str | None, seconds: int) -> SignedIn:
        grants = self.rights.grants(account.username)
        caller = Caller(actor=f"user:{account.username}", name=account.username, grants=grants)
        return SignedIn(
            token=self.sign(caller),
            expires_in=self.lifetime_seconds,
            refresh_token=refresh_token,
            refresh_expires_in=seconds,
            name=self.names.greeting(account),
            grants=tuple(
                HeldGrant(
                    role=grant.role, scope=grant.scope, begins_on=grant.begins_on, ends_on=grant.ends_on
                )
                for grant in grants
            ),
        )
