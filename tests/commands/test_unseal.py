"""``kakanai unseal``: what was printed is opened where the keys are, and refused with a code where it cannot be."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from commands.bench.city import all_days, published_sample
from commands.city import SAMPLE, content_of
from commands.keys.command import keys as keys_command
from commands.keys.folder import KeyFolder
from commands.keys.sealing import Sealing
from commands.kiosk_parts import with_kiosk
from commands.unseal import unseal
from config.content import load
from config.published import dictionary_for, keep_dictionaries, put, source_of, versions
from kiosk.errors import HandoverError, Incomplete, KeyFileExposed, KeyFileMissing, NewerVersion, TooOld, UnknownKey
from kiosk.handover.record import Change, Handover, Revision
from kiosk.handover.text import write_handover

PROGRAM = Path(sys.executable).parent / "kakanai"

app = typer.Typer()
app.command("unseal")(unseal)


def visit(**changes: object) -> Handover:
    made = datetime.now(UTC).astimezone().replace(microsecond=0)
    plain = Handover("aonami", "kiosk-1", "A12", made, ("tennyu",), ({"name": "番号　花子"},), {"has_mnc": True}, {})
    return replace(plain, **changes)  # type: ignore[arg-type]  # names are Handover's own


def sealed(keys: Path, handover: Handover, city: Path = SAMPLE) -> tuple[str, ...]:
    return Sealing(with_kiosk(load(city), keys=str(keys)))(handover)


def run(text: str, keys: Path, *options: object) -> Result:
    arguments = ["--key", str(keys / "counter.key"), *map(str, options)]
    return CliRunner().invoke(app, arguments, input=text)


def refused(text: str, keys: Path, *options: object) -> type[BaseException]:
    result = run(text, keys, *options)
    assert result.exception is not None
    return type(result.exception)


def test_what_a_kiosk_printed_is_told_in_full(keys: Path) -> None:
    result = run("\n".join(sealed(keys, visit())), keys, "--json")
    told = json.loads(result.stdout)
    shape = {"city", "kiosk", "ticket", "made", "events", "people", "facts", "forms", "plan", "sheet"}
    assert shape <= told.keys()
    assert (told["city"], told["kiosk"], told["ticket"], told["sheet"]) == ("aonami", "kiosk-1", "A12", "1/1")
    assert told["people"] == [{"name": "番号　花子"}]
    assert told["forms"]["F01"]["p1.name"] == "番号　花子"
    assert told["plan"]["required"]


def test_what_a_counter_corrected_is_told_with_what_it_was_before(keys: Path) -> None:
    sealing = KeyFolder(keys).counter_keys().sealing
    assert sealing is not None
    seen = Change("identity", None, ["passport"])
    revision = Revision("sato", "3", visit().made, (Change("fact:has_mnc", before=None, after=True), seen))
    texts = write_handover(visit(revisions=(revision,)), sealing, dictionary_for(content_of(SAMPLE)))
    told = json.loads(run("\n".join(texts), keys, "--json").stdout)
    assert (told["kiosk"], told["identity"]) == ("kiosk-1", ["passport"])
    [made] = told["revisions"]
    assert (made["who"], made["window"], datetime.fromisoformat(made["made"])) == ("sato", "3", revision.made)
    assert made["changes"][0] == {"what": "fact:has_mnc", "before": None, "after": True, "why": "", "note": ""}


def test_several_symbols_are_typed_in_any_order(keys: Path) -> None:
    name = "".join(chr(0x4E00 + (number * 7919) % 20000) for number in range(600))
    texts = sealed(keys, visit(people=({"name": name},)))
    assert len(texts) == 2
    told = json.loads(run(f"{texts[1].lower()}\r\n{texts[0]}\n", keys, "--json").stdout)
    assert (told["people"], told["sheet"]) == ([{"name": name}], "2/2")
    assert refused(texts[1], keys) is Incomplete


def test_a_sheet_from_long_ago_is_too_old(keys: Path) -> None:
    old = visit(made=visit().made - timedelta(days=15))
    assert refused(*sealed(keys, old), keys) is TooOld


def test_a_key_that_is_not_there_or_lies_open_is_named(tmp_path: Path, keys: Path) -> None:
    (text,) = sealed(keys, visit())
    assert refused(text, tmp_path) is KeyFileMissing
    exposed = tmp_path / "counter.key"
    exposed.write_bytes((keys / "counter.key").read_bytes())
    exposed.chmod(0o640)
    assert refused(text, tmp_path) is KeyFileExposed


def test_what_was_printed_before_a_rotation_is_still_opened_until_it_is_retired(tmp_path: Path) -> None:
    rotate = ["rotate", "--folder", str(tmp_path)]
    CliRunner().invoke(keys_command, ["init", "--folder", str(tmp_path)])
    (before,) = sealed(tmp_path, visit(ticket="A1"))
    for owner in ("counter", "kiosk-1"):
        CliRunner().invoke(keys_command, [*rotate, owner])
    (after,) = sealed(tmp_path, visit(ticket="A2"))
    assert [json.loads(run(text, tmp_path, "--json").stdout)["ticket"] for text in (before, after)] == ["A1", "A2"]
    CliRunner().invoke(keys_command, [*rotate, "counter", "--retire"])
    assert refused(after, tmp_path) is UnknownKey


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The sample city, published."""
    return published_sample(tmp_path)


def change_ids(city: Path) -> None:
    """Add what changes the dictionary."""
    file = city / "residence_statuses.yaml"
    file.write_text(file.read_text("utf-8") + '- {id: "Z000000001", name: 架空}\n', "utf-8")


def test_a_sheet_is_read_when_the_content_has_changed_and_its_version_is_gone(city: Path, keys: Path) -> None:
    keep_dictionaries(city, all_days(city))
    (text,) = sealed(keys, visit(), city)
    for version in versions(city):
        version.unlink()
    change_ids(city)
    put(city, all_days(city), source_of(city))
    assert json.loads(run(text, keys, "--json", "--city", city).stdout)["ticket"] == "A12"


def test_content_that_was_published_elsewhere_is_newer(city: Path, keys: Path) -> None:
    change_ids(city)
    assert refused(*sealed(keys, visit(), city), keys) is NewerVersion


@pytest.mark.parametrize("typed", [b"\xff\xfe", b"JNFQ\x80", bytes(range(256)), b""])
def test_whatever_bytes_come_are_refused_with_a_code(keys: Path, typed: bytes) -> None:
    command = [PROGRAM, "unseal", "--key", keys / "counter.key", "--json"]
    done = subprocess.run(command, input=typed, capture_output=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["error"]) in {(1, "not_ours"), (1, "altered")}


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_program_says_one_sentence_and_a_code(keys: Path, lang: str) -> None:
    command = [PROGRAM, "unseal", "--key", keys / "counter.key", "--json", "--lang", lang]
    done = subprocess.run(command, input="HELLO", capture_output=True, text=True, check=False)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told == {"error": "not_ours", "message": done.stderr.strip()}


def test_every_refusal_has_its_sentence_in_every_language() -> None:
    content = content_of(SAMPLE)
    for error in HandoverError.__subclasses__():
        sentences = {words[f"error.{error.code}"] for words in content.words.values()}
        assert len(sentences) == len(content.words)
