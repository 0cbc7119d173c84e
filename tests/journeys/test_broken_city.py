"""A city whose YAML is broken: nothing starts, and one sentence says where to look."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from commands.city import SAMPLE

KAKANAI = Path(sys.executable).with_name("kakanai")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A city whose last desk was typed in a hurry."""
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    with (city / "desks.yaml").open("a", encoding="utf-8") as desks:
        desks.write("- {id: shimin}\n  nonsense\n")
    return city


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lobby"], "YAMLとして読めません"),
        (["board"], "YAMLとして読めません"),
        (["check"], "YAMLとして読めません"),
        (["check", "--lang", "en"], "this cannot be read as YAML"),
    ],
)
def test_a_broken_file_is_told_with_its_line(broken: Path, words: list[str], sentence: str) -> None:
    ended = subprocess.run([KAKANAI, *words, "--city", broken], capture_output=True, check=False, encoding="utf-8")
    (told,) = (line for line in (ended.stdout + ended.stderr).splitlines() if "YAML" in line)
    last = len((broken / "desks.yaml").read_text(encoding="utf-8").splitlines())
    assert f"desks.yaml:{last}: {sentence}" in told
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 1
