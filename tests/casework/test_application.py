"""What a clerk reads of a sheet, and which characters they are told to look at."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.casework.application import Group
from kiosk.casework.characters import Doubt, Replaced, Run, in_cp932, runs
from kiosk.casework.correction import Edit
from kiosk.casework.field import Naming
from kiosk.errors import Altered, Incomplete, NotOurs
from kiosk.guidance.content import Privacy
from kiosk.handover.record import Handover
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import Lettering, load_lettering

Office = Any


def read(office: Office, sheet: Handover) -> Any:
    return office.casework.application(sheet, office.words)


def field(application: Any, what: str) -> Any:
    return next(one for one in (*application.fields, *application.unsettled) if one.what == what)


@pytest.fixture(scope="session")
def lettering() -> Lettering:
    return load_lettering(FONTS)


def test_people_answers_and_needs_are_said_in_the_citys_words(office: Office) -> None:
    application = read(office, office.sheet())
    assert application.events == ("転入",)
    said = {one.what: (one.label, one.text) for one in application.fields}
    assert said["person:1:name"] == ("氏名", "番号　花子")
    assert said["person:1:relation"] == ("本人から見て", "本人")
    assert said["need:new_head"] == ("新しい世帯主", "番号　花子")
    assert said["need:new_address"] == ("新しい住所", "〒978-0001　みらい県青波市中央一丁目2番3号　メゾン中央405号室")
    assert said["fact:move_date"] == ("新しい家に住み始める日", "令和8年11月16日")
    assert said["fact:from_abroad"] == ("外国から引っ越してきた", "いいえ")


def test_what_a_residence_card_said_is_shown_and_corrected(office: Office) -> None:
    sheet = office.sheet("F01-family6")
    corrected = office.correct(sheet, Edit("person:2:residence.until", ("2030-04-01",)))
    said = {one.what: (one.label, one.text, one.first) for one in read(office, corrected).fields}
    assert said["person:2:residence.status"][:2] == ("在留資格", "技術・人文知識・国際業務")
    assert said["person:2:residence.until"] == ("在留期間の満了日", "令和12年4月1日", "令和11年4月1日")
    assert sheet.people[1]["residence"] == {**corrected.people[1]["residence"], "until": "2029-04-01"}


@pytest.mark.parametrize(
    ("events", "counted"), [(("tennyu",), "tennyu"), (("rikon",), None), (("rikon", "tenkyo"), "tenkyo")]
)
def test_stages_are_counted_by_an_event_of_which_anybody_may_hear(
    office: Office, events: tuple[str, ...], counted: str | None
) -> None:
    application = read(office, office.sheet(events=events))
    assert (application.desk, application.event) == ("shimin", counted)


def test_procedures_have_their_reasons(office: Office) -> None:
    lines = {line.id: line for line in read(office, office.sheet()).procedures}
    line = lines["mnc.keizoku"]
    assert line.group is Group.REQUIRED
    assert "マイナンバーカードを持っています。" in line.reasons
    assert (line.window, line.desk) == ("2", "マイナンバーカード窓口")


def test_what_the_resident_did_not_know_is_asked_of_the_clerk(office: Office) -> None:
    sheet = office.sheet()
    application = read(office, replace(sheet, facts={**sheet.facts, "has_dog": None}))
    assert [one.what for one in application.unsettled] == ["fact:has_dog"]
    assert "fact:has_dog" not in {one.what for one in application.unasked}


def test_boxes_stand_with_the_words_beside_them(office: Office) -> None:
    forms = {form.name: form for form in read(office, office.sheet()).forms}
    lines = {line.id: line for line in forms["F01"].lines}
    assert (lines["what.kind"].label, lines["what.kind"].value) == ("届の種類", "転入（市外から）")
    assert (lines["new.address"].label, lines["p1.birth"].label) == ("新しい住所", "1 生年月日")
    assert lines["p1.name"].label == "1 氏名"
    assert lines["notifier.name"].by_hand


def test_who_came_in_their_place_is_shown(office: Office) -> None:
    application = read(office, office.sheet("F01-proxy"))
    assert {one.what for one in application.proxy if one.text} >= {"proxy:name"}


def test_what_only_staff_may_see_is_marked(office: Office) -> None:
    sheet = office.sheet()
    private = next(id_ for id_, fact in office.content.guide.facts.items() if fact.privacy is Privacy.STAFF_ONLY)
    application = read(office, replace(sheet, facts={**sheet.facts, private: True}))
    assert field(application, f"fact:{private}").privacy is Privacy.STAFF_ONLY


def test_what_was_corrected_shows_what_it_was_before(office: Office) -> None:
    struck = Edit("procedure:mnc.keizoku", ("no",), "not_wanted", "ご本人が望まない")
    application = read(office, office.correct(office.sheet(), Edit("need:phone", ("09011112222",)), struck))
    phone = field(application, "need:phone")
    assert (phone.text, phone.first) == ("09011112222", "090-0000-0000")
    assert [(line.label, line.before, line.after, line.why) for line in application.changes] == [
        ("電話番号", "090-0000-0000", "09011112222", ""),
        ("マイナンバーカードの継続利用", "", "消した", "希望しない　ご本人が望まない"),
    ]
    assert [line.id for line in application.of_group("struck")] == ["mnc.keizoku"]
    assert "mnc.keizoku" in [choice.id for choice in application.offered]


def test_a_value_that_no_visit_has_was_altered(office: Office) -> None:
    sheet = office.sheet()
    odd = replace(sheet, people=({**sheet.people[0], "birth": "soon"},))
    with pytest.raises(Altered):
        read(office, odd)


def test_what_was_told_of_nobody_who_is_here_is_left_out(office: Office) -> None:
    sheet = office.sheet()
    odd = replace(sheet, needs={**sheet.needs, "kana:9": "バンゴウ", "kana:x": "バンゴウ", "gone": "?"})
    assert not {one.what for one in read(office, odd).fields} & {"need:kana:9", "need:kana:x", "need:gone"}


def test_nothing_of_a_person_is_in_a_repr(office: Office) -> None:
    sheet = office.correct(office.sheet(), Edit("person:1:name", ("秘密　名前",), "", "秘密のひとこと"))
    for thing in (sheet, sheet.revisions, read(office, sheet), read(office, sheet).changes):
        assert "秘密" not in repr(thing)
        assert "ハナコ" not in repr(thing)
        assert "花子" not in repr(thing)
    odd = read(office, office.correct(office.sheet(), Edit("person:1:name", ("秘密　𠮷",)))).people[0][0]
    assert [run.text for run in odd.runs] == ["秘密　", "𠮷"]
    assert not any(secret in repr(odd.runs) for secret in ("秘密", "𠮷", "U+20BB7"))


@pytest.mark.parametrize(
    ("character", "doubt", "code"),
    [
        ("𠮷", Doubt.OUTSIDE, "U+20BB7"),
        ("葛\U000e0101", Doubt.OUTSIDE, "U+845B U+E0101"),
        ("\ue001", Doubt.GAIJI, "U+E001"),
        ("\U00031350", Doubt.UNDRAWN, "U+31350"),
        ("Ê", Doubt.OUTSIDE, "U+00CA"),
    ],
)
def test_characters_that_not_every_machine_has_are_pointed_out(
    lettering: Lettering, character: str, doubt: Doubt, code: str
) -> None:
    assert runs(f"番号{character}子", lettering) == (Run("番号"), Run(character, doubt, code), Run("子"))


def test_ordinary_names_raise_no_doubt(lettering: Lettering) -> None:
    for name in ("番号　花子", "髙橋", "﨑山", "ｶﾅ", "1－2－3", "〒978-0001"):
        assert runs(name, lettering) == (Run(name),)


@pytest.mark.parametrize(
    ("text", "written", "replaced"),
    [
        ("髙﨑", "髙﨑", ()),
        ("𠮷田", "〓田", (Replaced(1, "U+20BB7"),)),
        ("葛\U000e0101城", "〓城", (Replaced(1, "U+845B U+E0101"),)),
        ("1〜2−3", "1～2－3", ()),
        ("\ue001", "〓", (Replaced(1, "U+E001"),)),
    ],
)
def test_what_cp932_has_no_room_for_becomes_a_geta_and_is_listed(text: str, written: str, replaced: object) -> None:
    assert in_cp932(text) == (written, replaced)
    assert written.encode("cp932").decode("cp932") == written


def large(office: Office) -> Handover:
    letters = [chr(0x4E00 + (number * 7919) % 20000) for number in range(600)]
    sheet = office.sheet()
    return replace(sheet, needs={**sheet.needs, "x": "".join(letters)})


def test_symbols_are_gathered_until_all_are_there(office: Office) -> None:
    first, second, *rest = office.texts(large(office))
    assert not rest
    assert office.casework.gather([second]).missing == (1,)
    assert office.casework.gather([second, second]).missing == (1,)
    whole = office.casework.gather([second, first])
    assert (whole.missing, whole.of) == ((), 2)
    assert office.casework.open(whole.texts).sheet == "2/2"
    with pytest.raises(Incomplete):
        office.casework.open([first])


def test_another_sheet_in_between_begins_anew(office: Office) -> None:
    first, second = office.texts(large(office))
    [other] = office.texts(office.sheet())
    begun = office.casework.gather([first, other]).texts
    assert begun == (other,)
    assert office.casework.gather([*begun, second]).missing == (1,)
    with pytest.raises(NotOurs):
        office.casework.gather(["hello"])


def test_a_fingerprint_is_of_the_sheet_whatever_the_scanner_adds(office: Office) -> None:
    first, second = office.texts(large(office))
    fingerprint = office.casework.fingerprint
    assert fingerprint([first, second]) == fingerprint([f"{second.lower()}\r\n", first])
    assert fingerprint(office.texts(office.sheet())) != fingerprint(office.texts(office.sheet()))
    assert len(fingerprint([first, second])) == 64


def test_every_fact_can_be_named_in_every_language(office: Any) -> None:
    """Also what is never asked, but follows from who came or what else was said."""
    for words in office.content.words.values():
        naming = Naming(office.content.guide, words, office.casework.sheets.lettering, office.sheet())
        assert [fact for fact in office.content.guide.facts if not naming.label(f"fact:{fact}")] == []
