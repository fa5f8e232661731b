"""What each process and each subscriber may do at the broker, tried with its own user at a real management interface."""

from __future__ import annotations

import json
import ssl
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from amqp import Connection, Message
from amqp.exceptions import AccessRefused, NotFound

from shared.broker.amqp import AmqpBell, AmqpDoorbell
from shared.broker.rights import RPC_EXCHANGE, serve_rights
from shared.broker.topology import queue_name
from shared.broker.wire import WRITE_SECONDS, connect, drop
from shared.errors import SovangError, TransientError
from shared.messages import NumberedEvent
from shared.settings import SERVICES, Settings
from sovang.examining.broker import examine_broker
from sovang.examining.findings import State
from sovang.hearing import LISTENERS, SOURCES
from sovang.privilege.broker import grant
from sovang.privilege.credentials import new_login, with_login
from sovang.privilege.management import Management, make_user
from sovang.privilege.subscribers import add_subscriber, remove_subscriber, subscriber_queue
from sovang.realm import entitle
from tests.invented.serving import called, serving
from tests.support.certificates import Authority
from tests.support.guarded_broker import GuardedBroker
from tests.support.realms import realm_settings
from tests.support.waiting import until

REPLY = "0123abcd-0123-0123-0123-0123456789ab"


@pytest.fixture(scope="module")
def guarded(server_folder: Callable[[str], Path]) -> Iterator[GuardedBroker]:
    made = GuardedBroker(server_folder("guarded-rabbitmq"))
    yield made
    made.node.close()


