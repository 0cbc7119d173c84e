"""Faults planted in a small city: each is found where it stands, and nothing besides."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from config.content import inspect
from config.draft import read_draft
from config.proof.prove import prove
from config.readings import doubtful_readings
from config.wording import _needed, untranslated
from kiosk.errors import Fault

DAY = date(2026, 11, 26)

TOWN = {
    "facts.yaml": """\
- {id: notify_date, type: date}
- {id: move_date, type: date}
- {id: since, type: date, otherwise: move_date}
- {id: from_abroad, type: bool}
- {id: tokurei, type: bool}
- {id: any_foreign, type: bool}
- {id: foreigners, type: people}
- {id: has_dog, type: bool}
- {id: dog_chip, type: bool}
- {id: rooms, type: int}
- {id: moves_too, type: bool}
- {id: paper, type: enum, values: [one, two, three]}
- {id: extras, type: set, values: [stamp, copy]}
- {id: n_65, type: int, count: "moves and age_reached >= 65"}
- {id: n_75, type: int, count: "moves and age >= 75"}
- {id: n_child, type: int, count: "moves and fiscal_age <= 18 and relation == 'child'"}
- {id: n_foreign, type: int, count: "moves and foreign"}
""",
    "events/move.yaml": """\
id: move
questions: [move_date, arrival, foreigners, pets, home, since]
event_date: move_date
icon: house
moving: true
forms: [F01]
""",
    "events/wed.yaml": """\
id: wed
questions: [wedding, pets]
event_date: notify_date
icon: rings
also:
  move: moves_too
""",
    "events/papers.yaml": """\
id: papers
questions: [paper, extras]
event_date: notify_date
icon: paper
otherwise: front
""",
    "questions/all.yaml": """\
- {id: move_date, asks: [move_date], events: [move]}
- id: arrival
  asks: [from_abroad, tokurei, any_foreign]
  events: [move]
  only:
    tokurei: not from_abroad
- id: foreigners
  asks: [foreigners]
  events: [move]
  given: any_foreign
- id: pets
  asks: [has_dog, dog_chip]
  events: [move, wed]
  only:
    dog_chip: has_dog
- {id: home, asks: [rooms], events: [move]}
- id: since
  asks: [since]
  events: [move]
  given: rooms > 2
- {id: wedding, asks: [moves_too], events: [wed]}
- {id: paper, asks: [paper], events: [papers]}
- id: extras
  asks: [extras]
  events: [papers]
  given: paper in ('two', 'three')
""",
    "procedures/all.yaml": """\
- id: moving
  events: [move]
  when: "true"
  desk: front
  kind: form
  form: F01
  bring: [ID, CARD]
  due: {kind: legal, n: 14, start: move_date}
- id: dog
  events: [move, wed]
  when: has_dog and not dog_chip
  desk: front
  kind: staff
- id: care
  events: [move]
  when: n_75 > 0 or n_65 > 1
  desk: front
  kind: staff
- id: child
  events: [move]
  when: n_child > 0 and n_foreign > 0
  desk: front
  kind: staff
- id: abroad
  events: [move]
  when: from_abroad
  desk: front
  kind: staff
- id: tokurei
  events: [move]
  when: tokurei
  desk: front
  kind: staff
- id: rooms
  events: [move]
  when: rooms >= 2
  desk: front
  kind: staff
  due: {kind: legal, n: 7, start: since}
- id: wedding
  events: [wed]
  when: "true"
  desk: front
  kind: staff
- id: one
  events: [papers]
  when: paper == 'one'
  desk: front
  kind: staff
- id: copy
  events: [papers]
  when: paper in ('two', 'three') and 'copy' in extras
  desk: front
  kind: staff
- id: stamp
  events: [papers]
  when: "'stamp' in extras"
  desk: front
  kind: staff
""",
    "bring.yaml": """\
- {id: ID}
- {id: CARD, when: n_foreign > 0}
""",
    "cards.yaml": "residence: {any_foreign: true}\n",
    "parties.yaml": "proxy: {}\n",
    "ordinances.yaml": "gives_care: true\n",
    "forms/F01.yaml": """\
