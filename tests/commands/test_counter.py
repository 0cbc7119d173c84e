"""What the command for the counter page puts together."""

from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

from commands.city import SAMPLE, content_of
from commands.counter import counter, counter_parts
from kiosk.errors import UsageError


def test_a_certificate_wants_its_key(tmp_path: Path) -> None:
    line = Typer()
    line.command()(counter)
    given = ["--certificate", str(tmp_path / "city.pem"), "--keys", str(tmp_path)]
    result = CliRunner().invoke(line, [*given, "--database", f"sqlite:///{tmp_path}/queue.db"])
    assert isinstance(result.exception, UsageError)


def test_a_counter_for_sheets_alone_has_no_queue(tmp_path: Path) -> None:
    content, database = content_of(SAMPLE), f"sqlite:///{tmp_path}/queue.db"
    parts = counter_parts(content, database, city=SAMPLE, keys=tmp_path)
    alone = counter_parts(content, database, city=SAMPLE, keys=tmp_path, sheet_only=True)
    assert parts.queue is not None
    assert (alone.queue, alone.windows) == (None, None)
    assert list(parts.words) == ["ja", "ja-x-easy", "en"]
    assert alone.accounts.all() == ()
    assert repr(parts.key) not in repr(parts)
    assert parts.key != alone.key
