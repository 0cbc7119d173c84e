"""``kakanai card`` with a software card behind the real PC/SC service."""

import json
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from commands.card import card
from commands.city import SAMPLE
from commands.simulate_card import simulate_card
from commands.stand.pcscd import Pcscd
from devices.pcsc import PcscTerminal
from devices.simulator.faults import Faults, FaultyCard
from devices.simulator.issue import MODELS, issue_card
from devices.simulator.vpcd import InsertedCard
from kiosk.errors import CardError, CardExpired, CardRemoved, UsageError, WrongSecret
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
        "expires": "2035-01-02",
        "genuine": True,
        "apdus": 10,
        "tries_left": 3,
    }


@pytest.mark.usefixtures("slot")
def test_a_check_number_is_one_line_of_fourteen_digits() -> None:
    with inserted(Faults(forged=True)):
        printed = json.loads(run_card(secrets="02010220350000\n").stdout)
    assert (printed["name"], printed["genuine"], printed["tries_left"]) == ("番号　花子", False, 10)


@pytest.mark.usefixtures("slot")
def test_whether_a_card_is_over_depends_on_the_day() -> None:
    with inserted(Faults()):
        assert isinstance(run_card("--on", "2035-01-03", secrets="1234\n").exception, CardExpired)


def test_a_day_that_is_none_is_refused() -> None:
    assert isinstance(run_card("--on", "2035-13-03", secrets="1234\n").exception, UsageError)


@pytest.fixture
def challenging_city(tmp_path: Path) -> Path:
    """The sample city, where it wants My Number cards to sign."""
    city = tmp_path / "city"
    shutil.copytree(SAMPLE, city)
    kiosk = city / "kiosk.yaml"
    kiosk.write_text(kiosk.read_text("utf-8").replace("jpki_challenge: false", "jpki_challenge: true"), "utf-8")
    return city


@pytest.mark.parametrize(
    ("secrets", "faults", "challenge"),
    [
        ("1234\n5678\n", Faults(), {"challenge": True}),
        ("1234\n5678\n", Faults(forged=True), {"challenge": False}),
        ("1234\n\n", Faults(), {}),
        ("1234\n", Faults(), {}),
    ],
)
@pytest.mark.usefixtures("slot")
def test_a_second_line_lets_the_card_sign(
    challenging_city: Path, secrets: str, faults: Faults, challenge: dict[str, bool]
) -> None:
    with inserted(faults):
        printed = json.loads(run_card("--city", str(challenging_city), secrets=secrets).stdout)
    assert {name: value for name, value in printed.items() if name == "challenge"} == challenge


@pytest.mark.usefixtures("slot")
def test_the_pin_for_reading_is_not_the_pin_for_signing(challenging_city: Path) -> None:
    with inserted(Faults()):
        result = run_card("--city", str(challenging_city), secrets="1234\n1234\n")
    assert isinstance(result.exception, WrongSecret)
    assert result.exception.tries_left == 2


@pytest.mark.usefixtures("slot")
def test_no_second_line_is_read_where_the_city_wants_no_signature() -> None:
    with inserted(Faults()):
        assert "challenge" not in json.loads(run_card(secrets="1234\n5678\n").stdout)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("residence", {"address": "架空県見本市中央１－２－３", "birth": None, "sex": None, "expires": None}),
        ("residence_2", {"address": "", "birth": "1990-01-02", "sex": "female", "expires": "2035-07-07"}),
    ],
)
@pytest.mark.usefixtures("slot")
def test_a_residence_card_is_opened_by_its_number(kind: str, said: dict[str, str | None]) -> None:
    with inserted(Faults(moved=True), kind):
        printed = json.loads(run_card(secrets="aa00000001aa\n").stdout)
    assert printed == printed | said | {"kind": "residence", "name": "", "tries_left": None}
    assert printed["residence"]["card_number"] == "AA00000001AA"


@pytest.mark.parametrize(
    ("kind", "faults", "pin", "code", "tries_left"),
    [
        ("my_number", Faults(), "9999", "wrong_pin", 2),
        ("my_number", Faults(), "", "wrong_pin", 3),
        ("my_number", Faults(last_try=True), "1234", "last_try", 1),
        ("my_number", Faults(blocked=True), "1234", "blocked", 0),
        ("my_number", Faults(pulled=5), "1234", "removed", None),
        ("residence", Faults(), "AA99999999AA", "wrong_pin", None),
        ("special_permanent_2", Faults(expired=True), "AA00000001AA", "expired", None),
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
    assert all(kind in result.stdout for kind in MODELS)
    assert "pulled=N" in result.stdout


def test_what_opens_each_card_is_listed() -> None:
    lines = CliRunner().invoke(app, ["simulate", "--list"]).stdout.splitlines()
    assert "  my_number hanako: pin=1234 check_number=02010220350000" in lines
    assert "  residence_2 anh: card_number=AA00000004AA" in lines
    assert not any(line.startswith("  unknown") for line in lines)


@pytest.mark.parametrize(("kind", "carries"), [("my_number", None), ("my_number_licence", ["driving_licence"])])
@pytest.mark.usefixtures("slot")
def test_a_licence_on_a_my_number_card_is_told(kind: str, carries: list[str] | None) -> None:
    with inserted(Faults(), kind):
        assert json.loads(run_card(secrets="1234\n").stdout).get("carries") == carries
