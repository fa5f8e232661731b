"""A leak is told from a plateau, in samples that are made up."""

from __future__ import annotations

import pytest

from tests.faults import sampling
from tests.faults.growth import LEAST, all_judged, require_bounded, unbounded
from tests.faults.sampling import Sample

MINUTES = 21
SIZES = {"cursors": 12, "leases": 15, "log_state": 3, "views": 1, "generations": 14, "sessions": 4}


def sample(minute: int, **other) -> Sample:
    made = {
        "memory": {"work-audit": 90_000, "database": 60_000},
        "files": 10_000,
        "history": {"commits": 1000 * minute, "events": 1000 * minute, "entries": 1000 * minute},
        "sizes": SIZES,
        "queues": {"audit.from.nominations": 0},
    }
    return Sample(seconds=60.0 * minute, sent=1000 * minute, **{**made, **other})


def samples(count: int = MINUTES, **of_minute) -> list[Sample]:
    """*of_minute* give a field's value at each minute."""
    return [
        sample(minute, **{name: value(minute) for name, value in of_minute.items()})
        for minute in range(count)
    ]


def filling(minute: int) -> int:
    """As caches do: up to a level within the first minutes."""
    return 60_000 + 5_000 * min(minute, 6)


def killed_now_and_then(minute: int) -> int:
    return 70_000 + 4_000 * (minute % 5)


@pytest.mark.parametrize("memory", [filling, killed_now_and_then], ids=["plateau", "restarts"])
def test_a_plateau_passes(memory):
    require_bounded(samples(memory=lambda minute: {"work-audit": memory(minute)}))


def test_a_process_that_is_still_starting_tells_nothing():
    """Killed so often that a third has one value of it that counts: neither a leak nor a pass."""
    started = [100_000, 110_000, 120_000, 40_000, None, 121_000, 143_000, 142_000, 141_000]
    few = samples(
        LEAST, memory=lambda minute: {"serve-nominations": started[minute]} if started[minute] else {}
    )
    assert not unbounded(few)
    assert not all_judged(few)
    leaking = [100_000, 110_000, 120_000, 121_000, 122_000, 123_000, 190_000, 191_000, 192_000]
    told = samples(LEAST, memory=lambda minute: {"serve-nominations": leaking[minute]})
    assert all_judged(told)
    assert unbounded(told)


def test_one_spike_is_no_trend():
    require_bounded(samples(memory=lambda minute: {"work-audit": 300_000 if minute == 18 else 90_000}))


@pytest.mark.parametrize("name", ["serve-nominations", "database"])
def test_a_leak_fails(name):
    leaking = samples(memory=lambda minute: {name: 60_000 + 5_000 * minute})
    with pytest.raises(AssertionError, match=f"memory of {name}"):
        require_bounded(leaking)


def test_a_database_may_hold_what_it_has_on_disk_and_no_other_process_may():
    def grown(minute: int) -> int:
        return 60_000 + 5_000 * minute

    require_bounded(samples(memory=lambda minute: {"database": grown(minute)}, files=grown))
    doubled = samples(memory=lambda minute: {"database": 2 * grown(minute)}, files=lambda _minute: 40_000)
    with pytest.raises(AssertionError, match="memory of database"):
        require_bounded(doubled)
    with pytest.raises(AssertionError, match="memory of work-audit"):
        require_bounded(samples(memory=lambda minute: {"work-audit": grown(minute)}, files=grown))


def test_a_database_that_was_killed_reads_what_it_has_on_disk_anew():
    """Faster than its files grow, and no further than to what they hold."""

    def files(minute: int) -> int:
        return 10_000 + 15_000 * minute

    def held(minute: int) -> int:
        return 60_000 + min(files(minute), 20_000 * (minute - 7) if minute >= 7 else files(minute))

    young = [held(minute) for minute in range(MINUTES)]
    require_bounded(samples(memory=lambda minute: {"database": young[minute]}, files=files))
    leaking = [one + 14_000 * minute for minute, one in enumerate(young)]
    with pytest.raises(AssertionError, match="memory of database"):
        require_bounded(samples(memory=lambda minute: {"database": leaking[minute]}, files=files))


@pytest.mark.parametrize("name", ["cursors", "leases", "log_state", "views", "generations"])
def test_a_collection_that_grows_fails(name):
    with pytest.raises(AssertionError, match=f"{name}: "):
        require_bounded(samples(sizes=lambda minute: SIZES | {name: 10 + minute}))


def test_a_message_left_in_a_queue_at_the_end_fails_and_one_under_load_does_not():
    def waiting(where: int):
        return lambda minute: {"awards.from.nominations": 40 if minute == where else 0}

    require_bounded(samples(queues=waiting(MINUTES - 2)))
    with pytest.raises(AssertionError, match=r"awards\.from\.nominations: 40"):
        require_bounded(samples(queues=waiting(MINUTES - 1)))


def test_queues_that_cannot_be_asked_at_the_end_fail():
    with pytest.raises(AssertionError, match="no queue could be asked"):
        require_bounded(samples(queues=lambda _: {}))


def test_what_was_away_when_a_sample_was_due_is_left_out():
    holes = samples(
        memory=lambda minute: {} if minute % 3 else {"work-audit": 90_000},
        sizes=lambda minute: {} if minute % 3 else SIZES,
    )
    require_bounded(holes)


def test_too_few_samples_are_not_judged():
    few = samples(LEAST - 1, memory=lambda minute: {"work-audit": 9_000 * (minute + 1)})
    assert not unbounded(few)
    with pytest.raises(AssertionError, match="too few"):
        require_bounded(few)
    assert unbounded(samples(LEAST, memory=lambda minute: {"work-audit": 9_000 * (minute + 1)}))


class Resting:
    """A system at rest, but for who still connects to its broker."""

    amqp_uri = "amqp://127.0.0.1:1"

    def memory(self):
        return {}

    def database_files(self):
        return 0


@pytest.mark.parametrize(
    ("looks", "kept"),
    [
        (
            [{}, {"awards.from.nominations": 3}, {"awards.from.nominations": 0}],
            {"awards.from.nominations": 0},
        ),
        ([{"awards.from.nominations": 3}], {"awards.from.nominations": 3}),
    ],
)
def test_the_last_sample_waits_for_queues_but_not_for_ever(monkeypatch, looks, kept):
    left = list(looks)
    monkeypatch.setattr(sampling, "queues_of", lambda _: left.pop(0) if len(left) > 1 else left[0])
    monkeypatch.setattr(sampling, "_asked", lambda _: ({}, {}))
    monkeypatch.setattr(sampling, "AGAIN_SECONDS", 0.01)
    taking = sampling.Sampling(Resting())
    taking.take_at_rest(0.3)
    assert [one.queues for one in taking.samples] == [kept]
