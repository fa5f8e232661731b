"""Database errors as the kernel's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError

from services.audit.application.ledger import Collision
from shared.errors import TransientError

DUPLICATE: Final = 11000


@contextmanager
def reachable() -> Iterator[None]:
    """Collision for a taken key, TransientError for whatever else the database or the way to it does."""
    try:
        yield
    except DuplicateKeyError as error:
        raise Collision("taken by another writer") from error
    except BulkWriteError as error:
        faults = error.details.get("writeErrors", [])
        if faults and all(fault.get("code") == DUPLICATE for fault in faults):
            raise Collision("taken by another writer") from error
        raise TransientError(f"the database refused: {error}") from error
    except PyMongoError as error:
        raise TransientError(f"the database is away: {error}") from error
