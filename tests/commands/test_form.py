"""``kakanai form show`` draws what the city wrote."""

from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from commands.form import form
from kiosk.errors import UsageError


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
