"""What is loaded before any command runs."""

import subprocess
import sys


def test_logging_does_not_bring_what_paints_terminals() -> None:
    loads = "import sys, main; print(*({'structlog', 'rich'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", loads], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["structlog"]
