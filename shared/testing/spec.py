"""Given, when, then: what a decider does, said as a sentence."""

from __future__ import annotations

from typing import Generic, TypeVar

import pytest

from shared.acts import ActRefused
from shared.decider import Decider
from shared.errors import ExpectedError
from shared.values import dataclass

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


class Spec(Generic[C, S, E]):
    """`Spec(decider).given(*events).when(command).then(*events)`; a given Spec may be used again, it never changes."""

    def __init__(self, decider: Decider[C, S, E], history: tuple[E, ...] = ()) -> None:
        self._decider = decider
        self._history = history

    def given(self, *events: E) -> Spec[C, S, E]:
        """After *events*, which come after what was given before."""
        return Spec(self._decider, (*self._history, *events))

    def when(self, command: C) -> Outcome[C, S, E]:
        """What *command* leads to; it is decided when the sentence ends."""
        return Outcome(self._decider, self._history, command)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[C, S, E]):
    """Each `then` decides once, and checks that evolving through what was decided does not raise."""

    decider: Decider[C, S, E]
    history: tuple[E, ...]
    command: C

    def then(self, *events: E) -> None:
        """Exactly *events*, at least one."""
        assert events, "say then_nothing"
        assert self._decided() == events

    def then_nothing(self) -> None:
        """It is already so."""
        assert self._decided() == ()

    def then_rejected(self, code: str) -> ExpectedError:
        """Refused with *code* and nothing is recorded; the answer's sentence has all its facts."""
        with pytest.raises(ExpectedError) as caught:
            self._decided()
        assert caught.value.code == code
        assert "…" not in caught.value.text.vi + caught.value.text.en, caught.value.text
        return caught.value

    def then_refused(self, code: str) -> ActRefused:
        """Refused with *code*, which is an event of the case, the only one, and changes no state."""
        before = self.decider.fold(self.history)
        decided = self._decided()
        assert len(decided) == 1, decided
        (refusal,) = decided
        assert isinstance(refusal, ActRefused), refusal
        assert refusal.code == code
        assert self.decider.fold(decided, before) == before, "a refusal changes no state"
        return refusal

    def _decided(self) -> tuple[E, ...]:
        state = self.decider.fold(self.history)
        decided = tuple(self.decider.decide(self.command, state))
        self.decider.fold(decided, state)
        return decided
