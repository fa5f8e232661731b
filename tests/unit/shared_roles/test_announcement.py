"""What a message in the broker says beside the event itself."""

from shared.broker.amqp_bell import message_of
from shared.messages import NumberedEvent

ATTRIBUTES = {"id": "0190", "type": "NoteTaken"}


def headers(source):
    event = NumberedEvent(source=source, epoch="1", position=42, body=b"{}")
    return message_of(event, ATTRIBUTES).properties["application_headers"]


def test_an_entry_of_the_ledger_is_announced_with_its_sequence():
    assert headers("ledger") == {"position": 42, "epoch": "1", "sequence": "00000000000000000042"}


def test_a_services_own_event_has_no_sequence():
    assert headers("awards") == {"position": 42, "epoch": "1"}
