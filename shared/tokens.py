"""
Callers' tokens: JWT of 15 minutes at most, signed with Ed25519.

The realm's token key signs for anybody. A process that signs nobody in has the service key instead: what it signs counts
for a service and for nothing more, so whoever takes that key cannot become an administrator.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.access import EVERYWHERE, Caller, Grant
from shared.clock import Clock, local_date
from shared.errors import Unauthenticated
from shared.ids import new_id
from shared.keyring import SERVICE, TOKEN, Keyring
from shared.lineage import Lineage
from shared.settings import Settings
from shared.texts import Text

ALGORITHM = "EdDSA"
LONGEST = timedelta(minutes=15)
LEEWAY = timedelta(seconds=5)
SERVICE_ROLE = "service"
REMEMBERED = 2048

EXPIRED = Text("Phiên đăng nhập đã hết hạn; hãy đăng nhập lại.", "The sign-in has expired; sign in again.")
UNTRUSTED = Text("Thẻ đăng nhập không hợp lệ; hãy đăng nhập lại.", "The token is not valid; sign in again.")


class TokenSigner:
    """Makes tokens of one realm; *kind* is which of its keys *key* is."""

    def __init__(
        self, key: Ed25519PrivateKey, settings: Settings, clock: Clock, kind: str | None = None
    ) -> None:
        self._key = key
        self._headers = {"kid": kind} if kind else None
        self._issuer = settings.realm_origin
        self._audience = audience(settings)
        self._clock = clock

    def sign(self, caller: Caller, lifetime: timedelta = LONGEST) -> str:
        """
        A token that says who *caller* is, and what of their grants can still count.

        Raises ValueError when *lifetime* is longer than 15 minutes.
        """
        if not timedelta(0) < lifetime <= LONGEST:
            raise ValueError("a token lives at most 15 minutes")
        now = self._clock()
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": caller.actor,
            "name": caller.name,
            "grants": _written(caller.grants, local_date(now)),
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": new_id(),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM, headers=self._headers)


class TokenVerifier:
    """
    Judges tokens of one realm.

    A signature once found good is remembered by the token's digest, so that a caller's next requests cost a look-up;
    its term, and that of each grant in it, are judged each time. *service_key* None: no token of the service key counts.
    """

    def __init__(
        self,
        key: Ed25519PublicKey,
        settings: Settings,
        clock: Clock,
        service_key: Ed25519PublicKey | None = None,
    ) -> None:
        self._key = key
        self._service_key = service_key
        self._issuer = settings.realm_origin
        self._audience = audience(settings)
        self._clock = clock
        self._known: dict[bytes, tuple[Caller, int]] = {}

    def verify(self, token: str) -> Caller:
        """
        The caller with the grants in force today in Vietnam.

        Raises Unauthenticated for a token that is forged, foreign, malformed or expired.
        """
        mark = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        known = self._known.get(mark)
        if known is None:
            known = self._judged(token)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[mark] = known
        caller, expires = known
        now = self._clock()
        if now.timestamp() >= expires + LEEWAY.total_seconds():
            raise Unauthenticated("token-expired", EXPIRED)
        return caller.on(local_date(now))

    def _judged(self, token: str) -> tuple[Caller, int]:
        try:
            of_service = jwt.get_unverified_header(token).get("kid") == SERVICE
            claims = jwt.decode(
                token,
                (self._service_key if of_service else None) or self._key,
                algorithms=[ALGORITHM],
                issuer=self._issuer,
                audience=self._audience,
                options={
                    "require": ["iss", "aud", "sub", "iat", "exp"],
                    "verify_exp": False,  # judged by our own clock, each time
                    "verify_iat": False,
                    "strict_aud": True,
                },
            )
            return (_service if of_service else _caller)(claims), self._term(claims)
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError):
            raise Unauthenticated("token-invalid", UNTRUSTED) from None

    def _term(self, claims: Mapping[str, Any]) -> int:
        issued, expires = claims["iat"], claims["exp"]
        if type(issued) is not int or type(expires) is not int:
            raise TypeError("times are whole seconds")
        if not 0 < expires - issued <= LONGEST.total_seconds():
            raise ValueError("a token lives at most 15 minutes")
        if issued > self._clock().timestamp() + LEEWAY.total_seconds():
            raise ValueError("issued in the future")
        return expires


def _caller(claims: Mapping[str, Any]) -> Caller:
    kind, _, identity = claims["sub"].partition(":")
    if kind not in ("user", "service") or not identity:
        raise ValueError("no such kind of actor")
    grants = tuple(_grant(item) for item in claims["grants"])
    return Caller(actor=claims["sub"], name=_text(claims["name"]), grants=grants)


def _service(claims: Mapping[str, Any]) -> Caller:
    """The service key signs for a service and its one role alone."""
    caller = _caller(claims)
    if caller != service_caller(caller.name):
        raise ValueError("no person, and no other role")
    return caller


def _written(grants: Iterable[Grant], today: date) -> list[dict[str, str]]:
    """Whatever is over by *today*, or has begun, need not be said: tokens stay small however long somebody serves."""
    return [_one_written(grant, today) for grant in grants if grant.ends_on is None or today <= grant.ends_on]


def _one_written(grant: Grant, today: date) -> dict[str, str]:
    written = {"role": grant.role, "scope": grant.scope}
    if grant.begins_on is not None and grant.begins_on > today:
        written["from"] = grant.begins_on.isoformat()
    if grant.ends_on is not None:
        written["until"] = grant.ends_on.isoformat()
    return written


def _grant(item: Mapping[str, Any]) -> Grant:
    return Grant(_text(item["role"]), _text(item["scope"]), _day(item, "from"), _day(item, "until"))


def _day(item: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(_text(item[name])) if name in item else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("must be text")
    return value


def audience(settings: Settings) -> str:
    """Whom tokens of this realm are for."""
    return f"sovang:{settings.realm}"


class Realm(Protocol):
    """What making and judging tokens stands on; `shared.platform.Platform` is one."""

    @property
    def settings(self) -> Settings:
        """Whose realm it is."""

    @property
    def keyring(self) -> Keyring:
        """Its keys."""

    @property
    def clock(self) -> Clock:
        """Its clock."""


def signer_of(realm: Realm) -> TokenSigner:
    """The signer of *realm*; raises MissingKey."""
    return TokenSigner(realm.keyring.private(TOKEN), realm.settings, realm.clock)


def verifier_of(realm: Realm) -> TokenVerifier:
    """The verifier of *realm*; raises MissingKey. A realm from before there was a service key has none."""
    keyring = realm.keyring
    service = keyring.public(SERVICE) if keyring.holds(f"{SERVICE}.pub") else None
    return TokenVerifier(keyring.public(TOKEN), realm.settings, realm.clock, service)


def reader_of(realm: Realm, lineage: Lineage) -> Callable[[str], Caller]:
    """Knows whose a page's session token is, and by *lineage* how far their grants reach; the keys are read at the first one."""
    verifier = cache(lambda: verifier_of(realm))
    return lambda token: replace(verifier().verify(token), lineage=lineage)


def service_caller(name: str) -> Caller:
    """Service *name* as a caller."""
    return Caller(actor=f"service:{name}", name=name, grants=(Grant(SERVICE_ROLE, EVERYWHERE),))
