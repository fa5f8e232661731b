"""What this context offers about accounts, grants and signing in."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application.account_queries import (
    AccountItem,
    GrantItem,
    GrantsAsked,
    OneAccount,
)
from services.nominations.application.accounts import AccountOpened, OpenAccount, PasswordSet, SetPassword
from services.nominations.application.password_actions import ChangeOwnPassword
from services.nominations.application.signing_in import (
    Refresh,
    SignedIn,
    SignedOut,
    SignIn,
    SignInElsewhere,
    SignOut,
)
from services.nominations.domain.account_messages import (
    DisableAccount,
    EnableAccount,
    GiveGrant,
    RevokeGrant,
)
from shared.asking import Paging
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.standing import StandingAnswer
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="give-grant",
        path="/accounts/{account}/grants",
        command=GiveGrant,
        permission="grant.give",
        summary=Text("Cấp quyền theo văn bản", "Give an account a role by decision"),
        creates="grant_id",
        scope="scope",
    ),
    CommandEndpoint(
        name="revoke-grant",
        path="/accounts/{account}/grants/{grant_id}/revoke",
        command=RevokeGrant,
        permission="grant.revoke",
        summary=Text("Thu hồi quyền", "Take a grant back"),
    ),
    CommandEndpoint(
        name="disable-account",
        path="/accounts/{account}/disable",
        command=DisableAccount,
        permission="account.disable",
        summary=Text("Khóa tài khoản", "Disable an account"),
    ),
    CommandEndpoint(
        name="enable-account",
        path="/accounts/{account}/enable",
        command=EnableAccount,
        permission="account.disable",
        summary=Text("Mở lại tài khoản", "Enable an account again"),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-accounts",
        path="/accounts",
        params=Paging,
        result=AccountItem,
        permission="account.read",
        summary=Text("Danh sách tài khoản", "Accounts"),
        paged=True,
    ),
    QueryEndpoint(
        name="list-grants",
        path="/grants",
        params=GrantsAsked,
        result=GrantItem,
        permission="account.read",
        summary=Text("Các lần cấp quyền", "Grants, also those taken back"),
        paged=True,
        views=("grants",),
    ),
    QueryEndpoint(
        name="standing",
        path="/accounts/{account}/standing",
        params=OneAccount,
        result=StandingAnswer,
        permission="account.standing",
        summary=Text("Tình trạng hiện tại của một tài khoản", "How an account stands now"),
    ),
)

ACTIONS: Sequence[ActionEndpoint] = (
    ActionEndpoint(
        name="sign-in",
        path="/sign-in",
        body=SignIn,
        result=SignedIn,
        permission=None,
        summary=Text("Đăng nhập", "Sign in"),
    ),
    ActionEndpoint(
        name="sign-in-elsewhere",
        path="/sign-in/elsewhere",
        body=SignInElsewhere,
        result=SignedIn,
        permission=None,
        summary=Text("Đăng nhập bằng thẻ của hệ thống khác", "Sign in with the other issuer's token"),
    ),
    ActionEndpoint(
        name="refresh",
        path="/refresh",
        body=Refresh,
        result=SignedIn,
        permission=None,
        summary=Text("Gia hạn phiên đăng nhập", "Renew a session"),
    ),
    ActionEndpoint(
        name="sign-out",
        path="/sign-out",
        body=SignOut,
        result=SignedOut,
        permission=None,
        summary=Text("Đăng xuất", "Sign out"),
    ),
    ActionEndpoint(
        name="open-account",
        path="/accounts",
        body=OpenAccount,
        result=AccountOpened,
        permission="account.open",
        summary=Text("Mở tài khoản", "Open an account"),
    ),
    ActionEndpoint(
        name="set-password",
        path="/accounts/{username}/password",
        body=SetPassword,
        result=PasswordSet,
        permission="account.password",
        summary=Text("Đặt lại mật khẩu", "Give an account another password"),
    ),
    ActionEndpoint(
        name="change-own-password",
        path="/my/password",
        body=ChangeOwnPassword,
        result=PasswordSet,
        permission=None,
        signed_in=True,
        summary=Text("Đổi mật khẩu của mình", "Change one's own password"),
    ),
)
