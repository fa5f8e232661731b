"""Answers about accounts and grants, for those who look after them, and for services that ask how an account stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from services.nominations.application.account_book import AccountBook
from services.nominations.application.account_names import AccountNames
from services.nominations.application.rights import Rights
from services.nominations.domain.account_messages import DecidingDocument
from services.nominations.domain.refusals import SENTENCES
from shared.access import Caller, Permissions
from shared.asking import Paging, item_of, page, reach
from shared.endpoints import Page
from shared.errors import NotFound
from shared.messages import Json
from shared.reading import ViewReader
from shared.standing import UNKNOWN, StandingAnswer, StandingGrant
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantsAsked(Paging):
    """Grants, of one account, person or organisation if named."""

    account: str | None = None
    person_id: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAccount:
    """The account of this name."""

    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountItem:
    """One account: never its password; its name is null once erased."""

    account: str
    name: str | None
    disabled: bool
    by_password: bool
    subject: str | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantItem:
    """One grant: what, where, for how long, on which document, and who gave it and took it back."""

    grant_id: str
    account: str
    role: str
    scope: str
    begins_on: date
    ends_on: date | None
    person_id: str | None
    decision: DecidingDocument | None
    given_on: date
    given_by: str
    revoked_on: date | None
    revoked_by: str | None


@dataclass(frozen=True, slots=True)
class AccountQueries:
    """What may be asked about accounts."""

    book: AccountBook
    names: AccountNames
    rights: Rights
    permissions: Permissions
    grants: ViewReader = field(repr=False)

    def table(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Each query by name."""
        return {"list-accounts": self.accounts, "list-grants": self.given, "standing": self.standing}

    def accounts(self, asked: Paging, caller: Caller) -> Page:
        """The accounts whose grants all lie within the caller's reach."""
        reached = reach(caller, "account.read", self.permissions)
        found = self.book.page(asked.after, asked.limit + 1)
        shown = found[: asked.limit]
        items = [
            AccountItem(
                account=one.username,
                name=self.names.of(one),
                disabled=self.rights.disabled(one.username),
                by_password=one.password is not None,
                subject=one.subject,
                roles=tuple(sorted({grant.role for grant in self.rights.held(one.username)})),
            )
            for one in shown
            if reached is None or all(grant.scope in reached for grant in self.rights.held(one.username))
        ]
        return Page(items, shown[-1].username if len(found) > asked.limit else None)

    def given(self, asked: GrantsAsked, caller: Caller) -> Page:
        """The grants within the caller's reach, also those that were taken back."""
        wanted = {"account": asked.account, "person_id": asked.person_id, "scope": asked.scope}
        only: Json = {name: value for name, value in wanted.items() if value is not None}
        reached = reach(caller, "account.read", self.permissions)
        if reached is not None and (asked.scope is None or asked.scope not in reached):
            only["scope"] = {"$in": sorted(reached)}
        found = page(self.grants, only, asked)
        return Page([item_of(GrantItem, row) for row in found.items], found.next)

    def standing(self, asked: OneAccount, _caller: Caller) -> StandingAnswer:
        """How an account stands now, from its own history."""
        if self.book.find(asked.account) is None:
            raise NotFound(UNKNOWN, SENTENCES[UNKNOWN], facts={"account": asked.account})
        grants = self.rights.grants(asked.account)
        return StandingAnswer(
            account=asked.account,
            disabled=self.rights.disabled(asked.account),
            grants=tuple(
                StandingGrant(
                    role=grant.role, scope=grant.scope, begins_on=grant.begins_on, ends_on=grant.ends_on
                )
                for grant in grants
            ),
        )
