"""``kakanai form show`` draws what the city wrote."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pikepdf
import pytest
from typer.testing import CliRunner

from commands.city import SAMPLE
from commands.form import form
from kiosk.errors import ContentError, UsageError


def show(*words: str) -> str:
    return CliRunner().invoke(form, ["show", *words], catch_exceptions=False).output


@pytest.mark.parametrize("words", [(), ("--with", "hanako")])
def test_a_form_becomes_a_pdf(tmp_path: Path, words: tuple[str, ...]) -> None:
    out = tmp_path / "F01.pdf"
    assert show("F01", "--out", str(out), *words).strip() == str(out)
    assert out.read_bytes().startswith(b"%PDF-")


def test_a_form_that_goes_on_becomes_one_pdf_of_all_its_sheets(tmp_path: Path) -> None:
    out = tmp_path / "F01.pdf"
    show("F01", "--with", "family6", "--out", str(out))
    with pikepdf.open(out) as file:
        assert len(file.pages) == 2


@pytest.mark.parametrize("example", ["hanako", "family6", "proxy"])
def test_every_example_can_be_shown(tmp_path: Path, example: str) -> None:
    out = tmp_path / "F01.pdf"
    assert show("F01", "--with", example, "--out", str(out)).strip() == str(out)


def test_the_continuation_can_be_looked_at_alone(tmp_path: Path) -> None:
    out = tmp_path / "F01-2.pdf"
    assert show("F01-2", "--out", str(out)).strip() == str(out)


@pytest.mark.parametrize("words", [("F99",), ("F01", "--with", "nobody")])
def test_what_is_not_there_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        show(*words, "--out", str(tmp_path / "none.pdf"))


def test_it_is_drawn_again_while_the_yaml_is_edited(tmp_path: Path) -> None:
    city, out = Path(shutil.copytree(SAMPLE, tmp_path / "city")), tmp_path / "F01.pdf"
    words = ["form", "show", "F01", "--watch", "--out", str(out), "--city", str(city)]
    with drawing(words) as process:
        drawn = [process.stdout.readline().strip(), title(out)]
        save(city, "titel: 住民届")
        assert "titel" in process.stderr.readline()
        save(city, "title: 住民届")
        drawn += [process.stdout.readline().strip(), title(out)]
        process.send_signal(signal.SIGINT)
    assert drawn == [str(out), "住民異動届", str(out), "住民届"]


@contextmanager
def drawing(words: list[str]) -> Iterator[Any]:
    """Run the command until it ends by itself, at most 60 s later; whatever went wrong, nothing is left running."""
    with subprocess.Popen([sys.executable, "main.py", *words], stdout=PIPE, stderr=PIPE, text=True) as process:
        try:
            yield process
            process.wait(60)
        except BaseException:
            process.kill()
            raise


def save(city: Path, line: str) -> None:
    """Put the line in place of the title of F01, at once as editors do: nobody reads half a file."""
    form, new = city / "forms/F01.yaml", city.parent / "F01.yaml"
    written = form.read_text(encoding="utf-8")
    new.write_text(re.sub("^tit(le|el): .*", line, written, count=1, flags=re.MULTILINE), encoding="utf-8")
    new.replace(form)


def title(pdf: Path) -> str:
    with pikepdf.open(pdf) as file:
        return str(file.docinfo.Title)


def test_boxes_are_laid_over_the_citys_own_sheet(tmp_path: Path) -> None:
    city, out = Path(shutil.copytree(SAMPLE, tmp_path / "city")), tmp_path / "F01.pdf"
    show("F01", "--out", str(city / "forms/own.pdf"))
    form = city / "forms/F01.yaml"
    form.write_text(f"{form.read_text(encoding='utf-8')}\nover: own.pdf\n", encoding="utf-8")
    show("F01", "--with", "hanako", "--out", str(out), "--city", str(city))
    with pikepdf.open(out) as file:
        assert len(file.pages[0].obj.Resources.XObject) == 1
    (city / "forms/own.pdf").unlink()
    with pytest.raises(ContentError, match=r"there is no forms/own\.pdf"):
        show("F01", "--out", str(out), "--city", str(city))
