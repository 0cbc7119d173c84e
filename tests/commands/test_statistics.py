"""``kakanai statistics`` and ``kakanai simulate days``, as programs and a cron job call them."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands.line import command_line

RUN = CliRunner()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A queue with one invented day."""
    url = f"sqlite:///{tmp_path_factory.mktemp('queue')}/queue.db"
    said = RUN.invoke(command_line, [*_days(url), "--households", "40"])
    assert said.exit_code == 0, said.output
    return url


def _days(url: str) -> list[str]:
    return ["simulate", "days", "--from", "2026-11-18", "--to", "2026-11-18", "--database", url]


def statistics(url: str, *more: str) -> list[str]:
    return ["statistics", "--from", "2026-11-18", "--to", "2026-11-18", "--database", url, *more]


def test_figures_come_as_json_with_small_counts_hidden(url: str) -> None:
    told = json.loads(RUN.invoke(command_line, statistics(url, "--json")).stdout)
    assert (told["from"], told["to"]) == ("2026-11-18", "2026-11-18")
    assert told["total"]["arrivals"] >= 20
    assert set(told["total"]["wait_min"]) == {"median", "p90", "longest"}
    counts = [
        line[what] for by in ("hour", "day", "event", "desk") for line in told[by] for what in ("arrivals", "calls")
    ]
    assert None in counts
    assert not [count for count in counts if count is not None and 0 < count < 5]


def test_figures_come_in_words(url: str) -> None:
    said = RUN.invoke(command_line, statistics(url, "--lang", "en")).stdout
    assert said.startswith("Total  Came ")
    assert "hidden" in said


def test_open_data_are_left_in_a_folder(url: str, tmp_path: Path) -> None:
    assert RUN.invoke(command_line, statistics(url, "--open-data", str(tmp_path / "open"))).exit_code == 0
    rows = list(csv.DictReader((tmp_path / "open" / "days.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["年月日"] for row in rows] == ["2026-11-18"]
    assert json.loads((tmp_path / "open" / "metadata.json").read_text())["licence"] == "CC BY 4.0"


def test_invented_days_never_mix_with_what_happened(url: str) -> None:
    again = RUN.invoke(command_line, _days(url))
    assert again.exit_code == 1
