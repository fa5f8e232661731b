"""How much a metric of this process has risen since a test began to watch it."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import REGISTRY


def shown(name: str, **labels: str) -> float:
    """The value of a sample now; 0 while there is none."""
    return REGISTRY.get_sample_value(name, labels) or 0.0


def rises(name: str, **labels: str) -> Callable[[], float]:
    """By how much it has risen since."""
    before = shown(name, **labels)
    return lambda: shown(name, **labels) - before
