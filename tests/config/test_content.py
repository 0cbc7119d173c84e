from datetime import date, time
from pathlib import Path

import pytest

from config.content import inspect, load
from kiosk.errors import ContentError
from kiosk.guidance.condition import Condition, PersonCondition
from kiosk.guidance.content import Desk, Due, DueKind, Fact, FactType, Question
from kiosk.postal import Town, TownStyle
from kiosk.settings import Queue


def edit(city: Path, name: str, old: str, new: str) -> None:
    file = city / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_city_is_read_into_the_types_of_the_core(city: Path) -> None:
    content = load(city)
    guide = content.guide
    assert guide.facts["dogs"] == Fact("dogs", FactType.ENUM, ("one", "many"))
    assert guide.facts["n_65"].count == PersonCondition("age_reached >= 65")
    assert guide.questions["dog_chip"] == Question("dog_chip", ("dog_chip",), ("move",), Condition("has_dog"))
    assert guide.procedures["move"].due == Due(DueKind.LEGAL, 14, start="move_date")
    assert guide.desks == {"front": Desk("front", "1", "A")}
    assert guide.cards == {"my_number": {"has_dog": True}}
    assert not guide.opening.is_open(date(2026, 12, 29))
    assert content.settings.office.opens == time(8, 30)
    assert content.towns == (Town("9780001", "みらい県", "浜市", "中央", "チュウオウ", 4, TownStyle.JUKYO),)
    [section] = content.forms["F01"].sections
    assert [label.text for label in section.labels] == ["頭"]


def test_a_question_and_a_form_of_a_day_to_come_are_not_there_before(city: Path) -> None:
    edit(city, "questions/all.yaml", "{id: has_dog,", "{id: has_dog, from: 2027-04-01,")
    edit(city, "forms/F01.yaml", "id: F01\n", "id: F01\nfrom: 2027-04-01\n")
    before, then = load(city, date(2027, 3, 31)), load(city, date(2027, 4, 1))
    assert before.guide.events["move"].questions == ("move_date", "dog_chip")
    assert then.guide.events["move"].questions == ("move_date", "has_dog", "dog_chip")
    assert ("F01" in before.forms, "F01" in then.forms) == (False, True)


@pytest.mark.parametrize(
    ("written", "readers"), [('"SONY*"', ("SONY*",)), ('["SONY*", "*ACR1252*"]', ("SONY*", "*ACR1252*")), ("[]", ())]
)
def test_readers_are_named_by_one_pattern_or_several(city: Path, written: str, readers: tuple[str, ...]) -> None:
    edit(city, "kiosk.yaml", 'reader: "*"', f"reader: {written}")
    assert load(city).settings.kiosk.readers == readers


@pytest.mark.parametrize("written", ["1", "[1]", "{a: b}", "[[SONY]]"])
def test_a_reader_that_is_no_text_is_a_fault_of_its_line(city: Path, written: str) -> None:
    edit(city, "kiosk.yaml", 'reader: "*"', f"reader: {written}")
    assert [fault.line for fault in inspect(city).faults] == [12]


def test_how_numbers_are_called_is_a_setting_and_who_has_priority_a_condition(city: Path) -> None:
    edit(city, "kiosk.yaml", "kiosk:\n", "queue: {ordinary: 2, minutes: {move: 9}, priority_if: n_65 > 0}\nkiosk:\n")
    content = load(city)
    assert content.settings.queue == Queue(ordinary=2, minutes={"move": 9})
    assert content.guide.priority_if == Condition("n_65 > 0")


def test_one_stop_is_a_desk_to_which_numbers_are_called(city: Path) -> None:
    edit(city, "kiosk.yaml", "kiosk:\n", "queue: {one_stop: front}\nkiosk:\n")
    assert load(city).settings.queue.one_stop == "front"
    edit(city, "desks.yaml", ", letter: A", "")
    expected = 'kiosk.yaml:10: "front" has no letter, so that no number can be called to it.'
    assert [str(fault) for fault in inspect(city).faults] == [expected]
    edit(city, "desks.yaml", "window:", "widow:")
    assert expected not in [str(fault) for fault in inspect(city).faults]


