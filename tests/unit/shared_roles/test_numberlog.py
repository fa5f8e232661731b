"""A row counts as numbered only once a majority has it."""

from __future__ import annotations

import pytest
from pymongo.errors import BulkWriteError

from shared.errors import TransientError
from shared.numberlog import taken_before

REFUSED = {"index": 3, "code": 11000}


def test_the_rows_before_a_duplicate_are_taken():
    assert taken_before(BulkWriteError({"writeErrors": [REFUSED], "writeConcernErrors": []})) == 3


@pytest.mark.parametrize(
    "details",
    [
        {"writeErrors": [REFUSED], "writeConcernErrors": [{"code": 64}]},
        {"writeErrors": [], "writeConcernErrors": [{"code": 64}]},
        {"writeErrors": [{**REFUSED, "code": 121}], "writeConcernErrors": []},
    ],
    ids=["not by a majority", "perhaps none", "not a duplicate"],
)
def test_rows_that_a_majority_may_lack_are_looked_at_again(details):
    with pytest.raises(TransientError):
        taken_before(BulkWriteError(details))
