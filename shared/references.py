"""What a refusal names by its id (tham chiếu): a fact of it says only of what it is the id, and the record holds nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from shared.values import dataclass

Kind = Literal["organisation", "person", "subject", "movement", "criterion"]
"""Of what something is the id; a subject (đối tượng) is a person or an organisation."""

BETWEEN = ", "
"""What stands between several ids in one fact."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The *ids* that one fact holds, all of one *kind*."""

    kind: Kind
    ids: tuple[str, ...]


def references_in(facts: Mapping[str, str], kinds: Mapping[str, Kind]) -> Mapping[str, Reference]:
    """Those of *facts* that *kinds* says hold ids."""
    return {
        name: Reference(kinds[name], tuple(told.split(BETWEEN)))
        for name, told in facts.items()
        if name in kinds and told
    }