def test_words_are_flat_and_fall_back_to_the_first_language(city: Path) -> None:
    (city / "texts/ja/more.yaml").write_text("screen: {hello: {world: こんにちは}}", encoding="utf-8")
    words = load(city).words
    assert words["ja"]["procedure.move.name"] == "転入届"
    assert words["en"]["screen.hello.world"] == "こんにちは"


def test_the_sample_city_has_no_fault() -> None:
    found = inspect(Path(__file__).parents[2] / "config" / "aonami")
    assert found.faults == ()
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "faults"),
    [
        # the file as YAML
        ("bring.yaml", "[{id: ID}]", "", ["bring.yaml:1: the file is empty."]),
        ("facts.yaml", "type: date}", "type: date, id: x}", ['facts.yaml:1: "id" is written twice.']),
        (
            "cards.yaml",
            "true",
            "yes",
            ['cards.yaml:1: "yes" cannot stand alone; write true or false, or put it in quotes.'],
        ),
        ("kiosk.yaml", '"99998"', "099998", ['kiosk.yaml:1: "099998" begins with 0; put it in quotes.']),
        # shape
        (
            "procedures/all.yaml",
            "desk: front",
            "dsk: front",
            [
                'procedures/all.yaml:1: "desk" is missing.',
                'procedures/all.yaml:4: "dsk" is not known here. Did you mean "desk"?',
            ],
        ),
        (
            "procedures/all.yaml",
            "bring: [ID]",
            "bring: ID",
            ["procedures/all.yaml:7: write a list here, with [ ] or -."],
        ),
        ("procedures/all.yaml", "n: 14", "n: two", ["procedures/all.yaml:8: write a whole number here."]),
        ("procedures/all.yaml", "n: 14", "n: true", ["procedures/all.yaml:8: write a whole number here."]),
        (
            "procedures/all.yaml",
            "kind: staff",
            "kind: stuff",
            ['procedures/all.yaml:13: "stuff" is none of form, staff, guide.'],
        ),
        (
            "desks.yaml",
            '"1"',
            "1",
            [
                "desks.yaml:1: write text here; put numbers and true in quotes to make them text.",
            ],
        ),
        ("kiosk.yaml", '"08:30"', '"8 Uhr"', ['kiosk.yaml:3: write a time like "08:30" here.']),
        (
            "kiosk.yaml",
            "idle_warning_s: 30",
            "idle_warning_s: 29.5",
            ["kiosk.yaml:18: write at least 30 (seconds); some people cannot answer sooner."],
        ),
        (
            "kiosk.yaml",
            "minutes_per_ticket: 6",
            "minutes_per_ticket: 6\n  accept_days: 13",
            ["kiosk.yaml:10: write at least 14 (days); many come back with what they lacked."],
        ),
        ("forms/F01.yaml", "at: [0, 8, 40, 6]", "at: [0, 8, 40]", ["forms/F01.yaml:9: write 4 values here."]),
        (
            "tokens.yaml",
            "colours:",
            "colors:",
            [
                'tokens.yaml:1: "colors" is not known here. Did you mean "colours"?',
                'tokens.yaml:1: "colours" is missing.',
            ],
        ),
        # the queue
        ("kiosk.yaml", "kiosk:\n", "queue: {priority: 0}\nkiosk:\n", ["kiosk.yaml:10: priority must be 1 or more."]),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  ordinary: -1\n  longest_wait_min: 0\n  calls_before_no_show: 0\nkiosk:\n",
            [
                "kiosk.yaml:11: ordinary must be 1 or more.",
                "kiosk.yaml:12: longest_wait_min must be 1 or more.",
                "kiosk.yaml:13: calls_before_no_show must be 1 or more.",
            ],
        ),
        (
            "kiosk.yaml",
            "minutes_per_ticket: 6",
            "minutes_per_ticket: 0",
            ["kiosk.yaml:9: minutes_per_ticket must be 1 or more."],
        ),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  minutes:\n    move: 0\nkiosk:\n",
            ["kiosk.yaml:12: move must be 1 or more."],
        ),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  minutes:\n    moev: 5\nkiosk:\n",
            ['kiosk.yaml:12: there is no event "moev". Did you mean "move"?'],
        ),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  one_stop: fornt\nkiosk:\n",
            ['kiosk.yaml:11: there is no desk "fornt". Did you mean "front"?'],
        ),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  priority_if: n_66 > 0\nkiosk:\n",
            ['kiosk.yaml:11: there is no fact "n_66". Did you mean "n_65"?'],
        ),
        (
            "kiosk.yaml",
            "kiosk:\n",
            "queue:\n  priority_if: n_65\nkiosk:\n",
            ["kiosk.yaml:11: n_65 is a number; compare it, e.g. n_65 > 0."],
        ),
        # conditions
        (
            "procedures/all.yaml",
            "has_dog and not dog_chip",
            "has_dgo",
            ['procedures/all.yaml:11: there is no fact "has_dgo". Did you mean "has_dog"?'],
        ),
        (
            "procedures/all.yaml",
            "has_dog and not dog_chip",
            "n_65",
            ["procedures/all.yaml:11: n_65 is a number; compare it, e.g. n_65 > 0."],
        ),
        (
            "procedures/all.yaml",
            "has_dog and not dog_chip",
            "dogs == 'two'",
            ['procedures/all.yaml:11: dogs has no value "two"; it has one, many.'],
        ),
        (
            "procedures/all.yaml",
            "has_dog and not dog_chip",
            "has_dog and",
            ['procedures/all.yaml:11: the condition "has_dog and" cannot be read.'],
        ),
        (
            "procedures/all.yaml",
            "has_dog and not dog_chip",
            "event == 'moving'",
            ['procedures/all.yaml:11: event has no value "moving"; it has move.'],
        ),
        (
            "questions/all.yaml",
            "given: has_dog",
            "given: dogs",
            ["questions/all.yaml:3: dogs is a choice; compare it, e.g. dogs == 'one'."],
        ),
        ("facts.yaml", "age_reached >= 65", "has_dog", ['facts.yaml:5: there is no fact "has_dog".']),
        (
            "forms/F01.yaml",
            "when: has_dog",
            "when: n_65",
            ["forms/F01.yaml:9: n_65 is a number; compare it, e.g. n_65 > 0."],
        ),
        # one thing and another
        (
            "procedures/all.yaml",
            "id: dog",
            "id: move",
            ['procedures/all.yaml:9: "move" is also in procedures/all.yaml:1.'],
        ),
        (
            "procedures/all.yaml",
            "desk: front",
            "desk: fornt",
            ['procedures/all.yaml:4: there is no desk "fornt". Did you mean "front"?'],
        ),
        (
            "procedures/all.yaml",
            "form: F01",
            "form: F02",
            ['procedures/all.yaml:6: there is no form "F02". Did you mean "F01"?'],
        ),
        (
            "procedures/all.yaml",
            "bring: [ID]",
            "bring: [ID, SEAL]",
            ['procedures/all.yaml:7: there is no thing to bring "SEAL".'],
        ),
        (
            "procedures/all.yaml",
            "events: [move]",
            "events: [leave]",
            ['procedures/all.yaml:2: there is no event "leave".'],
        ),
        (
            "procedures/all.yaml",
            "start: move_date",
            "start: has_dog",
            ["procedures/all.yaml:8: has_dog is not a date."],
        ),
        (
            "events/move.yaml",
            "has_dog, dog_chip]",
            "has_dog, dog_chip, cats]",
            ['events/move.yaml:2: there is no question "cats".'],
        ),
        (
            "events/move.yaml",
            "has_dog, dog_chip]",
            "has_dog]",
            ['questions/all.yaml:3: events/move.yaml does not list the question "dog_chip".'],
        ),
        (
            "events/move.yaml",
            "move_date, has_dog, dog_chip",
            "dog_chip, move_date, has_dog",
            ["questions/all.yaml:3: has_dog is asked only after this question (move)."],
        ),
        (
            "events/move.yaml",
            "forms: [F01]",
            "forms: [F09]",
            ['events/move.yaml:5: there is no form "F09". Did you mean "F01"?'],
        ),
        (
            "cards.yaml",
            "my_number",
            "my_nubmer",
            ['cards.yaml:1: there is no card "my_nubmer". Did you mean "my_number"?'],
        ),
        (
            "parties.yaml",
            "proxy",
            "praxy",
            ['parties.yaml:1: there is no way to come "praxy". Did you mean "proxy"?'],
        ),
        ("cards.yaml", "has_dog", "has_cat", ['cards.yaml:1: there is no fact "has_cat".']),
        ("facts.yaml", ", values: [one, many]", "", ["facts.yaml:4: its values are missing."]),
        (
            "facts.yaml",
            "n_65, type: int",
            "n_65, type: bool",
            ["facts.yaml:5: only a fact of type int can be counted."],
        ),
        (
            "forms/F01.yaml",
            "use: head",
            "use: haed",
            ['forms/F01.yaml:6: there is no shared part "haed". Did you mean "head"?'],
        ),
        ("forms/F01.yaml", "need.phone", "need.fax", ['forms/F01.yaml:8: "fax" is not among the needs.']),
        ("forms/F01.yaml", "fact.move_date", "fact.day", ['forms/F01.yaml:9: there is no fact "day".']),
        (
            "forms/F01.yaml",
            "need.phone",
            "self.nmae",
            ['forms/F01.yaml:8: there is no value called "self.nmae". Did you mean "self.name"?'],
        ),
        ("forms/F01.yaml", "id: day", "id: phone", ['forms/F01.yaml:9: there are two "top.phone" in this form.']),
        (
            "forms/F01.yaml",
            "  - id: top",
            "  - {id: top, at: [0, 0]}\n  - id: top",
            ['forms/F01.yaml:5: there are two "top" in this form.'],
        ),
        (
            "forms/F01.yaml",
            "kind: phone",
            "kind: phone, unless: [sefl.name]",
            ['forms/F01.yaml:2: there is no value called "sefl.name". Did you mean "self.name"?'],
        ),
        (
            "forms/F01.yaml",
            "when: has_dog",
            "own_hand: paper.hand.day",
            [
                'forms/F01.yaml:1: the word "paper.hand.day" is missing in en.',
                'forms/F01.yaml:1: the word "paper.hand.day" is missing in ja.',
            ],
        ),
        ("forms/F01.yaml", "id: F01", "id: F01\nlike: F01", ["forms/F01.yaml:2: F01 is like a form that is like F01."]),
        # words
        (
            "texts/en/all.yaml",
            "move: {name: 転入届}, ",
            "",
            ['procedures/all.yaml:1: the word "procedure.move.name" is missing in en.'],
        ),
        (
            "texts/ja/all.yaml",
            "no: いません",
            "maybe: いません",
            ['facts.yaml:2: the word "fact.has_dog.no" is missing in ja.'],
        ),
        ("texts/ja/all.yaml", "{value} です", "{value です", ["texts/ja/all.yaml:7: the { } cannot be read."]),
        (
            "texts/ja/all.yaml",
            "name: 市民課",
            "name: 5",
            [
                'desks.yaml:1: the word "desk.front.name" is missing in ja.',
                "texts/ja/all.yaml:13: write text here; put numbers and true in quotes to make them text.",
            ],
        ),
    ],
)
def test_a_fault_is_told_with_its_line(city: Path, file: str, old: str, new: str, faults: list[str]) -> None:
    edit(city, file, old, new)
    assert [str(fault) for fault in inspect(city).faults] == faults


