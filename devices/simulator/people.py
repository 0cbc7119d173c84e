"""Who the software cards belong to. All of them are invented, and so are their town and their numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CardHolder:
    """What a card says of its holder, as it is written on the chip.

    ``birth`` YYYYMMDD, ``sex`` a code of JIS X 0303. ``check_number_b`` 照合番号B: birth (era year), year of expiry,
    security code. ``number`` stands where the Individual Number would and is none.
    """

    name: str
    address: str
    birth: str
    sex: str
    check_number_b: str
    number: str = "000000000000"
    pin: str = "1234"


HOLDERS = {
    "hanako": CardHolder(
        name="番号　花子",
        address="架空県見本市中央１－２－３",
        birth="19900102",
        sex="2",
        check_number_b="02010220350000",
    ),
    "taro": CardHolder(
        name="番号　太郎",
        address="架空県見本市中央１－２－３",
        birth="19880304",
        sex="1",
        check_number_b="63030420330000",
    ),
    "ume": CardHolder(
        name="番号　ウメ",
        address="架空県見本市中央１－２－３",
        birth="19430605",
        sex="2",
        check_number_b="18060520310000",
    ),
    "anh": CardHolder(
        name="NGUYEN THI ANH",
        address="架空県見本市中央４－５　青葉荘１０３",
        birth="19980707",
        sex="2",
        check_number_b="98070720290000",
    ),
    "long": CardHolder(
        name="番号　寿限無寿限無五劫之擦切海砂利水魚之水行末雲来末風来末食寝処住処之長助",
        address="架空県見本市大字長々町字上中下之千二百三十四番地五十六の七八九　"
        "コーポラス・グランドメゾン見本市中央公園前Ⅱ番館　第十二棟一〇三四号室　番号方",
        birth="19251231",
        sex="1",
        check_number_b="14123120300000",
    ),
    # A base kanji with a variation selector (U+845B U+E0100), one beyond the BMP (U+20BB7), and both in an address.
    "variants": CardHolder(
        name="番号　葛\U000e0100\U00020bb7子",
        address="架空県見本市葛\U000e0100町４－５－６　\U00020bb7田荘２０１",
        birth="19780229",
        sex="9",
        check_number_b="53022820310000",
    ),
}
"""Holders by the id that the command line takes. The birth date of ``variants`` does not exist."""
