"""The evidence store (kho minh chứng): files named by the digest of their sealed bytes, verified on reading."""

from __future__ import annotations

from typing import Protocol

from services.nominations.domain.files import FileKind
from shared.values import dataclass

LARGEST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """
    What is known of a file besides its bytes; sealed beside it.

    `plain_sha256` is the digest of the file as its uploader has it, so that they can compare.
    """

    name: str
    kind: FileKind
    plain_sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file of *case* that is there whole; `size` is that of the file as it was uploaded."""

    sha256: str
    case: str
    size: int
    about: About


class EvidenceStore(Protocol):
    """
    Keeps files for good, sealed under their case's key.

    The same file put twice for one case is one file, and what was known of it first stands. What a crash left half
    stored MUST NOT be found; putting it again completes it. What is given MUST have the digest it is named by.
    """

    def put(self, case: str, content: bytes, about: About) -> Stored:
        """Keep *content*; once it returns, it survives a crash. Raises Rejected `erased`, TransientError."""

    def stat(self, case: str, sha256: str) -> Stored | None:
        """What is known of the file, None when *case* has none of that name. Raises NotFound when it was erased."""

    def get(self, case: str, sha256: str) -> tuple[Stored, bytes]:
        """
        The file as it was uploaded.

        Raises NotFound when *case* has none of that name or it was erased, Damaged when what is stored is not what its
        name says.
        """
