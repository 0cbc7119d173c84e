"""Ten households, each a whole visit as a script: real window, real cards behind PC/SC, real printer, real queue."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from commands.demo.persona import FAMILY, HANAKO, Companion, Persona
from commands.demo.symbols import symbols_of
from commands.kiosk_parts import KioskParts
from kiosk.calendar import PartialDate
from kiosk.guidance.content import Party
from kiosk.handover.text import handover_json
from kiosk.people import Relation, Sex
from kiosk.visit.steps import CheckNeeds, Finished

# The fixtures are in conftest.py, which tests cannot import from.
Come = Any
Journey = Any
Slot = Any
Tray = Any

MOVED = {"move_date": timedelta(days=4)}
OLD_HOME = ("1000013", None, "2-1")
NEW_HOME = ("9780003", 2, "3-4")
HOMES = {"new_address": NEW_HOME, "old_address": OLD_HOME, "notifier_address": OLD_HOME}


@dataclass(frozen=True)
class Sheets:
    """What came out: the words on each sheet by its name, and what the counter sees of the QR."""

    words: Mapping[str, str] = field(repr=False)
    counter: Mapping[str, Any] = field(repr=False)

    @property
    def required(self) -> set[str]:
        return set(self.counter["plan"]["required"])

    @property
    def boxes(self) -> Mapping[str, str]:
        return self.counter["forms"]["F01"]  # type: ignore[no-any-return]  # JSON

    def people(self, field_: str) -> list[Any]:
        return [person.get(field_) for person in self.counter["people"]]


def printed(tray: Tray, parts: KioskParts, unsealed: Any) -> Sheets:
    sheets = tray.sheets()
    words = {name: _words_on(file) for name, file in sheets.items()}
    handover = unsealed(symbols_of(sheets["f01"].read_bytes()))
    return Sheets(words, handover_json(handover, parts.content.guide, parts.content.forms))


def _words_on(sheet: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, encoding="utf-8")
    return "".join(told.stdout.split())


@pytest.fixture
def visit(come: Come, slot: Slot, tray: Tray, parts: KioskParts, unsealed: Any) -> Any:
    """Let a persona come and go the whole way; return what was printed."""

    def visit(persona: Persona, at_members: Any = None, at_check: Any = None) -> Sheets:
        journey = come(persona=persona)
        if at_members is not None:
            journey.pass_to_everybody()
            at_members(journey)
        if at_check is not None:
            journey.pass_to(CheckNeeds)
            at_check(journey)
        journey.pass_to(Finished)
        journey.at(Finished, number="A1", paper=True)
        return printed(tray, parts, unsealed)

    return visit


def test_one_adult_with_a_card(visit: Any) -> None:
    sheets = visit(HANAKO)
    first, *_, checklist, ticket = sheets.words
    assert (first, checklist, ticket) == ("f01", "checklist", "ticket")
    assert sheets.people("name") == ["番号　花子"]
    assert sheets.boxes["p1.relation"] == "head"
    assert sheets.boxes["p1.card"] == "yes"
    assert "ININ" not in sheets.counter["plan"]["bring"]


def test_one_adult_without_any_card_comes_to_the_same(visit: Any) -> None:
    """Everything that a card would have said is typed; the plan and the boxes are the same."""
    alone = Companion("バンゴウ　ハナコ", sex=Sex.FEMALE, birth=date(1990, 1, 2), owned=True)
    typed = visit(Persona((alone,), HANAKO.events, HANAKO.yes, HANAKO.dates, homes=HOMES))
    assert typed.people("kana") == ["バンゴウ　ハナコ"]
    assert typed.people("birth") == ["1990-01-02"]
    assert {"mnc.keizoku", "juki.tennyu", "nhi.tennyu"} <= typed.required
    assert {"p1.birth", "p1.sex", "p1.kana", "new.address", "old.address", "p1.relation"} <= typed.boxes.keys()
    assert "p1.name" not in typed.boxes
    assert "千代田区霞が関" in typed.words["f01"]


def test_a_family_of_four_with_two_cards(visit: Any) -> None:
    sheets = visit(FAMILY)
    assert sheets.people("name") == ["番号　花子", "番号　太郎", "番号　", "番号　"]
    assert sheets.people("kana")[2:] == ["バンゴウ　イチロウ", "バンゴウ　サクラ"]
    assert sheets.people("relation") == ["self", "spouse", "child", "child"]
    assert [sheets.boxes[f"p{row}.relation"] for row in (1, 2, 3, 4)] == ["head", "husband", "child", "child"]
    assert [sheets.boxes.get(f"p{row}.card") for row in (1, 2, 3, 4)] == ["yes", "yes", "no", "no"]
    assert {"school.tennyu", "med.child_tennyu", "jido.nintei_tennyu", "hoiku.moushikomi"} <= sheets.required
    assert "イチロウ" in sheets.words["f01"]
    assert "イチロウ" not in sheets.words["checklist"]


def test_somebody_who_comes_in_place_of_another(visit: Any) -> None:
    proxy = Companion("バンゴウ　ジロウ")
    mover = Companion("バンゴウ　ハナコ", card="hanako")
    sheets = visit(
        Persona((proxy, mover), ("tennyu",), frozenset({"uses_city_water"}), MOVED, party=Party.PROXY, homes=HOMES)
    )
    assert sheets.people("name") == ["番号　花子"]
    assert sheets.counter["proxy"]["kana"] == "バンゴウ　ジロウ"
    assert sheets.counter["facts"]["notifier_is_proxy"] is True
    assert "ININ" in sheets.counter["plan"]["bring"]
    assert "委任状" in sheets.words["checklist"]
    assert sheets.boxes["notifier.status"] == "proxy"
    assert sheets.boxes["notifier.kana"] == "バンゴウ　ジロウ"
    assert "千代田区霞が関" in sheets.boxes["notifier.address"]


def test_an_old_lady_with_somebody_who_helps_her(visit: Any) -> None:
    ume = Companion("バンゴウ　ウメ", card="ume")
    sheets = visit(Persona((ume,), ("tennyu",), frozenset({"any_pension_recv"}), MOVED, party=Party.HELPED))
    assert sheets.counter["facts"]["with_helper"] is True
    assert "ININ" not in sheets.counter["plan"]["bring"]
    assert {"kouki.tennyu", "kaigo.shutoku"} & sheets.required


def test_three_generations_on_two_sheets(visit: Any) -> None:
    children = tuple(
        Companion(f"バンゴウ　{name}", Relation.CHILD, Sex.MALE, birth)
        for name, birth in (("イチ", date(2010, 4, 2)), ("ジ", date(2015, 8, 8)), ("サン", date(2026, 10, 1)))
    )
    people = (
        *FAMILY.people[:2],
        Companion("バンゴウ　ウメ", Relation.PARENT, Sex.FEMALE, card="ume"),
        *children,
    )
    sheets = visit(Persona(people, ("tennyu",), frozenset({"any_public_school"}), FAMILY.dates, party=Party.FAMILY))
    assert list(sheets.words)[:2] == ["f01", "f01-2"]
    assert "続紙" in sheets.words["f01-2"]
    assert "サン" in sheets.words["f01-2"]
    assert sheets.boxes["p6.kana"] == "バンゴウ　サン"
    assert sheets.boxes["p3.relation"] == "mother"


def test_somebody_from_another_country(visit: Any) -> None:
    anh = Companion("グエン　ティアン", card="anh")
    sheets = visit(Persona((anh,), ("tennyu",), frozenset({"any_foreign"}), MOVED, chosen={"nationality": "choice:VN"}))
    assert sheets.people("nationality") == ["ベトナム"]
    assert sheets.boxes["p1.birth"] == "1998年7月7日"
    assert sheets.boxes["p1.head_of_register"] == "ベトナム"
    assert "ZAIRYU" in sheets.counter["plan"]["bring"]


def test_a_husband_from_another_country_without_a_card(visit: Any) -> None:
    husband = Companion("リー　ジュン", Relation.SPOUSE, Sex.MALE, date(1991, 2, 3), latin="LEE JOON", takes_name=False)
    sheets = visit(
        Persona(
            (FAMILY.people[0], husband),
            ("tennyu",),
            frozenset({"any_foreign"}),
            MOVED,
            party=Party.FAMILY,
            ticked={"foreigners": (2,)},
            chosen={"nationality": "choice:KR"},
        )
    )
    assert sheets.people("name") == ["番号　花子", "LEE JOON"]
    assert sheets.people("nationality") == [None, "韓国"]
    assert sheets.boxes["p2.birth"] == "1991年2月3日"
    assert sheets.boxes["p1.birth"] == "平成2年1月2日"


def test_a_grandmother_of_whom_only_the_year_of_birth_is_known(visit: Any) -> None:
    granny = Companion("バンゴウ　トメ", Relation.PARENT, Sex.FEMALE, PartialDate(1935))
    sheets = visit(Persona((FAMILY.people[0], granny), ("tennyu",), frozenset(), MOVED, party=Party.FAMILY))
    assert sheets.people("birth") == ["1990-01-02", "1935"]
    assert "kouki.tennyu" in sheets.required
    assert "昭和10年" in sheets.boxes["p2.birth"]


def test_a_family_in_which_one_stays_and_the_husband_is_head(visit: Any) -> None:
    def one_stays(journey: Journey) -> None:
        journey.touch("moves:3")

    def say_who_is_head(journey: Journey) -> None:
        journey.touch("change:need:new_head", "choice:2")
        journey.at(CheckNeeds)
        journey.touch("change:need:honseki")
        journey.do_here()
        journey.at(CheckNeeds)

    sheets = visit(
        Persona(
            FAMILY.people[:3],
            ("tennyu",),
            frozenset(),
            FAMILY.dates,
            party=Party.FAMILY,
            homes={"new_address": NEW_HOME, "honseki": OLD_HOME},
            chosen={"hittosha": "choice:2", "same_register": "next"},
        ),
        one_stays,
        say_who_is_head,
    )
    assert sheets.people("moves") == [True, True, False]
    assert sheets.boxes["new.head_name"] == "番号　太郎"
    assert [sheets.boxes.get(f"p{row}.relation") for row in (1, 2, 3)] == ["wife", "head", None]
    assert "千代田区霞が関" in sheets.boxes["p1.honseki"]
    assert sheets.boxes["p2.honseki"] == "1と同じ"
    assert sheets.boxes["p1.head_of_register"] == "番号　太郎"