def test_broken_yaml_is_a_fault_of_its_line(city: Path) -> None:
    edit(city, "questions/all.yaml", "asks: [has_dog, dogs]", "asks: [has_dog, dogs")
    first = inspect(city).faults[0]
    assert (first.file, first.line) == ("questions/all.yaml", 2)
    assert first.en.startswith("this cannot be read as YAML (")


def test_all_faults_are_told_at_once_in_both_languages(city: Path) -> None:
    edit(city, "desks.yaml", "id: front", "id: back")
    edit(city, "bring.yaml", "ID", "IDS")
    with pytest.raises(ContentError) as refused:
        load(city)
    faults = refused.value.faults
    assert list(faults) == sorted(faults)
    assert {fault.file for fault in faults} == {"bring.yaml", "desks.yaml", "procedures/all.yaml"}
    assert faults[-1].say("en") == 'there is no desk "front".'
    assert faults[-1].say("ja") == "「front」という窓口はありません。"


@pytest.mark.parametrize("name", ["kiosk.yaml", "facts.yaml", "desks.yaml", "bring.yaml", "cards.yaml", "tokens.yaml"])
def test_a_missing_file_is_a_fault(city: Path, name: str) -> None:
    (city / name).unlink()
    assert f"{name}:1: {name} is missing." in map(str, inspect(city).faults)


