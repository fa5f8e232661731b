"""
The other issuer (OpenID Connect): whether a token is its own, for us, and whose.

Only the subject is taken from such a token; what it may do here stands in our own book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt
import requests
from jwt import PyJWKClient
from jwt.exceptions import PyJWKClientConnectionError, PyJWTError

from shared.clock import Clock
from shared.errors import TransientError, Unauthenticated
from shared.texts import Text

ALGORITHMS = ("RS256", "ES256", "EdDSA")
"""Asymmetric ones: with any other, whoever may verify could also sign."""
DISCOVERY = "/.well-known/openid-configuration"
ASK_SECONDS = 5.0
KEYS_LIVE_SECONDS = 300.0
REFRESH_PAUSE_SECONDS = 30.0
LEEWAY_SECONDS = 30

UNTRUSTED = Text(
    "Thẻ của hệ thống đăng nhập khác không hợp lệ.", "The other issuer's token is not valid here."
)


class OidcIssuer:
    """
    Judges tokens of *issuer* for *audience*.

    Its keys are fetched at first use and kept a while; a key that is not among them has them fetched anew, at most once
    in *pause_seconds*, so that nobody has us ask the issuer at their pleasure.
    """

    def __init__(
        self, issuer: str, audience: str, clock: Clock, pause_seconds: float = REFRESH_PAUSE_SECONDS
    ) -> None:
        self._pause_seconds = pause_seconds
        self._issuer = issuer
        self._audience = audience
        self._clock = clock
        self._keys: PyJWKClient | None = None

    def subject_of(self, token: str) -> str:
        """
        Whose token it is.

        Raises Unauthenticated when it is not of this issuer, not for us, over, or not signed by one of its keys;
        TransientError when the keys cannot be fetched.
        """
        try:
            if jwt.get_unverified_header(token).get("alg") not in ALGORITHMS:
                raise _untrusted()
            key = self._client().get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                issuer=self._issuer,
                audience=self._audience,
                options={
                    "require": ["iss", "aud", "sub", "exp"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
            self._require_current(claims)
        except PyJWKClientConnectionError as error:
            raise TransientError(f"the issuer's keys: {error}") from error
        except (PyJWTError, ValueError, TypeError):
            raise _untrusted() from None
        return str(claims["sub"])

    def _require_current(self, claims: Mapping[str, Any]) -> None:
        """Judged by our own clock, with some seconds of grace for the issuer's."""
        now = self._clock().timestamp()
        if not now < float(claims["exp"]) + LEEWAY_SECONDS:
            raise ValueError("over")
        if now < float(claims.get("nbf", 0)) - LEEWAY_SECONDS:
            raise ValueError("not yet")

    def _client(self) -> PyJWKClient:
        if self._keys is None:
            self._keys = PyJWKClient(
                self._address_of_keys(),
                lifespan=KEYS_LIVE_SECONDS,
                timeout=ASK_SECONDS,
                cooldown_duration=self._pause_seconds,
            )
        return self._keys

    def _address_of_keys(self) -> str:
        try:
            answer = requests.get(self._issuer.rstrip("/") + DISCOVERY, timeout=ASK_SECONDS)
            told = answer.json() if answer.ok else {}
        except (requests.RequestException, ValueError) as error:
            raise TransientError(f"the issuer: {error}") from error
        if told.get("issuer") != self._issuer or not isinstance(told.get("jwks_uri"), str):
            raise TransientError("the issuer does not say who it is and where its keys are")
        return str(told["jwks_uri"])


def _untrusted() -> Unauthenticated:
    return Unauthenticated("issuer-token-invalid", UNTRUSTED)
