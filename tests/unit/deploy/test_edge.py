"""The edge lets through what the services take: files where a route takes files, and 64 KiB everywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shared.edge.routes import routes_of
from shared.settings import SERVICES
from tests.unit.edge.real_desks import real_desk

CADDY = (Path(__file__).resolve().parents[3] / "deploy" / "Caddyfile").read_text(encoding="utf-8")


def named(matcher: str) -> list[str]:
    """The patterns of the matcher *matcher*; each is of Caddy's form in which `*` is one part of an address."""
    (patterns,) = re.findall(rf"^\t@{matcher} (?:not )?path (.*)$", CADDY, re.MULTILINE)
    return patterns.split()


def fits(pattern: str, address: str) -> bool:
    return re.fullmatch(re.escape(pattern).replace(r"\*", "[^/]+"), address) is not None


def test_what_is_no_file_is_small():
    assert named("files") == named("small")


@pytest.mark.parametrize("service", SERVICES)
def test_files_pass_the_edge_where_a_route_takes_them_and_nowhere_else(service, tmp_path):
    with real_desk(service, tmp_path) as desk:
        takes = {
            re.sub(r"\{[^}]+\}", "x", route.path): route.takes
            for route in routes_of(desk)
            if route.method == "POST"
        }
    large = {address for address, most in takes.items() if most}
    passed = {address for address in takes if any(fits(pattern, address) for pattern in named("files"))}
    assert large <= passed
    assert {address for address in passed - large if not fits("/entry/models/*/*/*", address)} == set()


def test_some_routes_take_files(tmp_path):
    with real_desk("nominations", tmp_path) as desk:
        assert sum(1 for route in routes_of(desk) if route.takes) > 5


@pytest.mark.parametrize("matcher", SERVICES[:3])
def test_each_page_and_address_goes_to_its_own_service(matcher, tmp_path):
    """Whatever no other service answers goes to audit."""
    with real_desk(matcher, tmp_path) as desk:
        addresses = {
            route.path.partition("{")[0].rstrip("/")
            for route in routes_of(desk)
            if not route.path.startswith(("/healthz", "/readyz", "/metrics", "/docs", "/problems"))
        }
    prefixes = [pattern.removesuffix("/*") for pattern in named(matcher)]
    lost = {
        one for one in addresses if not any(one == each or one.startswith(f"{each}/") for each in prefixes)
    }
    assert lost == set()