def test_a_file_is_named_after_what_it_holds(city: Path) -> None:
    (city / "events/move.yaml").rename(city / "events/moving.yaml")
    assert [str(fault) for fault in inspect(city).faults] == [
        'events/moving.yaml:1: the file is not named after its id "move".'
    ]


def test_what_clerks_choose_from_has_words(city: Path) -> None:
    settings = city / "kiosk.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\ncounter:\n  strike: [no_time]\n", encoding="utf-8")
    [first, *_] = [str(fault) for fault in inspect(city).faults]
    assert first.startswith("kiosk.yaml:")
    assert 'the word "casework.strike.no_time" is missing in ' in first


def test_what_cannot_be_read_is_not_said_to_be_missing(city: Path) -> None:
    edit(city, "desks.yaml", 'window: "1"', "windows: 1")
    edit(city, "procedures/all.yaml", "bring: [ID]", "bring: [IDS]")
    (city / "facts.yaml").write_text("- {id: has_dog", encoding="utf-8")
    assert [fault.file for fault in inspect(city).faults] == ["desks.yaml", "facts.yaml", "procedures/all.yaml"]


def test_a_file_in_another_encoding_is_a_fault(city: Path) -> None:
    (city / "bring.yaml").write_bytes("[本人確認]".encode("cp932"))
    assert "bring.yaml:1: the file is not encoded in UTF-8." in map(str, inspect(city).faults)


