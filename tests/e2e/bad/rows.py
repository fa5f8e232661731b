"""The table of bad requests: what is wrong, and the problem that is owed for it."""

from __future__ import annotations

from tests.e2e.bad import models
from tests.e2e.bad.content import BODIES, SHAPES, TIMES
from tests.e2e.bad.emulation import EMULATION
from tests.e2e.bad.identity import IDENTITY, KEYS_AND_VERSIONS
from tests.e2e.bad.places import DOSSIERS, OTHER_SERVICES, PLACES

ROWS = [
    *EMULATION,
    *models.ROWS,
    *IDENTITY,
    *KEYS_AND_VERSIONS,
    *SHAPES,
    *BODIES,
    *TIMES,
    *PLACES,
    *DOSSIERS,
    *OTHER_SERVICES,
]
