"""How a model is made known and honoured by others, and the list that goes up each year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.honour_messages import (
    ProposeCommendation,
    PublicationWithdrawn,
    WithdrawPublication,
)
from services.nominations.domain.model import model
from services.nominations.domain.nomination import nomination
from services.nominations.domain.yearly_list import LONGEST, case_of, yearly_list
from services.nominations.domain.yearly_list_messages import (
    ListedModel,
    RecordYearlyListDelivery,
    SendYearlyList,
)
from shared.errors import InvalidInput
from shared.testing.spec import Spec
from tests.unit.nominations.builders import done, nomination_opened, on_paper
from tests.unit.nominations.exemplary import detect, outside_award, prepare, publicise
from tests.unit.nominations.test_model import after, state

a = Spec(model)
KNOWN = after(detect())
WITHDRAW = WithdrawPublication(
    model_id="x1", publication_id="d1", reason="Hết đợt", occurrence=done(date(2023, 12, 1))
)
PROPOSE = ProposeCommendation(
    model_id="x1", nomination_id="n1", occurrence=done(), dossier=nomination.fold([nomination_opened()])
)


@pytest.mark.parametrize(
    "command", [publicise(), outside_award(), PROPOSE], ids=["publication", "award", "dossier"]
)
def test_it_is_noted_once(command):
    (event,) = model.decide(command, model.fold(KNOWN))
    a.given(*KNOWN, event).when(command).then_nothing()


@pytest.mark.parametrize("channel", ["meeting", "press"])
def test_only_a_website_needs_an_address(channel):
    (event,) = model.decide(publicise(channel=channel, place="Hội nghị tổng kết"), model.fold(KNOWN))
    assert event.place == "Hội nghị tổng kết"
    with pytest.raises(InvalidInput):
        model.decide(publicise(place="trang của Sở"), model.fold(KNOWN))


def test_a_publication_is_taken_back_once():
    published = after(detect(), publicise())
    (event,) = model.decide(WITHDRAW, model.fold(published))
    assert isinstance(event, PublicationWithdrawn)
    assert model.fold([*published, event]).publications[0].withdrawn_on == date(2023, 12, 1)
    a.given(*published, event).when(WITHDRAW).then_nothing()
    a.given(*published, event).when(publicise()).then_nothing()


def test_two_publications_are_told_apart():
    published = after(detect(), publicise(), publicise(publication_id="d2"), WITHDRAW)
    assert [one.withdrawn_on for one in model.fold(published).publications] == [date(2023, 12, 1), None]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (publicise(until=date(2023, 7, 31)), "publication-term-reversed"),
        (WITHDRAW, "publication-unknown"),
        (outside_award(issuer_id="so"), "issuer-not-outside"),
        (outside_award(issuer_id="u1"), "issuer-not-outside"),
        (replace(PROPOSE, dossier=nomination.initial), "nomination-not-found"),
        (
            replace(PROPOSE, dossier=nomination.fold([nomination_opened(subject_id="s2")])),
            "nomination-of-another",
        ),
    ],
)
def test_what_does_not_fit_is_rejected(command, code):
    a.given(*KNOWN).when(command).then_rejected(code)


def test_an_award_by_a_body_outside_is_recorded_and_never_decided_here():
    now = replace(done(date(2023, 5, 19)), basis="system")
    a.given(*KNOWN).when(outside_award(occurrence=now)).then_rejected("award-needs-paper")
    (event,) = model.decide(outside_award(occurrence=on_paper(date(2023, 5, 19))), model.fold(KNOWN))
    assert (event.issuer, event.field) == ("Đảng ủy các cơ quan tỉnh", state(detect()).subject.field)
    other = model.decide(outside_award(field="cải cách hành chính"), model.fold(KNOWN))
    assert other[0].field == "cải cách hành chính"


LINE = ListedModel(
    model_id="x1",
    subject_kind="individual",
    subject_id="s1",
    unit_id="u1",
    field="toàn diện",
    stage="nurtured",
    recognised=True,
)
PREPARE = prepare(lines=(LINE,), recipient_known=True)
SEND = SendYearlyList(organisation_id="so", year=2023, occurrence=done(date(2023, 12, 25)))
DELIVER = RecordYearlyListDelivery(
    organisation_id="so",
    year=2023,
    delivered_on=date(2023, 12, 27),
    receipt="Sổ",
    occurrence=done(date(2023, 12, 27)),
)
b = Spec(yearly_list)


def sent(*commands):
    events = []
    for command in commands:
        events += yearly_list.decide(command, yearly_list.fold(events))
    return events


def test_a_list_is_prepared_sent_and_delivered_each_once():
    events = sent(PREPARE, SEND, DELIVER)
    found = yearly_list.fold(events)
    assert (found.sent_on, found.delivered_on) == (date(2023, 12, 25), date(2023, 12, 27))
    assert {event.act.case for event in events} == {case_of("so", 2023)}
    for command in (PREPARE, SEND, DELIVER):
        b.given(*events).when(command).then_nothing()


def test_until_it_is_sent_the_last_one_prepared_counts():
    other = replace(PREPARE, lines=(replace(LINE, stage="replicated"),))
    assert yearly_list.fold(sent(PREPARE, other, SEND)).models[0].stage == "replicated"
    b.given(*sent(PREPARE, SEND)).when(other).then_rejected("yearly-list-already-sent")


def test_a_delivery_comes_after_the_sending_or_is_flagged_on_paper():
    b.given(*sent(PREPARE)).when(DELIVER).then_rejected("yearly-list-not-sent")
    paper = replace(DELIVER, occurrence=on_paper(date(2023, 12, 27)))
    (event,) = yearly_list.decide(paper, yearly_list.fold(sent(PREPARE)))
    assert [one.code for one in event.act.broken] == ["yearly-list-not-sent"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (replace(PREPARE, models=()), "yearly-list-empty"),
        (replace(PREPARE, models=tuple(map(str, range(LONGEST + 1)))), "yearly-list-too-long"),
        (replace(PREPARE, models=("x1", "x1")), "model-twice"),
        (replace(PREPARE, recipient_known=False), "unknown-organisation"),
        (replace(PREPARE, unknown_models=("x1",)), "model-not-found"),
        (replace(PREPARE, foreign_models=("x1",)), "yearly-list-foreign"),
        (SEND, "yearly-list-not-prepared"),
        (DELIVER, "yearly-list-not-prepared"),
    ],
)
def test_a_list_that_does_not_fit_is_rejected(command, code):
    b.given().when(command).then_rejected(code)
