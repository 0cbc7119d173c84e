"""Every card of a resident's wallet, put on a real reader by somebody who touches the real screen."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from commands.demo.persona import Companion, Persona
from devices.simulator.faults import Faults
from devices.simulator.issue import issue_card, secrets_of
from kiosk.people import Sex
from kiosk.ports import CardKind
from kiosk.visit.steps import (
    AwaitCard,
    CardUnusable,
    ConfirmPerson,
    EnterCardNumber,
    EnterPin,
    FillNeed,
    Finished,
    Preview,
)

# The fixtures are in conftest.py, which tests cannot import from.
Journey = Any
Come = Any
Slot = Any
Tray = Any

ANH = Persona(
    people=(Companion("グエン　ティ　アン", sex=Sex.FEMALE, latin="NGUYEN THI ANH"),),
    events=("tennyu",),
    yes=frozenset(),
    dates={"move_date": timedelta(days=4)},
)
CARD_NUMBER = secrets_of("residence", "anh")[0].text


def put_down(come: Come, slot: Slot, kind: str, holder: str = "anh", faults: Faults | None = None) -> Journey:
    """Come to where a card is asked for, and put this one down."""
    journey = come(ANH)
    journey.pass_to(AwaitCard)
    slot.insert(issue_card(kind, holder, faults))
    return journey


def type_in(journey: Journey, text: str) -> None:
    journey.press(text)
    journey.touch("next")


def test_a_licence_is_read_by_its_own_pin_and_only_the_sex_is_asked(come: Come, slot: Slot) -> None:
    journey = put_down(come, slot, "driving_licence", "taro", Faults(moved=True))
    assert journey.at(EnterPin).kind is CardKind.DRIVING_LICENCE
    assert journey.reads("screen.pin.help.driving_licence")
    type_in(journey, "1234")
    person = journey.at(ConfirmPerson).whom.person
    assert (bool(person.name), bool(person.kana), person.sex) == (True, True, None)
    assert "見本市" in person.address
    journey.touch("yes")
    assert journey.at(FillNeed).need == "sex"


def test_a_licence_without_a_pin_is_read_without_asking(come: Come, slot: Slot) -> None:
    journey = put_down(come, slot, "driving_licence", "hanako", Faults(unset_pin=True))
    assert journey.at(ConfirmPerson).whom.person.name == "番号　花子"


def test_a_residence_card_fills_the_form_with_what_its_chip_says(
    come: Come, slot: Slot, tray: Tray, unsealed: Any
) -> None:
    journey = put_down(come, slot, "residence_2")
    assert journey.at(EnterCardNumber).kind is CardKind.RESIDENCE
    type_in(journey, CARD_NUMBER)
    shown = journey.at(ConfirmPerson).whom.person
    assert shown.pictures.name
    assert not shown.name
    journey.touch("yes")
    assert journey.at(FillNeed, need="name").picture
    journey.pass_to(Preview)
    journey.touch("next")
    journey.at(Finished)
    sheet = tray.sheets()["f01"]
    printed = words_on(sheet)
    assert all(word in printed for word in ("NGUYENTHIANH", "定住者", "3年", CARD_NUMBER, "ベトナム"))
    (person,) = unsealed([code_on(sheet)]).people
    assert person["residence"]["card_number"] == CARD_NUMBER
    assert "pictures" not in person


def test_the_face_of_an_older_residence_card_is_shown_where_it_is_copied(come: Come, slot: Slot) -> None:
    journey = put_down(come, slot, "residence", faults=Faults(moved=True))
    type_in(journey, "ZZ99999999ZZ")
    journey.at(EnterCardNumber, wrong=True)
    type_in(journey, CARD_NUMBER)
    assert journey.at(ConfirmPerson).whom.person.pictures.front
    journey.touch("yes")
    assert journey.at(FillNeed, need="name").picture


def test_a_certificate_of_a_special_permanent_resident_says_what_it_is(come: Come, slot: Slot) -> None:
    journey = put_down(come, slot, "special_permanent_2")
    assert journey.at(EnterCardNumber).kind is CardKind.SPECIAL_PERMANENT
    type_in(journey, CARD_NUMBER)
    assert journey.at(ConfirmPerson).whom.person.residence.status == "特別永住者"


@pytest.mark.parametrize("kind", ["my_number", "driving_licence"])
def test_an_expired_card_is_said_to_be_so_before_anything_is_asked(come: Come, slot: Slot, kind: str) -> None:
    journey = put_down(come, slot, kind, faults=Faults(expired=True))
    unusable = journey.at(CardUnusable, trouble="expired")
    assert unusable.expired is not None
    journey.touch("no_card")
    journey.at(FillNeed, need="name")


@pytest.mark.parametrize("kind", ["my_number", "residence", "residence_2"])
def test_a_forged_card_is_not_used(come: Come, slot: Slot, kind: str) -> None:
    journey = put_down(come, slot, kind, faults=Faults(forged=True))
    journey.at(EnterPin if kind == "my_number" else EnterCardNumber)
    type_in(journey, secrets_of(kind, "anh")[0].text)
    journey.at(CardUnusable, trouble="not_genuine")
    assert journey.reads("error.not_genuine")


@pytest.mark.parametrize("kind", ["juki", "phone", "unknown"])
def test_what_cannot_be_read_here_is_said_with_what_can(come: Come, slot: Slot, kind: str) -> None:
    journey = put_down(come, slot, kind)
    journey.at(AwaitCard, trouble="unknown_card")
    assert journey.reads("error.unknown_card")


def words_on(sheet: Path) -> str:
    text = subprocess.run(["pdftotext", "-layout", sheet, "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s", "", text)


def code_on(sheet: Path) -> str:
    picture = sheet.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-singlefile", sheet, picture], check=True)
    with Image.open(picture.with_suffix(".pgm")) as page:
        (code,) = zxingcpp.read_barcodes(page)
    return code.text
