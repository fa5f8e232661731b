"""The vault's upkeep: another master key, and erasures done again after an older vault was put back."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.application.account_names import name_key
from services.nominations.application.histories import record_stream
from services.nominations.application.import_policies import key_of_file
from services.nominations.application.subject_policies import key_of, key_of_case
from services.nominations.domain.account_messages import GrantGiven
from services.nominations.domain.detection_messages import ModelDetected
from services.nominations.domain.drafting_messages import DraftSaved
from services.nominations.domain.importing_messages import ImportAbandoned, ImportAccepted, ImportCompleted
from services.nominations.domain.nomination_messages import NominationOpened
from services.nominations.domain.subject_request_messages import PersonErased
from shared.errors import SovangError
from shared.feed import LocalFeed
from shared.keyring import MASTER
from shared.platform import Platform, open_platform
from shared.projecting import own
from shared.settings import Settings
from shared.vault import Vault
from sovang.database import running_database_uri
from sovang.screen import say

PAGE = 500


def rotate_master(settings: Settings, wait: float) -> None:
    """
    Another master key while processes run: all keys are wrapped under it, then the former one is destroyed.

    Raises RotationRunning while another run is at it.
    """
    platform = _platform(settings)
    with platform.keyring.rotating():
        former = platform.keyring.rotate_master()
        say("Đã có khóa chính mới; bọc lại các khóa …", "There is a new master key; wrapping all keys anew …")
        count = _rewrapped(platform)
        say(
            f"Đã bọc lại {count} khóa; chờ {wait:.0f} giây cho các tiến trình …",
            "Waiting for running processes …",
        )
        time.sleep(wait)  # by then each has read the new key, and wraps nothing under the former one
        while more := _rewrapped(platform):
            count += more
        platform.keyring.forget_former_master(former)
    say(
        f"Xong: {count} khóa; khóa chính cũ đã hủy. Hãy sao lưu kho khóa và khóa chính mới, ở hai nơi.",
        "Done; the former master key is destroyed. Back up the vault and the new master key, in two places.",
    )


def rewrap(settings: Settings) -> None:
    """Wrap all keys under the master key in use: for several machines, each of which has both by then."""
    count = _rewrapped(_platform(settings))
    say(f"Đã bọc lại {count} khóa.", f"{count} keys were wrapped anew.")


def replay(settings: Settings) -> None:
    """Erase again what the history says was erased."""
    found, again = replayed(_platform(settings))
    say(
        f"{found} lần xóa trong lịch sử; {again} khóa vừa bị hủy lại.",
        f"{found} erasures on record; {again} keys were destroyed again.",
    )


def replayed(platform: Platform) -> tuple[int, int]:
    """Destroy every key that the history says is destroyed: how many there are, and how many were usable again."""
    feed = LocalFeed(SERVICE, platform.database(SERVICE))
    read = own(platform.codec(CATALOGUE).decode)
    destroyed = Destroyed()
    position = 0
    while events := feed.after(position, PAGE):
        position = events[-1].position
        for recorded in filter(None, map(read, events)):
            destroyed.note(recorded.event)
    keys = destroyed.keys
    return len(keys), sum(map(platform.sealer.destroy, keys))


@dataclass(slots=True)
class Destroyed:
    """Which keys a history says are destroyed: of erased people, the cases about them and their accounts' names, of files of imports."""

    people: set[str] = field(default_factory=set)
    accounts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    subjects: dict[str, str | None] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """Each once."""
        theirs = {name for person_id in self.people for name in self.accounts.get(person_id, ())}
        cases = sorted(name for name, person_id in self.subjects.items() if person_id in self.people)
        records = (record_stream("individual", person_id) for person_id in sorted(self.people))
        return [
            *map(key_of, sorted(self.people)),
            *map(key_of_case, (*records, *cases)),
            *map(name_key, sorted(theirs)),
            *self.files,
        ]

    def note(self, event: Any) -> None:
        """What *event*, the next one of the history, adds."""
        match event:
            case PersonErased():
                self.people.add(event.person_id)
            case NominationOpened() | DraftSaved():  # whom it puts forward is what it said last
                individual = event.subject_kind == "individual"
                self.subjects[f"nomination-{event.nomination_id}"] = event.subject_id if individual else None
            case ModelDetected() if event.subject_kind == "individual":
                self.subjects[f"model-{event.model_id}"] = event.subject_id
            case GrantGiven() if event.person_id is not None:
                self.accounts[event.person_id].add(event.account)
            case ImportAccepted():
                self.attempts[event.import_id] = event.attempt
            case ImportCompleted():
                self.files.append(key_of_file(event.import_id, self.attempts[event.import_id]))
            case ImportAbandoned():
                self.files.append(key_of_file(event.import_id, event.attempt))


def _rewrapped(platform: Platform) -> int:
    keyring, database = platform.keyring, platform.settings.database_name("vault")
    vault = Vault(platform.mongo[database], keyring.secret(MASTER), masters=keyring.masters)
    return vault.rewrap()


def _platform(settings: Settings) -> Platform:
    uri = settings.mongo_uri or running_database_uri(settings.home)
    if uri is None:
        raise SovangError(
            "Chưa có cơ sở dữ liệu: chạy `make run`, hoặc đặt MONGO_URI. / "
            "There is no database: run `make run`, or set MONGO_URI."
        )
    return open_platform(settings, uri)
