"""A slip in a rule file stops the start with a sentence that names file, rule and fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from shared.rulefiles import WrongRule, load_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    most: int
    per: str = "unit"

    def __post_init__(self):
        if self.most < 0:
            raise ValueError("a quota below nothing")


KINDS = {"quota": Quota}
GOOD = """
- id: quota
  version: 1
  kind: quota
  applies: {level: unit}
  valid_from: 2020-01-01
  valid_until: 2024-01-01
  citation: Điều 1
  confirmed: false
  values: {most: 2}
"""


def folder_with(tmp_path, *texts):
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_rule_is_read_with_its_days_and_values(tmp_path):
    book = load_rules(folder_with(tmp_path, GOOD), KINDS)
    rule = book.in_force(Quota, date(2021, 1, 1), level="unit")
    assert (rule.name, rule.valid_until, rule.values) == ("quota/1", date(2024, 1, 1), Quota(most=2))
    assert rule.bodies == ()


def test_a_rule_of_some_bodies_is_read_with_their_names(tmp_path):
    text = GOOD.replace("  citation", "  bodies: [Sở Một, Sở Hai]\n  citation")
    (rule,) = load_rules(folder_with(tmp_path, text), KINDS).rules
    assert rule.bodies == ("Sở Một", "Sở Hai")


@pytest.mark.parametrize(
    ("find", "put", "fault"),
    [
        ("version: 1", "version: one", "version"),
        ("  citation: Điều 1\n", "", "citation"),
        ("confirmed: false", "confirmed: 0", "confirmed"),
        ("kind: quota", "kind: other", "there is no kind other"),
        ("  citation", "  bodies: [Sở Một, –]\n  citation", "a body has no name"),
        ("most: 2", "least: 2", "least"),
        ("most: 2", "most: -1", "a quota below nothing"),
        ("  values: {most: 2}\n", "", "values is missing"),
        ("valid_until: 2024-01-01", "valid_until: 2020-01-01", "it ends before it begins"),
        ("valid_from: 2020-01-01", "valid_from: soon", "valid_from"),
        ("- id: quota", "- id: quota\n  author: x", "author"),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path, find, put, fault):
    with pytest.raises(WrongRule) as caught:
        load_rules(folder_with(tmp_path, GOOD.replace(find, put)), KINDS)
    message = str(caught.value)
    assert "0.yml #1" in message
    assert fault in message
    assert message.startswith("Quy định")
    assert "/ Rule" in message


@pytest.mark.parametrize(
    ("text", "fault"), [("rules: 1", "must be a list"), ("- [", "not YAML"), ("- text", "values is missing")]
)
def test_a_file_that_is_no_list_of_rules_is_named(tmp_path, text, fault):
    with pytest.raises(WrongRule, match=fault):
        load_rules(folder_with(tmp_path, text), KINDS)


def test_one_version_stands_in_one_place_only(tmp_path):
    with pytest.raises(WrongRule, match=r"1\.yml #1.*quota/1 is there twice"):
        load_rules(folder_with(tmp_path, GOOD, GOOD), KINDS)


def test_a_folder_without_rules_is_no_rule_book(tmp_path):
    with pytest.raises(WrongRule, match="there is no rule"):
        load_rules(tmp_path, KINDS)
