"""Digests (mã băm) by which a case names files that it does not keep itself."""

from __future__ import annotations

import re
from typing import Final

from services.nominations.domain.refusals import MALFORMED_DIGEST, malformed

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def require_digest(sha256: str) -> None:
    """Raises InvalidInput when *sha256* is not a SHA-256 in lower-case hexadecimal."""
    if not _DIGEST.fullmatch(sha256):
        raise malformed("sha256", MALFORMED_DIGEST)
