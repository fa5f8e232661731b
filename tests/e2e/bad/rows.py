"""The table of bad requests: what is wrong, and the problem that is owed for it."""

from __future__ import annotations

from tests.e2e.bad.content import BODIES, SHAPES, TIMES
from tests.e2e.bad.identity import IDENTITY, KEYS_AND_VERSIONS
from tests.e2e.bad.places import OTHER_SERVICES, PLACES

ROWS = [*IDENTITY, *KEYS_AND_VERSIONS, *SHAPES, *BODIES, *TIMES, *PLACES, *OTHER_SERVICES]
