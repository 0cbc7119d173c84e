"""``kakanai form show`` draws what the city wrote."""

from pathlib import Path

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


@pytest.mark.parametrize("words", [("F99",), ("F01", "--with", "nobody")])
def test_what_is_not_there_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        show(*words, "--out", str(tmp_path / "none.pdf"))
