"""Board and alarms: told in both languages, each alarm explained, and no way to the metrics from outside."""

from __future__ import annotations

import re

import pytest
import yaml
from prometheus_client import REGISTRY

from shared.broker.amqp_bell import AmqpBell
from tests.support.promql import ROOT, alerts, names_in, panels

OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
VIETNAMESE = re.compile(
    r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE
)


@pytest.mark.parametrize("alert", alerts(), ids=lambda alert: alert["alert"])
def test_an_alarm_is_told_in_both_languages_and_leads_to_its_section(alert):
    vi, _, en = alert["annotations"]["summary"].partition(" / ")
    assert VIETNAMESE.search(vi)
    assert en
    assert not VIETNAMESE.search(en)
    assert alert["labels"]["severity"] in ("critical", "warning")
    assert alert["annotations"]["runbook_url"] == f"docs/operations.md#{alert['alert'].lower()}"
    assert f"\n#### {alert['alert']}\n" in OPERATIONS


def test_each_alarm_has_a_case_in_which_it_fires_and_one_in_which_it_is_silent():
    told = yaml.safe_load((ROOT / "deploy/prometheus/alerts.test.yml").read_text(encoding="utf-8"))
    cases = [case for test in told["tests"] for case in test["alert_rule_test"]]
    shown = {(case["alertname"], bool(case["exp_alerts"])) for case in cases}
    assert shown == {(alert["alert"], fires) for alert in alerts() for fires in (True, False)}


@pytest.mark.parametrize("how", ["return", "silence", "nack"])
def test_refusals_of_the_broker_are_counted_from_0_so_that_the_first_one_is_a_rise(how):
    AmqpBell("amqp://nowhere/", "never-refused", ["audit"])
    there = {"source": "never-refused", "how": how}
    assert REGISTRY.get_sample_value("sovang_publish_refusals_total", there) == 0


def test_no_section_explains_an_alarm_that_is_gone():
    explained = re.findall(r"^#### (Sovang\w+)$", OPERATIONS, re.MULTILINE)
    assert explained == [alert["alert"] for alert in alerts()]


def test_every_panel_is_named_in_vietnamese_and_english():
    titles = [panel["title"] for panel in panels()]
    assert len(titles) == len(set(titles))
    for title in set(titles) - {"CPU"}:
        vi, _, en = title.partition(" / ")
        assert vi
        assert en
        assert not VIETNAMESE.search(en)


def test_the_published_door_does_not_lead_to_the_metrics():
    caddy = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
    assert re.search(
        r"\n\t@inside path .*/metrics /metrics/\*\n\thandle @inside \{\n\t\terror 404\n\t\}\n", caddy
    )


def test_names_are_read_out_of_an_expression():
    asked = (
        'histogram_quantile(0.99, sum by (le, service) (rate(a_bucket{x="b_total", y=~"c|d"}[5m]))) > 1e3'
        " and on () time() - max without (job) (e:f_seconds) unless g offset 5m"
    )
    assert names_in(asked) == {"a_bucket", "e:f_seconds", "g"}
