"""Another master key: one run at a time, and the former key is destroyed only when nothing is wrapped under it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from shared.keyring import Keyring, RotationRunning
from sovang import vaulting


@dataclass
class Rewrapping:
    """Stands in for the wrapping: how many keys each pass finds, and what is done in the middle of it."""

    ring: Keyring
    found: list[int]
    meanwhile: list[object] = field(default_factory=list)
    masters: list[int] = field(default_factory=list)

    def __call__(self, _platform):
        self.masters.append(len(self.ring.masters()))
        for act in self.meanwhile:
            act()
        return self.found.pop(0)


@dataclass
class Platform:
    """What a rotation needs of it."""

    keyring: Keyring


@pytest.fixture
def rewrapping(tmp_path, monkeypatch):
    ring = Keyring(tmp_path)
    ring.make_missing()
    passes = Rewrapping(ring, [7, 2, 1, 0])
    monkeypatch.setattr(vaulting, "_platform", lambda _settings: Platform(ring))
    monkeypatch.setattr(vaulting, "_rewrapped", passes)
    return passes


def test_the_former_key_goes_when_a_pass_finds_nothing_any_more(rewrapping):
    before = rewrapping.ring.secret("master")
    vaulting.rotate_master(None, 0)
    assert (rewrapping.masters, rewrapping.found) == ([2, 2, 2, 2], [])
    (now,) = rewrapping.ring.masters()
    assert now != before


def test_a_second_run_is_refused_at_once_and_harms_nothing(rewrapping):
    def again():
        with pytest.raises(RotationRunning, match=r"đang được đổi.* / Another process"):
            vaulting.rotate_master(None, 0)

    rewrapping.meanwhile.append(again)
    vaulting.rotate_master(None, 0)
    assert rewrapping.masters == [2, 2, 2, 2]
    rewrapping.meanwhile.clear()
    rewrapping.found.extend([0, 0])
    vaulting.rotate_master(None, 0)  # once it is done, the next may


def test_a_run_that_was_ended_is_gone_on_with(rewrapping):
    first = rewrapping.ring.secret("master")
    rewrapping.meanwhile.append(lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        vaulting.rotate_master(None, 0)
    second, former = rewrapping.ring.masters()
    assert former == first
    rewrapping.meanwhile.clear()
    vaulting.rotate_master(None, 0)
    assert rewrapping.ring.masters() == (second,)
