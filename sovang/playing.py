"""Plays a scenario through the public API as its people would, then compares what it shows with the source."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from shared.errors import SovangError
from sovang.client import Client, Reply, service_in
from sovang.places import UnknownPlace, fill, look_up
from sovang.scenario import Figure, Scenario, Step

WAIT_SECONDS = 60.0
FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 1.0
SETTLE_SECONDS = 8.0


class Stopped(SovangError):
    """A step was not answered as the scenario says; the message names the step and shows the answer."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account the run opened: which part it plays, and how to sign in."""

    role: str
    title: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure: what the source says and what audit shows."""

    figure: Figure
    found: Any

    @property
    def as_in_the_source(self) -> bool:
        """Whether they are equal."""
        return bool(self.found == self.figure.equals)


@dataclass(slots=True)
class Played:
    """What a run brought: accounts, the cases it made, the figures found."""

    run: str
    sign_ins: list[SignIn] = field(default_factory=list)
    cases: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def as_in_the_source(self) -> bool:
        """Whether every figure is the source's."""
        return bool(self.findings) and all(finding.as_in_the_source for finding in self.findings)


class Player:
    """
    One run of *scenario* at the services of *url_of*, with organisations and accounts of its own under the run's id.

    Keys are made of the run's id and the step, so a run that was cut off goes on where it stopped when played again with
    the same id and *secret*.
    """

    def __init__(
        self,
        scenario: Scenario,
        url_of: Callable[[str], str],
        administrator: Client,
        *,
        run: str,
        secret: str,
        told: Callable[[Step, dict[str, Any], Reply], None],
    ) -> None:
        self._scenario = scenario
        self._url_of = url_of
        self._administrator = administrator
        self._secret = secret
        self._told = told
        self._clients: dict[str, Client] = {"administrator": administrator}
        self._known: dict[str, Any] = {"run": run, **scenario.known}
        self._done: dict[
            str, str
        ] = {}  # per service the last thing that was done, as `Sovang-After` takes it
        self._played = Played(run)

    def play(self) -> Played:
        """All steps in order, then the figures; raises Stopped, Unreachable."""
        for step in self._scenario.steps:
            for number, known in enumerate(self._repeats(step)):
                self._do(step, known, number)
        self._played.cases = {name: fill(place, self._known) for name, place in self._scenario.cases.items()}
        for path in dict.fromkeys(fill(figure.get, self._known) for figure in self._scenario.expected):
            self._await_all(path)
        until = time.monotonic() + SETTLE_SECONDS
        self._played.findings = [self._find(figure, until) for figure in self._scenario.expected]
        return self._played

    def _repeats(self, step: Step) -> Iterator[dict[str, Any]]:
        if step.each is None:
            yield self._known
            return
        for item in look_up(step.each, self._known):
            yield {**self._known, "item": item}

    def _do(self, step: Step, known: dict[str, Any], number: int) -> None:
        try:
            path = fill(step.path, known)
            body = fill(dict(step.body), known)
            role = fill(step.role, known)
        except UnknownPlace as error:
            raise Stopped(
                f"Bước {step.name}: chưa biết {error}. / Step {step.name}: {error} is not known."
            ) from error
        if step.day is not None:
            body |= {"occurred_on": fill(step.day, known), "basis": "simulated"}
        reply = self._ask(step, self._client(role), path, body, f"{known['run']}.{step.name}.{number}", known)
        if "Sovang-Token" in reply.headers and step.method == "POST":
            self._done[service_in(path)] = reply.headers["Sovang-Token"]
        for name, place in step.keep.items():
            self._keep(name, look_up(place, {"answer": reply.body}), step.each is not None, number)
        self._told(step, known, reply)

    def _ask(
        self, step: Step, client: Client, path: str, body: Any, key: str, known: dict[str, Any]
    ) -> Reply:
        if step.method == "POST":
            reply = client.post(path, body, key)
        else:
            reply = self._until(step, client, path, fill(dict(step.until), known))
        code = reply.body.get("code") if isinstance(reply.body, dict) else None
        fits = reply.status in (step.status, *([200] if step.status == 201 else []))
        if not fits or (step.code is not None and code != step.code):
            wanted = f"{step.status} {step.code or ''}".strip()
            raise Stopped(
                f"Bước {step.name}: cần {wanted}, nhận {reply.status}: {reply.body}. / "
                f"Step {step.name}: wanted {wanted}, got the above."
            )
        return reply

    def _until(self, step: Step, client: Client, path: str, wanted: dict[str, Any]) -> Reply:
        deadline = time.monotonic() + WAIT_SECONDS
        pause = FIRST_PAUSE_SECONDS
        while True:
            reply = client.get(path)
            if _holds(reply, wanted):
                return reply
            if time.monotonic() > deadline:
                raise Stopped(
                    f"Bước {step.name}: chờ {WAIT_SECONDS:.0f} giây mà chưa thấy {wanted}; nhận {reply.body}. / "
                    f"Step {step.name}: waited {WAIT_SECONDS:.0f} s in vain."
                )
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _keep(self, name: str, value: Any, listed: bool, number: int) -> None:
        if not listed:
            self._known[name] = value
            return
        kept = self._known.setdefault(name, [])
        if len(kept) == number:
            kept.append(value)

    def _client(self, role: str) -> Client:
        if role not in self._clients:
            self._clients[role] = self._open_account(role)
        return self._clients[role]

    def _open_account(self, role: str) -> Client:
        person = fill(dict(self._scenario.people[role]), self._known)
        username = f"{role.replace('_', '-')}.{self._known['run']}"
        password = _password(self._secret, username)
        reply = self._administrator.post(
            "/api/nominations/accounts",
            {"username": username, "password": password, "name": person["name"], "grants": person["grants"]},
            f"account.{username}",
        )
        if reply.status not in (200, 201):
            raise Stopped(
                f"Không mở được tài khoản {username}: {reply.body} / Cannot open the account {username}."
            )
        self._played.sign_ins.append(SignIn(role, person["name"], username, password))
        return Client(self._url_of, username, password)

    def _await_all(self, path: str) -> None:
        """Wait until *path* tells all that was done, audit's of every service: what is not there yet is no finding."""
        asked = service_in(path)
        for service, token in self._done.items():
            if asked not in ("audit", service):
                continue  # another service's acts reach its read models by reactions of its own
            deadline = time.monotonic() + WAIT_SECONDS
            while "Sovang-Stale" in self._client("inspector").get(path, {"Sovang-After": token}).headers:
                if time.monotonic() > deadline:
                    raise Stopped(
                        f"{path}: sau {WAIT_SECONDS:.0f} giây vẫn chưa có {token}. / "
                        f"It is not there after {WAIT_SECONDS:.0f} s."
                    )

    def _find(self, figure: Figure, until: float) -> Finding:
        """The figure as audit shows it, once it has become what the source says or there was time enough for it."""
        client = self._client("inspector")
        path = fill(figure.get, self._known)
        wanted = fill(figure.equals, self._known)
        place = fill(figure.path, self._known)
        while True:
            found = _at(client.get(path), place)
            if found == wanted or time.monotonic() > until:
                return Finding(figure, found)
            time.sleep(FIRST_PAUSE_SECONDS)


def new_run() -> str:
    """A run's id: short, because usernames end in it."""
    return secrets.token_hex(3)


def new_secret() -> str:
    """What a run's passwords are made from."""
    return secrets.token_urlsafe(24)


def _password(secret: str, username: str) -> str:
    return hashlib.sha256(f"{secret}/{username}".encode()).hexdigest()[:20]


def _holds(reply: Reply, wanted: dict[str, Any]) -> bool:
    return reply.status == 200 and all(_at(reply, path) == value for path, value in wanted.items())


def _at(reply: Reply, path: str) -> Any:
    try:
        return look_up(path, {"answer": reply.body})
    except UnknownPlace:
        return None
