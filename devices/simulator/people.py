"""Who the software cards belong to. All of them are invented, and so are their town and their numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CardHolder:
    """What a card says of its holder, as it is written on the chip.

    ``birth`` YYYYMMDD, ``sex`` a code of JIS X 0303. ``check_number_b`` 照合番号B: birth (era year), year of expiry,
    security code. ``number`` stands where the Individual Number would and is none: its check digit is wrong.
    ``authentication_pin`` and ``signature_password`` are those of the 公的個人認証AP. ``kana`` only licences have.

    For residence cards: ``card_number`` opens them, ``nationality`` has three letters (ISO 3166-1, XXX for 無国籍),
    ``status`` is a code that no table has, ``period`` YYMM, DDD, or 0000 for an indefinite one, ``stay_until`` and
    ``card_until`` YYYYMMDD. Of those whose names are Japanese these are what a residence card could say, no more.
    """

    name: str
    address: str
    birth: str
    sex: str
    check_number_b: str
    number: str = "000000000001"
    pin: str = "1234"
    kana: str = ""
    authentication_pin: str = "5678"
    signature_password: str = "PRACTICE1"  # noqa: S105  # published on purpose
    card_number: str = "AA00000000AA"
    nationality: str = "VNM"
    status: str = "Z000000000"
    period: str = "0300"
    stay_until: str = "20350707"
    card_until: str = "20350707"


HOLDERS = {
    "hanako": CardHolder(
        name="番号　花子",
        address="架空県見本市中央１－２－３",
        birth="19900102",
        sex="2",
        check_number_b="02010220350000",
        kana="バンゴウ　ハナコ",
        card_number="AA00000001AA",
        nationality="PHL",
        period="0103",
        stay_until="20350401",
    ),
    "taro": CardHolder(
        name="番号　太郎",
        address="架空県見本市中央１－２－３",
        birth="19880304",
        sex="1",
        check_number_b="63030420330000",
        kana="バンゴウ　タロウ",
        card_number="AA00000002AA",
        nationality="BRA",
        period="0000",
        stay_until="00000000",
    ),
    "ume": CardHolder(
        name="番号　ウメ",
        address="架空県見本市中央１－２－３",
        birth="19430605",
        sex="2",
        check_number_b="18060520310000",
        kana="バンゴウ　ウメ",
        card_number="AA00000003AA",
        nationality="KOR",
        period="0000",
        stay_until="00000000",
    ),
    "anh": CardHolder(
        name="NGUYEN THI ANH",
        address="架空県見本市中央４－５　青葉荘１０３",
        birth="19980707",
        sex="2",
        check_number_b="98070720290000",
        kana="グエン　ティ　アン",
        card_number="AA00000004AA",
        nationality="VNM",
        period="0300",
    ),
    "long": CardHolder(
        name="番号　寿限無寿限無五劫之擦切海砂利水魚之水行末雲来末風来末食寝処住処之長助",
        address="架空県見本市大字長々町字上中下之千二百三十四番地五十六の七八九　"
        "コーポラス・グランドメゾン見本市中央公園前Ⅱ番館　第十二棟一〇三四号室　番号方",
        birth="19251231",
        sex="1",
        check_number_b="14123120300000",
        kana="バンゴウ　ジュゲムジュゲムゴコウノスリキレカイジャリスイギョノチョウスケ",
        card_number="AA00000005AA",
        nationality="PAK",
        period="0500",
    ),
    # A base kanji with a variation selector (U+845B U+E0100), one beyond the BMP (U+20BB7), and both in an address.
    "variants": CardHolder(
        name="番号　葛\U000e0100\U00020bb7子",
        address="架空県見本市葛\U000e0100町４－５－６　\U00020bb7田荘２０１",
        birth="19780229",
        sex="9",
        check_number_b="53022820310000",
        kana="バンゴウ　クズヨシコ",
        card_number="AA00000006AA",
        nationality="XXX",
        period="090",
    ),
}
"""Holders by the id that the command line takes. The birth date of ``variants`` does not exist."""
