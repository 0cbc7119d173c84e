"""``kakanai card`` with a software card behind the real PC/SC service."""

import json
import subprocess
import sys
import time
from contextlib import closing

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from commands.card import card
from commands.simulate_card import simulate_card
from commands.stand.pcscd import Pcscd
from devices.pcsc import PcscTerminal
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.errors import CardError, CardRemoved, UsageError
from kiosk.ports import ReaderState

SLOT, READER = 1, "Virtual PCD 00 01"

app = typer.Typer()
app.command("card")(card)
app.command("simulate")(simulate_card)


@pytest.fixture
def slot(pcscd: Pcscd) -> None:
    """Waits until pcscd has noticed that the last card is gone."""
    deadline = time.monotonic() + 15
    with closing(PcscTerminal(READER)) as terminal:
        while terminal.look().state is not ReaderState.EMPTY:
            assert time.monotonic() < deadline


def run_card(*arguments: str, secrets: str) -> Result:
    return CliRunner().invoke(app, ["card", "--json", "--reader", READER, *arguments], input=secrets)


def inserted(faults: Faults, kind: str = "my_number") -> InsertedCard:
    return InsertedCard(FaultyCard(issue_card(kind, faults=faults), faults), SLOT)


def test_a_card_is_printed_as_json(slot: None) -> None:
    with inserted(Faults()):
        result = run_card(secrets="1234\n")
    printed = json.loads(result.stdout)
    assert printed.pop("ms") > 0
    assert printed == {
        "kind": "my_number",
        "name": "番号　花子",
        "address": "架空県見本市中央１－２－３",
        "birth": "1990-01-02",
        "sex": "female",
        "expires": None,
        "genuine": None,
        "apdus": 6,
        "tries_left": 3,
    }


@pytest.mark.parametrize(
    ("kind", "faults", "pin", "code", "tries_left"),
    [
        ("my_number", Faults(), "9999", "wrong_pin", 2),
        ("my_number", Faults(), "", "wrong_pin", 3),
        ("my_number", Faults(last_try=True), "1234", "last_try", 1),
        ("my_number", Faults(blocked=True), "1234", "blocked", 0),
        ("my_number", Faults(pulled=5), "1234", "removed", None),
        ("unknown", Faults(), "1234", "unknown_card", None),
    ],
)
@pytest.mark.usefixtures("slot")
def test_what_went_wrong_has_a_code(kind: str, faults: Faults, pin: str, code: str, tries_left: int | None) -> None:
    with inserted(faults, kind):
        result = run_card(secrets=f"{pin}\n")
    assert isinstance(result.exception, CardError)
    assert (result.exception.code, result.exception.tries_left) == (code, tries_left)
    assert not result.stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--wait", "0"], "no_card"), (["--reader", "Sony*", "--wait", "0"], "no_reader")]
)
def test_a_card_that_is_not_there_has_a_code(slot: None, arguments: list[str], code: str) -> None:
    result = run_card(*arguments, secrets="1234\n")
    assert isinstance(result.exception, CardError)
    assert result.exception.code == code


def test_a_simulated_card_ends_when_it_is_pulled(slot: None) -> None:
    command = [sys.executable, "-m", "main", "simulate", "card", "--slot", str(SLOT), "--fault", "pulled=5"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as simulation:
        try:
            assert simulation.stdout.readline() == f"my_number of hanako in slot {SLOT}\n"
            assert isinstance(run_card(secrets="1234\n").exception, CardRemoved)
            assert simulation.wait(15) == 0
        finally:
            simulation.kill()


@pytest.mark.parametrize("arguments", [["library"], ["--person", "nobody"], ["--fault", "melted"]])
def test_a_card_that_does_not_exist_is_refused(arguments: list[str]) -> None:
    result = CliRunner().invoke(app, ["simulate", *arguments])
    assert isinstance(result.exception, UsageError)


def test_what_can_be_simulated_is_listed() -> None:
    result = CliRunner().invoke(app, ["simulate", "--list"])
    assert "my_number unknown" in result.stdout
    assert "pulled=N" in result.stdout
