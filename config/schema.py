"""JSON Schema (draft 7) for every YAML file of a city, so that editors complete and check while somebody types.

Made from the types that ``config.build`` builds, and from the city's own ids. What a schema cannot say, whether a
condition makes sense or a word is missing, ``kakanai check`` does.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date, time
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from config.build import can_be_written
from config.dated import KEY as FROM
from config.draft import Draft, Setup
from config.example import Head
from config.schema_words import FILES, SAYS
from kiosk.calendar import PartialDate
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import (
    Country,
    Desk,
    Event,
    Fact,
    FactType,
    Fee,
    Party,
    Procedure,
    Question,
    ResidenceStatus,
    Thing,
)
from kiosk.guidance.facts import EVENT_DATE, NO_CARD
from kiosk.guidance.floors import Floor
from kiosk.paperwork.case import Need, NeedKind
from kiosk.paperwork.form import Form, Part
from kiosk.people import Address
from kiosk.ports import CardKind
from kiosk.postal import Town
from kiosk.settings import Board, CardRoot, Tokens

Schema = dict[str, Any]

FOLDER: Final = "schema"
DIALECT: Final = "http://json-schema.org/draft-07/schema#"

_LISTS: Mapping[str, type] = {
    "facts": Fact,
    "questions": Question,
    "procedures": Procedure,
    "desks": Desk,
    "bring": Thing,
    "map": Floor,
    "fees": Fee,
    "countries": Country,
    "residence_statuses": ResidenceStatus,
    "needs": Need,
}
"""Files that list things with ids, by the name of their schema."""

_REFERENCES: Mapping[str, str] = {
    "Fact.otherwise": "dates",
    "Fact.age_of": "dates",
    "Question.asks": "facts",
    "Question.events": "events",
    "Question.only": "facts",
    "Procedure.events": "events",
    "Procedure.desk": "desks",
    "Procedure.form": "forms",
    "Procedure.bring": "bring",
    "Procedure.fee": "fees",
    "Procedure.covered_by": "procedures",
    "Procedure.not_before": "dates",
    "Thing.forms": "forms",
    "Floor.windows": "desks",
    "QueueSetup.minutes": "events",
    "QueueSetup.one_stop": "desks",
    "Due.start": "starts",
    "Event.questions": "questions",
    "Event.event_date": "dates",
    "Event.forms": "forms",
    "Event.newborn": "dates",
    "Event.also": "events",
    "Event.otherwise": "desks",
    "Section.use": "parts",
    "Form.asks": "needs",
    "Form.continuation": "forms",
    "Form.like": "forms",
    "Form.stands_for": "forms",
    "Form.also": "forms",
    "Subject.chosen": "needs",
    "Head.events": "events",
    "Expected.required": "procedures",
    "Expected.confirm": "procedures",
    "Expected.optional": "procedures",
    "Expected.forbidden": "procedures",
    "Expected.deadlines": "procedures",
}
"""Fields that name things of the city, and which."""

_WORDS: Mapping[str, str] = {
    "event": "events",
    "question": "questions",
    "fact": "facts",
    "procedure": "procedures",
    "desk": "desks",
    "bring": "bring",
    "country": "countries",
    "form": "forms",
}
"""What words speak of, by the key under which they stand."""

_DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}

_SCALARS: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: _DAY,
    time: {"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"},
    PartialDate: {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}$"}, {"type": "integer"}]},
    Condition: {"type": ["string", "boolean"]},
    PersonCondition: {"type": ["string", "boolean"]},
}

_VALUES: Mapping[FactType, Any] = {
    FactType.BOOL: bool,
    FactType.INT: int,
    FactType.ENUM: str,
    FactType.SET: tuple[str, ...],
    FactType.DATE: date,
    FactType.PEOPLE: tuple[int | str, ...],
}

_NEEDS: Mapping[NeedKind, Any] = {
    NeedKind.ADDRESS: Address,
    NeedKind.DATE: date,
    NeedKind.PERSON: int,
    NeedKind.PEOPLE: tuple[int, ...],
}


def schemas(draft: Draft) -> Mapping[str, Schema]:
    """Return every schema by its name. ``draft`` is read as of the last of all days, so that it knows all ids."""
    return {name: _Writing(draft).file(name) for name in FILES}


def schema_of(file: Path) -> str | None:
    """Return the name of the schema for a file, by its path within the city; ``None`` for what is no file of ours."""
    match file.with_suffix("").parts:
        case ("texts", _, *_):
            return "texts"
        case ("forms", "parts" | "needs" as name):
            return name
        case (name,) | (name, _) if name in FILES:
            return name
        case _:
            return None


class _Writing:
    """One schema while it is written, with the types that it needs as definitions."""

    def __init__(self, draft: Draft) -> None:
        dates = [id_ for id_, placed in draft.facts.items() if placed.value.type is FactType.DATE]
        self._draft = draft
        self._definitions: dict[str, Schema] = {}
        self._ids: dict[str, list[str]] = {
            "dates": sorted(dates),
            "starts": sorted({*dates, EVENT_DATE}),
            **{shelf: sorted(getattr(draft, shelf)) for shelf in {*_REFERENCES.values()} - {"dates", "starts"}},
            "countries": sorted(draft.countries),
        }

    def file(self, name: str) -> Schema:
        head: Schema = {"$schema": DIALECT, "title": name, "description": FILES[name]}
        root = self._roots()[name]()
        return head | root | ({"definitions": self._definitions} if self._definitions else {})

    def _roots(self) -> Mapping[str, Callable[[], Schema]]:
        """How each file is written, by the name of its schema."""
        return {
            **{name: partial(self._things, kind) for name, kind in _LISTS.items()},
            "kiosk": lambda: self._of(Setup),
            "tokens": lambda: self._of(Tokens),
            "board": lambda: self._of(Board),
            "towns": lambda: _many(self._mapping_of(Town, without={"prefecture", "city"})),
            "card_roots": lambda: _many(self._of(CardRoot)),
            "events": lambda: self._thing(Event),
            "forms": lambda: self._thing(Form),
            "parts": lambda: {"type": "object", "additionalProperties": self._of(Part)},
            "ordinances": lambda: {"type": "object", "additionalProperties": {"type": ["integer", "boolean"]}},
            "cards": lambda: self._tellers([*(kind.value for kind in CardKind), NO_CARD]),
            "parties": lambda: self._tellers(party.value for party in Party),
            "readings": lambda: self._of(Mapping[str, str]),
            "examples": self._example,
            "texts": self._words,
        }

    # --- types -------------------------------------------------------------------------

    def _of(self, hint: Any, ids: list[str] | None = None) -> Schema:
        """Describe what may be written for this type; texts are one of ``ids`` where there are any."""
        origin, inner = get_origin(hint), get_args(hint)
        if origin in {Union, types.UnionType}:
            parts = [self._of(part, ids) for part in inner if part is not types.NoneType]
            may_be_null: list[Schema] = [{"type": "null"}] if types.NoneType in inner else []
            return {"anyOf": [*parts, *may_be_null]}
        if origin is tuple and inner[-1] is not Ellipsis:
            return {"type": "array", "items": [self._of(part, ids) for part in inner], **_exactly(len(inner))}
        if origin in {tuple, frozenset}:
            return _many(self._of(inner[0], ids))
        if origin is Mapping:
            keys: Schema = {"propertyNames": {"enum": ids}} if ids is not None else {}
            return {"type": "object", "additionalProperties": self._of(inner[1]), **keys}
        if hint in _SCALARS:
            return {"enum": ids} if hint is str and ids is not None else dict(_SCALARS[hint])
        return self._named(hint)

    def _named(self, kind: type) -> Schema:
        """Refer to a dataclass or an enum, which is defined once."""
        if kind.__name__ not in self._definitions:
            self._definitions[kind.__name__] = {}  # a type may stand inside of itself
            self._definitions[kind.__name__] = (
                {"enum": [member.value for member in kind]} if issubclass(kind, Enum) else self._mapping_of(kind)
            )
        return {"$ref": f"#/definitions/{kind.__name__}"}

    def _mapping_of(self, kind: Any, *, without: Iterable[str] = ()) -> Schema:
        hints = get_type_hints(kind)
        written = [part for part in fields(kind) if part.name not in set(without) and can_be_written(hints[part.name])]
        needed = [part.name for part in written if part.default is MISSING and part.default_factory is MISSING]
        return {
            "type": "object",
            "properties": {part.name: self._field(kind.__name__, part.name, hints[part.name]) for part in written},
            "required": needed,
            "additionalProperties": False,
        }

    def _field(self, kind: str, name: str, hint: Any) -> Schema:
        reference = _REFERENCES.get(f"{kind}.{name}")
        schema = self._of(hint, self._ids[reference] if reference else None)
        said = SAYS.get(f"{kind}.{name}") or SAYS.get(name)
        if said is None:
            return schema
        return {"description": said, "allOf": [schema]} if "$ref" in schema else {"description": said, **schema}

    def _things(self, kind: type) -> Schema:
        return _many(self._thing(kind))

    def _thing(self, kind: type) -> Schema:
        """What has an id may hold only from a day on."""
        schema = self._mapping_of(kind)
        schema["properties"][FROM] = {"description": SAYS[FROM], **_DAY}
        return schema

    # --- what hangs on the city's facts ----------------------------------------------------

    def _facts(self) -> Schema:
        known = {id_: self._value(placed.value) for id_, placed in sorted(self._draft.facts.items())}
        return {"type": "object", "properties": known, "additionalProperties": False}

    def _value(self, fact: Fact) -> Schema:
        return self._of(_VALUES[fact.type], list(fact.values) or None)

    def _tellers(self, names: Iterable[str]) -> Schema:
        self._definitions["facts"] = self._facts()
        known = {name: {"$ref": "#/definitions/facts"} for name in names}
        return {"type": "object", "properties": known, "additionalProperties": False}

    def _example(self) -> Schema:
        schema = self._mapping_of(Head)
        facts = self._facts()
        facts["properties"] = {id_: {"anyOf": [one, {"type": "null"}]} for id_, one in facts["properties"].items()}
        needs = {id_: placed.value for id_, placed in self._draft.needs.items()}
        needs |= {need.id: need for form in self._draft.forms.values() for need in form.value.needs}
        schema["properties"]["facts"] = {"description": SAYS["Head.facts"], **facts}
        schema["properties"]["needs"] = {
            "description": SAYS["Head.needs"],
            "type": "object",
            "patternProperties": {f"^{id_}(:[0-9]+)?$": self._need(need) for id_, need in sorted(needs.items())},
            "additionalProperties": False,
        }
        return schema

    def _need(self, need: Need) -> Schema:
        return self._of(_NEEDS.get(need.kind, str))

    def _words(self) -> Schema:
        """Words nest as deep as somebody likes; those of the city's things are completed."""
        word: Schema = {"anyOf": [{"type": "string"}, {"$ref": "#/definitions/words"}]}
        self._definitions["words"] = {"type": "object", "additionalProperties": word}
        return {
            "type": "object",
            "properties": {
                sort: {
                    "type": "object",
                    "properties": dict.fromkeys(self._ids[shelf], word),
                    "additionalProperties": word,
                }
                for sort, shelf in _WORDS.items()
            },
            "additionalProperties": word,
        }


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _exactly(length: int) -> Schema:
    return {"minItems": length, "maxItems": length}
