"""The log itself: its fence against a second writer, and the reading of its rows."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from pymongo.errors import DuplicateKeyError

from shared.durable import database_calls
from shared.errors import BrokenHistory, TransientError
from shared.logrows import end_of, row_at, rows_after
from shared.numberlog import Inserted, NumberLog
from shared.roles import StandBy
from tests.builders.positions import numbered


class TestFence:
    @pytest.fixture
    def two(self, database):
        """Two writers of one log, both believing that they are alone."""
        logs = []
        for _ in range(2):
            logs.append(NumberLog(database))
            logs[-1].load()
            logs[-1].bear(lambda: "e-1")
        return logs

    def commits(self, *names):
        return [Inserted(name, 1, {"_data": name}) for name in names]

    def test_the_same_decision_made_twice_is_adopted(self, database, two):
        first, second = two
        first.append(self.commits("a@1", "b@1", "c@1"))
        second.append(self.commits("a@1", "b@1", "c@1", "d@1"))

        assert numbered(database) == ["a@1", "b@1", "c@1", "d@1"]
        assert second.end == 4

    def test_another_decision_at_the_same_place_ends_the_later_writer(self, database, two):
        first, second = two
        first.append(self.commits("a@1", "b@1"))
        with pytest.raises(StandBy, match="another numberer is alive"):
            second.append(self.commits("b@1", "a@1", "c@1"))

        assert numbered(database) == ["a@1", "b@1"]

    def test_a_writer_that_slept_through_others_adds_nothing(self, database, two):
        sleeper, worker = two
        sleeper.append(self.commits("a@1"))
        worker.append(self.commits("a@1", *[f"b@{number}" for number in range(50)]))
        with pytest.raises(StandBy):
            sleeper.append(self.commits("b@7", "c@1"))

        assert len(numbered(database)) == 51

    def test_what_is_told_twice_keeps_its_number(self, database, two):
        log, _ = two
        log.append(self.commits("a@1", "b@1"))
        log.append(self.commits("b@1", "c@1", "a@1", "d@1"))

        assert numbered(database) == ["a@1", "b@1", "c@1", "d@1"]

    def test_many_that_are_told_twice_keep_their_numbers(self, database, two):
        log, _ = two
        names = [f"a@{number:04d}" for number in range(1200)]
        log.append(self.commits(*names))
        log.append(self.commits(*names, "b@1"))

        assert numbered(database) == [*names, "b@1"]

    def test_two_writers_at_once_leave_one_dense_log(self, database, two):
        """Both number the same commits, each in its own order, in small pieces, until one has to give way."""
        names = [f"s{number:03d}@1" for number in range(200)]
        outcomes = []

        def number(log, order):
            try:
                for at in range(0, len(order), 7):
                    log.append(self.commits(*order[at : at + 7]))
            except (StandBy, TransientError) as error:
                outcomes.append(error)

        threads = [
            threading.Thread(target=number, args=one)
            for one in zip(two, (names, list(reversed(names))), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        commits = numbered(database)
        assert len(outcomes) >= 1
        assert set(commits) <= set(names)

    def test_an_idle_place_is_never_set_back(self, database, two):
        first, second = two
        first.append(self.commits("a@1"))
        first.idle({"_data": "later"})

        with pytest.raises(StandBy):
            second.idle({"_data": "earlier"})
        assert database.log_state.find_one({"_id": "idle"})["at"] == 1

    def test_a_log_whose_epoch_was_exchanged_is_not_gone_on_with(self, database, two):
        two[0].append(self.commits("a@1"))
        database.log_state.replace_one({"_id": "epoch"}, {"_id": "epoch", "epoch": "e-2"})

        with pytest.raises(BrokenHistory, match=r"epoch is e-2, its last row's e-1"):
            NumberLog(database).load()
        assert numbered(database) == ["a@1"]

    def test_the_database_refuses_two_rows_for_one_commit(self, database, two):
        two[0].append(self.commits("a@1"))

        with pytest.raises(DuplicateKeyError), database_calls():
            database.log.insert_one({"_id": 2, "count": 1, "commit": "a@1", "token": None, "epoch": "e-1"})


class TestReadingRows:
    SIZES = (1, 3, 1, 100, 2, *[1] * 60)

    @pytest.fixture
    def rows(self, database):
        log = NumberLog(database)
        log.load()
        log.bear(lambda: "e-1")
        log.append([Inserted(f"s@{place}", size, None) for place, size in enumerate(self.SIZES)])
        return log.rows

    def test_every_position_is_held_by_one_row(self, rows):
        end = sum(self.SIZES)
        held = [row_at(rows, position) for position in range(1, end + 1)]

        assert all(row.first <= position <= row.last for position, row in enumerate(held, start=1))
        assert len({row.commit for row in held}) == len(self.SIZES)
        assert row_at(rows, end + 1) is None
        assert row_at(rows, end + 500) is None

    @pytest.mark.parametrize("known", [1, 50, 104, 166])
    def test_the_end_is_found_from_anywhere_before_it(self, rows, known):
        assert end_of(rows, row_at(rows, known)).last == sum(self.SIZES)
        assert end_of(rows).last == sum(self.SIZES)

    def test_the_end_is_found_when_the_log_is_not_what_it_was(self, rows):
        other = row_at(rows, 50)._replace(commit="another@1")

        assert end_of(rows, other).last == sum(self.SIZES)

    def test_nothing_comes_after_the_end(self, rows):
        assert rows_after(rows, sum(self.SIZES), 10) == []
        assert rows_after(rows, sum(self.SIZES) + 300, 10) == []

    @pytest.mark.parametrize("position", [0, 1, 2, 3, 50, 105, 120, 166])
    @pytest.mark.parametrize("events", [1, 2, 7, 40, 500])
    def test_the_rows_after_a_position_hold_just_the_events_asked_for(self, rows, position, events):
        found = rows_after(rows, position, events)

        asked_for = range(position + 1, min(position + events, sum(self.SIZES)) + 1)
        assert found[0].first <= asked_for[0] <= found[0].last
        assert found[-1].first <= asked_for[-1] <= found[-1].last
        assert all(after.first == before.last + 1 for before, after in pairwise(found))

    def test_a_hole_in_the_log_is_noticed(self, rows, database):
        database.log.delete_one({"_id": 110})

        assert rows_after(rows, 104, 5)[-1].last == 109
        for position in (1, 104, 109):
            with pytest.raises(BrokenHistory, match="no row for position 110"):
                rows_after(rows, position, 130)

    def test_an_empty_log_has_no_end(self, database):
        assert end_of(NumberLog(database).rows) is None
