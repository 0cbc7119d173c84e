"""Every check from the USB socket to the card, with a PC/SC that says what the test wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import pytest

from commands.city import SAMPLE
from commands.doctor.readers import check_readers
from config.content import load
from devices.pcsc import ReaderSeen, Service
from devices.terminal import LyingCard
from devices.usb import UsbReader
from kiosk.errors import (
    Cancelled,
    CardError,
    CardExpired,
    CardRemoved,
    CardTimeout,
    KakanaiError,
    NoService,
    UnknownCard,
    Unreadable,
)
from kiosk.ports import CardFound, CardKind
from kiosk.words import Words

SONY, CONTACT = "SONY FeliCa RC-S300/S 00 00", "ACS ACR39U ICC Reader 01 00"
SAM = "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00"
RC_S300 = UsbReader((0x054C, 0x0DC8), "RC-S300/S", is_ccid=True)
RC_S380 = UsbReader((0x054C, 0x06C1), "RC-S380", is_ccid=False)
DRIVEN = frozenset({RC_S300.id})


@dataclass
class FakeSurvey:
    """``raises`` by the name of the question."""

    seen: Sequence[ReaderSeen] = ()
    is_service: Service = Service.RUNS
    longest: int | None = 0x10000
    takes_long: bool = True
    kind: CardKind = CardKind.MY_NUMBER
    raises: dict[str, KakanaiError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def _ask(self, question: str) -> None:
        self.asked.append(question)
        if question in self.raises:
            raise self.raises[question]

    def service(self) -> Service:
        self._ask("service")
        return self.is_service

    def readers(self) -> tuple[ReaderSeen, ...]:
        self._ask("readers")
        return tuple(self.seen)

    def longest_data(self, reader: str) -> int | None:
        self._ask("longest_data")
        return self.longest

    def touch(self, card: LyingCard) -> None:
        self._ask("touch")

    def takes_long_apdus(self, card: LyingCard) -> bool:
        self._ask("takes_long_apdus")
        return self.takes_long

    def card(self, reader: str) -> CardFound:
        self._ask("card")
        return CardFound(self.kind, ())


@cache
def sample() -> Mapping[str, Words]:
    return load(SAMPLE).words


Found = dict[str, tuple[bool | None, str]]


def found(survey: FakeSurvey, plugged_in: Sequence[UsbReader] = (RC_S300,), **changes: object) -> Found:
    given = {"patterns": ("*",), "driven": DRIVEN, "installed": True, **changes}
    findings = list(check_readers(survey, plugged_in=plugged_in, **given))
    words = sample()
    assert all(finding.message(words[language]) for finding in findings for language in words)
    assert all(finding.remedy(words["ja"]) for finding in findings if finding.ok is False)
    return {finding.check: (finding.ok, finding.outcome) for finding in findings}


def with_card(name: str = SONY, *, held: bool = False, mute: bool = False) -> ReaderSeen:
    return ReaderSeen(name, LyingCard(name, 1), held=held, mute=mute)


def test_a_machine_in_order_is_said_to_be_so() -> None:
    assert found(FakeSurvey([with_card()])) == {
        "pcscd": (True, "runs"),
        "usb_reader": (True, "plugged_in"),
        "reader": (True, "some"),
        "reader_pattern": (True, "one"),
        "long_apdus": (True, "yes"),
        "card": (True, "my_number"),
    }


@pytest.mark.parametrize(
    ("service", "installed", "outcome"),
    [
        (Service.AWAY, False, "missing"),
        (Service.AWAY, True, "away"),
        (Service.REFUSES, True, "refuses"),
        (CardTimeout(), True, "hangs"),
    ],
)
def test_a_service_that_is_not_there_is_the_end_of_asking(
    service: Service | KakanaiError, installed: bool, outcome: str
) -> None:
    survey = FakeSurvey([with_card()])
    if isinstance(service, Service):
        survey.is_service = service
    else:
        survey.raises["service"] = service
    said = found(survey, installed=installed)
    assert said["pcscd"] == (False, outcome)
    assert (said.keys(), survey.asked) == ({"pcscd", "usb_reader"}, ["service"])


def test_a_service_that_runs_is_installed() -> None:
    assert found(FakeSurvey(), installed=False)["pcscd"] == (True, "runs")


def test_a_service_that_stops_answering_afterwards_is_not_asked_again() -> None:
    assert "reader" not in found(FakeSurvey(raises={"readers": CardTimeout()}))


@pytest.mark.parametrize(
    ("plugged_in", "driven", "outcome"),
    [
        ((), DRIVEN, (None, "none")),
        ((RC_S300,), DRIVEN, (True, "plugged_in")),
        ((RC_S300,), None, (False, "no_driver")),
        ((RC_S300,), frozenset(), (False, "not_driven")),
        ((RC_S300, RC_S380), DRIVEN, (False, "no_ccid")),
        ((RC_S380,), None, (False, "no_ccid")),
    ],
)
def test_a_usb_reader_without_a_driver_is_named(
    plugged_in: Sequence[UsbReader], driven: object, outcome: tuple[bool | None, str]
) -> None:
    assert found(FakeSurvey([with_card()]), plugged_in, driven=driven)["usb_reader"] == outcome


@pytest.mark.parametrize("seen", [[], [ReaderSeen("Virtual PCD 00 00")]])
def test_a_reader_that_is_plugged_in_but_not_seen_is_named(seen: list[ReaderSeen]) -> None:
    assert found(FakeSurvey(seen))["usb_reader"] == (False, "not_seen")


def test_whether_it_is_seen_is_open_while_the_service_is_away() -> None:
    assert found(FakeSurvey(is_service=Service.AWAY))["usb_reader"] == (True, "plugged_in")


def test_no_reader_at_all_is_a_fault() -> None:
    said = found(FakeSurvey(), ())
    assert said["reader"] == (False, "none")
    assert "reader_pattern" not in said


def test_readers_for_practice_only_are_pointed_out() -> None:
    assert found(FakeSurvey([ReaderSeen("Virtual PCD 00 00")]), ())["reader"] == (None, "virtual")


@pytest.mark.parametrize(
    ("patterns", "outcome"),
    [
        (("*",), (True, "several")),
        (("SONY*",), (True, "one")),
        (("SONY*", "*ACR39*"), (True, "several")),
        (("Identiv*",), (False, "none")),
        ((), (False, "none")),
    ],
)
def test_the_pattern_means_one_reader_or_several_or_none(
    patterns: tuple[str, ...], outcome: tuple[bool | None, str]
) -> None:
    survey = FakeSurvey([ReaderSeen(SONY), ReaderSeen(CONTACT), ReaderSeen(SAM)])
    assert found(survey, patterns=patterns)["reader_pattern"] == outcome


def test_readers_that_the_city_does_not_mean_are_left_alone() -> None:
    survey = FakeSurvey([with_card(CONTACT), ReaderSeen(SAM)])
    found(survey, patterns=("SONY*",))
    assert survey.asked == ["service", "readers"]


def test_a_kiosk_with_contacts_only_is_told_what_it_cannot_read() -> None:
    assert found(FakeSurvey([ReaderSeen(CONTACT)]))["contactless"] == (None, "contact_only")
    assert "contactless" not in found(FakeSurvey([ReaderSeen(CONTACT), ReaderSeen(SONY)]))


@pytest.mark.parametrize(
    ("longest", "takes_long", "outcome"),
    [
        (0x10000, False, (True, "yes")),
        (0, True, (None, "no")),
        (None, True, (True, "tried")),
        (None, False, (None, "no")),
    ],
)
def test_long_commands_are_asked_for_or_tried(
    longest: int | None, takes_long: bool, outcome: tuple[bool | None, str]
) -> None:
    assert found(FakeSurvey([with_card()], longest=longest, takes_long=takes_long))["long_apdus"] == outcome


def test_without_a_card_long_commands_stay_open() -> None:
    said = found(FakeSurvey([ReaderSeen(SONY)], longest=None))
    assert (said["long_apdus"], said["card"]) == ((None, "untold"), (None, "none"))


@pytest.mark.parametrize("question", ["longest_data", "takes_long_apdus"])
def test_a_reader_that_cannot_be_asked_for_lengths_says_nothing_of_them(question: str) -> None:
    survey = FakeSurvey([with_card()], longest=None, raises={question: CardTimeout()})
    assert found(survey)["long_apdus"] == (None, "untold")


@pytest.mark.parametrize(("trouble", "outcome"), [({"held": True}, "held"), ({"mute": True}, "mute")])
def test_a_card_that_is_held_or_mute_is_not_asked(trouble: dict[str, bool], outcome: str) -> None:
    survey = FakeSurvey([with_card(**trouble)])
    assert found(survey)["card"] == (False, outcome)
    assert survey.asked == ["service", "readers"]


@pytest.mark.parametrize("kind", CardKind)
def test_the_kind_of_card_is_told(kind: CardKind) -> None:
    assert found(FakeSurvey([with_card()], kind=kind))["card"] == (True, kind.value)


@pytest.mark.parametrize(
    ("question", "error", "outcome"),
    [
        ("touch", UnknownCard(), (False, "mute")),
        ("touch", CardTimeout(), (False, "silent")),
        ("touch", NoService(), (False, "refused")),
        ("touch", CardRemoved(), (None, "gone")),
        ("card", UnknownCard(), (None, "unknown")),
        ("card", CardTimeout(), (False, "silent")),
        ("card", Cancelled(), (None, "gone")),
        ("card", CardExpired(), (True, "expired")),
        ("card", Unreadable(), (False, "unreadable")),
        ("card", CardError(), (False, "unreadable")),
    ],
)
def test_a_card_that_cannot_be_told_says_why(
    question: str, error: KakanaiError, outcome: tuple[bool | None, str]
) -> None:
    assert found(FakeSurvey([with_card()], raises={question: error}))["card"] == outcome


def test_each_reader_has_its_own_card() -> None:
    survey = FakeSurvey([with_card(SONY), ReaderSeen(CONTACT)])
    findings = list(check_readers(survey, ("*",), (RC_S300,), DRIVEN, installed=True))
    cards = [(finding.values["name"], finding.outcome) for finding in findings if finding.check == "card"]
    assert cards == [(SONY, "my_number"), (CONTACT, "none")]
