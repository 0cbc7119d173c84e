"""Keys are made, listed and rotated, and whoever needs none of them never gets hold of one."""

import json
import os
import stat
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from structlog.testing import capture_logs
from typer.testing import CliRunner

from commands.city import SAMPLE, content_of
from commands.doctor.machine import check_keys
from commands.keys.command import keys as keys_command
from commands.keys.folder import KeyFolder, read_keys
from commands.keys.making import make_keys
from commands.keys.pem import Dated
from commands.keys.sealing import Sealing
from commands.kiosk_parts import with_kiosk
from kiosk.errors import KeyFileExposed, KeyFileMissing, KeyFileUnreadable, KeyFileUnwritable, UsageError
from kiosk.handover.keys import key_id
from kiosk.handover.record import Handover

NOW = datetime.now(UTC)
HANDOVER = Handover("aonami", "kiosk-1", None, NOW.replace(microsecond=0), ("tennyu",), (), {}, {})


def run(*arguments: object) -> Result:
    return CliRunner().invoke(keys_command, [str(argument) for argument in arguments])


def said(*arguments: object) -> list[dict[str, object]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result
    listed: list[dict[str, object]] = json.loads(result.stdout)
    return listed


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def ids(folder: Path, name: str) -> list[str]:
    """Return those with which sheets are opened, or those of a kiosk."""
    first, *others = read_keys(folder / name)
    return [first.id, *(dated.id for dated in others if type(dated.key) is type(first.key))]


def signing(folder: Path) -> list[str]:
    """Return those with which the counter signs."""
    return [dated.id for dated in read_keys(folder / "counter.key") if isinstance(dated.key, Ed25519PrivateKey)]


def made_before(folder: Path, owner: str, *days: int) -> None:
    """Put keys there that were made so many days ago, the newest first."""
    kind = X25519PrivateKey if owner == "counter" else Ed25519PrivateKey
    old = [Dated(kind.generate(), NOW - timedelta(days=ago)) for ago in days]
    KeyFolder(folder).put(owner, old, [Dated(dated.public, dated.made) for dated in old])


def test_without_options_one_pc_gets_all_it_needs(tmp_path: Path) -> None:
    listed = said("init", "--folder", tmp_path)
    assert [(Path(str(key["file"])).name, key["owner"], key["kind"], key["use"], key["newest"]) for key in listed] == [
        ("counter.key", "counter", "private", "open", True),
        ("counter.key", "counter", "private", "sign", True),
        ("counter.pub", "counter", "public", "open", True),
        ("kiosk-1.key", "kiosk-1", "private", "sign", True),
        ("kiosk-1.pub", "kiosk-1", "public", "sign", True),
    ]
    opens, signs, public, *kiosk = (key["id"] for key in listed)
    assert opens == public != signs
    assert kiosk[0] == kiosk[1] != public
    assert all(datetime.fromisoformat(str(key["made"])).tzinfo for key in listed)


def test_private_keys_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        run("init", "--folder", tmp_path)
    finally:
        os.umask(before)
    assert {file.name: mode(file) for file in tmp_path.iterdir()} == {
        "counter.key": 0o600,
        "counter.pub": 0o644,
        "kiosk-1.key": 0o600,
        "kiosk-1.pub": 0o644,
    }


def test_openssl_reads_them(tmp_path: Path) -> None:
    run("init", "--folder", tmp_path)
    run("rotate", "counter", "--folder", tmp_path)
    for name, options, kind in [
        ("counter.key", [], "X25519 Private-Key"),
        ("counter.pub", ["-pubin"], "X25519 Public-Key"),
        ("kiosk-1.key", [], "ED25519 Private-Key"),
        ("kiosk-1.pub", ["-pubin"], "ED25519 Public-Key"),
    ]:
        command = ["openssl", "pkey", "-in", tmp_path / name, *options, "-noout", "-text"]
        assert kind in subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_a_key_that_openssl_made_can_be_used(tmp_path: Path) -> None:
    make_keys(tmp_path, "kiosk-1")
    file = tmp_path / "counter.key"
    subprocess.run(["openssl", "genpkey", "-algorithm", "x25519", "-out", file], check=True)
    public = ["openssl", "pkey", "-in", file, "-pubout", "-out", tmp_path / "counter.pub"]
    subprocess.run(public, check=True)
    file.chmod(0o600)
    assert ids(tmp_path, "counter.key") == ids(tmp_path, "counter.pub")
    assert read_keys(file)[0].made is None
    assert isinstance(KeyFolder(tmp_path).kiosk_keys("kiosk-1").counter, X25519PublicKey)
    before = ids(tmp_path, "counter.key")
    run("rotate", "counter", "--folder", tmp_path)
    assert ids(tmp_path, "counter.key")[1:] == before


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    run("init", "--folder", tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    run("init", "--folder", tmp_path)
    run("init", "--counter", "--kiosk", "kiosk-1", "--folder", tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_kiosk_of_a_city_with_several_makes_only_its_own(tmp_path: Path) -> None:
    run("init", "--counter", "--folder", tmp_path / "counter")
    kiosk = tmp_path / "kiosk"
    kiosk.mkdir()
    (kiosk / "counter.pub").write_bytes((tmp_path / "counter" / "counter.pub").read_bytes())
    run("init", "--folder", kiosk)
    assert sorted(file.name for file in kiosk.iterdir()) == ["counter.pub", "kiosk-1.key", "kiosk-1.pub"]
    assert KeyFolder(kiosk).kiosk_keys("kiosk-1")


def test_the_key_of_another_machine_is_not_made_anew(tmp_path: Path) -> None:
    run("init", "--folder", tmp_path)
    (tmp_path / "counter.key").unlink()
    result = run("init", "--counter", "--folder", tmp_path, "--lang", "en")
    assert isinstance(result.exception, UsageError)
    assert "counter.pub" in str(result.exception)


@pytest.mark.parametrize("name", ["counter", "../kiosk", "a/b", "", " ", ".hidden"])
def test_not_every_word_is_a_kiosks_name(tmp_path: Path, name: str) -> None:
    result = run("init", "--kiosk", name or "\n", "--folder", tmp_path)
    assert isinstance(result.exception, UsageError)
    assert not list(tmp_path.iterdir())


def test_a_rotated_counter_key_keeps_the_one_before(tmp_path: Path) -> None:
    made_before(tmp_path, "counter", 400)
    [before] = ids(tmp_path, "counter.key")
    run("rotate", "counter", "--folder", tmp_path)
    assert ids(tmp_path, "counter.key")[1:] == [before]
    assert ids(tmp_path, "counter.pub") == ids(tmp_path, "counter.key")[:1]
    assert mode(tmp_path / "counter.key") == 0o600


def test_what_was_replaced_longer_ago_than_sheets_are_accepted_is_dropped(tmp_path: Path) -> None:
    made_before(tmp_path, "counter", 3, 10, 20, 30)
    newest, middle, replaced_10_days_ago, _replaced_20_days_ago = ids(tmp_path, "counter.key")
    run("rotate", "counter", "--folder", tmp_path)
    assert ids(tmp_path, "counter.key")[1:] == [newest, middle, replaced_10_days_ago]


def test_a_counter_signs_with_a_new_key_and_is_known_by_the_one_before(tmp_path: Path) -> None:
    make_keys(tmp_path, "kiosk-1")
    [before] = signing(tmp_path)
    run("rotate", "counter", "--folder", tmp_path)
    [after, older] = signing(tmp_path)
    assert older == before != after
    keys = KeyFolder(tmp_path).counter_keys()
    assert [id_.hex() for id_ in keys.signing] == [after, before]
    assert keys.sealing is not None
    assert key_id(keys.sealing.signing.public_key()).hex() == after


def test_a_counter_from_before_there_were_corrections_still_opens_and_gets_what_it_lacks(tmp_path: Path) -> None:
    made_before(tmp_path, "counter", 3)
    made_before(tmp_path, "kiosk-1", 3)
    before = ids(tmp_path, "counter.key")
    assert KeyFolder(tmp_path).counter_keys().sealing is None
    run("init", "--folder", tmp_path)
    assert KeyFolder(tmp_path).counter_keys().sealing is not None
    assert ids(tmp_path, "counter.key") == ids(tmp_path, "counter.pub") == before
    assert mode(tmp_path / "counter.key") == 0o600


def test_a_kiosk_is_known_by_the_key_before_and_holds_only_the_new_one(tmp_path: Path) -> None:
    make_keys(tmp_path, "kiosk-1")
    [before] = ids(tmp_path, "kiosk-1.pub")
    run("rotate", "kiosk-1", "--folder", tmp_path)
    [after] = ids(tmp_path, "kiosk-1.key")
    assert ids(tmp_path, "kiosk-1.pub") == [after, before]


@pytest.mark.parametrize(("owner", "name"), [("counter", "counter.key"), ("kiosk-1", "kiosk-1.pub")])
def test_a_stolen_key_is_retired_at_once(tmp_path: Path, owner: str, name: str) -> None:
    make_keys(tmp_path, "kiosk-1")
    [before] = ids(tmp_path, name)
    run("rotate", owner, "--retire", "--folder", tmp_path)
    assert len(ids(tmp_path, name)) == 1
    assert before not in ids(tmp_path, name)


def test_rotating_what_there_is_not_says_which_file_is_missing(tmp_path: Path) -> None:
    result = run("rotate", "kiosk-9", "--folder", tmp_path)
    assert isinstance(result.exception, KeyFileMissing)
    assert result.exception.file == tmp_path / "kiosk-9.key"


def test_a_key_of_another_user_is_listed_as_such(tmp_path: Path) -> None:
    run("init", "--folder", tmp_path)
    (tmp_path / "counter.key").chmod(0o640)
    assert [(key["id"] is None, key.get("error")) for key in said("list", "--folder", tmp_path)] == [
        (True, "key_file_exposed"),
        (False, None),
        (False, None),
        (False, None),
    ]
    assert "counter.key" in run("list", "--folder", tmp_path).stdout


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file")
    result = run("init", "--folder", tmp_path / "keys")
    assert isinstance(result.exception, KeyFileUnwritable)


def test_a_rotation_that_fails_halfway_leaves_no_key_that_nobody_can_open(tmp_path: Path) -> None:
    make_keys(tmp_path, "kiosk-1")
    before = {name: ids(tmp_path, name) for name in ("counter.pub", "kiosk-1.key")}
    (tmp_path / "counter.pub.part").mkdir()
    (tmp_path / "kiosk-1.key.part").mkdir()
    for owner in ("counter", "kiosk-1"):
        assert isinstance(run("rotate", owner, "--folder", tmp_path).exception, KeyFileUnwritable)
    assert {name: ids(tmp_path, name) for name in before} == before
    assert before["counter.pub"][0] in ids(tmp_path, "counter.key")
    assert before["kiosk-1.key"][0] in ids(tmp_path, "kiosk-1.pub")


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o660, 0o777])
def test_a_private_key_that_others_can_read_is_refused(tmp_path: Path, bits: int) -> None:
    make_keys(tmp_path, "kiosk-1")
    for name in ("counter.key", "kiosk-1.key"):
        (tmp_path / name).chmod(bits)
    with pytest.raises(KeyFileExposed):
        KeyFolder(tmp_path).kiosk_keys("kiosk-1")
    with pytest.raises(KeyFileExposed):
        KeyFolder(tmp_path).counter_keys()


@pytest.mark.parametrize(
    "nonsense", ["", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "鍵"]
)
def test_a_file_without_a_key_is_unreadable(tmp_path: Path, nonsense: str) -> None:
    make_keys(tmp_path, "kiosk-1")
    (tmp_path / "kiosk-1.key").write_text(nonsense, encoding="utf-8")
    with pytest.raises(KeyFileUnreadable):
        KeyFolder(tmp_path).kiosk_keys("kiosk-1")


def test_keys_of_another_kind_are_unreadable(tmp_path: Path) -> None:
    make_keys(tmp_path, "kiosk-1")
    swapped = (tmp_path / "counter.key").read_bytes()
    (tmp_path / "counter.key").write_bytes((tmp_path / "kiosk-1.key").read_bytes())
    (tmp_path / "kiosk-1.key").write_bytes(swapped)
    with pytest.raises(KeyFileUnreadable):
        KeyFolder(tmp_path).kiosk_keys("kiosk-1")
    with pytest.raises(KeyFileUnreadable):
        KeyFolder(tmp_path).counter_keys()


def test_a_kiosk_seals_with_the_key_that_lies_there_now(tmp_path: Path) -> None:
    seal = sealing(tmp_path)
    with capture_logs() as logs:
        assert seal(HANDOVER) == ()
    assert [(line["event"], line["code"]) for line in logs] == [("handover_without_keys", "key_file_missing")]
    make_keys(tmp_path, "kiosk-1")
    assert len(seal(HANDOVER)) == 1


def sealing(folder: Path) -> Sealing:
    return Sealing(with_kiosk(content_of(SAMPLE), keys=str(folder)))


def test_the_doctor_says_what_keeps_a_kiosk_from_sealing(tmp_path: Path) -> None:
    words = content_of(SAMPLE).words
    folder = KeyFolder(tmp_path)
    found = [check_keys(folder, "kiosk-1")]
    make_keys(tmp_path, "kiosk-1")
    found.append(check_keys(folder, "kiosk-1"))
    (tmp_path / "counter.key").unlink()
    found.append(check_keys(folder, "kiosk-1"))
    (tmp_path / "kiosk-1.key").chmod(0o644)
    found.append(check_keys(folder, "kiosk-1"))
    (tmp_path / "kiosk-1.key").chmod(0o600)
    (tmp_path / "kiosk-1.key").write_text("nothing")
    found.append(check_keys(folder, "kiosk-1"))
    outcomes = [(False, "missing"), (None, "opens"), (True, "there"), (False, "exposed"), (False, "unreadable")]
    assert [(finding.ok, finding.outcome) for finding in found] == outcomes
    for finding in found:
        for spoken in words.values():
            assert "{" not in finding.message(spoken)
            assert finding.remedy(spoken) or finding.ok