id: F01
needs:
  - {id: address, kind: address}
  - {id: country, kind: text, given: from_abroad}
sections:
  - id: top
    at: [10, 10]
    use: head
    boxes:
      - {id: address, kind: text, at: [0, 0, 40, 6], value: [need.address.text], required: true}
      - {id: day, kind: date, at: [0, 8, 40, 6], value: [fact.move_date], required: true}
      - id: before
        kind: text
        at: [0, 16, 40, 6]
        value: [need.country]
        when: from_abroad
        otherwise: [self.address]
        required: true
      - id: dog
        kind: choice
        at: [0, 24, 40, 6]
        required: true
        options:
          - {id: dog, at: [0, 24, 4, 4], when: has_dog}
          - {id: none, at: [9, 24, 4, 4], when: not has_dog}
symbol: [150, 237, 47]
""",
}


@pytest.fixture
def town(city: Path) -> Path:
    (city / "events/move.yaml").unlink()
    for name, text in TOWN.items():
        (city / name).write_text(text, encoding="utf-8")
    return city


def edit(town: Path, name: str, old: str, new: str) -> None:
    file = town / name
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(town: Path) -> tuple[Fault, ...]:
    """Give everything its words, and prove the town."""
    words = json.dumps(_nested(dict.fromkeys((key for key, _ in _needed(read_draft(town, DAY))), "ことば")))
    for language in ("ja", "en"):
        (town / f"texts/{language}/all.yaml").write_text(words, encoding="utf-8")
    inspection = inspect(town, DAY)
    assert inspection.faults == ()
    return prove(town, inspection)


def _nested(flat: dict[str, str]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for key, word in flat.items():
        *above, last = key.split(".")
        into = nested
        for part in above:
            into = into.setdefault(part, {})
        into[last] = word
    return nested


def the_one(town: Path, file: str, at: str) -> str:
    """Return what the only finding says, which stands at the line that holds ``at``."""
    [fault] = found(town)
    lines = (town / file).read_text(encoding="utf-8").splitlines()
    [line] = [number for number, text in enumerate(lines, start=1) if at in text]
    assert (fault.file, fault.line) == (file, line)
    return fault.en


def test_a_sound_town_has_no_finding(town: Path) -> None:
    assert found(town) == ()


def test_the_sample_city_has_no_finding() -> None:
    city = Path(__file__).parents[2] / "config" / "aonami"
    assert prove(city, inspect(city)) == ()


PROCEDURES = "procedures/all.yaml"
QUESTIONS = "questions/all.yaml"
FACTS = "facts.yaml"
F01 = "forms/F01.yaml"


@pytest.mark.parametrize(
    ("old", "new", "because"),
    [
        # what is asked never lets it be so
        ("when: from_abroad", "when: from_abroad and tokurei", "from_abroad and tokurei"),
        ("when: has_dog and not dog_chip", "when: dog_chip and not has_dog", "dog_chip and not has_dog"),
        ("when: from_abroad", "when: from_abroad and moves_too", "moves_too"),
        ("when: paper == 'one'", "when: paper == 'one' and 'copy' in extras", "paper == 'one' and 'copy' in extras"),
        ("when: from_abroad", "when: from_abroad and event == 'wed'", "event == 'wed'"),
        ("when: rooms >= 2", "when: rooms < 0", "rooms < 0"),
        ("when: rooms >= 2", "when: rooms >= 2 and notify_date < '2026-01-01'", "notify_date < '2026-01-01'"),
        ("when: rooms >= 2", "when: rooms >= 2 and move_date > '2090-01-01'", "move_date > '2090-01-01'"),
        ("when: from_abroad", 'when: "from_abroad and false"', "false"),
        # nor does any household
        ("when: from_abroad", "when: from_abroad and n_75 > 0 and n_65 == 0", "n_75 > 0 and n_65 == 0"),
        ("when: from_abroad", "when: from_abroad and n_75 > n_65", "n_75 > n_65"),
        ("when: from_abroad", "when: from_abroad and n_child > 2 and n_child < 2", "n_child > 2 and n_child < 2"),
        ("when: from_abroad", "when: from_abroad and n_child + n_65 > 15", "n_child + n_65 > 15"),
        ("when: from_abroad", "when: from_abroad and not from_abroad", "from_abroad and not from_abroad"),
        ("when: paper == 'one'", "when: paper == 'one' and paper == 'two'", "paper == 'one' and paper == 'two'"),
    ],
)
def test_a_procedure_that_nobody_can_need_is_found(town: Path, old: str, new: str, because: str) -> None:
    edit(town, PROCEDURES, f"  {old}\n", f"  {new}\n")
    assert f'because "{because}" cannot be true' in the_one(town, PROCEDURES, new)


def test_a_procedure_is_reached_in_each_of_its_events(town: Path) -> None:
    edit(town, PROCEDURES, "events: [papers]\n  when: paper == 'one'", "events: [papers, wed]\n  when: paper == 'one'")
    said = the_one(town, PROCEDURES, "when: paper == 'one'")
    assert said.startswith('nobody can ever need "one" in wed')
    assert said.endswith('"paper" is not asked in wed.')


def test_a_procedure_that_tells_its_events_apart_need_not_be(town: Path) -> None:
    edit(
        town,
        PROCEDURES,
        "events: [papers]\n  when: paper == 'one'",
        "events: [papers, wed]\n  when: event == 'papers' and paper == 'one'",
    )
    assert found(town) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("bring.yaml", "when: n_foreign > 0", "when: n_foreign > 0 and n_foreign < 0"),
        ("events/wed.yaml", "move: moves_too", "move: moves_too and not moves_too"),
        (F01, "given: from_abroad", "given: from_abroad and tokurei"),
        (F01, "4], when: has_dog", "4], when: dog_chip and not has_dog"),
        (F01, "when: not has_dog", "when: not has_dog and n_65 < n_75"),
        (PROCEDURES, "when: n_75 > 0 or n_65 > 1", "when: n_75 > 0 or n_65 < 0"),
        (PROCEDURES, "when: n_75 > 0 or n_65 > 1", "when: n_65 > 1 or dog_chip and not has_dog"),
        (PROCEDURES, "when: from_abroad", "when: from_abroad or moves_too"),
    ],
)
def test_a_condition_that_can_never_be_true_is_found(town: Path, file: str, old: str, new: str) -> None:
    edit(town, file, old, new)
    assert "can never be true" in the_one(town, file, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("moves and age >= 75", "moves and age >= 75 and age < 70"),
        ("moves and age >= 75", "moves and age > 200"),
        ("moves and foreign", "moves and foreign and not foreign"),
        ("moves and foreign", "moves and relation == 'self' and relation == 'child'"),
        ("moves and age_reached >= 65", "moves and age_reached >= 65 and fiscal_age < 60"),
    ],
)
def test_a_count_of_nobody_is_found(town: Path, old: str, new: str) -> None:
    edit(town, FACTS, f'"{old}"', f'"{new}"')
    assert "nobody can ever be counted" in the_one(town, FACTS, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("given: rooms > 2", "given: rooms > 2 and rooms < 2"),
        ("given: rooms > 2", "given: moves_too"),
        ("given: rooms > 2", "given: tokurei and from_abroad"),
        ("given: any_foreign", "given: any_foreign and n_65 < n_75"),
        ("dog_chip: has_dog", "dog_chip: has_dog and event == 'papers'"),
        ("tokurei: not from_abroad", "tokurei: n_child < 0"),
        ("given: paper in ('two', 'three')", "given: paper == 'two' and paper == 'three'"),
    ],
)
def test_a_question_that_is_never_asked_is_found(town: Path, old: str, new: str) -> None:
    edit(town, QUESTIONS, old, new)
    assert "is never asked" in the_one(town, QUESTIONS, new)


@pytest.mark.parametrize(
    ("edits", "at", "said"),
    [
        # a question of its own
        (
            [
                (FACTS, "- {id: rooms", "- {id: cats, type: bool}\n- {id: rooms"),
                (QUESTIONS, "- {id: home", "- {id: cats, asks: [cats], events: [move]}\n- {id: home"),
                ("events/move.yaml", "pets, home", "pets, cats, home"),
            ],
            "id: cats",
            'the question "cats" changes nothing (move)',
        ),
        # one more line on a screen
        (
            [
                (FACTS, "- {id: rooms", "- {id: cats, type: bool}\n- {id: rooms"),
                (QUESTIONS, "asks: [has_dog, dog_chip]", "asks: [has_dog, dog_chip, cats]"),
            ],
            "asks: [has_dog",
            'asking for "cats" changes nothing (move, wed)',
        ),
        # what hung on it is gone
        ([(PROCEDURES, "when: tokurei", 'when: "true"')], "asks: [from_abroad", 'asking for "tokurei" changes nothing'),
        ([(PROCEDURES, ", start: since}", ", start: move_date}")], "id: since", '"since" changes nothing (move)'),
        ([("events/wed.yaml", "also:\n  move: moves_too\n", "")], "id: wedding", '"wedding" changes nothing (wed)'),
        # what hangs on it hangs on more that makes it idle
        (
            [
                (PROCEDURES, "when: \"'stamp' in extras\"", "when: \"paper == 'one'\""),
                (PROCEDURES, "and 'copy' in extras", ""),
            ],
            "id: extras",
            '"extras" changes nothing (papers)',
        ),
        (
            [(PROCEDURES, "when: has_dog and not dog_chip", "when: has_dog and (dog_chip or has_dog)")],
            "asks: [has_dog",
            'asking for "dog_chip" changes nothing (move, wed)',
        ),
        # in one of its events only
        ([(PROCEDURES, "events: [move, wed]", "events: [move]")], "id: pets", '"pets" changes nothing (wed)'),
    ],
)
def test_a_question_that_decides_nothing_is_found(
    town: Path, edits: list[tuple[str, str, str]], at: str, said: str
) -> None:
    for name, old, new in edits:
        edit(town, name, old, new)
    assert said in the_one(town, QUESTIONS, at)


def test_what_only_a_broken_procedure_wants_to_know_is_no_finding(town: Path) -> None:
    edit(town, PROCEDURES, "when: rooms >= 2", "when: rooms >= 2 and moves_too")
    assert "moves_too" in the_one(town, PROCEDURES, "rooms >= 2 and moves_too")


def test_who_is_foreign_is_asked_for_what_is_counted_of_them(town: Path) -> None:
    edit(town, "bring.yaml", ", when: n_foreign > 0", "")
    edit(town, PROCEDURES, " and n_foreign > 0", "")
    assert [fault.line for fault in found(town)] == [3, 7]


@pytest.mark.parametrize(
    ("file", "old", "new", "household"),
    [
        ("events/papers.yaml", "otherwise: front\n", "", "all other answers are no"),
        (PROCEDURES, 'events: [wed]\n  when: "true"', "events: [wed]\n  when: has_dog and dog_chip", "are no"),
        (PROCEDURES, 'events: [wed]\n  when: "true"', "events: [wed]\n  when: n_65 > 1", "self ("),
        (PROCEDURES, 'events: [wed]\n  when: "true"', "events: [wed]\n  when: n_child == 0", "child ("),
        (PROCEDURES, 'events: [wed]\n  when: "true"', "events: [wed]\n  when: not has_dog", "has_dog is yes"),
        (PROCEDURES, 'events: [move]\n  when: "true"', "events: [move]\n  when: n_65 + n_child > 0", "self ("),
    ],
)
def test_an_event_that_can_end_with_nothing_is_found(town: Path, file: str, old: str, new: str, household: str) -> None:
    edit(town, file, old, new)
    event = next(event for event in ("papers", "wed", "move") if event in file + old)
    said = the_one(town, f"events/{event}.yaml", f"id: {event}")
    assert said.startswith(f"{event} can end with nothing to do. For example: ")
    assert household in said


BEFORE = "otherwise: [self.address]"


@pytest.mark.parametrize(
    ("old", "new", "box", "household"),
    [
        ("value: [need.address.text]", "value: []", "id: address, kind: text", "all other answers are no"),
        ("value: [need.address.text]", "value: [fact.has_dog]", "id: address, kind: text", "all other answers are no"),
        ("value: [need.address.text]", "value: [need.country]", "id: address, kind: text", "all other answers are no"),
        ("value: [fact.move_date]", "value: [fact.paper]", "id: day", "all other answers are no"),
        ("value: [fact.move_date]", "value: [fact.move_date], when: has_dog", "id: day", "all other answers are no"),
        (f"        {BEFORE}\n", "", "id: before", "all other answers are no"),
        ("value: [fact.move_date]", "value: [fact.paper], given: has_dog", "id: day", "has_dog is "),
        ("[fact.move_date]", "[fact.move_date], instead: [{when: has_dog, value: []}]", "id: day", "has_dog is yes"),
        (BEFORE, "otherwise: [need.country]", "id: before", "all other answers are no"),
        ("kind: address}", "kind: address, each: everybody}", "id: address, kind: text", "all other answers are no"),
        ("when: not has_dog", "when: has_dog and not dog_chip", "- id: dog", "all other answers are no"),
        ("when: not has_dog", "when: not has_dog and n_child == 0", "- id: dog", "child ("),
        ("          - {id: none, at: [9, 24, 4, 4], when: not has_dog}\n", "", "- id: dog", "all other answers are no"),
    ],
)
def test_a_required_box_that_nothing_fills_is_found(town: Path, old: str, new: str, box: str, household: str) -> None:
    edit(town, F01, old, new)
    said = the_one(town, F01, box)
    assert "can stay empty in move" in said
    assert household in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: [fact.move_date], required: true", "value: [], required: true, own_hand: paper.hand.day"),
        ("kind: text, at: [0, 0, 40, 6], value: [need.address.text]", "kind: blank, at: [0, 0, 40, 6]"),
        ("value: [need.address.text], required: true", "value: []"),
    ],
)
def test_a_box_for_the_hand_may_stay_empty(town: Path, old: str, new: str) -> None:
    edit(town, F01, old, new)
    assert found(town) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "id_"),
    [
        ("events/papers.yaml", "event_date: notify_date", "event_date: since", "copy"),
        ("events/papers.yaml", "event_date: notify_date", "event_date: move_date", "copy"),
        (
            PROCEDURES,
            "when: paper == 'one'",
            "when: paper == 'one'\n  due: {kind: legal, n: 3, start: move_date}",
            "one",
        ),
        (PROCEDURES, "when: paper == 'one'", "when: paper == 'one'\n  due: {kind: claim, n: 2, start: since}", "one"),
        (FACTS, "type: date, otherwise: move_date", "type: date", "rooms"),
    ],
)
def test_a_deadline_that_cannot_be_counted_is_found(town: Path, file: str, old: str, new: str, id_: str) -> None:
    edit(town, PROCEDURES, "when: paper in ('two', 'three')", "due: {n: 5}\n  when: paper in ('two', 'three')")
    edit(town, file, old, new)
    [fault] = found(town)
    assert fault.file == PROCEDURES
    assert f'the deadline of "{id_}" can go uncounted' in fault.en


def test_a_deadline_is_counted_for_everybody_who_needs_it(town: Path) -> None:
    edit(town, FACTS, "type: date, otherwise: move_date", "type: date")
    assert the_one(town, PROCEDURES, "start: since").endswith("rooms is 2; all other answers are no.")


def test_a_sheet_that_stands_alone_is_printed_where_no_other_is(town: Path) -> None:
    alone = (town / F01).read_text(encoding="utf-8").replace("id: F01", "id: R01\nalone: true")
    (town / "forms/R01.yaml").write_text(alone, encoding="utf-8")
    said = 'forms/R01.yaml:12: the required box "top.day" of R01 can stay empty in papers, wed.'
    assert [str(fault).startswith(said) for fault in found(town)].count(True) == 1


def test_it_is_printed_before_a_sheet_without_a_place_for_the_symbol_too(town: Path) -> None:
    alone = (town / F01).read_text(encoding="utf-8").replace("id: F01", "id: R01\nalone: true")
    (town / "forms/R01.yaml").write_text(alone.replace("value: [fact.move_date], ", ""), encoding="utf-8")
    [empty] = [fault.en for fault in found(town) if fault.file == "forms/R01.yaml" and "top.day" in fault.en]
    assert "can stay empty in papers, wed." in empty
    edit(town, F01, "symbol: [150, 237, 47]\n", "")
    [empty] = [fault.en for fault in found(town) if fault.file == "forms/R01.yaml" and "top.day" in fault.en]
    assert "can stay empty in move, papers, wed." in empty


def test_what_a_card_has_told_counts_on_paper(town: Path) -> None:
    edit(town, F01, "given: from_abroad}", "given: moves_too}")
    edit(town, F01, "when: from_abroad\n", "when: moves_too\n")
    assert "can never be true" in found(town)[0].en
    (town / "cards.yaml").write_text("my_number: {moves_too: true}", encoding="utf-8")
    assert found(town) == ()


def test_words_for_a_deadline_do_instead(town: Path) -> None:
    edit(town, "events/papers.yaml", "event_date: notify_date", "event_date: move_date")
    edit(town, PROCEDURES, "when: paper == 'one'", "when: paper == 'one'\n  due: {n: 3}")
    (town / "texts/ja/more.yaml").write_text("procedure: {one: {due: 三日以内}}", encoding="utf-8")
    assert found(town) == ()


def test_what_the_city_declines_is_no_finding(town: Path) -> None:
    edit(town, PROCEDURES, "when: from_abroad", "when: from_abroad and gives_care")
    (town / "ordinances.yaml").write_text("gives_care: false\n", encoding="utf-8")
    assert found(town) == ()


def test_who_is_not_counted_because_the_city_declines_is_no_finding(town: Path) -> None:
    edit(town, FACTS, '"moves and age >= 75"', '"moves and age >= 75 and gives_care"')
    (town / "ordinances.yaml").write_text("gives_care: false\n", encoding="utf-8")
    assert found(town) == ()


def test_a_contradiction_is_found_though_the_city_declines(town: Path) -> None:
    edit(town, PROCEDURES, "when: from_abroad", "when: from_abroad and tokurei and gives_care")
    (town / "ordinances.yaml").write_text("gives_care: false\n", encoding="utf-8")
    assert '"abroad"' in the_one(town, PROCEDURES, "gives_care")


def test_the_days_to_come_are_proven_beforehand(town: Path) -> None:
    then = "desk: front, kind: staff, when: tokurei and from_abroad}"
    with (town / PROCEDURES).open("a", encoding="utf-8") as file:
        file.write(f"- {{id: abroad, from: 2027-04-01, events: [move], {then}\n")
    assert '"abroad"' in the_one(town, PROCEDURES, "2027-04-01")


def test_a_fault_of_a_day_to_come_is_told(town: Path) -> None:
    later = "- {id: dog, from: 2027-04-01, events: [move], when: has_dog, desk: nowhere, kind: staff}\n"
    with (town / PROCEDURES).open("a", encoding="utf-8") as file:
        file.write(later)
    assert 'there is no desk "nowhere"' in the_one(town, PROCEDURES, "2027-04-01")


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ("screen: {hello: こんにちは}", ["screen.hello"]),
        ("paper: {title: 紙, hand: {sign: 名前}}", ["paper.title", "paper.hand.sign"]),
        ("error: {usage: 使い方}", ["error.usage"]),
        ("procedure: {one: {note: 注意, find: さがす}}", ["procedure.one.note"]),
        ("event: {move: {why: わけ}}", ["event.move.why"]),
        ("doctor: {ok: よい}", ["doctor.ok"]),
    ],
)
def test_a_word_that_another_language_lacks_is_found(town: Path, texts: str, missing: list[str]) -> None:
    assert found(town) == ()
    (town / "texts/ja/more.yaml").write_text(texts, encoding="utf-8")
    faults = list(untranslated(read_draft(town, DAY)))
    assert [fault.en for fault in faults] == [f'this word, "{key}", is missing in en.' for key in missing]
    assert {(fault.file, fault.line) for fault in faults} == {("texts/ja/more.yaml", 1)}


def test_a_variant_of_a_language_needs_no_words_for_staff(town: Path) -> None:
    edit(town, "kiosk.yaml", "languages: [ja, en]", "languages: [ja, ja-x-easy]")
    (town / "texts/ja/all.yaml").write_text("doctor: {ok: よい}\nscreen: {ok: よい}", encoding="utf-8")
    assert [fault.en for fault in untranslated(read_draft(town, DAY))] == [
        'this word, "screen.ok", is missing in ja-x-easy.'
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # no reading of these kanji
        ("{転入|てんしゅつ}", "「転入」を「てんしゅつ」とは読みません"),
        ("{住所|じゅうしよ}", "「住所」を「じゅうしよ」とは読みません"),
        ("{届|とどけい}", "「届」を「とどけい」とは読みません"),
        ("{戸籍|こせいき}の{窓口|まどぐち}", "「戸籍」を「こせいき」とは読みません"),
        ("{住|すん}みます", "「住」を「すん」とは読みません"),
        ("{市役所|しやくしょう}", "「市役所」を「しやくしょう」とは読みません"),
        # not kana
        ("{転入|tennyu}", "かなでない文字"),
        ("{転入|転にゅう}", "かなでない文字"),
        ("{転入|てん にゅう}", "かなでない文字"),
        ("{届|とどけ1}", "かなでない文字"),
        ("{届|とどけ。}", "かなでない文字"),
        # without
        ("{転入|てんにゅう}届", "「届」にふりがながありません"),
        ("住民票", "「住民票」にふりがながありません"),
        ("あの{人|ひと}々", "「々」にふりがながありません"),
        ("𠮷さん", "「𠮷」にふりがながありません"),
        ("カードの更新", "「更新」にふりがながありません"),
    ],
)
def test_furigana_that_does_not_match_is_found(town: Path, written: str, said: str) -> None:
    [fault] = easy(town, written)
    assert said in fault.ja
    assert (fault.file, fault.line) == ("texts/ja-x-easy/all.yaml", 2)


@pytest.mark.parametrize(
    "written",
    [
        "{転入|てんにゅう}の{届|とどけ}を{出|だ}す",
        "{引|ひ}っ{越|こ}した{日|ひ}から14{日|か}{以内|いない}",
        "{国保|こくほ}の{手続|てつづき}",
        "{学校|がっこう}の{三月|さんがつ}",
        "{名寄帳|なよせちょう}",
        "マイナンバーカードを{持|も}って{行|い}きます",
        "{子|こ}ども{一人|ひとり}、{{name}}",
    ],
)
def test_furigana_that_matches_is_none(town: Path, written: str) -> None:
    assert easy(town, written) == []


def test_a_city_has_readings_of_its_own(town: Path) -> None:
    assert len(easy(town, "{青波|うみ}の{市|し}")) == 1
    (town / "readings.yaml").write_text("青波: うみ\n", encoding="utf-8")
    assert easy(town, "{青波|うみ}の{市|し}、{青波市|うみし}") == []


def easy(town: Path, written: str) -> list[Fault]:
    """Return the doubts about a sentence in easy Japanese."""
    kiosk = town / "kiosk.yaml"
    kiosk.write_text(kiosk.read_text("utf-8").replace("[ja, en]", "[ja-x-easy]"), encoding="utf-8")
    file = town / "texts/ja-x-easy/all.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'screen:\n  hello: "{written}"\n', encoding="utf-8")
    return list(doubtful_readings(read_draft(town, DAY)))


def test_people_are_no_condition(town: Path) -> None:
    edit(town, PROCEDURES, "when: from_abroad", "when: foreigners")
    assert '"foreigners" is neither true nor false.' in [fault.en for fault in inspect(town, DAY).faults]
