"""Cursors moved by many threads at one moment: few writes, and each learns what became of its own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.cursors import LostCursor
from shared.errors import TransientError
from shared.joint_moves import JointMoves
from tests.support.waiting import until

WAY = ("e-1", 3, 5)


class Slow:
    """Cursors whose first write waits until it is let go."""

    def __init__(self):
        self.written = []
        self.begun, self.go = threading.Event(), threading.Event()
        self.fails = {}

    def move_all(self, names, *way):
        self.begun.set()
        assert self.go.wait(30)
        self.written.append((sorted(names), way))
        if error := self.fails.get(way):
            raise error


@pytest.fixture
def slow():
    return Slow()


@pytest.fixture
def joint(slow):
    return JointMoves(slow)


@pytest.fixture
def pool():
    with ThreadPoolExecutor(20) as pool:
        yield pool


def waiting(joint, count):
    until(lambda: len(joint._waiting) == count, 30, f"{count} moves wait")


def test_one_alone_is_written_at_once(joint, slow):
    slow.go.set()
    joint.move("a", *WAY)
    joint.move("b", *WAY)
    assert slow.written == [(["a"], WAY), (["b"], WAY)]


def test_those_that_come_meanwhile_are_written_together_by_the_way_they_go(joint, slow, pool):
    first = pool.submit(joint.move, "first", *WAY)
    assert slow.begun.wait(30)
    names = [f"view-{number:02}" for number in range(12)]
    asked = [pool.submit(joint.move, name, *WAY) for name in names]
    other = pool.submit(joint.move, "other", "e-1", 4, 5)
    waiting(joint, 13)
    slow.go.set()
    assert [one.result(30) for one in (first, *asked, other)] == [None] * 14
    assert slow.written[0] == (["first"], WAY)
    assert sorted(slow.written[1:]) == [(["other"], ("e-1", 4, 5)), (names, WAY)]
    joint.move("later", *WAY)
    assert slow.written[-1] == (["later"], WAY)


@pytest.mark.parametrize("error", [LostCursor("elsewhere"), TransientError("away"), RuntimeError("odd")])
def test_a_failure_is_told_to_those_who_went_that_way_and_to_nobody_else(joint, slow, pool, error):
    slow.fails[WAY] = error
    first = pool.submit(joint.move, "first", "e-1", 1, 2)
    assert slow.begun.wait(30)
    lost = [pool.submit(joint.move, name, *WAY) for name in "ab"]
    moved = pool.submit(joint.move, "c", "e-1", 4, 5)
    waiting(joint, 3)
    slow.go.set()
    assert first.result(30) is None
    assert moved.result(30) is None
    for one in lost:
        with pytest.raises(type(error), match=str(error)):
            one.result(30)
    slow.fails.clear()
    joint.move("a", *WAY)


def test_a_writer_that_ends_leaves_nobody_waiting(joint, slow, pool):
    slow.fails[WAY] = KeyboardInterrupt()
    first = pool.submit(joint.move, "first", "e-1", 1, 2)
    assert slow.begun.wait(30)
    both = [pool.submit(joint.move, name, *WAY) for name in "ab"]
    waiting(joint, 2)
    slow.go.set()
    assert first.result(30) is None
    raised = {type(one.exception(30)) for one in both}
    assert raised <= {KeyboardInterrupt, TransientError}
    slow.fails.clear()
    joint.move("a", *WAY)


def test_many_threads_in_a_hurry_lose_nothing():
    class Counting:
        def __init__(self):
            self.moved, self.writes = [], 0

        def move_all(self, names, *_way):
            self.writes += 1
            self.moved += names

    counting = Counting()
    joint = JointMoves(counting)

    def hurry(thread):
        for step in range(200):
            joint.move(f"{thread}-{step}", *WAY)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(hurry, range(16)))
    assert sorted(counting.moved) == sorted(f"{thread}-{step}" for thread in range(16) for step in range(200))
    assert counting.writes <= 16 * 200
