"""What every decider of this context keeps, whatever it is told and in whatever order."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace

from shared.acts import ActRefused
from shared.errors import ExpectedError
from shared.privacy import ERASED, privacy_of


def decided(decider, command, history):
    """The events *command* brings about, or the code it is rejected with."""
    try:
        return list(decider.decide(command, decider.fold(history)))
    except ExpectedError as error:
        return error.code


def played(decider, commands):
    """The history that *commands* leave."""
    history = []
    for command in commands:
        events = decided(decider, command, history)
        history += events if isinstance(events, list) else []
    return history


def erased(value):
    """*value* with everything sealed in it erased, at any depth."""
    if isinstance(value, tuple):
        return tuple(map(erased, value))
    if not is_dataclass(value):
        return value
    changes = {
        item.name: erased(getattr(value, item.name)) if privacy_of(item.metadata) == "open" else ERASED
        for item in fields(value)
    }
    return replace(value, **changes)


def given_again_changes_nothing(decider, commands):
    """An accepted command is accepted once; a refusal is recorded each time."""
    history = []
    for command in commands:
        events = decided(decider, command, history)
        if isinstance(events, list):
            history += events
            again = decided(decider, command, history)
            refused = events and isinstance(events[0], ActRefused)
            assert again == (events if refused else [])


def holds_no_sealed_text(decider, commands):
    """The state is the same when everything sealed has been erased."""
    history = played(decider, commands)
    assert decider.fold(map(erased, history)) == decider.fold(history)


def refuses_what_is_done_and_flags_what_is_on_paper(decider, commands):
    """Only acts done now are refused, and only acts on paper carry flags."""
    for event in played(decider, commands):
        if isinstance(event, ActRefused):
            assert event.act.basis != "document"
        else:
            assert event.act.basis == "document" or not event.act.broken
