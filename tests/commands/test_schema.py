"""The files that editors read, and the line by which they find them."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from commands.city import SAMPLE
from commands.schema import MODELINE, modeline, schema
from config.content import inspect
from config.draft import read_draft
from config.schema import FOLDER, schema_of, schemas
from kiosk.errors import UsageError


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The sample city as somebody has it who never heard of schemas."""
    city = Path(shutil.copytree(SAMPLE, tmp_path / "city", ignore=shutil.ignore_patterns(FOLDER)))
    for file in city.rglob("*.yaml"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if MODELINE not in line), encoding="utf-8")
    return city


def test_the_sample_citys_schemas_are_current() -> None:
    """If not: ``kakanai schema``."""
    kept = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (SAMPLE / FOLDER).glob("*.json")}
    assert kept == schemas(read_draft(SAMPLE, date.max))


def test_every_file_of_the_sample_city_names_its_schema() -> None:
    """If not: ``kakanai schema --mark``."""
    without = [
        str(file)
        for file in SAMPLE.rglob("*.yaml")
        if file.read_text(encoding="utf-8").partition("\n")[0] != modeline(file, SAMPLE, SAMPLE / FOLDER)
    ]
    assert without == []


def test_a_copied_city_gets_its_own(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema(city=city, lang="en")
    assert f"wrote {len(schemas(read_draft(city, date.max)))} schemas" in capsys.readouterr().out
    for file in (city / FOLDER).iterdir():
        assert json.loads(file.read_text(encoding="utf-8"))["title"] == file.stem


def test_marked_files_lead_to_their_schema_and_mean_the_same(city: Path) -> None:
    before = inspect(city, date(2026, 11, 26)).content
    schema(city=city, mark=True)
    for file in city.rglob("*.yaml"):
        first, _, _ = file.read_text(encoding="utf-8").partition("\n")
        found = (file.parent / first.removeprefix(MODELINE)).resolve()
        assert found == city / FOLDER / f"{schema_of(file.relative_to(city))}.json"
        assert found.is_file()
    assert inspect(city, date(2026, 11, 26)).content == before


def test_a_file_is_marked_once(city: Path) -> None:
    schema(city=city, mark=True)
    before = {file: file.read_bytes() for file in city.rglob("*.yaml")}
    schema(city=city, mark=True)
    assert {file: file.read_bytes() for file in city.rglob("*.yaml")} == before


def test_a_file_keeps_its_line_ends_and_its_byte_order_mark(city: Path) -> None:
    file = city / "bring.yaml"
    file.write_bytes("\ufeff# 持ち物\r\n- {id: ID}\r\n".encode())
    schema(city=city, mark=True)
    assert file.read_bytes() == f"\ufeff{MODELINE}schema/bring.json\r\n# 持ち物\r\n- {{id: ID}}\r\n".encode()


def test_a_city_with_faults_gets_its_schemas_all_the_same(city: Path) -> None:
    (city / "procedures" / "tax.yaml").write_text("- {id: x, desks: [", encoding="utf-8")
    schema(city=city)
    assert (city / FOLDER / "procedures.json").is_file()


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        schema(city=tmp_path / "none", lang="en")
