"""What was published comes back as it was, or not at all."""

import random
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from config.content import Content, load
from config.snapshot import Snapshot, Version, pack, unpack
from kiosk.errors import SnapshotDamaged, SnapshotOutdated

VERSION = Version(7, datetime(2026, 11, 26, 9, tzinfo=UTC), "abc")
TODAY, SPRING = date(2026, 11, 26), date(2027, 4, 1)
SAMPLE = Path("config/aonami")


def packed(*contents: Content) -> bytes:
    return pack(VERSION, contents)


@pytest.fixture(scope="module")
def editions() -> Mapping[date, Content]:
    """The sample city on every day from which something else holds."""
    first = load(SAMPLE, TODAY)
    return {TODAY: first} | {day: load(SAMPLE, day) for day in first.changes}


@pytest.fixture(scope="module")
def snapshot(editions: Mapping[date, Content]) -> Snapshot:
    return unpack(packed(*editions.values()), "1")


def test_the_sample_city_comes_back_as_it_is_in_the_yaml(snapshot: Snapshot, editions: Mapping[date, Content]) -> None:
    assert len(editions) > 1
    for day, content in editions.items():
        assert snapshot.content(day) == content


def test_mappings_keep_their_order(snapshot: Snapshot, editions: Mapping[date, Content]) -> None:
    ours, theirs = snapshot.content(TODAY), editions[TODAY]
    assert list(ours.words) == list(theirs.words)
    for name in ("facts", "questions", "procedures", "events", "desks", "bring"):
        assert list(getattr(ours.guide, name)) == list(getattr(theirs.guide, name))


@pytest.mark.parametrize(
    ("day", "yen"), [(date(2026, 1, 1), 300), (TODAY, 300), (date(2027, 3, 31), 300), (SPRING, 350), (date.max, 350)]
)
def test_each_day_has_what_holds_then(snapshot: Snapshot, day: date, yen: int) -> None:
    fees = {
        procedure.fee_yen for procedure in snapshot.content(day).guide.procedures.values() if procedure.fee == "jumin"
    }
    assert fees == {yen}


def test_a_word_that_a_language_lacks_is_said_in_the_first(snapshot: Snapshot) -> None:
    words = snapshot.content(TODAY).words
    first = next(iter(words))
    assert all(other.fallback is words[first] for language, other in words.items() if language != first)


def test_the_version_is_told(snapshot: Snapshot) -> None:
    assert snapshot.version == VERSION


def test_what_a_card_tells_keeps_its_type(city: Path) -> None:
    facts = (city / "facts.yaml").read_text(encoding="utf-8")
    (city / "facts.yaml").write_text(f"{facts}- {{id: pets, type: set, values: [cat, bird]}}\n", encoding="utf-8")
    (city / "cards.yaml").write_text(
        "my_number: {has_dog: true, move_date: 2026-04-01, dogs: one, pets: [cat, bird]}\n", encoding="utf-8"
    )
    for language in ("ja", "en"):
        (city / "texts" / language / "pets.yaml").write_text(
            "fact: {pets: {label: a, is: a, value: {cat: a, bird: a}}}\n", encoding="utf-8"
        )
    content = load(city, TODAY)
    told = unpack(packed(content), "1").content(TODAY).guide.cards["my_number"]
    assert told == content.guide.cards["my_number"]
    assert {type(value) for value in told.values()} == {bool, date, str, frozenset}


def test_a_version_that_is_not_whole_is_refused(city: Path) -> None:
    whole = packed(load(city, TODAY))
    for length in (0, 5, 40, 80, len(whole) // 2, len(whole) - 1):
        with pytest.raises(SnapshotDamaged):
            unpack(whole[:length], "1")
    with pytest.raises(SnapshotDamaged):
        unpack(whole + b"\0", "1")


def test_a_changed_bit_anywhere_is_noticed(city: Path) -> None:
    whole = packed(load(city, TODAY))
    places = random.Random(5)
    for _ in range(300):
        changed = bytearray(whole)
        changed[places.randrange(len(whole))] ^= 1 << places.randrange(8)
        with pytest.raises((SnapshotDamaged, SnapshotOutdated)):
            unpack(bytes(changed), "1")


def test_a_version_of_another_program_is_told_apart_from_a_damaged_one(city: Path) -> None:
    whole = packed(load(city, TODAY))
    head = len(b"kakanai city ")
    with pytest.raises(SnapshotOutdated):
        unpack(whole[:head] + bytes(32) + whole[head + 32 :], "1")
