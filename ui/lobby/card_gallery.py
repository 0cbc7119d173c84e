"""Sample steps for every card: waiting for it, what opens it, what is the matter with it, and what it says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from kiosk.paperwork.case import NeedKind
from kiosk.people import Person, Pictures, Relation, Residence, Sex
from kiosk.ports import CardKind, SecretKind
from kiosk.visit import steps
from kiosk.visit.card_talk import NOT_GENUINE
from kiosk.visit.steps import Member, Refused, Step
from ui.lobby.need_gallery import keys
from ui.lobby.sample_people import HANAKO, UNDRAWN
from ui.lobby.sample_pictures import front, photo, written

_PIN, _CHECK, _SIGN = SecretKind.PIN, SecretKind.CHECK_NUMBER, SecretKind.AUTHENTICATION_PIN
_MY_NUMBER, _LICENCE = CardKind.MY_NUMBER, CardKind.DRIVING_LICENCE
_RESIDENCE, _PERMANENT = CardKind.RESIDENCE, CardKind.SPECIAL_PERMANENT

_SPOUSE = Member(2, Person(sex=Sex.FEMALE, relation=Relation.SPOUSE))


def card_steps(today: date) -> Mapping[str, Step]:
    """Return steps by the name of their picture."""
    return {**_waiting(), **_pins(), **_numbers(), **_readings(today), **_persons()}


def _waiting() -> Mapping[str, Step]:
    return {"await_card_unknown": steps.AwaitCard(trouble="unknown_card")}


def _pins() -> Mapping[str, Step]:
    pin = steps.EnterPin(_MY_NUMBER, tries_left=3)
    sign = steps.EnterPin(_MY_NUMBER, tries_left=3, secret=_SIGN)
    return {
        "enter_pin": pin,
        "enter_pin_instead": replace(pin, instead=_CHECK),
        "enter_pin_wrong": replace(pin, tries_left=2, wrong=True),
        "enter_pin_wrong_instead": replace(pin, tries_left=2, wrong=True, whom=_SPOUSE, instead=_CHECK),
        "enter_pin_licence": steps.EnterPin(_LICENCE, tries_left=3),
        "enter_pin_uncounted": steps.EnterPin(_LICENCE, tries_left=None, wrong=True, whom=_SPOUSE),
        "enter_pin_sign": sign,
        "enter_pin_sign_wrong": replace(sign, tries_left=2, wrong=True),
        "enter_pin_sign_refused": replace(sign, tries_left=1, wrong=True, refused=Refused(_SIGN, "last_try")),
        "enter_pin_sign_blocked": replace(sign, tries_left=0, refused=Refused(_SIGN, "blocked")),
    }


def _numbers() -> Mapping[str, Step]:
    check = steps.EnterCheckNumber(tries_left=10)
    return {
        "enter_check_number": replace(check, instead=_PIN),
        "enter_check_number_refused": replace(check, refused=Refused(_PIN, "last_try")),
        "enter_check_number_blocked": replace(check, refused=Refused(_PIN, "blocked")),
        "enter_check_number_wrong": replace(check, tries_left=9, wrong=True, whom=_SPOUSE, instead=_PIN),
        "enter_check_number_both": replace(check, tries_left=9, wrong=True, refused=Refused(_PIN, "last_try")),
        "enter_card_number": steps.EnterCardNumber(_RESIDENCE),
        "enter_card_number_wrong": steps.EnterCardNumber(_RESIDENCE, wrong=True, whom=_SPOUSE),
        "enter_card_number_permanent": steps.EnterCardNumber(_PERMANENT, whom=_SPOUSE),
    }


def _readings(today: date) -> Mapping[str, Step]:
    ended = today - timedelta(days=40)
    return {
        "reading_card": steps.ReadingCard(),
        **{f"reading_card_{kind.value}": steps.ReadingCard(kind) for kind in CardKind},
        "reading_card_signs": steps.ReadingCard(_MY_NUMBER, signs=True),
        "card_unusable": steps.CardUnusable("last_try", 1, _MY_NUMBER),
        "card_unusable_blocked": steps.CardUnusable("blocked", 0, _MY_NUMBER),
        "card_unusable_licence": steps.CardUnusable("last_try", 1, _LICENCE),
        "card_unusable_licence_blocked": steps.CardUnusable("blocked", 0, _LICENCE),
        "card_unusable_expired": steps.CardUnusable("expired", expired=ended),
        "card_unusable_expired_some_day": steps.CardUnusable("expired", kind=_LICENCE),
        "card_unusable_not_genuine": steps.CardUnusable(NOT_GENUINE, kind=_MY_NUMBER),
    }


def _persons() -> Mapping[str, Step]:
    """Who is known by what a card shows rather than says, and what they are then asked for."""
    pictures = Pictures(name=written("番号　葛子"), address=written(HANAKO.address), photo=photo())
    undrawn = replace(UNDRAWN, pictures=pictures)
    foreigner = Person(
        address="みらい県青波市港町二丁目3番4-501号",
        residence=Residence(card_number="AB00000000CD"),
        foreign=True,
        pictures=Pictures(front=front("氏名　LEE ANNA", "1990年05月17日　女", "国籍・地域　米国", "在留資格　留学")),
    )
    named = replace(foreigner, birth=date(1990, 5, 17), pictures=Pictures(name=written("LEE ANNA MARIA")))
    own_address = replace(HANAKO, address="", pictures=Pictures(address=written(HANAKO.address, "コーポみなと201")))
    name = steps.FillNeed("name", NeedKind.NAME, optional=False, whom=Member(1, foreigner))
    address = steps.FillNeed("old_address", NeedKind.ADDRESS, optional=True, whom=None)
    return {
        "confirm_person_pictured": steps.ConfirmPerson(Member(1, undrawn)),
        "confirm_person_photo": steps.ConfirmPerson(Member(1, replace(HANAKO, pictures=pictures))),
        "confirm_person_front": steps.ConfirmPerson(Member(1, foreigner)),
        "confirm_person_name_picture": steps.ConfirmPerson(Member(1, named)),
        "confirm_person_address_picture": steps.ConfirmPerson(Member(1, own_address)),
        "fill_name_front": replace(name, picture=foreigner.pictures.front),
        "fill_name_picture": replace(name, whom=Member(1, named), picture=named.pictures.name),
        "fill_old_address_picture": replace(address, picture=own_address.pictures.address),
        "fill_old_address_front": replace(address, picture=foreigner.pictures.front),
    }


CARD_POSES = (
    ("enter_pin_typed", "enter_pin", keys("123")),
    ("enter_pin_instead_typed", "enter_pin_instead", keys("1234")),
    ("enter_check_number_birth", "enter_check_number", keys("5502")),
    ("enter_check_number_expiry", "enter_check_number", keys("55021720")),
    ("enter_check_number_typed", "enter_check_number", keys("55021720350000")),
    ("enter_card_number_digits", "enter_card_number", keys("AB123")),
    ("enter_card_number_letters", "enter_card_number", keys("AB12345678C")),
    ("enter_card_number_typed", "enter_card_number", keys("AB12345678CD")),
    ("fill_name_front_kana", "fill_name_front", ("key:switch",)),
    ("fill_name_picture_typed", "fill_name_picture", (*keys("LEE"), "key:space", *keys("ANNA"))),
    ("fill_old_address_front_town", "fill_old_address_front", ("postal:unknown",)),
)
"""The name of a picture, the screen it begins with, and what is touched there."""