def test_a_byte_order_mark_is_none(city: Path) -> None:
    (city / "bring.yaml").write_bytes(b"\xef\xbb\xbf[{id: ID}]\n")
    assert inspect(city).faults == ()


def test_words_of_nothing_are_doubtful(city: Path) -> None:
    edit(city, "texts/en/all.yaml", "bring: {ID: 本人確認}", "bring: {ID: 本人確認, SEAL: 印鑑}")
    edit(city, "texts/en/all.yaml", '何匹, is: "{value} です"', '何匹, is: "{count} です"')
    found = inspect(city)
    assert found.faults == ()
    assert list(map(str, found.warnings)) == [
        'texts/en/all.yaml:10: "fact.dogs.is" has a name in { } that it does not have in ja.',
        'texts/en/all.yaml:14: there is no "SEAL", so this word is never used.',
    ]


def test_a_form_for_those_who_lack_a_thing_must_exist(city: Path) -> None:
    edit(city, "bring.yaml", "{id: ID}", "{id: ID, forms: [F01, F99]}")
    assert [(fault.file, fault.line, fault.en) for fault in inspect(city).faults] == [
        ("bring.yaml", 1, 'there is no form "F99".')
    ]


def test_a_day_before_which_nothing_can_be_done_is_a_date(city: Path) -> None:
    edit(city, "procedures/all.yaml", "bring: [ID]", "bring: [ID]\n  not_before: dogs")
    assert [fault.en for fault in inspect(city).faults] == ["dogs is not a date."]


READ = ("kiosk.yaml", "facts.yaml", "procedures/all.yaml", "forms/F01.yaml", "cards.yaml", "texts/ja/all.yaml")


@pytest.mark.parametrize("file", READ)
@pytest.mark.parametrize(
    "text",
    [
        "&a [*a]",
        "&a {a: *a}",
        "- &a {id: *a}",
        "<<: {a: 1}",
        "!!python/object:os.system x",
        "? [a]\n: b",
        "- - -",
        "5",
        "\t",
        "a: 1\n---\nb: 2",
        "*unknown",
        "\x00",
        "id: " + "[" * 500,
        "%YAML 3.0\n---\n- a",
    ],
)
def test_no_yaml_ends_the_check(city: Path, file: str, text: str) -> None:
    (city / file).write_text(text, encoding="utf-8")
    assert inspect(city).faults
