"""A movement has many spellings: a person merges them, both histories stay, and the merge can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.answers import MovementsAsked
from services.nominations.application.emulation_answers import OneMovement
from services.nominations.domain.movement import Launched, LaunchMovement, MovementLaunched, movement
from services.nominations.domain.movement_messages import (
    AbsorbVariant,
    KnownMovement,
    MergeMovement,
    MovementAbsorbed,
    MovementAliasNoted,
    MovementMerged,
    MovementMergeUndone,
    MovementReleased,
    MovementTied,
    NoteMovementAlias,
    ReleaseVariant,
    TieMovement,
    UndoMerge,
)
from shared.access import Caller, Grant
from shared.errors import LostRace, NotFound, Rejected
from shared.folding import words_of
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.emulation import launched

a = Spec(movement)
DAY = date(2021, 1, 5)
LAUNCHED = MovementLaunched(
    act=done(DAY).act("movement-mv"),
    movement_id="mv",
    name="Văn hóa công sở",
    issuer_id="so",
    issuer_level="department",
    launched_on=DAY,
)
ACT = done().act("movement-mv")
ALIAS = NoteMovementAlias(movement_id="mv", alias="Văn hoá công sở", occurrence=done())
NOTED = MovementAliasNoted(act=ACT, movement_id="mv", alias="Văn hoá công sở")
TIE = TieMovement(
    movement_id="mv",
    campaign_id="hcm",
    target="Chỉ số cải cách hành chính",
    occurrence=done(),
    campaign=KnownMovement(sort="campaign"),
)
TIED = MovementTied(act=ACT, movement_id="mv", campaign_id="hcm", target="Chỉ số cải cách hành chính")
MERGE = MergeMovement(
    movement_id="mv", into_id="m7", reason="Cùng tên", occurrence=done(), into=KnownMovement(sort="movement")
)
MERGED = MovementMerged(act=ACT, movement_id="mv", into_id="m7", reason="Cùng tên")
UNDO = UndoMerge(movement_id="mv", reason="Khác cấp", occurrence=done())
UNDONE = MovementMergeUndone(act=ACT, movement_id="mv", into_id="m7", reason="Khác cấp")
ABSORB = AbsorbVariant(act=ACT, movement_id="mv", variant_id="m9")
ABSORBED = MovementAbsorbed(act=ACT, movement_id="mv", variant_id="m9")
RELEASE = ReleaseVariant(act=ACT, movement_id="mv", variant_id="m9")
RELEASED = MovementReleased(act=ACT, movement_id="mv", variant_id="m9")


def test_another_spelling_is_noted_once():
    a.given(LAUNCHED).when(ALIAS).then(NOTED)
    a.given(LAUNCHED, NOTED).when(ALIAS).then_nothing()
    a.given(LAUNCHED).when(replace(ALIAS, alias="Văn hóa công sở")).then_nothing()


def test_a_spelling_without_a_word_is_none():
    a.given(LAUNCHED).when(replace(ALIAS, alias="“ – ”")).then_rejected("alias-empty")


def test_a_movement_is_tied_to_a_campaign_and_to_what_it_serves():
    a.given(LAUNCHED).when(TIE).then(TIED)
    a.given(LAUNCHED, TIED).when(TIE).then_nothing()
    loose = replace(TIE, campaign_id=None, campaign=None)
    a.given(LAUNCHED, TIED).when(loose).then(replace(TIED, campaign_id=None))


@pytest.mark.parametrize("campaign", [None, KnownMovement(sort="movement")])
def test_only_a_campaign_is_tied_to(campaign):
    a.given(LAUNCHED).when(replace(TIE, campaign=campaign)).then_rejected("not-a-campaign")


@pytest.mark.parametrize("command", [ALIAS, TIE, MERGE, UNDO], ids=lambda one: type(one).__name__)
def test_nothing_is_noted_of_a_movement_nobody_launched(command):
    a.given().when(command).then_rejected("movement-not-found")


def test_a_movement_is_merged_and_the_merge_undone_by_a_new_act():
    a.given(LAUNCHED).when(MERGE).then(MERGED)
    a.given(LAUNCHED, MERGED).when(MERGE).then_nothing()
    a.given(LAUNCHED, MERGED).when(UNDO).then(UNDONE)
    a.given(LAUNCHED, MERGED, UNDONE).when(UNDO).then_nothing()
    a.given(LAUNCHED, MERGED, UNDONE).when(MERGE).then(MERGED)


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ((MERGED,), replace(MERGE, into_id="m8"), "movement-merged-elsewhere"),
        ((), replace(MERGE, into_id="mv"), "merge-into-itself"),
        ((), replace(MERGE, into=None), "movement-not-found"),
        ((), replace(MERGE, into=KnownMovement(sort="movement", merged_into="m8")), "merge-target-merged"),
        ((ABSORBED,), MERGE, "merge-has-variants"),
        ((), replace(MERGE, into=KnownMovement(sort="campaign")), "merge-other-sort"),
    ],
)
def test_a_merge_goes_one_step_between_two_of_one_sort(given, command, code):
    a.given(LAUNCHED, *given).when(command).then_rejected(code)


def test_the_other_half_of_a_merge_stands_with_what_was_merged_into():
    a.given(LAUNCHED).when(ABSORB).then(ABSORBED)
    a.given(LAUNCHED, ABSORBED).when(RELEASE).then(RELEASED)
    assert movement.fold([LAUNCHED, ABSORBED, RELEASED]) == movement.fold([LAUNCHED])


@pytest.mark.parametrize(
    ("given", "command"),
    [((), ABSORB), ((LAUNCHED, MERGED), ABSORB), ((LAUNCHED, ABSORBED), ABSORB), ((LAUNCHED,), RELEASE)],
)
def test_a_half_that_no_longer_fits_has_the_merge_judged_again(given, command):
    with pytest.raises(LostRace):
        movement.decide(command, movement.fold(given))


def test_events_of_an_unknown_movement_change_nothing():
    assert movement.fold([NOTED, MERGED]) == movement.initial


def test_a_movement_of_another_sort_is_another_one():
    launch = LaunchMovement(
        movement_id="mv",
        name="Văn hóa công sở",
        issuer_id="so",
        issuer_level="department",
        launched_on=DAY,
        occurrence=done(DAY),
        registered_level="department",
    )
    a.given(LAUNCHED).when(launch).then_nothing()
    a.given(LAUNCHED).when(replace(launch, sort="campaign")).then_rejected("movement-exists")


M5 = "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau"
M5_AGAIN = "Cả nước chung tay vì người nghèo – Không để ai bị bỏ lại phía sau"
M7 = "Cán bộ, công chức, thi đua thực hiện văn hóa công sở"
M7_AGAIN = "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở"
NAMES = {
    "m5": M5,
    "m5b": M5_AGAIN,
    "m7": M7,
    "m7b": M7_AGAIN,
    "m4": "Bắc Kạn chung sức xây dựng nông thôn mới",
}
ASKING = Caller(actor="user:x", name="X", grants=(Grant("office", "so"),))


@pytest.fixture
def played():
    """The movements of S000 and S001 that are written in two ways, and a campaign."""
    context = MemoryContext()
    course.register(context)
    for movement_id, name in NAMES.items():
        launched(context, movement_id, name)
    launched(context, "hcm", "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh", sort="campaign")
    return context


def likes(context, movement_id):
    found = context.queries.table()["movement-likes"](OneMovement(movement_id=movement_id), ASKING)
    return [(one.movement_id, one.likeness) for one in found.like]


def test_movements_are_listed_by_the_year_they_were_launched_and_by_words_of_every_spelling(played):
    def listed(**asked):
        return [
            row.movement_id
            for row in played.queries.table()["list-movements"](MovementsAsked(**asked), ASKING).items
        ]

    alias = NoteMovementAlias(movement_id="m4", alias="Chung tay giúp bà con", occurrence=done())
    played.do(alias, role="director")
    rows = played.queries.table()["list-movements"](MovementsAsked(), ASKING).items
    years = {row.launched_on.year for row in rows}
    for year in {*years, min(years) - 1, max(years) + 1}:
        assert listed(year=year) == [row.movement_id for row in rows if row.launched_on.year == year]
    for row in rows:
        for name in (row.name, *row.aliases):
            begun = " ".join(word[:4] for word in reversed(words_of(name)))
            assert row.movement_id in listed(text=begun)
            assert row.movement_id in listed(text=begun, year=row.launched_on.year)
        assert row.movement_id not in listed(text=f"{row.name} khongco")
    assert any(row.aliases for row in rows)
    assert listed(text="!") == []


def test_what_is_nearly_the_same_is_suggested_and_nothing_is_done_of_itself(played):
    assert likes(played, "m5") == [("m5b", "same")]
    assert likes(played, "m7") == [("m7b", "near")]
    assert likes(played, "m4") == []
    assert len(played.queries.table()["list-movements"](MovementsAsked(), ASKING).items) == 7
    with pytest.raises(NotFound):
        likes(played, "khong-co")


def test_an_alias_brings_movements_together_too(played):
    played.do(NoteMovementAlias(movement_id="m4", alias=M5_AGAIN, occurrence=done()))
    assert sorted(likes(played, "m4")) == [("m5", "same"), ("m5b", "same")]


def merge(variant, into="m5", **other):
    return MergeMovement(movement_id=variant, into_id=into, reason="Cùng tên", occurrence=done(), **other)


def test_a_merge_stands_in_both_histories_and_is_undone_in_both(played):
    played.do(merge("m5b"))
    known = played.known
    assert (known.movement("m5b").merged_into, known.movement("m5").variants) == ("m5", ("m5b",))
    assert likes(played, "m5") == []
    rows = played.views["movements"]
    assert (rows.get("m5b")["merged_into"], rows.get("m5")["variants"]) == ("m5", ["m5b"])
    told = [one.event for one in played.recorded() if one.envelope.subject == "movement-m5"]
    assert (told[-1].variant_id, told[-1].act.case) == ("m5b", "movement-m5")
    played.do(UndoMerge(movement_id="m5b", reason="Nhầm", occurrence=done()))
    assert (known.movement("m5b").merged_into, known.movement("m5").variants) == (None, ())
    assert (rows.get("m5b")["merged_into"], rows.get("m5")["variants"]) == (None, [])
    assert likes(played, "m5") == [("m5b", "same")]


def test_two_movements_are_not_merged_into_each_other(played):
    played.do(merge("m5b"))
    with pytest.raises(Rejected) as caught:
        played.do(merge("m5", "m5b"))
    assert caught.value.code == "merge-target-merged"
    with pytest.raises(Rejected) as caught:
        played.do(merge("m5", "m4"))
    assert caught.value.code == "merge-has-variants"
    with pytest.raises(Rejected) as caught:
        played.do(merge("m4", "m5b"))
    assert caught.value.code == "merge-target-merged"
    with pytest.raises(Rejected) as caught:
        played.do(merge("m4", "hcm"))
    assert caught.value.code == "merge-other-sort"


def test_a_merge_judged_on_what_changed_meanwhile_is_judged_again(played, monkeypatch):
    """Somebody merges the target away between the judging and the storing of this merge."""
    store = played.store.append_all

    def late(appends):
        monkeypatch.setattr(played.store, "append_all", store)
        played.do(merge("m5", "m4"))
        return store(appends)

    monkeypatch.setattr(played.store, "append_all", late)
    with pytest.raises(Rejected) as caught:
        played.do(merge("m5b"))
    assert caught.value.code == "merge-target-merged"
    assert played.known.movement("m5b").merged_into is None


def test_a_tie_asks_the_register_whether_it_is_a_campaign(played):
    tie = TieMovement(movement_id="m7", campaign_id="hcm", target="Chỉ số", occurrence=done())
    played.do(tie)
    found = played.known.movement("m7")
    assert isinstance(found, Launched)
    assert (found.campaign_id, found.target) == ("hcm", "Chỉ số")
    row = played.views["movements"].get("m7")
    assert (row["campaign_id"], row["target"]) == ("hcm", "Chỉ số")
    with pytest.raises(Rejected) as caught:
        played.do(replace(tie, campaign_id="m5"))
    assert caught.value.code == "not-a-campaign"
