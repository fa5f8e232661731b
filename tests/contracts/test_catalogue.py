"""Every service's catalogue is complete, every code has its sentence, every sample ever released can be read."""

from __future__ import annotations

import ast
import inspect
import json
import pkgutil
import string
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import jsonschema
import pytest
from marshmallow import fields as ma

import services
from shared.acts import Act, ActRefused
from shared.canonical import canonical_bytes
from shared.codec import Codec, envelope_of, flattened, is_sealed, sealable
from shared.decider import Decider
from shared.errors import BrokenHistory
from shared.eventstore import stored
from shared.json_schemas import event_schema
from shared.privacy import ERASED, PERSONAL, privacy_of
from shared.schemas import schema_for
from sovang.documents import ROOT, catalogues, documents, privacies, stale, write
from tests.contracts.sampling import SAMPLES, write_missing

RAISING = {"Rejected", "NotFound", "InvalidInput", "Unauthenticated", "Forbidden", "rejected", "not_found"}
CATALOGUES = {catalogue.service: catalogue for catalogue in catalogues()}
KINDS = [(catalogue, kind) for catalogue in CATALOGUES.values() for kind in catalogue.kinds]
RELEASED = sorted(SAMPLES.glob("*/*/*.json"))
EACH_KIND = pytest.mark.parametrize(
    ("catalogue", "kind"), KINDS, ids=[f"{catalogue.service}.{kind.name}" for catalogue, kind in KINDS]
)
EACH_SERVICE = pytest.mark.parametrize("service", sorted(CATALOGUES))
EACH_SAMPLE = pytest.mark.parametrize(
    "sample", RELEASED, ids=["/".join(path.with_suffix("").parts[-3:]) for path in RELEASED]
)


class Opening:
    """Opens every sealed field to one word."""

    def seal(self, value, key_id, where):
        return {"sealed": value, "key": key_id}

    def open(self, sealed, where):
        return "mở"


class Burnt(Opening):
    """Every key is destroyed."""

    def open(self, sealed, where):
        return None


def codec_of(service, sealer):
    return Codec(CATALOGUES[service], f"//sovang.localhost/demo/{service}", sealer, lambda: "id")


def domain_modules(service):
    package = import_module(f"services.{service}.domain")
    return [
        import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]


def deciders(service):
    for module in domain_modules(service):
        yield from (item for item in vars(module).values() if isinstance(item, Decider))


def parameter(function, number):
    """The classes that the parameter *number* of *function* may be of."""
    hints = get_type_hints(function)
    hint = hints[list(inspect.signature(function).parameters)[number]]
    return set(get_args(hint)) or {hint}


def event_classes(service):
    """What the deciders evolve by, and whatever else carries an act and is no command."""
    evolved = {event for one in deciders(service) for event in parameter(one.evolve, 1)}
    commands = {command for one in deciders(service) for command in parameter(one.decide, 0)}
    return (evolved | set(acting_classes(service))) - commands - {ActRefused}


def acting_classes(service):
    for module in domain_modules(service):
        for item in vars(module).values():
            if isinstance(item, type) and is_dataclass(item) and item.__module__ == module.__name__:
                first = fields(item)[:1]
                if first and first[0].name == "act" and first[0].type in (Act, "Act"):
                    yield item


