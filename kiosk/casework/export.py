"""A case as a file for the city's other systems: columns in an order that stays, described in docs/export.md.

``case.csv`` has one row, ``people.csv`` one for each person, ``case.json`` says what ``kakanai unseal`` does.

A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from io import StringIO

from kiosk.casework.characters import in_cp932
from kiosk.casework.correction import known_of
from kiosk.casework.shape import NO, PERSON, YES
from kiosk.errors import Altered
from kiosk.guidance.content import Fact, Guide
from kiosk.handover.record import Handover, Plain, case_of
from kiosk.handover.text import handover_json
from kiosk.paperwork.case import Need, NeedKind
from kiosk.paperwork.form import Form

FORMAT = "1"
"""Of the columns. Another one when a column changes its meaning or its place; columns may be added behind."""

LEAST_PEOPLE = 8
"""People of whom every row has columns; of more there are more columns, behind all others."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # spreadsheets in Japanese take both widths
_ADDRESS = ("postal", "prefecture", "city", "town", "street", "building")

REPLACED = "replaced"
"""The column that says which characters CP932 had no room for."""


class Layout(Enum):
    """What is exported; the values stand in the names of the files."""

    CASE = "case.csv"
    PEOPLE = "people.csv"
    JSON = "case.json"


class Encoding(Enum):
    """UTF8 has a byte order mark in CSV, by which spreadsheets know it, and none in JSON (RFC 8259)."""

    UTF8 = "utf-8"
    CP932 = "cp932"


@dataclass(frozen=True)
class Exporting:
    """Exports the cases of one city."""

    guide: Guide
    forms: Mapping[str, Form]

    def export(self, handover: Handover, layout: Layout, encoding: Encoding) -> bytes:
        """Return the file. Raises Altered for values that no visit of ours has."""
        if layout is Layout.JSON:
            return self._json(handover, encoding)
        rows = [self._case(handover)] if layout is Layout.CASE else [*self._people(handover)]
        return _csv([_replacing(row) for row in rows] if encoding is Encoding.CP932 else rows, encoding)

    def _json(self, handover: Handover, encoding: Encoding) -> bytes:
        """Write it; what CP932 has no room for stands there by its code (RFC 8259, 7)."""
        fields = {"format": FORMAT, **handover_json(handover, self.guide, self.forms)}
        text = json.dumps(fields, ensure_ascii=False, indent=1)
        if encoding is Encoding.UTF8:
            return text.encode()
        return "".join(one if _fits(one) else json.dumps(one)[1:-1] for one in text).encode("cp932")

    def _head(self, handover: Handover) -> dict[str, str]:
        last = handover.revisions[-1] if handover.revisions else None
        return {
            "format": FORMAT,
            "city": handover.city,
            "kiosk": handover.kiosk,
            "ticket": handover.ticket or "",
            "made": handover.made.isoformat(),
            "corrected": last.made.isoformat() if last else "",
            "corrected_by": last.who if last else "",
            "window": (last.window or "") if last else "",
            "identity": " ".join(handover.documents),
            "events": " ".join(handover.events),
        }

    def _case(self, handover: Handover) -> dict[str, str]:
        row = self._head(handover) | self._plan(handover) | {"people": str(len(handover.people))}
        for number in range(1, LEAST_PEOPLE + 1):
            row |= _prefixed(f"person{number}.", self._person(handover, number))
        row |= _prefixed("proxy.", self._person(handover, 0))
        row |= _columns((need for need in self._needs if need.each is None), handover.needs)
        row |= {
            f"fact.{id_}": _cell(handover.facts.get(id_)) for id_, fact in self.guide.facts.items() if _is_told(fact)
        }
        row |= {REPLACED: ""}
        for number in range(LEAST_PEOPLE + 1, len(handover.people) + 1):
            row |= _prefixed(f"person{number}.", self._person(handover, number))
        return row

    def _people(self, handover: Handover) -> Iterator[dict[str, str]]:
        for number in range(1, len(handover.people) + 1):
            person = self._person(handover, number)
            yield {**self._head(handover), "person": str(number), REPLACED: "", **person}

    def _person(self, handover: Handover, number: int) -> dict[str, str]:
        """Return the columns of one of the household, 0 of who stands at the window for them; empty of nobody."""
        people = dict(enumerate((handover.proxy or {}, *handover.people)))
        person = people.get(number, {})
        told = {
            key.removesuffix(f":{number}"): value for key, value in handover.needs.items() if key.endswith(f":{number}")
        }
        return {
            **{part: _cell(known_of(person, part)) for part in PERSON},
            **_columns((need for need in self._needs if need.each is not None), told),
        }

    @cached_property
    def _needs(self) -> tuple[Need, ...]:
        return tuple({need.id: need for form in self.forms.values() for need in form.needs}.values())

    def _plan(self, handover: Handover) -> dict[str, str]:
        try:
            plan = case_of(handover, self.guide, self.forms).plan
        except (ValueError, TypeError):
            raise Altered from None
        lists = {"required": plan.required, "confirm": plan.confirm, "optional": plan.optional}
        return {
            **{name: " ".join(entry.procedure.id for entry in entries) for name, entries in lists.items()},
            "struck": " ".join(id_ for id_, wanted in handover.decided.items() if not wanted),
            "added": " ".join(id_ for id_, wanted in handover.decided.items() if wanted),
            "desks": " ".join(plan.desks),
            "fees_yen": str(plan.fees_yen),
        }


def _columns(needs: Iterable[Need], told: Mapping[str, Plain]) -> dict[str, str]:
    """Return a column for each need, of an address one for each part."""
    row: dict[str, str] = {}
    for need in needs:
        value = told.get(need.id)
        if need.kind is NeedKind.ADDRESS:
            parts = value if isinstance(value, list) else [""] * len(_ADDRESS)
            row |= {f"need.{need.id}.{name}": _cell(part) for name, part in zip(_ADDRESS, parts, strict=False)}
        else:
            row[f"need.{need.id}"] = _cell(value)
    return row


def _prefixed(prefix: str, row: Mapping[str, str]) -> dict[str, str]:
    return {prefix + name: value for name, value in row.items()}


def _is_told(fact: Fact) -> bool:
    return not fact.is_computed


def _cell(value: Plain) -> str:
    """Write a value: ``yes`` and ``no``, days in ISO form, several parted by blanks; nothing where nothing is known."""
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case list():
            return " ".join(map(_cell, value))
    return str(value)


def _replacing(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row that CP932 can carry; its last but one column says what was replaced, and where."""
    written = {name: in_cp932(value) for name, value in row.items()}
    said = (f"{name}:{one.number}:{one.code}" for name, (_, replaced) in written.items() for one in replaced)
    return {name: text for name, (text, _) in written.items()} | {REPLACED: "; ".join(said)}


def _csv(rows: Sequence[Mapping[str, str]], encoding: Encoding) -> bytes:
    """Write rows with their head (RFC 4180)."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([list(rows[0]), *([_guarded(cell) for cell in row.values()] for row in rows)] if rows else [])
    return written.getvalue().encode("utf-8-sig" if encoding is Encoding.UTF8 else "cp932")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _fits(character: str) -> bool:
    return not in_cp932(character)[1] and in_cp932(character)[0] == character
