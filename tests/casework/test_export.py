"""A case as a file for other systems: the same columns in the same order, whoever the people are."""

import csv
import json
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from kiosk.casework.correction import Edit
from kiosk.casework.export import Encoding, Layout
from kiosk.handover.record import Handover

Office = Any


def rows(office: Office, sheet: Handover, layout: Layout, encoding: Encoding = Encoding.UTF8) -> list[dict[str, str]]:
    data = office.casework.exporting.export(sheet, layout, encoding)
    text = data.decode("utf-8-sig" if encoding is Encoding.UTF8 else "cp932")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_one_row_says_everything(office: Office) -> None:
    sheet = office.correct(office.sheet(), Edit("identity", ("passport",)), Edit("need:phone", ("09011112222",)))
    [row] = rows(office, sheet, Layout.CASE)
    assert list(row)[:10] == [
        "format", "city", "kiosk", "ticket", "made", "corrected", "corrected_by", "window", "identity", "events",
    ]  # fmt: skip
    assert (row["ticket"], row["identity"], row["corrected_by"]) == ("A12", "passport", "sato")
    assert (row["person1.name"], row["person1.birth"], row["person2.name"]) == ("番号　花子", "1992-03-15", "")
    assert (row["need.phone"], row["need.new_address.town"]) == ("09011112222", "中央一丁目")
    assert (row["fact.has_mnc"], row["fact.move_date"], row["fact.has_dog"]) == ("yes", "2026-11-16", "")
    assert "juki.tennyu" in row["required"].split()


def test_the_columns_are_the_same_for_everybody(office: Office) -> None:
    heads = [
        list(rows(office, office.sheet(name), Layout.CASE)[0]) for name in ("F01-hanako", "F01-family6", "F02-mother")
    ]
    assert heads[0] == heads[1] == heads[2]
    assert len(set(heads[0])) == len(heads[0])


@pytest.mark.parametrize("example", ["F01-hanako", "F01-family6", "F01-proxy"])
def test_the_fields_of_the_page_stand_in_the_order_of_the_columns(office: Office, example: str) -> None:
    sheet = office.sheet(example)
    fields = [one.what for one in office.casework.application(sheet, office.words).fields]
    columns = [column.removesuffix(".postal") for column in rows(office, sheet, Layout.CASE)[0]]
    places = [columns.index(_column(what)) for what in fields]
    assert places == sorted(places)


def _column(what: str) -> str:
    match what.split(":"):
        case ["person", number, part]:
            return f"person{number}.{part}"
        case ["need", need, "0"]:
            return f"proxy.need.{need}"
        case ["need", need, number]:
            return f"person{number}.need.{need}"
    return what.replace(":", ".")


def test_more_people_than_have_columns_have_columns_behind_all_others(office: Office) -> None:
    sheet = office.sheet("F01-family6")
    many = replace(sheet, people=sheet.people * 2)
    [few], [more] = rows(office, sheet, Layout.CASE), rows(office, many, Layout.CASE)
    assert list(more)[: len(few)] == list(few)
    assert (more["people"], more["person12.name"]) == ("12", sheet.people[5]["name"])


def test_each_person_has_a_row(office: Office) -> None:
    sheet = office.sheet("F01-family6")
    found = rows(office, sheet, Layout.PEOPLE)
    assert [row["person"] for row in found] == ["1", "2", "3", "4", "5", "6"]
    assert [row["name"] for row in found] == [person.get("name", "") for person in sheet.people]
    assert {row["ticket"] for row in found} == {"A12"}


def test_cp932_replaces_nothing_in_silence(office: Office) -> None:
    sheet = office.correct(office.sheet(), Edit("person:1:name", ("葛\U000e0101城　𠮷子",)))
    [row] = rows(office, sheet, Layout.CASE, Encoding.CP932)
    assert row["person1.name"] == "〓城　〓子"
    assert "person1.name:1:U+845B U+E0101; person1.name:4:U+20BB7" in row["replaced"]
    [whole] = rows(office, sheet, Layout.CASE)
    assert (whole["person1.name"], whole["replaced"]) == ("葛\U000e0101城　𠮷子", "")


@pytest.mark.parametrize("name", ["=1+1", "+81", "-1", "@SUM(A1)", "\tx", "\nx", "＝１＋１", "＋81", "－1", "＠A1"])
def test_a_cell_is_never_a_formula(office: Office, name: str) -> None:
    sheet = office.sheet()
    bad = replace(sheet, people=({**sheet.people[0], "name": name},))
    assert rows(office, bad, Layout.CASE)[0]["person1.name"] == f"'{name}"


@pytest.mark.parametrize("encoding", Encoding)
def test_json_says_what_unseal_says_and_loses_no_character(office: Office, encoding: Encoding) -> None:
    sheet = office.correct(office.sheet(), Edit("person:1:name", ("葛\U000e0101城　𠮷子",)))
    data = office.casework.exporting.export(sheet, Layout.JSON, encoding)
    told = json.loads(data.decode("utf-8" if encoding is Encoding.UTF8 else "cp932"))
    assert list(told)[:4] == ["format", "city", "kiosk", "ticket"]
    assert told["people"][0]["name"] == "葛\U000e0101城　𠮷子"
    assert told["revisions"][0]["changes"][0]["before"] == "番号　花子"
