import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import typer

from commands.check import check
from commands.city import SAMPLE
from kiosk.errors import UsageError


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    (city / "bring.yaml").write_text("[{id: ID}, {id: ID}]\n", encoding="utf-8")
    return city


def fields(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(capsys.readouterr().out)
    return read


def test_the_sample_city_is_sound(capsys: pytest.CaptureFixture[str]) -> None:
    check(city=SAMPLE, households=280, as_json=True)
    found = fields(capsys)
    assert (found["errors"], found["warnings"], found["examples"]["failed"]) == ([], [], 0)
    assert found["examples"]["passed"] >= 40
    assert (found["procedures"], len(found["events"])) == (262, 14)
    assert 0 < found["proof_ms"] <= found["ms"]
    event = found["events"]["tennyu"]
    assert event["procedures"] <= found["procedures"]
    assert 0 < event["min_screens"] <= event["median_screens"] <= event["max_screens"] <= found["questions"]


def test_faults_are_listed_and_end_with_status_1(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left:
        check(city=broken, lang="en", as_json=True)
    assert left.value.exit_code == 1
    first = fields(capsys)["errors"][0]
    assert first == {"file": "bring.yaml", "line": 1, "message": '"ID" is also in bring.yaml:1.'}


@pytest.mark.parametrize(("lang", "words"), [("ja", "「ID」は bring.yaml:1 にもあります。"), ("en", '"ID" is also in')])
def test_faults_are_lines_for_an_editor(
    broken: Path, capsys: pytest.CaptureFixture[str], lang: str, words: str
) -> None:
    with pytest.raises(typer.Exit):
        check(city=broken, lang=lang)
    assert capsys.readouterr().out.startswith(f"{broken / 'bring.yaml'}:1: {words}")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        check(city=tmp_path / "none", lang="en")


def test_what_is_proven_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    event = city / "events/shomei.yaml"
    event.write_text(event.read_text(encoding="utf-8").replace("otherwise: shimin\n", ""), encoding="utf-8")
    with pytest.raises(typer.Exit):
        check(city=city, households=0, lang="en")
    assert "events/shomei.yaml:3: shomei can end with nothing to do. For example: self" in capsys.readouterr().out


def test_another_version_tells_whose_plan_it_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    living = city / "procedures/living.yaml"
    text = living.read_text(encoding="utf-8")
    living.write_text(text.replace('when: "has_dog and not dog_chip"', 'when: "has_dog"', 1), encoding="utf-8")
    with pytest.raises(typer.Exit):  # an example says that a chipped dog needs no new tag
        check(city=city, against=SAMPLE, households=1400, as_json=True)
    against = fields(capsys)["against"]
    assert 0 < against["households"] < against["of"] == 1400
    assert against["examples"] == ["examples/tennyu-student.yaml"]
    assert sum(kind["households"] for kind in against["kinds"]) == against["households"]
    first = against["kinds"][0]
    assert ["required", "dog.tennyu", True] in first["changes"]
    assert ": 本人（" in first["household"]


def test_a_version_changes_nothing_against_itself(capsys: pytest.CaptureFixture[str]) -> None:
    check(city=SAMPLE, against=SAMPLE, households=140, lang="en")
    assert "changes 0 of 140 households and 0 examples." in capsys.readouterr().out


def test_a_version_that_cannot_be_read_is_told(broken: Path) -> None:
    with pytest.raises(UsageError, match="is also in"):
        check(city=SAMPLE, against=broken, households=0, lang="en")


def test_an_example_that_fails_and_a_word_that_is_too_long_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    example = city / "examples/setai-head.yaml"
    example.write_text(
        example.read_text(encoding="utf-8").replace("juki.setai_only]", "juki.tenkyo]"), encoding="utf-8"
    )
    words = city / "texts/ja/desks.yaml"
    long = words.read_text(encoding="utf-8").replace("name: 環境課", f"name: {'環境課' * 30}")
    words.write_text(long, encoding="utf-8")
    with pytest.raises(typer.Exit):
        check(city=city, households=0, as_json=True)
    found = fields(capsys)
    assert {error["file"] for error in found["errors"]} == {"examples/setai-head.yaml"}
    assert found["examples"]["failed"] == 1
    assert [warning["file"] for warning in found["warnings"]] == ["texts/ja/desks.yaml"]
