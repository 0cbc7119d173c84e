"""An independent client: OpenSC, which knows nothing of us, reads the software My Number card through pcscd."""

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from devices.cards.my_number.jpki import CERTIFICATE, JPKI_AP
from devices.simulator.issue import issue_card
from devices.simulator.my_number import profile
from devices.simulator.people import HOLDERS

HANAKO = HOLDERS["hanako"]
READER = "Virtual PCD 00 01"
TIMEOUT_S = 30.0

# The fixtures are in conftest.py, which tests cannot import from.
Place = Any
Tool = Callable[..., str]

pytestmark = pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="the package opensc is missing")


@pytest.fixture
def tool(place_behind_pcscd: Place) -> Tool:
    """Runs one of OpenSC's tools on a software card; returns what it says."""
    place_behind_pcscd.insert(issue_card())

    def run(program: str, *arguments: str | Path) -> str:
        command = [program, "--reader", READER, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT_S)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    return run


def test_opensc_names_the_card(tool: Tool) -> None:
    assert tool("opensc-tool", "--name").strip() == "jpki"


def test_opensc_lists_the_certificates(tool: Tool) -> None:
    listed = tool("pkcs15-tool", "--list-certificates")
    assert "User Authentication Certificate" in listed
    assert "Digital Signature Certificate" in listed


def test_opensc_reads_our_certificate(tool: Tool, tmp_path: Path) -> None:
    jpki = next(one for one in profile(HANAKO).applications if one.aid == JPKI_AP)
    ours = load_der_x509_certificate(jpki.files[CERTIFICATE].content).public_bytes(Encoding.PEM)
    file = tmp_path / "certificate.pem"
    tool("pkcs15-tool", "--read-certificate", "1", "--output", file)
    assert file.read_bytes() == ours


def test_what_opensc_lets_the_card_sign_is_verified_by_openssl(tool: Tool, tmp_path: Path) -> None:
    challenge, digest, signature = (tmp_path / name for name in ("challenge", "digest", "signature"))
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    challenge.write_bytes(b"a challenge")
    digest.write_bytes(sha256(b"a challenge").digest())
    tool("pkcs15-tool", "--read-certificate", "1", "--output", certificate)
    tool(
        *("pkcs15-crypt", "--sign", "--sha-256", "--pkcs1", "--key", "1", "--pin", HANAKO.authentication_pin),
        *("--input", digest, "--output", signature),
    )
    run = partial(subprocess.run, capture_output=True, text=True, check=True)
    key.write_text(run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"]).stdout)
    verified = run(["openssl", "dgst", "-sha256", "-verify", key, "-signature", signature, challenge])
    assert verified.stdout == "Verified OK\n"