def sources(service):
    folder = Path(services.__path__[0]) / service
    for layer in ("domain", "application", "adapters"):
        for path in sorted((folder / layer).glob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield node, name


def refused_codes(service):
    """Each code that *service* raises without giving its sentence on the spot, or sets in an event."""
    for path, tree in sources(service):
        for node, name in calls(tree):
            given = [item.value for item in node.keywords if item.arg == "code"]
            if name in RAISING and len(node.args) == 1 and not any(k.arg == "text" for k in node.keywords):
                given.append(node.args[0])
            for value in given:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield path.name, value.value


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def known_places(kind):
    own = kind.schema.fields
    lists = {f"n_{name}" for name, item in own.items() if isinstance(item, ma.List)}
    parts = {
        f"{name}.{part}"
        for name, item in own.items()
        if isinstance(item, ma.Nested)
        for part in item.schema.fields
    }
    told = {"refusal"} if kind.event is ActRefused else set()
    return (own.keys() - {"act"}) | lists | parts | told | {"actor", "occurred_on"}


def test_at_least_nominations_owns_events():
    assert "nominations" in CATALOGUES


@EACH_SERVICE
def test_every_event_class_of_the_domain_is_in_the_catalogue(service):
    missing = {cls.__name__ for cls in event_classes(service)} - CATALOGUES[service].by_name.keys()
    assert missing == set()


@EACH_SERVICE
def test_the_catalogue_names_each_event_once_and_none_of_another_service(service):
    kinds = CATALOGUES[service].kinds
    assert len({kind.name for kind in kinds}) == len(kinds)
    owned = {*event_classes(service), ActRefused}
    assert {kind.event for kind in kinds} <= owned


def test_no_two_services_own_one_event():
    owners = [kind.event for _, kind in KINDS if kind.event is not ActRefused]
    assert len(set(owners)) == len(owners)


@EACH_SERVICE
def test_every_code_that_is_refused_has_its_sentence(service):
    refusals = CATALOGUES[service].refusals
    assert [place for place in refused_codes(service) if place[1] not in refusals] == []


@EACH_SERVICE
def test_every_sentence_of_a_refusal_belongs_to_a_code_in_use(service):
    used = {
        node.value
        for path, tree in sources(service)
        if not path.name.endswith(("refusals.py", "catalogue.py"))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    inherited = {"rule-missing", "rule-ambiguous", "rule-not-found"}  # raised by shared.rules
    assert CATALOGUES[service].refusals.keys() - used - inherited == set()


@EACH_SERVICE
def test_both_languages_of_a_refusal_tell_it_in_full(service):
    for code, text in CATALOGUES[service].refusals.items():
        assert text.vi.strip(), code
        assert text.en.strip(), code


@EACH_KIND
def test_meaning_and_sentence_are_told_in_both_languages(catalogue, kind):
    for text in (kind.meaning, kind.sentence):
        assert text.vi.strip()
        assert text.en.strip()
        assert text.vi != text.en
    assert places(kind.meaning.vi) == places(kind.meaning.en) == set()


@EACH_KIND
def test_a_sentence_has_only_places_that_can_be_filled(catalogue, kind):
    assert places(kind.sentence.vi) | places(kind.sentence.en) <= known_places(kind)


@EACH_KIND
def test_versions_are_whole_and_each_leads_to_the_next(catalogue, kind):
    assert kind.version >= 1
    assert set(kind.upcasters) == set(range(1, kind.version))
    assert kind.dataschema(catalogue.service) == f"/schemas/{catalogue.service}/{kind.name}/{kind.version}"


@EACH_KIND
def test_a_personal_field_names_the_person_beside_it(catalogue, kind):
    def check(schema):
        for item in schema.fields.values():
            if privacy_of(item.metadata) == PERSONAL:
                subject = schema.fields[item.metadata["subject"]]
                assert privacy_of(subject.metadata) == "open"
            inner = item.inner if isinstance(item, ma.List) else item
            if isinstance(inner, ma.Nested):
                check(inner.schema)

    check(kind.schema)
    assert all(privacy in ("open", "personal", "restricted") for _, privacy in privacies(kind.schema))


@EACH_KIND
def test_every_version_has_its_frozen_sample(catalogue, kind):
    folder = SAMPLES / catalogue.service / kind.name
    assert {path.stem for path in folder.glob("*.json")} == {str(n) for n in range(1, kind.version + 1)}


def test_there_are_samples():
    assert len(RELEASED) >= len(KINDS) > 0


@EACH_SAMPLE
def test_a_sample_is_an_envelope_in_canonical_form(sample):
    body = sample.read_bytes()
    assert canonical_bytes(json.loads(body)) == body
    service, name = sample.parts[-3:-1]
    envelope = envelope_of(json.loads(body))
    assert (envelope.service, envelope.type, str(envelope.schema_version)) == (service, name, sample.stem)
    assert json.loads(body)["specversion"] == "1.0"


@EACH_SAMPLE
def test_a_released_sample_can_be_read_with_its_keys_and_without(sample):
    service, name = sample.parts[-3:-1]
    event = stored(sample.read_bytes())
    for sealer in (Opening(), Burnt()):
        read = codec_of(service, sealer).decode_open(event)
        assert type(read.event).__name__ == name
        assert codec_of(service, sealer).decode(event).event.act == _closed(read.event).act


def _closed(event):
    """*event* through its own schema and back, sealed text erased."""
    schema = schema_for(type(event))
    dumped = schema.dump(event)
    flat = flattened(dict(dumped, act=dict(dumped["act"])))
    for spot in sealable(schema, flat):
        spot.holder[spot.name] = ERASED
    act = {name: value for name, value in flat.items() if name in schema.fields["act"].schema.fields}
    return schema.load({"act": act, **{name: value for name, value in flat.items() if name not in act}})


@EACH_SAMPLE
def test_every_marked_field_of_a_sample_is_sealed(sample):
    service, name = sample.parts[-3:-1]
    data = json.loads(sample.read_bytes())["data"]
    kind = CATALOGUES[service].by_name[name]
    spots = sealable(kind.schema, data)
    assert all(is_sealed(spot.holder[spot.name]) for spot in spots)
    required = {
        path
        for path, privacy in privacies(kind.schema)
        if privacy != "open" and "[]" not in path and "." not in path
    }
    assert required <= {spot.path for spot in spots}


@EACH_SAMPLE
def test_a_sample_of_the_newest_version_fits_the_published_schema(sample):
    service, name = sample.parts[-3:-1]
    kind = CATALOGUES[service].by_name[name]
    if sample.stem == str(kind.version):
        jsonschema.validate(json.loads(sample.read_bytes())["data"], event_schema(CATALOGUES[service], kind))
    else:
        assert int(sample.stem) < kind.version


def test_a_sample_of_an_unknown_type_would_not_be_read():
    body = json.loads(RELEASED[0].read_bytes())
    body["type"] = "NothingOfTheKind"
    with pytest.raises(BrokenHistory):
        codec_of(RELEASED[0].parts[-3], Opening()).decode(stored(canonical_bytes(body)))


def test_generated_documents_are_up_to_date():
    assert stale() == []


def test_a_document_that_differs_or_lacks_is_stale(tmp_path):
    assert stale(tmp_path) == sorted(documents())
    assert write(tmp_path) == sorted(documents())
    assert stale(tmp_path) == []
    events = tmp_path / "docs" / "events.md"
    events.write_text("cũ", encoding="utf-8")
    assert stale(tmp_path) == ["docs/events.md"]


def test_a_schema_once_published_stays():
    published = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs" / "schemas").glob("*/*/*.json")}
    made = {path for path in documents() if path.startswith("docs/schemas/")}
    older = {
        f"docs/schemas/{catalogue.service}/{kind.name}/{version}.json"
        for catalogue, kind in KINDS
        for version in range(1, kind.version)
    }
    assert published == made | older


@EACH_SAMPLE
def test_every_version_ever_released_has_its_schema_at_its_address(sample):
    service, name = sample.parts[-3:-1]
    catalogue, body = CATALOGUES[service], json.loads(sample.read_bytes())
    kind = catalogue.by_name[name]
    if sample.stem == str(kind.version):
        schema = event_schema(catalogue, kind)
    else:
        schema = catalogue.former_schemas[f"{name}/{sample.stem}"]
    assert schema["$id"] == body["dataschema"]
    jsonschema.validate(body["data"], schema)


def test_a_written_sample_is_never_written_again(tmp_path):
    events = [stored(path.read_bytes()) for path in RELEASED[:2]]
    assert len(write_missing("any", events, tmp_path)) == 2
    assert write_missing("any", events, tmp_path) == []