@pytest.fixture(scope="module")
def opened(guarded: GuardedBroker, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A realm whose processes have their users."""
    settings = guarded.settings(tmp_path_factory.mktemp("home"), "sổ vàng")
    entitle(settings)
    return settings


@pytest.fixture
def as_user(opened: Settings) -> Iterator[Callable[[str], Connection]]:
    """Connects as a process or a subscriber."""
    made: list[Connection] = []

    def login(name: str) -> Connection:
        made.append(connect(uri_of(opened, name)))
        return made[-1]

    yield login
    for one in made:
        one.collect()


def uri_of(settings: Settings, name: str) -> str:
    return (settings.credentials / f"amqp-{name}").read_text().strip()


def refused(connection: Connection, act: Callable[[Any], Any]) -> bool:
    """Whether *act* is refused, on a channel of its own, which a refusal closes."""
    channel = connection.channel()
    try:
        act(channel)
        channel.queue_declare("no such queue", passive=True)  # an answer after all that was only sent
    except AccessRefused:
        return True
    except NotFound:
        return False
    raise AssertionError("there is such a queue")


def read(queue: str) -> Callable[[Any], Any]:
    return lambda channel: channel.basic_consume(queue, callback=lambda _: None)


def publish(exchange: str, key: str = "X") -> Callable[[Any], Any]:
    return lambda channel: channel.basic_publish(Message("{}"), exchange, key)


def event(position: int) -> NumberedEvent:
    body = json.dumps({"id": f"e{position}", "type": "Happened"}).encode()
    return NumberedEvent(source="nominations", epoch="1", position=position, body=body)


@pytest.mark.parametrize("service", SERVICES)
def test_a_worker_writes_only_its_own_exchanges(as_user, service):
    line = as_user(f"{service}-work")
    for source in LISTENERS:
        assert refused(line, publish(f"{source}.events")) == (source not in SOURCES[service])
    assert refused(line, publish(""))
    assert refused(line, publish("amq.topic"))
    assert refused(line, publish(RPC_EXCHANGE, REPLY))


@pytest.mark.parametrize("service", SERVICES)
def test_a_worker_reads_only_its_own_queues(as_user, service):
    line = as_user(f"{service}-work")
    for source, consumers in LISTENERS.items():
        for consumer in consumers:
            queue = queue_name(consumer, source)
            assert refused(line, read(queue)) == (consumer != service)


def test_a_worker_can_neither_make_nor_remove_what_belongs_to_others(as_user):
    line = as_user("awards-work")
    assert refused(line, lambda channel: channel.exchange_delete("nominations.events"))
    assert refused(line, lambda channel: channel.exchange_declare("mine.events", "topic"))
    assert refused(line, lambda channel: channel.queue_declare("mine"))
    assert refused(line, lambda channel: channel.queue_delete("audit.from.nominations"))
    assert refused(line, lambda channel: channel.queue_purge("audit.from.awards"))


@pytest.mark.parametrize("service", SERVICES)
def test_serve_neither_hears_nor_announces_events(as_user, service):
    line = as_user(f"{service}-serve")
    for source, consumers in LISTENERS.items():
        assert refused(line, publish(f"{source}.events"))
        for consumer in consumers:
            assert refused(line, read(queue_name(consumer, source)))


def test_serve_takes_calls_to_itself_alone_and_sends_nothing_but_answers(as_user):
    line = as_user("awards-serve")
    channel = line.channel()
    channel.exchange_declare(RPC_EXCHANGE, "topic", durable=True, auto_delete=False)
    channel.queue_declare("rpc-awards", durable=True, auto_delete=False)
    channel.queue_bind("rpc-awards", RPC_EXCHANGE, routing_key="awards.*")
    for key in ("nominations.*", "#", "*.*"):
        bind = lambda one, key=key: one.queue_bind("rpc-awards", RPC_EXCHANGE, routing_key=key)  # noqa: E731
        assert refused(line, bind)
    assert refused(line, publish(RPC_EXCHANGE, "nominations.sign_in"))
    assert not refused(line, publish(RPC_EXCHANGE, REPLY))
    assert refused(line, lambda one: one.queue_declare("rpc-nominations", durable=True))


def test_nameko_answers_calls_over_tls_under_the_rights_of_serve(opened, guarded, tmp_path):
    login = new_login("books-serve")
    with Management(guarded.url) as broker:
        make_user(broker, login)
        grant(broker, "sổ vàng", login.user, serve_rights("books"))
    place = f"127.0.0.1:{guarded.node.port}/{urllib.parse.quote('sổ vàng', safe='')}"
    sealed = place.replace(str(guarded.node.port), str(guarded.tls_port))
    uri = with_login(f"amqps://{sealed}?cacertfile={guarded.authority.ca}", login)
    with serving(tmp_path, "service", AMQP_URI=uri) as served:
        caller = {**served.environment, "AMQP_URI": f"amqp://guest:guest@{place}"}
        with Management(guarded.url) as broker:
            broker.put("permissions", "sổ vàng", "guest", configure=".*", write=".*", read=".*")
            until(lambda: broker.get("queues", "sổ vàng", "rpc-books"), 60, "nameko has its queue")

        def answered():
            """Not at once: the queue is there before it is bound."""
            outcomes = called(caller, calls=[["books", "greet", {"name": "Hà"}, {}]])
            return [one for one in outcomes if "answer" in one]

        until(answered, 60, "nameko answers")


def test_events_go_from_publisher_to_consumer_with_their_own_users(opened):
    with ringing(opened) as (bell, intake):
        announce(bell, 1)
        heard = until(lambda: intake.next(0.2), 60, "the event is heard")
        assert (heard.event.source, heard.event.position) == ("nominations", 1)
        heard.ack()


def test_after_everything_at_the_broker_is_lost_but_its_users_both_declare_what_they_need(opened, guarded):
    with requests.Session() as admin:
        vhost = urllib.parse.quote("sổ vàng", safe="")
        for consumer in LISTENERS["nominations"]:
            admin.delete(
                f"{guarded.url}/api/queues/{vhost}/{queue_name(consumer, 'nominations')}", timeout=60
            ).raise_for_status()
        admin.delete(f"{guarded.url}/api/exchanges/{vhost}/nominations.events", timeout=60).raise_for_status()
    with ringing(opened) as (bell, intake):
        announce(bell, 1)
        until(lambda: intake.next(0.2), 60, "the event is heard")


def test_a_wiped_vhost_is_as_before_after_another_init(opened, guarded):
    with Management(guarded.url) as broker:
        broker.delete("vhosts", "sổ vàng")
    entitle(opened)
    with ringing(opened) as (bell, intake):
        announce(bell, 1)
        until(lambda: intake.next(0.2), 60, "the event is heard")


def over_tls(guarded: GuardedBroker, host: str = "127.0.0.1", ca: Path | None = None) -> str:
    return f"amqps://guest:guest@{host}:{guarded.tls_port}//?cacertfile={ca or guarded.authority.ca}"


def test_events_are_announced_over_tls_to_a_broker_that_our_authority_vouches_for(guarded):
    bell = AmqpBell(over_tls(guarded), "sealed", ())
    announce(bell, 1)
    bell.close()


def test_a_broker_that_another_authority_vouches_for_is_refused(guarded, tmp_path):
    other = Authority(tmp_path / "other").ca
    with pytest.raises(ssl.SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        connect(over_tls(guarded, ca=other))


def test_a_broker_whose_certificate_names_another_host_is_refused(guarded):
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        connect(over_tls(guarded, host="localhost"))


def test_without_an_authority_of_its_own_the_systems_decide(guarded):
    with pytest.raises(ssl.SSLCertVerificationError):
        connect(over_tls(guarded).partition("?")[0])


def test_a_connection_over_tls_is_let_go_of_at_once_though_the_broker_is_mute(guarded):
    line = connect(over_tls(guarded))
    guarded.node.pause()
    try:
        begun = time.monotonic()
        drop(line)
        assert time.monotonic() - begun < WRITE_SECONDS / 2
    finally:
        guarded.node.resume()


def test_a_connection_over_tls_is_closed_without_waiting_for_the_brokers_farewell(guarded):
    line = connect(over_tls(guarded))
    begun = time.monotonic()
    line.close()
    assert time.monotonic() - begun < WRITE_SECONDS / 2


def test_the_doctor_finds_the_broker_as_init_made_it_and_a_right_too_much(opened, guarded):
    assert {one.state for one in examine_broker(opened)} == {State.OK}
    with Management(guarded.url) as broker:
        broker.put("permissions", "sổ vàng", "awards-work", configure=".*", write=".*", read=".*")
    wrong = {one.what.en for one in examine_broker(opened) if one.state is State.WRONG}
    assert "awards-work: may, and must not, write nominations.events" in wrong
    assert "awards-work: may, and must not, read audit.from.awards" in wrong
    assert "awards-work: other rights than the table's" in wrong
    entitle(opened)
    assert {one.state for one in examine_broker(opened)} == {State.OK}


@pytest.mark.parametrize("anything", [True, False], ids=["every-routing-key", "no-topic-right"])
def test_the_doctor_sees_that_routing_keys_do_not_keep_services_apart(opened, guarded, anything):
    """A user without any right over an exchange's routing keys may use all of them."""
    where = ("topic-permissions", "sổ vàng", "awards-serve")
    with Management(guarded.url) as broker:
        if anything:
            broker.put(*where, exchange=RPC_EXCHANGE, write=".*", read=".*")
        else:
            broker.delete(*where)
    wrong = {one.what.en for one in examine_broker(opened) if one.state is State.WRONG}
    entitle(opened)
    assert wrong == {"awards-serve: other rights than the table's"}
    assert {one.state for one in examine_broker(opened)} == {State.OK}


def test_a_subscriber_reads_its_own_bounded_queue_and_nothing_else(opened, as_user):
    file = add_subscriber(opened, "tinh", ["nominations"], 3)
    assert Path(file).stat().st_mode & 0o777 == 0o600
    line = as_user("subscriber-tinh")
    queue = subscriber_queue("tinh", "nominations")
    work = as_user("nominations-work").channel()
    for number in range(5):
        work.basic_publish_confirm(
            Message(str(number)), "nominations.events", "X"
        )  # all are there before we read
    channel = line.channel()
    found: list[str] = []

    def heard() -> bool:
        message = channel.basic_get(queue, no_ack=True)
        if message is not None:
            found.append(str(message.body))
        return found[-1:] == ["4"]

    until(heard, 60, "the last message is there")
    assert len(found) <= 3
    assert refused(line, read("audit.from.nominations"))
    assert refused(line, lambda one: one.queue_declare("mine"))
    assert refused(line, lambda one: one.queue_delete(queue))
    assert refused(line, publish("nominations.events"))
    assert refused(line, lambda one: one.queue_bind(queue, "awards.events", routing_key="#"))


def test_a_subscriber_keeps_what_it_had_and_loses_all_when_removed(opened, guarded):
    add_subscriber(opened, "bo", ["nominations"], 10)
    add_subscriber(opened, "bo", ["ledger"], 10)
    uri = uri_of(opened, "subscriber-bo")
    line = connect(uri)
    for source in ("nominations", "ledger"):
        assert not refused(
            line, lambda one, source=source: one.basic_get(subscriber_queue("bo", source), no_ack=True)
        )
    line.collect()
    remove_subscriber(opened, "bo")
    remove_subscriber(opened, "bo")
    with pytest.raises(AccessRefused):
        connect(uri)


def test_a_subscriber_needs_a_plain_name_and_a_source_that_there_is(opened):
    for name, source in (("Tỉnh", "nominations"), ("tinh", "weather")):
        with pytest.raises(SovangError, match=" / "):
            add_subscriber(opened, name, [source], 1)


def test_a_wrong_password_is_refused_without_being_shown(opened, guarded, capfd):
    secret = "wr0ng-secret"
    settings = realm_settings(
        opened.home, rabbitmq_management_url=guarded.url.replace("guest:guest", f"guest:{secret}")
    )
    with pytest.raises(TransientError) as told:
        entitle(settings)
    assert secret not in str(told.value)
    bell = AmqpBell(f"amqp://guest:{secret}@127.0.0.1:{guarded.node.port}//", "nominations", ())
    with pytest.raises(TransientError) as refusal:
        bell.ring([], 1)
    assert secret not in str(refusal.value)


class ringing:  # noqa: N801  # reads as a word
    """The publisher of nominations and the intake of awards, each with its own user."""

    def __init__(self, settings: Settings) -> None:
        self._bell = AmqpBell(uri_of(settings, "nominations-work"), "nominations", LISTENERS["nominations"])
        self._intake = AmqpDoorbell(uri_of(settings, "awards-work")).listen("awards", "nominations")

    def __enter__(self) -> tuple[AmqpBell, Any]:
        return self._bell, self._intake

    def __exit__(self, *_: object) -> None:
        self._bell.close()
        self._intake.close()


def announce(bell: AmqpBell, position: int) -> None:
    def confirmed() -> bool:
        try:
            return bell.ring([event(position)], 2) == 1
        except TransientError:
            return False

    until(confirmed, 60, "the event is confirmed")
