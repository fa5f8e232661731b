"""Rebuilding a view: a new generation beside the one in use, then a swap of the pointer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from shared.backoff import Backoff
from shared.errors import TransientError
from shared.projecting import Projector
from shared.roles import StandBy

PAGE = 1000
PATIENT_SECONDS = 60.0
"""How long a page is asked for again that a busy owner or database does not give."""

Progress = Callable[[int, int], None]
"""Told how many events are applied and how many there are."""


def rebuild(projectors: Sequence[Projector], progress: Progress | None = None, *, anew: bool = False) -> int:
    """
    Build the next generation of the view that *projectors* feed (one per source), swap it in; its number.

    An interrupted rebuild is resumed where it stopped, unless *anew* says to drop what there is: do so when the
    projection has changed since. Readers and running projectors move over by themselves; they drop the old generation
    once readers have had time to finish. Raises TransientError when another rebuild was faster, or nothing more is told
    for PATIENT_SECONDS.
    """
    first = projectors[0]
    if any(one.view is not first.view or one.database != first.database for one in projectors):
        raise ValueError("projectors of different views cannot be rebuilt together")
    generations = first.generations
    old = generations.current()
    new = old + 1
    generations.drop_but(old, *([] if anew else [new]))
    generations.prepare(new, first.view.indexes)
    while not _caught_up(projectors, new, progress):
        pass
    if not generations.swap(old, new, first.view.form):
        raise TransientError(f"view {first.view.name}: another rebuild was faster")
    return new


def _caught_up(projectors: Sequence[Projector], generation: int, progress: Progress | None) -> bool:
    """Advance each projector by a page; whether all stand where their source's head was before it."""
    done = total = 0
    for projector in projectors:
        taken, (epoch, head) = _advanced(projector, generation)
        reached, position = projector.progress(generation)
        if (position and reached != epoch) or (not taken and position < head):
            raise TransientError(
                f"{projector.feed.source} does not tell its history up to {epoch}/{head} now"
            )
        done, total = done + min(position, head), total + head
    if progress is not None:
        progress(done, total)
    return done == total


def _advanced(projector: Projector, generation: int) -> tuple[int, tuple[str, int]]:
    """
    How many events were applied, and where the source's head was: asked for again while that is away.

    The head is looked at first: what arrives after the page was read would make a page of nothing look like a history
    that is not told.
    """
    backoff, deadline = Backoff(0.1, 5.0), time.monotonic() + PATIENT_SECONDS
    while True:
        try:
            head = projector.feed.head()
            return projector.advance(generation, PAGE), head
        except StandBy:
            raise
        except TransientError:
            pause = backoff.next()
            if time.monotonic() + pause > deadline:
                raise
            time.sleep(pause)
