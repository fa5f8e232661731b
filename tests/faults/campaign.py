"""A run: clients write while faults happen by a seeded plan; then all is healed, drained and looked at."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from math import ceil

from pymongo.errors import PyMongoError

from shared.settings import SERVICES
from tests.builders.commands import AT_ONCE, REFUSALS, some_commands
from tests.builders.office import EVERYTHING, department, drafted_plan, issued_plan
from tests.faults.attacks import attacks
from tests.faults.course import Course
from tests.faults.found import Found, found_in, handled_in, views_in, with_former_keys
from tests.faults.ground import Ground
from tests.faults.growth import all_judged, unbounded
from tests.faults.history import History, history_of
from tests.faults.invariants.all import broken
from tests.faults.kinds import Fault
from tests.faults.listener import SOURCES as LISTENED_TO
from tests.faults.plan import Turn, least_seconds, turns
from tests.faults.result import THE_RUN, Result, reason
from tests.faults.sampling import Sampling
from tests.support.records import commits, settle
from tests.support.writers import Writers

RECIPIENTS = 60
COMMANDS_A_TURN = 1200
"""A quarter of them send a plan: as many as AT_ONCE plans have recipients."""

REBUILD_SECONDS = 900.0
WRITERS_SECONDS = 600.0
REST_SECONDS = 60.0
"""Longer than whoever hears needs to connect again: a connection that is not answered, and the pause after it."""

TRIES = 6


@dataclass(slots=True)
class Campaign:
    """One run over *ground*; *told* hears of each turn."""

    ground: Ground
    course: Course
    faults: Sequence[Fault]
    told: Callable[[str], None] = lambda _: None
    injected: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    spans: dict[str, float] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)
    heard: dict[str, int] = field(default_factory=dict)
    parked: dict[str, int] = field(default_factory=dict)
    became: dict[str, int] = field(default_factory=dict)
    writers: Writers | None = None
    earlier: frozenset[str] = frozenset()
    sampling: Sampling = field(init=False)

    def __post_init__(self) -> None:
        """Nothing has begun."""
        self.sampling = Sampling(self.ground)

    def run(self) -> Result:
        """All of it; whatever goes wrong on the way is told in the result, with what was measured before."""
        started = time.monotonic()
        chance = random.Random(self.course.seed)
        for part in (self._loaded, self._judged):
            try:
                part(chance)
            except Exception as stop:  # noqa: BLE001  # an hour's record is worth more than a traceback
                self.broken.setdefault(THE_RUN, reason(stop))
        samples = self.sampling.samples
        return Result(
            injected=dict(sorted(self.injected.items())),
            not_injected=dict(sorted(self.failed.items())),
            spans={name: round(seconds, 1) for name, seconds in sorted(self.spans.items())},
            killed_at=self.ground.killed_at(),
            outcomes=self._history().counts,
            history=next((one.history for one in reversed(samples) if one.history), {}),
            heard=self.heard,
            parked=self.parked,
            became=self.became,
            load_seconds=round(self.writers.seconds, 1) if self.writers else 0.0,
            seconds=round(time.monotonic() - started),
            growth_judged=all_judged(samples),
            samples=samples,
            broken=self.broken,
        )

    def _history(self) -> History:
        return history_of(self.writers.records if self.writers else (), self.earlier, REFUSALS)

    def _loaded(self, chance: random.Random) -> None:
        """Clients write while faults happen; afterwards everything runs that should, and no client does."""
        self.sampling.take()
        self.writers, self.earlier = writers, _ = self._prepared(chance)
        writers.start()
        self.sampling.begin(lambda: writers.sent)
        with ExitStack() as at_end:
            at_end.callback(self.sampling.end)
            at_end.callback(writers.join, WRITERS_SECONDS, all_known=False)
            at_end.callback(self.ground.mend)
            at_end.callback(writers.begin_no_more)
            self._disturb(writers, turns(chance, self.faults, self.course.turn_seconds))
            if self.course.least is not None:
                writers.begin_no_more()
            writers.join(WRITERS_SECONDS, all_known=False)

    def _prepared(self, chance: random.Random) -> tuple[Writers, frozenset[str]]:
        system, course = self.ground.system, self.course
        person = system.open_account("moi-viec", EVERYTHING)
        office = department(person, units=1)
        cases = range(AT_ONCE * ceil(course.commands / COMMANDS_A_TURN))
        drafts = [drafted_plan(person, office.id, f"draft.{number}") for number in cases]
        plans = [issued_plan(person, office.id, f"plan.{number}", recipients=RECIPIENTS) for number in cases]
        commands = some_commands(
            chance, office, drafts, plans, course.commands, course.kinds, recipients=RECIPIENTS
        )
        with suppress(AssertionError):  # what is broken on purpose need not come to rest
            settle(system, course.settle_seconds)
        pace = course.seconds / max(1, course.commands - 1)  # the last one begins when that time is over
        writers = Writers(person, self.ground.url_of, commands, course.clients, pace=pace)
        return writers, frozenset(commit.key for commit in commits(system))

    def _disturb(self, writers: Writers, plan: object) -> None:
        """Turn after turn until enough is written and every fault has had its turn."""
        for turn in plan:
            if self._enough(writers):
                return
            self._take(turn, writers)

    def _enough(self, writers: Writers) -> bool:
        turned = sum(self.injected.values()) + sum(self.failed.values()) >= len(self.faults)
        if self.course.least is None:
            return writers.finished and turned
        happened = all(self.injected[fault.name] or self.failed[fault.name] >= TRIES for fault in self.faults)
        return turned and happened and (writers.finished or writers.sent >= self.course.least)

    def _take(self, turn: Turn, writers: Writers) -> None:
        names = ", ".join(fault.name for fault in turn.faults)
        self.told(f"{writers.sent}/{self.course.commands} · {names} · {turn.seconds:.0f} s")
        begun = time.monotonic()
        injected: dict[str, float] = {}
        try:
            for fault in turn.faults:
                if self._injected(fault, writers):
                    injected[fault.name] = time.monotonic()
            least = (injected.get(fault.name, begun) + least_seconds(fault) for fault in turn.faults)
            ends = max([begun + turn.seconds, *least])  # a turn may have no fault
            time.sleep(max(0.0, ends - time.monotonic()))  # the span is what is injected
        finally:
            for name, since in injected.items():
                self.spans[name] = max(self.spans.get(name, 0.0), time.monotonic() - since)
            for fault in turn.faults:
                fault.heal(self.ground)

    def _injected(self, fault: Fault, writers: Writers) -> bool:
        done = False
        with suppress(PyMongoError, OSError):  # what the fault needs is away by another one
            done = fault.inject(self.ground, random.Random(f"{self.course.seed}{writers.sent}{fault.name}"))
        (self.injected if done else self.failed)[fault.name] += 1
        return done

    def _judged(self, chance: random.Random) -> None:
        assert self.writers, "nothing was written"
        system, wrong, history = self.ground.system, self.broken, self._history()
        system.ready(180)
        self.ground.settle_owed()
        try:
            settle(system, self.course.settle_seconds)
        except AssertionError as stuck:
            wrong["nothing is stuck"] = str(stuck)
        self.sampling.take_at_rest(REST_SECONDS)
        wrong.update(unbounded(self.sampling.samples))
        self.told("looking at everything")
        found = self._found()
        self.heard = {source: len(heard.positions) for source, heard in found.announced.items()}
        self.parked = dict(Counter(one.state for one in found.parked))
        self.became = history.became({one.key for one in found.commits})
        wrong.update(broken(found, history))
        if not wrong and self.course.thorough:
            for name, attack in attacks(self.ground, found, chance).items():
                self.told(name)
                try:
                    attack()
                except AssertionError as failure:
                    wrong[name] = str(failure)

    def _found(self) -> Found:
        system = self.ground.system
        there, views = found_in(system), views_in(system)
        for service in SERVICES if self.course.thorough else ():
            told = self.ground.program("rebuild", service, seconds=REBUILD_SECONDS)
            assert told.returncode == 0, told.stderr
        heads = {source: self.ground.head_of(source) for source in LISTENED_TO}
        there["commits"] = with_former_keys(there["commits"], self.ground.restored)
        return Found(
            **there,
            handled=handled_in(self.ground.orders / "handled"),
            announced=self.ground.listener.heard(heads),
            views=views,
            rebuilt=views_in(system),
            spoiled=frozenset(self.ground.spoiled),
            restored=dict(self.ground.restored),
        )
