"""An office of accounts in memory: who may sign in, with which rights, for how long; its clock is moved by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.nominations.application.account_book import Account
from services.nominations.application.accounts import Accounts
from services.nominations.application.password_actions import PasswordActions
from services.nominations.application.sessions import Sessions
from services.nominations.application.signing_in import SignIns
from services.nominations.application.throttling import Failures, Throttle
from shared.errors import Unauthenticated
from tests.unit.nominations.context import MemoryContext

PASSWORD = "mật khẩu đủ dài"


class Counting:
    """Counts comparisons, so that a shortcut for unknown names shows."""

    def __init__(self):
        self.compared = []

    def hashed(self, password):
        return f"hash of {password}"

    def fits(self, password, kept):
        self.compared.append(kept)
        return kept == self.hashed(password)


class MemorySessions:
    def __init__(self):
        self.kept = {}

    def add(self, session):
        self.kept[session.id] = session

    def find(self, session_id):
        return self.kept.get(session_id)

    def rotate(self, session_id, old, new, now):
        found = self.kept[session_id]
        if found.digest != old or found.ended:
            return False
        self.kept[session_id] = replace(found, digest=new, previous=old, rotated_at=now)
        return True

    def end(self, session_id):
        if session_id in self.kept:
            self.kept[session_id] = replace(self.kept[session_id], ended=True)

    def end_all(self, account, but=None):
        for session in list(self.kept.values()):
            if session.account == account and session.id != but:
                self.end(session.id)


class MemoryFailures:
    def __init__(self):
        self.kept = {}

    def find(self, keys):
        return {key: self.kept[key] for key in keys if key in self.kept}

    def add(self, key, now, forget_before):
        known = self.kept.get(key)
        count = known.count + 1 if known and known.last_at >= forget_before else 1
        self.kept[key] = Failures(count=count, last_at=now)

    def forget(self, key):
        self.kept.pop(key, None)


class Office:
    """One account `lan.so`, which may be given rights; `pass_time` moves the clock."""

    def __init__(self):
        self.now = datetime(2026, 3, 25, 2, tzinfo=UTC)
        self.context = MemoryContext()
        self.signed = []
        self.passwords = Counting()
        self.context.book.add(
            Account(
                username="lan.so",
                name=self.context.names.sealed("lan.so", "Lan"),
                password=self.passwords.hashed(PASSWORD),
                subject="s-1",
            )
        )
        self.sign_ins = SignIns(
            book=self.context.book,
            names=self.context.names,
            passwords=self.passwords,
            rights=self.context.rights,
            sessions=Sessions(MemorySessions(), lambda: self.now),
            throttle=Throttle(MemoryFailures(), lambda: self.now),
            sign=self._sign,
            lifetime_seconds=900,
            subject_of=self._subject_of,
        )

        self.accounts = Accounts(
            book=self.context.book,
            names=self.context.names,
            passwords=self.passwords,
            roles=frozenset(),
        )
        self.password_actions = PasswordActions(
            accounts=self.accounts,
            rights=self.context.rights,
            sessions=self.sign_ins.sessions,
            throttle=self.sign_ins.throttle,
            new_id=self.context.new_id,
        )

    def pass_time(self, **spent):
        self.now += timedelta(**spent)

    def _sign(self, caller):
        self.signed.append(caller)
        return f"token {len(self.signed)}"

    def _subject_of(self, token):
        if not token.startswith("of "):
            raise Unauthenticated("issuer-token-invalid")
        return token.removeprefix("of ")
