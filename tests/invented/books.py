"""A small invented service, a reading room, to try the edge on: commands, questions, actions, raw routes, failures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from marshmallow import validate
from werkzeug.wrappers import Request, Response

from shared.access import Caller, PermissionTable
from shared.acts import Act, ActRefused, BrokenRule, Occurrence, RuleUse, filled
from shared.catalogue import Catalogue, EventKind
from shared.decider import Decider
from shared.endpoints import (
    BODY,
    ActionEndpoint,
    CommandEndpoint,
    Page,
    QueryEndpoint,
    RawRoute,
    Versioned,
)
from shared.errors import LostRace, NotFound, OutcomeUnknown, Rejected, TransientError, Unauthenticated
from shared.eventstore.memory import MemoryEventStore
from shared.handling import CommandHandler
from shared.lineage import Tree
from shared.messages import Answer, CommandContext, NumberedEvent
from shared.platform import Platform
from shared.privacy import restricted
from shared.references import Kind
from shared.texts import Text

THICK = Text("Sách dày {pages} trang, quá dày.", "The book has {pages} pages, too thick.")
LENT = Text("Sách đã cho {reader} mượn.", "The book is lent to {reader}.")
RULE = RuleUse(rule="thickness/1", citation="Nội quy phòng đọc, Điều 3", confirmed=True)
THICKEST = 1000
READERS = {"r7": "Nguyễn Thị An"}
LARGEST_SCAN = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelfmark:
    """Where a book stands."""

    room: str
    row: int = field(metadata={"validate": validate.Range(min=1, max=99)})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBook:
    """Put a book on a shelf."""

    book_id: str
    shelf_id: str
    title: str
    pages: int
    mark: Shelfmark
    subjects: tuple[str, ...] = ()
    occurrence: Occurrence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LendBook:
    """Lend it to a reader."""

    book_id: str
    reader: str
    shelf_id: str = filled(default="")
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Fail on purpose."""

    kind: Literal["crash", "away", "unknown", "lost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookAdded:
    act: Act
    book_id: str
    title: str = restricted()
    pages: int
    mark: Shelfmark
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLent:
    act: Act
    book_id: str
    reader: str


def _decide(command: Any, state: dict[str, Any] | None) -> list[Any]:
    case = f"book-{command.book_id}"
    match command:
        case AddBook() if state is not None:
            return []
        case AddBook():
            act = command.occurrence.act(case)
            return [
                BookAdded(
                    act=act,
                    book_id=command.book_id,
                    title=command.title,
                    pages=command.pages,
                    mark=command.mark,
                )
            ]
        case LendBook() if state is None:
            raise NotFound
        case LendBook() if state["reader"] == command.reader:
            return []
        case LendBook() if state["reader"]:
            raise Rejected("already-lent", LENT, facts={"reader": state["reader"]})
        case LendBook() if state["pages"] > THICKEST:
            broken = BrokenRule(code="too-thick", rule=RULE, facts={"pages": str(state["pages"])})
            return [ActRefused.because(command.occurrence, case, "LendBook", broken)]
    return [BookLent(act=command.occurrence.act(case), book_id=command.book_id, reader=command.reader)]


def _evolve(state: dict[str, Any] | None, event: Any) -> dict[str, Any] | None:
    match event:
        case BookAdded():
            return {"pages": event.pages, "reader": ""}
        case BookLent():
            return {**(state or {}), "reader": event.reader}
    return state


CATALOGUE = Catalogue(
    service="books",
    kinds=(
        EventKind(
            BookAdded,
            Text("Sách được đặt lên giá.", "A book was put on a shelf."),
            Text("{title}", "{title}"),
        ),
        EventKind(
            BookLent,
            Text("Sách được cho mượn.", "A book was lent."),
            Text("{reader}", "{reader}"),
            version=2,
            upcasters={1: lambda data: {**data}},
        ),
        EventKind(ActRefused, Text("Bị từ chối.", "Refused."), Text("{code}", "{code}")),
    ),
    refusals={"too-thick": THICK},
    references={"reader": "person"},
    former=Path(__file__).with_name("former_schemas.json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneBook:
    book_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeBooks:
    shelf_id: str | None = None
    limit: int = field(default=20, metadata={"validate": validate.Range(min=1, max=100)})
    lent: bool | None = None
    since: date | None = None
    subject: tuple[str, ...] = ()
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSeen:
    book_id: str
    pages: int
    reader: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    said: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    pass


class Clear:
    """Seals nothing: a reading room has no secrets."""

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        return {"sealed": value, "key": key_id}

    def open(self, sealed: dict[str, Any], where: str) -> str | None:
        return str(sealed["sealed"])

    def destroy(self, key_id: str) -> bool:
        return False


class Numbered:
    """A history of seven events."""

    source = "books"

    def head(self) -> tuple[str, int]:
        return "e1", 7

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        last = min(position + limit, 7)
        return [
            NumberedEvent(source="books", epoch="e1", position=n, body=f'{{"tựa":{n}}}'.encode())
            for n in range(position + 1, last + 1)
        ]


class BooksApp:
    """The reading room."""

    name = "books"
    catalogue = CATALOGUE
    permissions = PermissionTable(
        {
            "book.add": frozenset({"librarian"}),
            "book.lend": frozenset({"librarian", "reader"}),
            "book.read": frozenset({"librarian", "reader"}),
            "act.record": frozenset({"librarian", "archivist"}),
        }
    )
    lineage = Tree(lambda shelf: {"s1.top": ["s1"], "s1": ["hall"]}.get(shelf, ()), lambda _shelves: [])

    def __init__(self, platform: Platform) -> None:
        codec = platform.codec(CATALOGUE)
        self._shelves: dict[str, str] = {}
        self._fit = True
        self._handler: CommandHandler[Any, Any] = CommandHandler(
            store=MemoryEventStore(),
            codec=type(codec)(codec.catalogue, codec.source, Clear(), codec.new_id),
            decider=Decider(initial=None, evolve=_evolve, decide=_decide),
            clock=platform.clock,
            new_id=platform.new_id,
        )
        self.commands = COMMANDS
        self.queries = QUERIES
        self.actions = ACTIONS
        self.raw_routes = (
            RawRoute("GET", "/ledger/{rest:path}", self._tile),
            RawRoute("POST", "/form", self._form),
            RawRoute("POST", "/scan", self._scan, takes=LARGEST_SCAN),
        )

    def owners(self, command: Any) -> list[str]:
        shelf = self._shelves.get(command.book_id) if isinstance(command, LendBook) else None
        return [] if shelf is None else [shelf]

    def handle(self, command: Any, context: CommandContext) -> Answer:
        if isinstance(command, Break):
            raise _failures()[command.kind]
        if isinstance(command, AddBook):
            self._shelves[command.book_id] = command.shelf_id
        return self._handler(f"book-{command.book_id}", command, context)

    def ask(self, name: str, params: Any, caller: Caller) -> Any:
        match name:
            case "echo":
                return Echo(said=caller.name, by=caller.actor)
            case "book":
                folded = self._handler.load(f"book-{params.book_id}")
                if folded.state is None:
                    raise NotFound
                seen = BookSeen(
                    book_id=params.book_id, pages=folded.state["pages"], reader=folded.state["reader"] or None
                )
                return Versioned(seen, folded.head.version)
        return Page(list(_pages(params)), "next")

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        if name == "unfit":
            self._fit = not self._fit
            return Nothing()
        return Echo(said=body.name, by=caller.actor if caller else "")

    def feed(self) -> Numbered:
        return Numbered()

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        return view == "books" and token.endswith("@1")

    def name_of(self, kind: Kind, identity: str, caller: Caller) -> Text | None:
        name = READERS.get(identity) if kind == "person" and caller.is_person else None
        return None if name is None else Text(name, name)

    def ready(self) -> Mapping[str, bool]:
        return {"store": self._fit, "shelf": True}

    def _tile(self, request: Request, caller: Caller | None) -> Response:
        rest = request.environ["sovang.path"]["rest"]
        if rest == "nothing":
            raise NotFound
        return Response(f"{rest} {caller.actor if caller else '-'}", content_type="text/plain")

    def _scan(self, request: Request, caller: Caller | None) -> Response:
        if caller is None:
            raise Unauthenticated
        size = sum(len(part) for part in request.environ[BODY]())
        return Response(str(size), content_type="text/plain")

    def _form(self, request: Request, caller: Caller | None) -> Response:
        return Response(request.form["word"], content_type="text/plain; charset=utf-8")


def _pages(params: SomeBooks) -> Iterator[BookSeen]:
    for number in range(min(params.limit, 3)):
        yield BookSeen(
            book_id=f"{params.shelf_id}-{number}", pages=len(params.subject), reader=str(params.lent)
        )


def _failures() -> dict[str, Exception]:
    return {
        "crash": RuntimeError("the secret path /etc/shadow"),
        "away": TransientError("host db-7 is away"),
        "unknown": OutcomeUnknown(),
        "lost": LostRace(),
    }


COMMANDS = (
    CommandEndpoint(
        name="add_book",
        path="/shelves/{shelf_id}/books",
        command=AddBook,
        permission="book.add",
        summary=Text("Thêm sách", "Add a book"),
        creates="book_id",
        scope="shelf_id",
    ),
    CommandEndpoint(
        name="lend_book",
        path="/books/{book_id}/lend",
        command=LendBook,
        permission="book.lend",
        summary=Text("Cho mượn", "Lend a book"),
    ),
    CommandEndpoint(
        name="break_it",
        path="/break",
        command=Break,
        permission="book.lend",
        summary=Text("Làm hỏng", "Fail"),
    ),
)
QUERIES = (
    QueryEndpoint(
        name="book",
        path="/books/{book_id}",
        params=OneBook,
        result=BookSeen,
        permission="book.read",
        summary=Text("Một cuốn sách", "One book"),
    ),
    QueryEndpoint(
        name="books",
        path="/books",
        params=SomeBooks,
        result=BookSeen,
        permission="book.read",
        summary=Text("Danh sách sách", "Books"),
        paged=True,
        views=("books",),
        scope="shelf_id",
    ),
    QueryEndpoint(
        name="echo",
        path="/me",
        params=Nothing,
        result=Echo,
        permission=None,
        summary=Text("Tôi là ai", "Who am I"),
    ),
)
ACTIONS = (
    ActionEndpoint(
        name="greet",
        path="/greet",
        body=Greeting,
        result=Echo,
        permission=None,
        summary=Text("Chào", "Greet"),
    ),
    ActionEndpoint(
        name="introduce",
        path="/introduction",
        body=Greeting,
        result=Echo,
        permission=None,
        signed_in=True,
        summary=Text("Tự giới thiệu", "Introduce oneself"),
    ),
    ActionEndpoint(
        name="unfit",
        path="/unfit",
        body=Nothing,
        result=Nothing,
        permission="book.add",
        summary=Text("Đổi trạng thái sẵn sàng", "Toggle readiness"),
    ),
)
