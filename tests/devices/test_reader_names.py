import pytest

from devices.reader_names import is_contact_only, is_wanted

SONY_S = "SONY FeliCa RC-S300/S (1234567) 00 00"
SONY_P = "SONY FeliCa RC-S300/P (1234567) 00 00"
PICC = "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00"
SAM = "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00"
ACR1251 = "ACS ACR1251 CL Reader [ACR1251 CL Reader PICC] 00 00"
CONTACT = "ACS ACR39U ICC Reader 00 00"


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("*", {SONY_S, SONY_P, PICC, ACR1251, CONTACT}),
        ("SONY FeliCa RC-S300*", {SONY_S, SONY_P}),
        ("sony felica rc-s300/s*", {SONY_S}),
        ("*ACR1252*PICC*", {PICC}),
        ("*[ACR1252 Dual Reader PICC] 00 00", {PICC}),
        (PICC, {PICC}),
        ("ACS*", {PICC, ACR1251, CONTACT}),
        ("ACS ACR1252*", {PICC}),
        ("*ACR1252*SAM*", {SAM}),
        (SAM, {SAM}),
        ("ACR1252", set()),
        ("", set()),
    ],
)
def test_a_pattern_means_readers_and_no_slot_inside_them_unless_it_says_so(pattern: str, meant: set[str]) -> None:
    names = {SONY_S, SONY_P, PICC, SAM, ACR1251, CONTACT}
    assert {name for name in names if is_wanted(name, [pattern])} == meant


def test_several_patterns_mean_what_any_of_them_means() -> None:
    patterns = ("SONY*", "*ACR1252*")
    assert [is_wanted(name, patterns) for name in (SONY_S, PICC, SAM, CONTACT)] == [True, True, False, False]
    assert is_wanted(SAM, ("*", "*SAM*"))
    assert not is_wanted(SONY_S, ())


@pytest.mark.parametrize(
    "name",
    [
        CONTACT,
        "SCM Microsystems Inc. SCR 3310 [CCID Interface] (21120843204453) 00 00",
        "SCM Microsystems Inc. SCR3310v2.0 USB SC Reader (51481313200132) 00 00",
        "NTT Communications Corp. SCR3310-NTTCom USB SmartCard Reader 00 00",
        "Identiv SCR3500 C Contact Reader 00 00",
        "HID Global OMNIKEY 3x21 Smart Card Reader [OMNIKEY 3x21 Smart Card Reader] 00 00".replace("3x21", "3121"),
        "ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader ICC] 00 00",
        "Gemalto PC Twin Reader 00 00",
    ],
)
def test_slots_for_contacts_only_are_known(name: str) -> None:
    assert is_contact_only(name)


@pytest.mark.parametrize(
    "name",
    [
        SONY_S,
        PICC,
        ACR1251,
        "ACS ACR1281 1S Dual Reader [ACR1281 1S Dual Reader PICC] 01 00",
        "Identiv uTrust 3700 F CL Reader [uTrust 3700 F CL Reader] (55041514205286) 00 00",
        "HID Global OMNIKEY 5022 Smart Card Reader [OMNIKEY 5022 Smart Card Reader] 00 00",
        "HID Global OMNIKEY 5422 Smartcard Reader [OMNIKEY 5422CL Smartcard Reader] 01 00",
        "Virtual PCD 00 01",
    ],
)
def test_all_others_are_taken_for_contactless(name: str) -> None:
    assert not is_contact_only(name)
