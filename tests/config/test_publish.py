"""What passes the check is published; what does not never is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from commands.publish import publish
from config.content import load
from config.published import dictionary_for, kept_dictionary, read_version, versions
from kiosk.errors import UsageError

Run = Callable[[], dict[str, Any]]


@pytest.fixture
def sound(city: Path) -> Path:
    """The small city, in which everything that is asked changes something."""
    procedures = city / "procedures" / "all.yaml"
    text = procedures.read_text(encoding="utf-8")
    procedures.write_text(
        text.replace("has_dog and not dog_chip", "has_dog and not dog_chip and dogs == 'one'"), encoding="utf-8"
    )
    return city


@pytest.fixture
def run(sound: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Publishes, and returns what programs read and how it ended."""

    def run() -> dict[str, Any]:
        status = 0
        try:
            publish(city=sound, lang="en", as_json=True)
        except typer.Exit as left:
            status = left.exit_code
        read: dict[str, Any] = json.loads(capsys.readouterr().out)
        return read | {"status": status}

    return run


def bring(city: Path, *things: str) -> None:
    (city / "bring.yaml").write_text(f"[{', '.join(f'{{id: {thing}}}' for thing in things)}]\n", encoding="utf-8")


def test_a_sound_city_gets_a_version(sound: Path, run: Run) -> None:
    said = run()
    assert (said["status"], said["version"], said["new"], said["errors"]) == (0, 1, True, [])
    version = read_version(versions(sound)[0]).version
    assert (version.number, version.source, version.made.isoformat()) == (1, said["source"], said["made"])


def test_every_day_to_come_is_in_it(sound: Path, run: Run) -> None:
    bring(sound, "ID", "ID, from: 2098-04-01")
    assert run()["days"][1:] == ["2098-04-01"]


def test_what_has_not_changed_is_not_published_again(sound: Path, run: Run) -> None:
    run()
    said = run()
    assert (said["status"], said["version"], said["new"]) == (0, 1, False)
    assert len(versions(sound)) == 1
    (sound / "bring.yaml").write_text("[{id: ID}]  # 持ち物\n", encoding="utf-8")
    assert run()["version"] == 2


def test_what_cannot_be_read_any_more_is_published_again(sound: Path, run: Run) -> None:
    run()
    versions(sound)[0].write_bytes(b"damaged")
    assert run()["version"] == 2


def test_what_opens_the_handovers_of_every_version_is_kept(sound: Path, run: Run) -> None:
    run()
    first = dictionary_for(load(sound))
    statuses = sound / "residence_statuses.yaml"
    statuses.write_text("[{id: Z000000001, name: 架空}]", encoding="utf-8")
    run()
    second = dictionary_for(load(sound))
    assert first.id != second.id
    for version in versions(sound):
        version.unlink()
    assert [kept_dictionary(sound, dictionary.id) for dictionary in (first, second)] == [first, second]


def test_what_was_kept_and_is_damaged_opens_nothing(sound: Path, run: Run) -> None:
    run()
    dictionary = dictionary_for(load(sound))
    [file] = sound.glob("published/dictionaries/*")
    file.write_bytes(b"damaged")
    assert kept_dictionary(sound, dictionary.id) is None
    assert kept_dictionary(sound, b"none") is None


FINDINGS = {
    "what cannot be read": ("bring.yaml", "[", "cannot be read as YAML"),
    "an id twice": ("bring.yaml", "[{id: ID}, {id: ID}]", '"ID" is also in bring.yaml:1.'),
    "a fact that there is not": ("bring.yaml", "[{id: ID, when: has_cat}]", 'there is no fact "has_cat".'),
    "what is wrong only on a day ahead": (
        "bring.yaml",
        "[{id: ID}, {id: ID, from: 2098-04-01}, {id: ID, from: 2098-04-01}]",
        '"ID" is also in bring.yaml:1.',
    ),
    "what the proof finds": (
        "questions/all.yaml",
        """\
- {id: move_date, asks: [move_date], events: [move]}
- {id: has_dog, asks: [has_dog, dogs], events: [move]}
- {id: dog_chip, asks: [dog_chip], events: [move], given: has_dog and not has_dog}
""",
        "",
    ),
}


@pytest.mark.parametrize("finding", FINDINGS)
def test_whatever_the_check_finds_is_told_and_nothing_is_published(sound: Path, run: Run, finding: str) -> None:
    run()
    before = versions(sound)
    name, text, message = FINDINGS[finding]
    (sound / name).write_text(text, encoding="utf-8")
    said = run()
    assert (said["status"], said["version"], versions(sound)) == (1, None, before)
    assert any(message in fault["message"] for fault in said["errors"])


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("ja", ["第1版を公開しました。", "第1版から変わっていないので、公開しなおしません。", "誤りが 1 件あるので"]),
        ("en", ["published version 1.", "nothing has changed since version 1; it stays.", "not published; errors: 1."]),
    ],
)
def test_people_are_told_in_a_sentence(
    sound: Path, capsys: pytest.CaptureFixture[str], lang: str, sentences: list[str]
) -> None:
    new, same, refused = sentences
    publish(city=sound, lang=lang)
    assert new in capsys.readouterr().out
    publish(city=sound, lang=lang)
    assert same in capsys.readouterr().out
    bring(sound, "ID", "ID")
    with pytest.raises(typer.Exit):
        publish(city=sound, lang=lang)
    assert refused in capsys.readouterr().out


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        publish(city=tmp_path / "none", lang="en")
