"""Accounts on a real database: what is given is in the history, what is secret is not; sessions and failures are shared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from services.nominations.adapters.sessions import MongoFailureBook, MongoSessionBook, prepare
from services.nominations.application.accounts import GivenGrant, OpenAccount, SetPassword
from services.nominations.application.password_actions import ChangeOwnPassword
from services.nominations.application.signing_in import Refresh, SignIn, SignInElsewhere, SignOut
from services.nominations.domain.account_messages import DecidingDocument, DisableAccount, EnableAccount
from services.nominations.wiring import build
from shared.access import Caller, Grant
from shared.asking import Paging
from shared.clock import local_date, system_clock
from shared.errors import Forbidden, NotFound, Rejected, Unauthenticated
from shared.keyring import Keyring
from shared.messages import CommandContext
from shared.platform import open_platform
from shared.settings import load_settings
from shared.tokens import verifier_of

PASSWORD = "mật khẩu đủ dài"
EVERYWHERE = Caller(actor="user:a", name="A", grants=(Grant("administrator", "*"),))
NARROW = Caller(actor="user:b", name="B", grants=(Grant("administrator", "so"),))
DECISION = DecidingDocument(number="7/QĐ-SCT", dated=date(2021, 1, 4))
OPEN = OpenAccount(
    username="lan.so",
    name="Lan",
    password=PASSWORD,
    grants=(GivenGrant(role="office", scope="*", decision=DECISION),),
)
SIGN_IN = SignIn(username="lan.so", password=PASSWORD)


class Moved:
    """A clock some days ahead."""

    def __init__(self):
        self.days = 0

    def __call__(self):
        return system_clock() + timedelta(days=self.days)


@pytest.fixture
def clock():
    return Moved()


@pytest.fixture
def platform(mongo_uri, realm, tmp_path, clock):
    settings = load_settings(environment={"SOVANG_HOME": str(tmp_path), "SOVANG_REALM": realm})
    Keyring(settings.keys).make_missing()
    opened = open_platform(settings, mongo_uri, clock)
    yield opened
    opened.close()


@pytest.fixture
def app(platform):
    return build(platform)


def events(platform):
    rows = platform.database("nominations")["commits"].find(sort=[("recorded_at", 1)])
    return [bytes(body) for row in rows for body in row["events"]]


def test_an_account_is_opened_once_and_what_it_was_given_is_one_event(app, platform):
    assert app.act("open-account", OPEN, EVERYWHERE) == app.act("open-account", OPEN, EVERYWHERE)
    (given,) = events(platform)
    assert b'"type":"GrantGiven"' in given
    assert b'"actor":"user:a"' in given
    assert "7/QĐ-SCT".encode() in given
    assert PASSWORD.encode() not in given
    assert b"argon2" not in given
    with pytest.raises(Rejected):
        app.act("open-account", replace(OPEN, name="Khác"), EVERYWHERE)
    with pytest.raises(Unauthenticated):
        app.act("open-account", OPEN, None)


def users(platform):
    return platform.database("nominations")["users"]


def test_no_document_holds_the_name_and_whoever_looks_after_accounts_reads_it(app, platform):
    app.act("open-account", replace(OPEN, name="Khuất Lan"), EVERYWHERE)
    (kept,) = users(platform).find()
    assert "Khuất" not in str(kept)
    assert kept["name"] == "lan.so"  # what an older process, which knows nothing of sealed names, can show
    assert [one.name for one in app.ask("list-accounts", Paging(), EVERYWHERE).items] == ["Khuất Lan"]
    assert app.act("sign-in", SIGN_IN, None).name == "Khuất Lan"


def test_an_account_from_before_goes_on_and_its_name_is_sealed_without_anybody_asking(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    users(platform).update_one({}, {"$unset": {"sealed_name": ""}, "$set": {"name": "Khuất Lan"}})
    assert app.act("sign-in", SIGN_IN, None).name == "Khuất Lan"
    assert app.seal_names() == 1
    assert "Khuất" not in str(users(platform).find_one())
    assert app.act("sign-in", SIGN_IN, None).name == "Khuất Lan"
    assert app.seal_names() == 0
    assert app.act("open-account", replace(OPEN, name="Khuất Lan"), EVERYWHERE).name == "Khuất Lan"


def test_the_name_goes_with_its_key_and_the_account_is_listed_without(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    app.erasing.erase("lan.so", reaction())
    assert users(platform).find_one()["sealed_name"] is None
    assert build(platform).ask("list-accounts", Paging(), EVERYWHERE).items[0].name is None
    assert app.seal_names() == 0


def reaction():
    return CommandContext(
        actor="system:when_person_erased",
        actor_role="system",
        correlation_id="c",
        causation_id="e",
        key="e",
        fingerprint="e",
    )


def test_an_account_cut_off_between_its_document_and_its_rights_is_completed_by_asking_again(app, platform):
    app.account_acting.accounts.open(OPEN)
    assert app.act("sign-in", SIGN_IN, None).grants == ()
    app.act("open-account", OPEN, EVERYWHERE)
    assert [grant.role for grant in app.act("sign-in", SIGN_IN, None).grants] == ["office"]


@pytest.mark.parametrize(
    ("grant", "error"),
    [
        (GivenGrant(role="office", scope="*"), "decision-needed"),
        (GivenGrant(role="office", scope="khong-co", decision=DECISION), "unknown-organisation"),
        (GivenGrant(role="office", scope="*", person_id="x", decision=DECISION), "person-unknown"),
    ],
)
def test_an_account_whose_grants_cannot_be_given_is_not_opened(app, platform, grant, error):
    with pytest.raises(Rejected) as caught:
        app.act("open-account", replace(OPEN, grants=(grant,)), EVERYWHERE)
    assert caught.value.code == error
    assert platform.database("nominations")["users"].count_documents({}) == 0
    assert events(platform) == []


def test_nobody_opens_an_account_beyond_their_own_reach(app):
    with pytest.raises(Forbidden):
        app.act("open-account", OPEN, NARROW)
    assert app.ask("list-accounts", Paging(), EVERYWHERE).items == []


def test_the_first_account_is_opened_once_and_its_grant_says_that_the_system_gave_it(app, platform):
    assert app.open_first_account("quantri", PASSWORD)
    assert not app.open_first_account("quantri", "mật khẩu khác hẳn")
    (given,) = events(platform)
    assert b'"actor":"system:open_realm"' in given
    signed = app.act("sign-in", SignIn(username="quantri", password=PASSWORD), None)
    caller = verifier_of(platform).verify(signed.token)
    assert [(grant.role, grant.scope) for grant in caller.grants] == [("administrator", "*")]


def test_a_grant_that_ended_yesterday_refuses_today_also_in_a_token_from_before(app, platform, clock):
    today = local_date(clock())
    last_day = replace(OPEN.grants[0], ends_on=today)
    tomorrow = replace(OPEN.grants[0], role="director", begins_on=today + timedelta(days=1))
    app.act("open-account", replace(OPEN, grants=(last_day, tomorrow)), EVERYWHERE)
    token = app.act("sign-in", SIGN_IN, None).token
    verifier = verifier_of(platform)
    assert [grant.role for grant in verifier.verify(token).grants] == ["office"]
    clock.days = 1
    renewed = app.act("sign-in", SIGN_IN, None).token
    assert [grant.role for grant in verifier.verify(renewed).grants] == ["director"]


def test_sessions_are_shared_by_all_who_serve_and_a_copy_of_a_token_ends_them(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    other = build(platform)
    first = app.act("sign-in", SIGN_IN, None).refresh_token
    second = other.act("refresh", Refresh(refresh_token=first), None).refresh_token
    assert app.act("refresh", Refresh(refresh_token=first), None).refresh_token is None  # a second tab
    third = app.act("refresh", Refresh(refresh_token=second), None).refresh_token
    for used in (first, third):
        with pytest.raises(Unauthenticated):
            app.act("refresh", Refresh(refresh_token=used), None)
    fresh = app.act("sign-in", SIGN_IN, None).refresh_token
    other.act("sign-out", SignOut(refresh_token=fresh), None)
    with pytest.raises(Unauthenticated):
        app.act("refresh", Refresh(refresh_token=fresh), None)


def test_a_new_password_ends_every_session_and_is_on_record(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    token = app.act("sign-in", SIGN_IN, None).refresh_token
    with pytest.raises(Forbidden):
        app.act("set-password", SetPassword(username="lan.so", password="một mật khẩu mới"), NARROW)
    app.act("set-password", SetPassword(username="lan.so", password="một mật khẩu mới"), EVERYWHERE)
    with pytest.raises(Unauthenticated):
        app.act("refresh", Refresh(refresh_token=token), None)
    with pytest.raises(Unauthenticated):
        app.act("sign-in", SIGN_IN, None)
    assert app.act("sign-in", SignIn(username="lan.so", password="một mật khẩu mới"), None).token
    _, reset = events(platform)
    assert b'"type":"PasswordReset"' in reset
    assert b'"actor":"user:a","actorrole":"administrator"' in reset
    assert "một mật khẩu mới".encode() not in reset
    assert b"argon2" not in reset


def test_ones_own_password_ends_all_sessions_but_the_one_named(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    own, other = (app.act("sign-in", SIGN_IN, None).refresh_token for _ in range(2))
    lan = Caller(actor="user:lan.so", name="Lan", grants=())
    change = ChangeOwnPassword(old_password=PASSWORD, password="một mật khẩu mới", refresh_token=own)
    for _ in range(2):
        assert app.act("change-own-password", change, lan).username == "lan.so"
    assert app.act("refresh", Refresh(refresh_token=own), None).token
    with pytest.raises(Unauthenticated):
        app.act("refresh", Refresh(refresh_token=other), None)
    _, changed = events(platform)
    assert b'"type":"PasswordChanged"' in changed
    assert b'"actor":"user:lan.so","actorrole":"account_holder"' in changed


def test_two_renewals_at_one_moment_do_not_both_succeed(app, platform):
    app.act("open-account", OPEN, EVERYWHERE)
    session_id = app.act("sign-in", SIGN_IN, None).refresh_token.partition(".")[0]
    book = MongoSessionBook(platform.database("nominations"))
    digest = book.find(session_id).digest
    now = platform.clock()
    assert [book.rotate(session_id, digest, new, now) for new in ("a" * 64, "b" * 64)] == [True, False]
    assert (book.find(session_id).digest, book.find(session_id).previous) == ("a" * 64, digest)


def test_what_is_over_is_removed_by_the_database_itself_a_day_later(app, platform):
    database = platform.database("nominations")
    prepare(database)
    prepare(database)
    app.act("open-account", OPEN, EVERYWHERE)
    app.act("sign-in", SIGN_IN, None)
    MongoFailureBook(database).add("name:lan", platform.clock(), platform.clock())

    for name, moment in (("sessions", "expires_at"), ("sign_in_failures", "last_at")):
        assert database[name].index_information()[f"{moment}_1"]["expireAfterSeconds"] == 24 * 3600
        assert isinstance(database[name].find_one()[moment], datetime)  # nothing else would ever go


def test_failures_are_counted_together_and_begin_anew_after_a_while(platform, clock):
    book = MongoFailureBook(platform.database("nominations"))
    now = clock()
    for _ in range(3):
        book.add("name:lan", now, now - timedelta(minutes=15))
    assert book.find(["name:lan", "name:hoa"])["name:lan"].count == 3
    later = now + timedelta(minutes=16)
    book.add("name:lan", later, later - timedelta(minutes=15))
    assert book.find(["name:lan"])["name:lan"].count == 1
    book.forget("name:lan")
    assert book.find(["name:lan"])["name:lan"].count == 0
    book.add("name:lan", later, later - timedelta(minutes=15))
    assert book.find(["name:lan"])["name:lan"].count == 1


def test_a_subject_belongs_to_one_account(app):
    app.act("open-account", replace(OPEN, subject="s-1"), EVERYWHERE)
    with pytest.raises(Rejected) as caught:
        app.act("open-account", replace(OPEN, username="hoa.so", subject="s-1"), EVERYWHERE)
    assert caught.value.code == "subject-taken"
    (found,) = app.ask("list-accounts", Paging(), EVERYWHERE).items
    assert (found.account, found.subject, found.roles, found.disabled) == (
        "lan.so",
        "s-1",
        ("office",),
        False,
    )
    with pytest.raises(NotFound):
        app.act("sign-in-elsewhere", SignInElsewhere(token="x"), None)


def test_of_two_administrators_who_disable_each_other_at_once_one_stays(app, platform):
    """Many times over on a real database: each judged by its own process, as it is with several that serve."""
    names = ("quantri", "hai")
    assert app.open_first_account("quantri", PASSWORD)
    grant = GivenGrant(role="administrator", scope="*", decision=DECISION)
    app.act("open-account", replace(OPEN, username="hai", grants=(grant,)), EVERYWHERE)
    others = [build(platform) for _ in names]
    for one in others:
        object.__setattr__(one.account_acting.rights.administrators, "named", lambda _roles: names)

    def act(app, kind, name, key):
        context = CommandContext(
            actor="user:a",
            actor_role="administrator",
            correlation_id="c",
            causation_id="command:1",
            key=key,
            fingerprint=key,
        )
        try:
            app.handle(kind(account=name, decision=DECISION), context)
        except Rejected as refusal:
            return refusal.code
        return "done"

    for number in range(5):
        with ThreadPoolExecutor(2) as pool:
            tried = [
                pool.submit(act, one, DisableAccount, name, f"{number}.{name}")
                for one, name in zip(others, names, strict=True)
            ]
        assert sorted(one.result() for one in tried) == ["done", "last-administrator"]
        stopped = [name for name in names if app.account_acting.rights.disabled(name)]
        assert len(stopped) == 1
        assert act(others[0], EnableAccount, stopped[0], f"{number}.again") == "done"
