"""The coverage-guided fuzzer, for as long as a test may take."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FUZZER = Path(__file__).with_name("fuzz_tlv.py")
RUNS = 100_000
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(find_spec("atheris") is None, reason="atheris has no package for this machine")


def fuzz(corpus: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        str(FUZZER),
        f"-runs={RUNS}",
        "-seed=1",
        "-max_len=600",
        "-rss_limit_mb=0",
        *options,
        str(corpus),
    ]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", **environment}
    return subprocess.run(command, capture_output=True, text=True, cwd=corpus, env=environment, check=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """What a real object looks like, to begin with."""
    (tmp_path / "attributes").write_bytes(bytes.fromhex("FF200BDF220141DF230142DF2500FFFF"))
    (tmp_path / "licence").write_bytes(bytes.fromhex("1101011F0248563F00820100FF"))
    return tmp_path


def test_no_bytes_break_the_tlv_parser(corpus: Path) -> None:
    done = fuzz(corpus)
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"Done {RUNS} runs" in done.stderr
