"""That something does not answer is said when it begins, when the reason changes, and when it is over; not at every try."""

from __future__ import annotations

import pytest
from pymongo.errors import OperationFailure, ServerSelectionTimeoutError
from structlog.testing import capture_logs

from shared.durable import database_calls
from shared.errors import TransientError
from shared.reachable import DatabaseAnswers, Reachable


class Database:
    """Answers a ping, or raises what it is told to."""

    name = "sovang_demo_samples"

    def __init__(self):
        self.fault = None

    def command(self, _name):
        if self.fault is not None:
            raise self.fault


def refused(number=1):
    return OperationFailure(
        f"Authentication failed., full error: {{'operationTime': {number}}}", 18, {"errmsg": "no"}
    )


def test_a_database_that_does_not_answer_is_told_of_once_and_again_when_it_does():
    database = Database()
    answers = DatabaseAnswers(database, "samples")
    with capture_logs() as told:
        assert answers()
        for number in range(3):
            database.fault = refused(number)
            assert not answers()
        database.fault = None
        assert answers()
        assert answers()
    names = {"service": "samples", "database": "sovang_demo_samples"}
    assert told == [
        {
            "event": "database does not answer",
            "log_level": "warning",
            "reason": "Authentication failed.",
            **names,
        },
        {"event": "database answers again", "log_level": "info", **names},
    ]


def test_another_reason_is_told_and_reasons_that_come_in_turn_are_told_once_each():
    database = Database()
    answers = DatabaseAnswers(database, "samples")
    faults = (refused(), OperationFailure("not authorized", 13), ServerSelectionTimeoutError("away"))
    with capture_logs() as told:
        for fault in faults * 2:
            database.fault = fault
            assert not answers()
    assert [line["reason"] for line in told] == ["Authentication failed.", "not authorized", "away"]


def test_a_reason_that_differs_in_numbers_alone_is_the_same_and_is_told_without_the_drivers_state():
    reachable = Reachable("away", "back", role="samples.numberer")

    def tried(fault):
        with pytest.raises(TransientError) as caught, database_calls():
            raise fault
        reachable.failed(caught.value)

    with capture_logs() as told:
        for seconds in (0.1, 0.25):
            state = f"Timeout: {seconds}s, Topology Description: <TopologyDescription id: {seconds}>"
            tried(ServerSelectionTimeoutError(f"h:1: refused (timeouts: {seconds}ms), {state}"))
        tried(refused())
    assert [line["reason"] for line in told] == [
        "database: h:1: refused (timeouts: 0.1ms)",
        "database: Authentication failed.",
    ]


def test_an_error_without_words_is_told_by_its_kind():
    with capture_logs() as told:
        Reachable("away", "back").failed(ValueError())
    assert told == [{"event": "away", "log_level": "warning", "reason": "ValueError"}]
