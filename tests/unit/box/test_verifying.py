"""Services that are busy while the ledger is verified."""

from __future__ import annotations

import pytest

from shared.errors import TransientError
from sovang import verifying


@pytest.fixture
def asked(monkeypatch):
    """Gives something to ask that is busy some times first, and how often it was asked."""
    monkeypatch.setattr(verifying, "PAUSE_SECONDS", 0.0)
    times = []

    def busy(count):
        def ask():
            times.append(1)
            if len(times) <= count:
                raise TransientError("busy")
            return "answer"

        return ask

    return busy, times


def test_a_service_that_is_busy_for_a_moment_is_asked_again(asked):
    busy, times = asked
    assert verifying.patiently(busy(verifying.TRIES - 1)) == "answer"
    assert len(times) == verifying.TRIES


def test_one_that_stays_away_is_said_to_be_away(asked):
    busy, times = asked
    with pytest.raises(TransientError):
        verifying.patiently(busy(100))
    assert len(times) == verifying.TRIES
