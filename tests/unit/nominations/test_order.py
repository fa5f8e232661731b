"""Acts on paper that came out of order are recorded, and say so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.nominations.domain.consolidation import consolidation
from services.nominations.domain.nomination import nomination
from services.nominations.domain.plan import plan
from services.nominations.domain.registration import registration
from shared.errors import Rejected
from tests.unit.nominations import test_consolidation, test_nomination, test_plan
from tests.unit.nominations.builders import consolidated, drafted, issued, on_paper, submit


def codes(events):
    (event,) = events
    return type(event).__name__, [flag.code for flag in event.act.broken]


def on_paper_too(command):
    return replace(command, occurrence=on_paper(command.occurrence.occurred_on))


@pytest.mark.parametrize(
    ("before", "command", "event", "code"),
    [
        ([], test_nomination.RETURN, "NominationReturned", "nomination-not-submitted"),
        ([], test_nomination.RECEIVE, "ReceivedForAppraisal", "nomination-not-submitted"),
        ([], test_nomination.PUT, "NominationPutToCouncil", "nomination-not-received"),
        ([test_nomination.SUBMITTED], test_nomination.ATTACH, "DocumentAttached", "nomination-not-open"),
    ],
)
def test_a_dossier_follows_what_was_done_on_paper(before, command, event, code):
    state = nomination.fold([test_nomination.OPENED, *before])
    name, flags = codes(nomination.decide(on_paper_too(command), state))
    assert name == event
    assert flags[0] == code


@pytest.mark.parametrize("command", [test_nomination.ATTACH, test_nomination.RETURN])
def test_a_concluded_dossier_stays_as_it_is_on_paper_too(command):
    past = [*test_nomination.COMPLETE, test_nomination.RECEIVED, test_nomination.AT_COUNCIL]
    state = nomination.fold([*past[:2], *past[3:], test_nomination.CONCLUDED])
    with pytest.raises(Rejected):
        nomination.decide(on_paper_too(command), state)


def test_a_list_sent_on_paper_before_the_selection_was_noted_is_recorded_and_flagged():
    state = consolidation.fold([consolidated()])
    name, flags = codes(consolidation.decide(on_paper_too(test_consolidation.SEND), state))
    assert (name, flags) == ("ListSent", ["selection-not-noted"])


def test_a_list_on_paper_from_a_unit_the_plan_does_not_name_is_recorded_and_flagged():
    name, flags = codes(registration.decide(on_paper_too(submit(unit_id="u9")), registration.initial))
    assert (name, flags) == ("RegistrationListSubmitted", ["unit-not-participant"])


def test_a_delivery_on_paper_of_a_plan_whose_sending_is_not_on_record_is_recorded_and_flagged():
    state = plan.fold([drafted(), issued()])
    events = plan.decide(on_paper_too(test_plan.DELIVER), state)
    assert codes(events) == ("PlanDelivered", ["plan-not-sent"])
    after = plan.fold(events, state)
    assert plan.decide(on_paper_too(test_plan.DELIVER), after) == []
    assert plan.decide(test_plan.SEND, after) == []
