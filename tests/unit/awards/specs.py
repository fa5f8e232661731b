"""Given, when, then over a decider."""

from __future__ import annotations

import pytest

from shared.acts import ActRefused
from shared.errors import ExpectedError


class Spec:
    def __init__(self, decider, *events):
        self.decider = decider
        self.events = events

    def given(self, *events):
        return Spec(self.decider, *events)

    def when(self, command):
        return Outcome(self.decider, self.events, command)


class Outcome:
    def __init__(self, decider, events, command):
        self.decider = decider
        self.command = command
        self.state = decider.fold(events)

    def _decided(self):
        return tuple(self.decider.decide(self.command, self.state))

    def then(self, *events):
        assert self._decided() == events

    def then_nothing(self):
        assert self._decided() == ()

    def then_rejected(self, code):
        with pytest.raises(ExpectedError) as caught:
            self._decided()
        assert caught.value.code == code
        assert "…" not in caught.value.text.vi + caught.value.text.en

    def then_refused(self, code):
        (refusal,) = self._decided()
        assert isinstance(refusal, ActRefused)
        assert refusal.code == code
        return refusal
