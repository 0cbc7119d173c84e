"""Whoever follows docs/forms.ja.md to the letter has a form."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.city import SAMPLE
from commands.form import form
from config.content import inspect

TOLD = re.findall(r"```yaml\n(.*?)```", Path("docs/forms.ja.md").read_text(encoding="utf-8"), re.DOTALL)
TITLES, HEAD, SECTIONS, EXAMPLE, PROCEDURE, NAMES = TOLD[:6]
(OVER,) = (block for block in TOLD if "\nover: " in block)
(LATER,) = (block for block in TOLD if "\nfrom: " in block)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The sample city with all that the ten minutes add."""
    city = Path(shutil.copytree(SAMPLE, tmp_path / "mycity"))
    for line in TITLES.splitlines():
        title, where = line.split("# mycity/")
        words = (city / where).read_text(encoding="utf-8")
        write(city / where, words.replace("\nform:\n", f"\nform:\n{title.rstrip()}\n"))
    write(city / "forms/G01.yaml", f"{HEAD}\n{SECTIONS}")
    write(city / "examples/G01-hanako.yaml", EXAMPLE)
    add(city / "procedures/living.yaml", f"\n{PROCEDURE}")
    for part in re.split(r"(?=  gomi\.bukuro: )", NAMES)[1:]:
        head, name = part.split("\n", 1)
        language = head.rpartition("# ")[2]
        add(city / f"texts/{language}/procedures/living.yaml", f"  gomi.bukuro:\n{name}")
    return city


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def add(path: Path, text: str) -> None:
    write(path, path.read_text(encoding="utf-8") + text)


def said(city: Path) -> str:
    out = city / "G01.pdf"
    words = ["show", "G01", "--with", "hanako", "--city", str(city), "--out", str(out)]
    CliRunner().invoke(form, words, catch_exceptions=False)
    return subprocess.run(["pdftotext", "-layout", out, "-"], check=True, capture_output=True, text=True).stdout


def test_the_ten_minutes_end_with_a_form(city: Path) -> None:
    assert [str(fault) for fault in inspect(city).faults] == []
    assert "指定ごみ袋交付申請書" in "".join(said(city).split())
    assert "バンゴウ フタバ" in said(city).replace("　", " ")


def test_the_official_sheet_takes_the_value_of_the_box(city: Path) -> None:
    blank = city / "forms/G01.pdf"
    CliRunner().invoke(form, ["show", "G01", "--city", str(city), "--out", str(blank)], catch_exceptions=False)
    write(city / "forms/G01.yaml", OVER)
    assert re.search("番号 +花子", said(city))


def test_a_later_form_stands_beside_the_one_of_today(city: Path) -> None:
    write(city / "forms/G01@2027-04-01.yaml", LATER)
    assert [str(fault) for fault in inspect(city).faults] == []
