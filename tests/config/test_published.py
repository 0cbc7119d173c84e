"""The folder of versions: the newest is the one in use, and there is always a whole one."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from config import published
from config.content import Content, load
from config.published import KEPT, put, read_version, source_of, versions
from kiosk.errors import SnapshotDamaged


@pytest.fixture
def content(city: Path) -> Content:
    return load(city, date(2026, 11, 26))


def numbers(city: Path) -> list[int]:
    return [read_version(file).version.number for file in versions(city)]


def test_a_city_that_was_never_published_has_no_version(city: Path) -> None:
    assert versions(city) == ()


def test_versions_count_up_and_the_newest_comes_first(city: Path, content: Content) -> None:
    assert [put(city, [content], "a").number for _ in range(3)] == [1, 2, 3]
    assert numbers(city) == [3, 2, 1]


def test_a_few_old_versions_stay(city: Path, content: Content) -> None:
    for _ in range(KEPT + 4):
        put(city, [content], "a")
    assert numbers(city) == [*range(KEPT + 4, 4, -1)]


def test_deleting_the_newest_goes_back(city: Path, content: Content) -> None:
    for source in "ab":
        put(city, [content], source)
    versions(city)[0].unlink()
    assert read_version(versions(city)[0]).version.source == "a"
    assert put(city, [content], "c").number == 2


def test_what_was_written_halfway_is_no_version(city: Path, content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    put(city, [content], "a")

    def lose_power(_descriptor: int) -> None:
        raise BlockingIOError

    monkeypatch.setattr(published.os, "fsync", lose_power)
    with pytest.raises(BlockingIOError):
        put(city, [content], "b")
    monkeypatch.undo()
    assert numbers(city) == [1]
    assert put(city, [content], "b").number == 2


def test_two_who_publish_at_once_make_two_versions(city: Path, content: Content) -> None:
    children = []
    for source in "abc":
        pid = os.fork()
        if pid == 0:
            put(city, [content], source)
            os._exit(0)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0, 0, 0]
    assert numbers(city) == [3, 2, 1]
    assert {read_version(file).version.source for file in versions(city)} == set("abc")


def test_a_file_that_is_no_version_is_refused(city: Path, content: Content) -> None:
    put(city, [content], "a")
    (file,) = versions(city)
    file.write_bytes(b"cbuiltins\neval\n(S'1'\ntR.")
    with pytest.raises(SnapshotDamaged):
        read_version(file)


EDITS: Mapping[str, tuple[str, str]] = {
    "a character": ("bring.yaml", "[{id: IE}]\n"),
    "a comment": ("bring.yaml", "[{id: ID}]  # 本人確認\n"),
    "a new file": ("procedures/more.yaml", "[]\n"),
    "the city's own sheet": ("forms/G01.pdf", "%PDF-1.7\n"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_any_edit_is_another_source(city: Path, content: Content, edit: str) -> None:
    before = source_of(city)
    put(city, [content], before)
    assert source_of(city) == before
    name, text = EDITS[edit]
    (city / name).write_text(text, encoding="utf-8")
    assert source_of(city) != before
