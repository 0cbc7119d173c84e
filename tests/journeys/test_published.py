"""A city publishes while its kiosk runs: the real program, from the outside."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands.city import SAMPLE
from config.content import load
from config.published import put, source_of, versions

KAKANAI = Path(sys.executable).with_name("kakanai")


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def publish(city: Path) -> int:
    return subprocess.run([KAKANAI, "publish", "--city", city], stdout=subprocess.DEVNULL, check=False).returncode


class Lobby:
    """What the running program logs."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._lines = process.stderr or []
        self.heard: list[str] = []

    def wait_for(self, event: str) -> dict[str, str]:
        """Return the fields of the next line that tells this."""
        for line in self._lines:
            fields = dict(part.partition("=")[::2] for part in line.split())
            self.heard.append(fields.get("event", ""))
            if self.heard[-1] == event:
                return fields
        raise AssertionError("the lobby has ended")

    def next_on_screen(self) -> int:
        return int(self.wait_for("on_screen")["pid"])


@contextmanager
def running(city: Path) -> Iterator[Lobby]:
    command = [KAKANAI, "lobby", "--city", city, "--size", "540x960", "--database", f"sqlite:///{city}/queue.db"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield Lobby(process)
        finally:
            process.terminate()


def test_what_is_published_comes_to_the_screen_and_what_is_broken_does_not(city: Path) -> None:
    with running(city) as lobby:
        lobby.wait_for("content_never_published")
        first = lobby.next_on_screen()

        assert publish(city) == 0
        assert lobby.wait_for("content_published")["version"] == "1"
        second = lobby.next_on_screen()
        assert second != first

        with (city / "bring.yaml").open("a", encoding="utf-8") as saved_in_a_hurry:
            saved_in_a_hurry.write("- {id: ID}\n")
        assert publish(city) == 1
        (published,) = versions(city)
        published.with_name("000002-bad.kakanai").write_bytes(published.read_bytes()[:-1])
        assert lobby.wait_for("version_refused")["why"] == "snapshot_damaged"
        os.kill(second, signal.SIGKILL)
        assert lobby.next_on_screen() not in {first, second}
        assert lobby.heard.count("content_published") == 1


def test_a_published_city_starts_whatever_its_yaml_has_become(city: Path) -> None:
    put(city, [load(city)], source_of(city))
    (city / "desks.yaml").write_text("nonsense: [", encoding="utf-8")
    with running(city) as lobby:
        assert lobby.wait_for("content_published")["version"] == "1"
        lobby.next_on_screen()
