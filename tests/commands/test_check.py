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
    check(city=SAMPLE, as_json=True)
    found = fields(capsys)
    assert (found["errors"], found["warnings"], found["examples"]) == ([], [], {"passed": 0, "failed": 0})
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
