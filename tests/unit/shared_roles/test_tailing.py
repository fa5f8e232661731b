"""Whatever ends the reading of a change stream is told to the numberer: none may wait for a reader that is dead."""

from __future__ import annotations

import pytest
from bson.errors import InvalidBSON

from shared.errors import TransientError
from shared.tailing import CommitTail


class Torn:
    """A collection whose change stream opens, and fails as it is read."""

    alive = True
    resume_token = {"_data": "1"}  # noqa: RUF012  # read only

    def __init__(self, error):
        self.error = error

    def with_options(self, **_options):
        return self

    def watch(self, *_pipeline, **_options):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    def try_next(self):
        raise self.error


@pytest.mark.parametrize("error", [InvalidBSON("torn"), RuntimeError("anything")], ids=["bytes", "other"])
def test_a_reader_that_fails_for_any_reason_says_so(error):
    tail = CommitTail(Torn(error), None)
    with pytest.raises(TransientError, match=str(error)):
        tail.take(1, 5)
    tail.close()
