"""The broker's patterns: what they match and what not."""

from __future__ import annotations

import re

from shared.broker.rights import NOTHING, exactly, serve_rights, subscriber_rights, work_rights

LISTENERS = {"a": ("b", "c"), "b": ("a",), "c": ()}


def names(pattern: str) -> set[str]:
    exchanges = {f"{one}.events" for one in "abc"}
    queues = {f"{consumer}.from.{source}" for consumer in "abc" for source in "abc"}
    return {name for name in exchanges | queues | {"", "amq.topic"} if re.search(pattern, name)}


def test_a_publisher_makes_its_exchange_and_the_queues_of_those_who_hear_it():
    rights = work_rights("a", ("a",), LISTENERS)
    assert names(rights.configure) == {"a.events", "b.from.a", "c.from.a", "a.from.b"}
    assert names(rights.write) == names(rights.configure)
    assert names(rights.read) == {"a.events", "b.events", "a.from.b"}


def test_one_that_only_hears_writes_no_exchange():
    rights = work_rights("c", (), LISTENERS)
    assert names(rights.write) == {"c.from.a"}
    assert names(rights.read) == {"a.events", "c.from.a"}


def test_patterns_are_anchored_and_take_names_as_they_are():
    assert not re.search(exactly({"a.b"}), "axb")
    assert not re.search(exactly({"a.b"}), "a.b.c")
    assert not re.search(exactly({"a.b"}), "x.a.b")
    assert exactly(()) == NOTHING
    assert re.search(exactly({"x-y"}), "x-y")


def test_serve_and_subscribers_reach_no_event_that_is_not_theirs():
    assert names(serve_rights("a").read) == set()
    rights = subscriber_rights(["b.from.a"])
    assert (rights.configure, rights.write, names(rights.read)) == (NOTHING, NOTHING, {"b.from.a"})
