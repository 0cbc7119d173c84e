"""The certificate of the counter page: made once, kept to oneself, renewed in time; or the city's own."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from commands.certificate import MADE, RENEWED_BEFORE, TO_TRUST, VALID, given_certificate, own_certificate
from commands.doctor.certificate import check_certificate
from commands.keys.folder import KeyFolder
from kiosk.errors import KeyFileExposed, KeyFileMissing, KeyFileUnreadable, KeyFileUnwritable
from kiosk.settings import Counter

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def names(file: Path) -> set[str]:
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {*found.get_values_for_type(x509.DNSName), *map(str, found.get_values_for_type(x509.IPAddress))}


def test_it_is_made_once(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, (), NOW)
    assert own_certificate(tmp_path, (), NOW) == first


def test_its_key_is_its_owners_alone(tmp_path: Path) -> None:
    own_certificate(tmp_path, (), NOW)
    assert stat.S_IMODE((tmp_path / MADE).stat().st_mode) == 0o600
    assert "PRIVATE" not in (tmp_path / TO_TRUST).read_text()


def test_it_is_good_for_the_names_that_were_given_and_for_this_machine(tmp_path: Path) -> None:
    own_certificate(tmp_path, ("counter.aonami.example", "192.0.2.5"), NOW)
    assert {"counter.aonami.example", "192.0.2.5", "localhost", "127.0.0.1"} <= names(tmp_path / TO_TRUST)


def test_a_new_name_makes_a_new_one(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, (), NOW)
    assert own_certificate(tmp_path, ("counter.aonami.example",), NOW).fingerprint != first.fingerprint


def test_it_is_renewed_before_it_expires(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, (), NOW)
    in_time = NOW + VALID - RENEWED_BEFORE
    assert own_certificate(tmp_path, (), in_time - timedelta(hours=1)) == first
    renewed = own_certificate(tmp_path, (), in_time + timedelta(hours=1))
    assert renewed.expires > first.expires


def test_the_fingerprint_is_as_browsers_show_it(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, (), NOW)
    certificate = x509.load_pem_x509_certificate((tmp_path / TO_TRUST).read_bytes())
    assert bytes.fromhex(made.fingerprint.replace(":", "")) == certificate.fingerprint(SHA256())
    assert len(made.fingerprint) == 95


def test_it_is_no_key_of_handovers(tmp_path: Path) -> None:
    own_certificate(tmp_path, (), NOW)
    assert KeyFolder(tmp_path).files() == ()


def test_the_citys_own_is_taken_as_it_is(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, (), NOW)
    assert given_certificate(made.file, made.private_key) == made


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, (), NOW)
    os.chmod(made.private_key, 0o640)  # noqa: PTH101
    with pytest.raises(KeyFileExposed):
        own_certificate(tmp_path, (), NOW)


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    one, other = (own_certificate(tmp_path / name, (), NOW) for name in ("one", "other"))
    with pytest.raises(KeyFileUnreadable):
        given_certificate(one.file, other.private_key)


def test_files_that_are_missing_or_damaged_are_named(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, (), NOW)
    with pytest.raises(KeyFileMissing):
        given_certificate(tmp_path / "nothing.pem", made.private_key)
    made.file.write_text("-----BEGIN CERTIFICATE-----\n")
    with pytest.raises(KeyFileUnreadable):
        own_certificate(tmp_path, (), NOW)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeyFileUnwritable):
        own_certificate(tmp_path / "file" / "keys", (), NOW)


@pytest.mark.parametrize(
    ("days_left", "ok", "outcome"), [(100, True, "there"), (59, None, "soon"), (0, False, "expired")]
)
def test_the_doctor_says_until_when_it_is_good(tmp_path: Path, days_left: int, ok: bool | None, outcome: str) -> None:
    own_certificate(tmp_path, (), NOW)
    (found,) = check_certificate(Counter(), tmp_path, NOW + VALID - timedelta(days=days_left))
    assert (found.ok, found.outcome) == (ok, outcome)


def test_the_doctor_says_that_it_cannot_be_used_and_nothing_where_there_is_none(tmp_path: Path) -> None:
    assert list(check_certificate(Counter(), tmp_path, NOW)) == []
    missing = Counter(certificate=str(tmp_path / "city.pem"), private_key=str(tmp_path / "city.key"))
    (found,) = check_certificate(missing, tmp_path, NOW)
    assert (found.ok, found.outcome) == (False, "unusable")
