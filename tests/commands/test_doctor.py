"""``kakanai doctor`` on the real PC/SC service, as far as a machine without a reader has one."""

import json
import os
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from commands.doctor.command import doctor
from commands.doctor.readers import check_reader, check_service
from commands.stand.pcscd import Pcscd
from devices.pcsc import PcscTerminal
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from devices.survey import PcscSurvey
from kiosk.ports import ReaderState

SLOT, READER = 1, "Virtual PCD 00 01"
PATIENCE_S = 15.0

app = typer.Typer()
app.command("doctor")(doctor)


@pytest.fixture
def slot(pcscd: Pcscd) -> None:
    """Waits until pcscd has noticed that the last card is gone."""
    deadline = time.monotonic() + PATIENCE_S
    with closing(PcscTerminal(READER)) as terminal:
        while terminal.look().state is not ReaderState.EMPTY:
            assert time.monotonic() < deadline


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def said_of_reader() -> dict[str, str]:
    survey = PcscSurvey()
    (reader,) = (reader for reader in survey.readers() if reader.name == READER)
    return {finding.check: finding.outcome for finding in check_reader(survey, reader)}


def test_what_is_found_is_printed_as_json(slot: None, tmp_path: Path) -> None:
    with InsertedCard(issue_card(), SLOT):
        result = run("--json", "--lang", "en", "--database", f"sqlite:///{tmp_path}/queue.db")
    checks = json.loads(result.stdout)
    assert all(check.keys() == {"check", "ok", "message", "remedy"} for check in checks)
    by_id = {(check["check"], READER in check["message"]): check for check in checks}
    assert by_id["pcscd", False]["ok"] is True
    assert by_id["card", True]["message"] == f"On {READER} lies a My Number Card."
    assert by_id["long_apdus", True]["ok"] is True
    assert result.exit_code == int(any(check["ok"] is False for check in checks))
    assert "番号　花子" not in result.stdout


def test_remedies_stand_indented_below_what_is_wrong(tmp_path: Path) -> None:
    result = run("--city", str(tmp_path / "nowhere"), "--lang", "en")
    first, second = result.stdout.splitlines()[:2]
    assert (result.exit_code, first) == (1, f"✗ There is no folder {tmp_path}/nowhere.")
    assert second == "    Name the city's folder with --city."


def test_a_card_on_the_real_reader_is_told_by_its_kind(slot: None) -> None:
    with InsertedCard(issue_card("unknown"), SLOT):
        assert said_of_reader() == {"card": "unknown", "long_apdus": "tried"}


def test_a_card_that_another_program_holds_is_told(slot: None) -> None:
    with InsertedCard(issue_card(), SLOT), closing(PcscTerminal(READER)) as terminal:
        connection = terminal.connect(*terminal.look().cards)
        assert said_of_reader() == {"card": "held"}
        connection.disconnect()


def test_a_card_that_never_answers_is_told(slot: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devices.survey.ASK_S", 0.5)
    with InsertedCard(FaultyCard(issue_card(), Faults(silent=1)), SLOT):
        assert said_of_reader() == {"card": "silent"}


def test_a_service_that_stopped_answering_is_told(pcscd: Pcscd, monkeypatch: pytest.MonkeyPatch) -> None:
    if pcscd._process is None:
        pytest.skip("a pcscd that was running before is left alone")
    monkeypatch.setattr("devices.survey.ASK_S", 0.5)
    os.kill(pcscd._process.pid, signal.SIGSTOP)
    try:
        assert check_service(PcscSurvey(), installed=True).outcome == "hangs"
    finally:
        os.kill(pcscd._process.pid, signal.SIGCONT)
    monkeypatch.undo()
    assert check_service(PcscSurvey(), installed=True).outcome == "runs"
