"""Logs: one line per event, ours and the libraries'; secrets hidden."""

from __future__ import annotations

import io
import json
import logging
from types import MappingProxyType

import pytest
import structlog

from shared.logs import configure_logs


@pytest.fixture
def written():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs("json", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    root.handlers[:], root.level = handlers, level


def test_an_event_is_one_json_line_with_level_and_time(written):
    structlog.get_logger().info("đã làm", version=3)
    (line,) = written()
    assert (line["event"], line["level"], line["version"]) == ("đã làm", "info", 3)
    assert line["timestamp"].endswith("Z")


def test_what_is_bound_to_the_context_is_on_every_line(written):
    structlog.contextvars.bind_contextvars(correlation_id="c-1")
    structlog.get_logger().info("one")
    logging.getLogger("nameko.runners").warning("two")
    assert [line["correlation_id"] for line in written()] == ["c-1", "c-1"]


def test_a_librarys_line_names_its_logger(written):
    logging.getLogger("kombu.mixins").warning("lost %s", "it")
    (line,) = written()
    assert (line["event"], line["logger"]) == ("lost it", "kombu.mixins")


def test_a_trace_for_people_shows_no_values(written):
    stream = io.StringIO()
    configure_logs("text", stream)

    def fail(password):
        raise RuntimeError(f"wrong by {len(password)}")

    try:
        fail("-".join(["hunter2"] * 2))  # put together, because a trace does show the lines of code
    except RuntimeError as error:
        structlog.get_logger().error("ours", exc_info=error)
        logging.getLogger("nameko.runners").exception("theirs")
    assert stream.getvalue().count("wrong by 15") == 2
    assert "hunter2-hunter2" not in stream.getvalue()


def test_secrets_are_hidden_at_any_depth(written):
    structlog.get_logger().info(
        "x",
        token="t-1",
        Authorization="Bearer t-2",
        user={"password": "p-1", "name": "lan", "headers": [{"cookie": "c-1"}]},
        header="Bearer t-3",
    )
    (line,) = written()
    assert line["user"]["name"] == "lan"
    text = json.dumps(line)
    assert not [secret for secret in ("t-1", "t-2", "t-3", "p-1", "c-1") if secret in text]


def test_an_exception_is_told_on_the_same_line(written):
    try:
        int("boom")
    except ValueError:
        structlog.get_logger().exception("failed")
    (line,) = written()
    assert "ValueError: invalid literal" in line["exception"]


def test_what_is_below_the_level_is_not_written(written):
    structlog.get_logger().debug("x")
    logging.getLogger("y").debug("x")
    assert written() == []


def test_text_is_readable_and_hides_secrets_too():
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logs("text", stream)
    structlog.get_logger().info("xin chào", token="t-1", version=3)
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level
    assert "xin chào" in stream.getvalue()
    assert "t-1" not in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_auto_writes_json_where_nobody_reads_along(written):
    stream = io.StringIO()
    configure_logs("auto", stream)
    structlog.get_logger().info("x")
    assert json.loads(stream.getvalue())["event"] == "x"


IN_TEXT = (
    "amqp://sovang:{}@rabbitmq:5672//",
    "cannot reach mongodb://root:{}@db-1,db-2/?replicaSet=rs0: timed out",
    "mongodb+srv://{}@cluster.example",
    "sent Authorization: Bearer {}",
    "Authorization: Basic {}",
    "GET /x?access_token={}&limit=2",
    "login failed: password={}, user=lan",
    "it was eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0{}.c2ln",
)


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize("sentence", IN_TEXT)
def test_secrets_in_the_middle_of_a_text_are_hidden_wherever_it_stands(written, sentence, form):
    secret = "hunter2" + "hunter3"  # put together, because a trace does show the lines of code
    text = sentence.format(secret)
    stream = io.StringIO()
    configure_logs(form, stream)
    log = structlog.get_logger()
    log.info(text)
    log.warning("away", reason=text, told=[{"deep": (text,)}], uris={text})
    logging.getLogger("amqp").error("lost %s", text)

    def fail():
        raise ConnectionError(text)

    try:
        fail()
    except ConnectionError as error:
        log.exception("failed", error=repr(error))
        logging.getLogger("pymongo").exception("theirs")

    assert stream.getvalue().count("[hidden]") >= 8
    assert secret not in stream.getvalue()


def test_what_only_looks_like_a_secret_is_left_as_it_is(written):
    said = "see http://127.0.0.1:8080/docs and mail lan@example.vn; amqp://rabbitmq:5672// answers"
    structlog.get_logger().info(said)
    assert [line["event"] for line in written()] == [said]


def test_secrets_deep_in_mappings_and_sets_are_hidden(written):
    nested = {"a": [{"b": MappingProxyType({"Client-Secret": "s-1", "ok": 1})}], "Set-Cookie": {"s-2"}}
    structlog.get_logger().info("x", nested=nested)
    (line,) = written()
    assert line["nested"]["a"][0]["b"] == {"Client-Secret": "[hidden]", "ok": 1}
    assert "s-2" not in json.dumps(line)
