"""Collections that are read from and written to a majority, and the database's errors in our tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pymongo.collection import Collection
from pymongo.errors import BulkWriteError, DuplicateKeyError, PyMongoError
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference
from pymongo.write_concern import WriteConcern

from shared.errors import TransientError

Documents = Collection[dict[str, Any]]


def durable(collection: Documents) -> Documents:
    """
    *collection* as every protocol here needs it, whatever the client's settings are.

    What is read can never be rolled back, and what is acknowledged survives a crash.
    """
    return collection.with_options(
        read_preference=ReadPreference.PRIMARY,
        read_concern=ReadConcern("majority"),
        write_concern=WriteConcern(w="majority", j=True),
    )


def ensure_index(
    collection: Documents,
    fields: Sequence[tuple[str, int]],
    *,
    unique: bool = False,
    expire_seconds: int | None = None,
) -> None:
    """
    Make the index unless it is there: asking needs less permission than making. Raises the database's errors.

    With *expire_seconds* the server itself removes a document so long after the moment in its one field.
    """
    name = "_".join(f"{field}_{direction}" for field, direction in fields)
    if name not in collection.index_information():
        expiring: dict[str, Any] = {} if expire_seconds is None else {"expireAfterSeconds": expire_seconds}
        collection.create_index(list(fields), unique=unique, name=name, **expiring)


@contextmanager
def database_calls() -> Iterator[None]:
    """Raises TransientError for the database's errors, except the two that tell of a document already there."""
    try:
        yield
    except (DuplicateKeyError, BulkWriteError):
        raise
    except PyMongoError as error:
        raise TransientError(f"database: {error}") from error
