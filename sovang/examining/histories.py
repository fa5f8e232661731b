"""The histories: streams that have grown long, events that wait for a person, and the ledger's last checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from services.audit.adapters.anchor import anchor_of
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.domain.checkpoint import parse_checkpoint
from services.audit.domain.errors import LedgerError
from services.audit.domain.note import parse_note
from services.audit.domain.signing import VerifierKey, open_note
from shared.clock import system_clock
from shared.eventstore.documents import COMMITS
from shared.keyring import LEDGER, Keyring
from shared.parking import OPEN, PARKED
from shared.settings import SERVICES, Settings
from shared.texts import Text
from sovang.examining.findings import Finding, bad, doubtful, well
from sovang.examining.reaching import client_of, reader_uri

LONGEST = 500
NAMED = 5
OLD = timedelta(days=7)
SKEW_SECONDS = (2.0, 60.0)


def examine_streams(settings: Settings) -> Iterator[Finding]:
    """The longest streams of each service. Raises the database's errors, TransientError."""
    for service in SERVICES:
        with client_of(reader_uri(settings, service)) as client:
            commits = client[settings.database_name(service)][COMMITS]
            found = list(commits.find({"last": {"$gt": LONGEST}}, {"stream": 1, "last": 1}))
        lengths: dict[str, int] = {}
        for one in found:
            lengths[one["stream"]] = max(one["last"], lengths.get(one["stream"], 0))
        for stream, length in sorted(lengths.items(), key=lambda pair: -pair[1])[:NAMED]:
            yield doubtful(
                Text(f"Luồng {stream} có {length} sự kiện", f"Stream {stream} has {length} events"),
                Text("Tách hồ sơ: luồng dài ghi chậm dần", "Split the case: long streams grow slow to write"),
            )
        if not lengths:
            yield well(
                f"{service}: không luồng nào quá {LONGEST} sự kiện",
                f"{service}: no stream is longer than {LONGEST} events",
            )


def examine_parked(settings: Settings) -> Iterator[Finding]:
    """How many events wait for a person. Raises the database's errors, TransientError."""
    for service in SERVICES:
        with client_of(reader_uri(settings, service)) as client:
            parked = client[settings.database_name(service)][PARKED]
            count = parked.count_documents({"state": {"$in": list(OPEN)}})
        if count:
            yield doubtful(
                Text(f"{service}: {count} sự kiện tạm giữ", f"{service}: {count} events are parked"),
                Text("Xem lý do, sửa, rồi xử lý lại", "Read the reasons, mend, and replay them"),
            )
        else:
            yield well(f"{service}: không sự kiện nào bị tạm giữ", f"{service}: no event is parked")


def examine_ledger(settings: Settings) -> Iterator[Finding]:
    """The last checkpoint, and that it is not behind the one kept outside the database. Raises as above."""
    with client_of(reader_uri(settings, "audit")) as client:
        last = MongoLedgerStore(client[settings.database_name("audit")]).last_checkpoint()
    if last is None:
        yield doubtful(
            Text("Sổ cái chưa có mốc xác nhận nào", "The ledger has no checkpoint yet"),
            Text("Chạy `sovang work audit`", "Run `sovang work audit`"),
        )
    elif last.published_at is not None and (age := system_clock() - last.published_at) > OLD:
        yield doubtful(
            Text(f"Mốc xác nhận cuối đã {age.days} ngày", f"The last checkpoint is {age.days} days old"),
            Text("Xem tiến trình work của audit có chạy không", "See whether audit's work process runs"),
        )
    else:
        yield well(f"Mốc xác nhận cuối: {last.size} mục", f"The last checkpoint covers {last.size} entries")
    yield _anchored(settings, last.size if last else 0)


def _anchored(settings: Settings, size: int) -> Finding:
    note = anchor_of(settings).kept()
    if note is None:
        return doubtful(
            Text("Không có mốc xác nhận ngoài cơ sở dữ liệu ở máy này", "No checkpoint is kept outside here"),
            Text(
                "Bình thường nếu work của audit chạy ở máy khác; nếu không, kiểm tra SOVANG_HOME",
                "Normal when audit's work runs elsewhere; else look at SOVANG_HOME",
            ),
        )
    key = VerifierKey(settings.realm_origin, Keyring(settings.keys).public(LEDGER).public_bytes_raw())
    try:
        kept = parse_checkpoint(open_note(parse_note(note), [key])).size
    except LedgerError as error:
        return bad(
            Text(
                f"Mốc ở ngoài không tin được: {error}",
                f"The checkpoint outside is not to be trusted: {error}",
            ),
            Text("Tìm xem ai đã sửa tệp đó", "Find out who altered that file"),
        )
    if kept > size:
        return bad(
            Text(
                f"Mốc ở ngoài có {kept} mục, cơ sở dữ liệu chỉ có {size}",
                f"The checkpoint outside covers {kept} entries, the database {size}",
            ),
            Text("Một bản sao lưu cũ đã được phục hồi: xem docs/operations.md", "An old backup was restored"),
        )
    return well(f"Mốc ở ngoài khớp: {kept} mục", f"The checkpoint outside agrees: {kept} entries")


def examine_clock(settings: Settings) -> Iterator[Finding]:
    """The clock here against the database's. Raises as above."""
    with client_of(reader_uri(settings, "nominations")) as client:
        before = system_clock()
        theirs = client.admin.command("hello", codec_options=client.codec_options)["localTime"]
        middle = before + (system_clock() - before) / 2
    seconds = abs((theirs - middle).total_seconds())
    what = Text(
        f"Đồng hồ lệch cơ sở dữ liệu {seconds:.1f} giây",
        f"The clock differs from the database's by {seconds:.1f} s",
    )
    todo = Text("Đồng bộ đồng hồ các máy (NTP)", "Synchronise the machines' clocks (NTP)")
    if seconds > SKEW_SECONDS[1]:
        yield bad(what, todo)
    elif seconds > SKEW_SECONDS[0]:
        yield doubtful(what, todo)
    else:
        yield well(what.vi, what.en)
