"""The order a timeline is told in: by causation, then by the time of the act, then as recorded."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def in_causal_order(
    items: Iterable[T],
    *,
    name: Callable[[T], Hashable],
    cause: Callable[[T], Hashable],
    when: Callable[[T], Any],
) -> list[T]:
    """
    *items* so that none stands before its cause, and otherwise by *when* (which MUST differ for any two).

    A cause outside of *items* holds nothing up; nor does a circle, which is told by *when* at the end.
    """
    rest = {name(item): item for item in items}
    waiting: dict[Hashable, list[T]] = {}
    ready: list[tuple[Any, Hashable]] = []
    for item in rest.values():
        if cause(item) in rest:
            waiting.setdefault(cause(item), []).append(item)
        else:
            ready.append((when(item), name(item)))
    heapq.heapify(ready)
    told: list[T] = []
    while ready:
        _, first = heapq.heappop(ready)
        told.append(rest.pop(first))
        for item in waiting.pop(first, []):
            heapq.heappush(ready, (when(item), name(item)))
    return told + sorted(rest.values(), key=when)
