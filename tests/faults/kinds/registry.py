"""Every fault by name. A new one is added here and is from then on part of each run, the short and the long one."""

from __future__ import annotations

from tests.faults.kinds import Fault
from tests.faults.kinds.brokers import (
    BrokerBlocked,
    BrokerFrozen,
    BrokerRestarted,
    BrokerWiped,
    MessagesRepeated,
)
from tests.faults.kinds.copies import Restored
from tests.faults.kinds.databases import DatabaseFrozen, DatabaseKilled, DiskFull, HistoryLost
from tests.faults.kinds.events import Poisoned, UnknownSchema, UnknownType
from tests.faults.kinds.networks import Slowed, Torn
from tests.faults.kinds.processes import ClockJumped, Killed, KilledAtStep, TwoOfEverything


def all_faults() -> list[Fault]:
    """Each of them."""
    return [
        Killed(),
        KilledAtStep(),
        TwoOfEverything(),
        ClockJumped(),
        BrokerRestarted(),
        BrokerWiped(),
        BrokerFrozen(),
        BrokerBlocked(),
        MessagesRepeated(),
        DatabaseKilled(),
        DatabaseFrozen(),
        DiskFull(),
        HistoryLost(),
        Torn("database"),
        Torn("broker"),
        Slowed("database"),
        Slowed("broker"),
        Poisoned(),
        UnknownType(),
        UnknownSchema(),
        Restored(),
    ]
