"""Callers' tokens: JWT signed with the realm's Ed25519 key, 15 minutes at most."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.access import EVERYWHERE, Caller, Grant
from shared.clock import Clock, system_clock
from shared.errors import Unauthenticated
from shared.ids import new_id
from shared.keyring import TOKEN, Keyring
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
    """Makes tokens of one realm."""

    def __init__(self, key: Ed25519PrivateKey, settings: Settings, clock: Clock) -> None:
        self._key = key
        self._issuer = settings.realm_origin
        self._audience = audience(settings)
        self._clock = clock

    def sign(self, caller: Caller, lifetime: timedelta = LONGEST) -> str:
        """A token that says who *caller* is; raises ValueError when *lifetime* is longer than 15 minutes."""
        if not timedelta(0) < lifetime <= LONGEST:
            raise ValueError("a token lives at most 15 minutes")
        now = self._clock()
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": caller.actor,
            "name": caller.name,
            "grants": [{"role": grant.role, "scope": grant.scope} for grant in caller.grants],
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": new_id(),
        }
        return jwt.encode(claims, self._key, algorithm=ALGORITHM)


class TokenVerifier:
    """
    Judges tokens of one realm.

    A signature once found good is remembered by the token's digest, so that a caller's next requests cost a look-up;
    the term is judged each time.
    """

    def __init__(self, key: Ed25519PublicKey, settings: Settings, clock: Clock) -> None:
        self._key = key
        self._issuer = settings.realm_origin
        self._audience = audience(settings)
        self._clock = clock
        self._known: dict[bytes, tuple[Caller, int]] = {}

    def verify(self, token: str) -> Caller:
        """The caller; raises Unauthenticated for a token that is forged, foreign, malformed or expired."""
        mark = hashlib.sha256(token.encode("utf-8", "replace")).digest()
        known = self._known.get(mark)
        if known is None:
            known = self._judged(token)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[mark] = known
        caller, expires = known
        if self._clock().timestamp() >= expires + LEEWAY.total_seconds():
            raise Unauthenticated("token-expired", EXPIRED)
        return caller

    def _judged(self, token: str) -> tuple[Caller, int]:
        try:
            claims = jwt.decode(
                token,
                self._key,
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
            return _caller(claims), self._term(claims)
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
    grants = tuple(Grant(_text(item["role"]), _text(item["scope"])) for item in claims["grants"])
    return Caller(actor=claims["sub"], name=_text(claims["name"]), grants=grants)


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
    """The verifier of *realm*; raises MissingKey."""
    return TokenVerifier(realm.keyring.public(TOKEN), realm.settings, realm.clock)


def service_caller(name: str) -> Caller:
    """Service *name* as a caller."""
    return Caller(actor=f"service:{name}", name=name, grants=(Grant(SERVICE_ROLE, EVERYWHERE),))


def service_token(settings: Settings, key: Ed25519PrivateKey, name: str, clock: Clock = system_clock) -> str:
    """One token of service *name*, for a program that runs shortly."""
    return TokenSigner(key, settings, clock).sign(service_caller(name))


def service_tokens(realm: Realm, name: str) -> Callable[[], str]:
    """
    Gives, at each call, a token of service *name* with at least half its life before it.

    Two threads may both make a new one; either is good.
    """
    signer = signer_of(realm)
    caller = service_caller(name)
    held: list[tuple[datetime, str]] = []

    def current() -> str:
        now = realm.clock()
        if held and now < held[0][0]:
            return held[0][1]
        token = signer.sign(caller)
        held[:] = [(now + LONGEST / 2, token)]
        return token

    return current
