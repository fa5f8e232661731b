"""A case's timeline: its events in causal order, each told in both languages with its rules, flags and both dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from services.audit.application.answers import Detail, Document, Line, RuleLine, Verdict
from services.audit.application.book import REFUSED, UNKNOWN_EVENT, Book
from services.audit.application.causal import in_causal_order
from services.audit.application.labels import Find, Labels, Open, ids_in, look_up
from services.audit.application.sentences import Sentences
from services.audit.application.told import REFUSAL, objects
from services.audit.application.words import BASES
from shared.clock import parse_timestamp
from shared.messages import Json
from shared.texts import Text


def tell(lines: Iterable[Json], book: Book, find: Find, open_: Open, *, whole: bool = False) -> list[Line]:
    """*lines* (documents of the view of lines) as they are read; *whole*: with the names that are restricted."""
    told = ordered(lines)
    labels = look_up({key for line in told for key in ids_in(line["data"])}, find, open_, whole=whole)
    return [tell_one(line, book, labels, open_) for line in told]


def ordered(lines: Iterable[Json]) -> list[Json]:
    """By causation, then the day of the act, then as recorded."""
    return in_causal_order(
        lines,
        name=lambda line: str(line["_id"]),
        cause=lambda line: str(line["causation"]),
        when=lambda line: (str(line["data"].get("occurred_on", "")), int(line["index"])),
    )


def tell_one(line: Json, book: Book, labels: Labels, open_: Open) -> Line:
    """One event told."""
    sentences = Sentences(line, book, labels, open_)
    data, service, kind = line["data"], line["service"], line["type"]
    words = book.event(service, kind)
    refusal = _refusal(sentences) if kind == REFUSAL else None
    unknown = REFUSED if refusal else UNKNOWN_EVENT.fill({"type": kind, "service": service})
    return Line(
        index=line["index"],
        event_id=line["_id"],
        service=service,
        type=kind,
        known=words is not None or refusal is not None,
        sentence=_sentence(sentences, refusal, unknown if words is None else words.sentence),
        actor=line["actor"],
        role=line["role"],
        role_title=book.role(line["role"]),
        occurred_on=_day(data.get("occurred_on")),
        basis=str(data.get("basis", "")),
        basis_words=_basis(sentences),
        recorded_at=parse_timestamp(line["time"]),
        document=_document(sentences),
        rules=tuple(_rule(rule) for rule in objects(data, "rules")),
        flags=() if refusal else tuple(_verdict(sentences, broken) for broken in objects(data, "broken")),
        refusal=refusal,
        stream=line["stream"],
        version=line["version"],
        correlation_id=line["correlation"],
        causation_id=line["causation"],
        details=tuple(Detail(field=path, value=value) for path, value in sentences.details()),
    )


def _sentence(sentences: Sentences, refusal: Verdict | None, pattern: Text) -> Text:
    return sentences.fill(pattern) if refusal is None else sentences.fill(pattern, refusal=refusal.sentence)


def _refusal(sentences: Sentences) -> Verdict:
    data = sentences.data
    citations = [str(_table(broken.get("rule")).get("citation", "")) for broken in objects(data, "broken")]
    return Verdict(
        code=str(data.get("code")),
        sentence=_told(sentences, str(data.get("code")), _table(data.get("facts"))),
        citation=next(iter(citations), ""),
    )


def _verdict(sentences: Sentences, broken: Json) -> Verdict:
    code = str(broken.get("code"))
    return Verdict(
        code=code,
        sentence=_told(sentences, code, _table(broken.get("facts"))),
        citation=str(_table(broken.get("rule")).get("citation", "")),
    )


def _told(sentences: Sentences, code: str, facts: Json) -> Text:
    pattern = sentences.book.refusal(sentences.line["service"], code)
    return sentences.fill(pattern, {name: str(value) for name, value in facts.items()})


def _rule(rule: Json) -> RuleLine:
    return RuleLine(
        rule=str(rule.get("rule", "")),
        citation=str(rule.get("citation", "")),
        confirmed=rule.get("confirmed") is True,
    )


def _basis(sentences: Sentences) -> Text:
    """On what ground it is known; of an act on paper also who recorded it, for the sentence names the signatory."""
    basis = str(sentences.data.get("basis", ""))
    words = BASES.get(basis, Text("không rõ", "unknown"))
    if basis != "document":
        return words
    recorder = sentences.recorder()
    return Text(f"{recorder.vi} {words.vi}", f"{words.en} by {recorder.en}")


def _document(sentences: Sentences) -> Document | None:
    paper = sentences.data.get("document")
    dated = _day(_table(paper).get("dated"))
    if not isinstance(paper, dict) or dated is None:
        return None
    return Document(
        number=str(paper.get("number", "")),
        dated=dated,
        signatory=sentences.words("document.signatory", paper.get("signatory")),
        reason=sentences.words("document.reason", paper.get("reason")),
        scan_sha256=str(paper.get("scan_sha256", "")),
    )


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _table(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


__all__: Sequence[str] = ("ordered", "tell", "tell_one")
