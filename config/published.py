"""The versions of a city that were published: ``published/`` in its folder, one file each, the newest in use.

Going back is deleting the newest file. Beside them lies what opens the handovers of all versions there ever were.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.city import Content
from config.snapshot import Snapshot, Version, pack, unpack
from kiosk.errors import SnapshotDamaged, SnapshotError
from kiosk.handover.dictionary import Dictionary, dictionary_of

FOLDER = "published"
ENDING = ".kakanai"
DICTIONARIES = "dictionaries"
KEPT = 5
"""How many versions stay, with the one in use."""


def versions(city: Path) -> tuple[Path, ...]:
    """Return the files of all versions, the newest first; none when the city was never published."""
    return tuple(sorted((city / FOLDER).glob(f"*{ENDING}"), reverse=True))


def read_version(file: Path) -> Snapshot:
    """Read one version. Raises SnapshotError."""
    try:
        return unpack(file.read_bytes(), file.name)
    except OSError as error:
        raise SnapshotDamaged(file.name) from error


def read_or_none(file: Path) -> Snapshot | None:
    """Read one version; ``None`` when it cannot be used."""
    try:
        return read_version(file)
    except SnapshotError:
        return None


def newest_readable(city: Path) -> Snapshot | None:
    """Return the version in use: the newest that can be read."""
    return next((snapshot for file in versions(city) if (snapshot := read_or_none(file)) is not None), None)


def source_of(city: Path) -> str:
    """Return a digest of all that a city's content is read from: whoever edits any of it gets another one."""
    digest = hashlib.sha256()
    for file in sorted((*city.rglob("*.yaml"), *city.glob("forms/*.pdf"))):
        data = file.read_bytes()
        digest.update(f"{file.relative_to(city)} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def dictionary_for(content: Content) -> Dictionary:
    """Return the dictionary with which handovers of this content are deflated."""
    city = content.settings.city
    places = (*(town.name for town in content.towns), city.prefecture, city.name)
    return dictionary_of(content.guide, content.forms, places)


def keep_dictionaries(city: Path, contents: Iterable[Content]) -> None:
    """Keep for good what opens the handovers of these contents.

    A version goes, or can no longer be read after an update of the program, before the last sheet that was printed
    with it. A dictionary is some kilobytes, and another one only where ids have changed.
    """
    folder = city / FOLDER / DICTIONARIES
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        for dictionary in {dictionary_for(content) for content in contents}:
            if kept_dictionary(city, dictionary.id) is None:
                _write_whole(folder / dictionary.id.hex(), dictionary.data)


def kept_dictionary(city: Path, id_: bytes) -> Dictionary | None:
    """Return a dictionary that was kept; ``None`` where it was not, or is damaged."""
    file = city / FOLDER / DICTIONARIES / id_.hex()
    if not file.exists():
        return None
    dictionary = Dictionary(file.read_bytes())
    return dictionary if dictionary.id == id_ else None


def put(city: Path, contents: Sequence[Content], source: str) -> Version:
    """Write the next version so that there is always a whole one, whenever the power goes."""
    folder = city / FOLDER
    folder.mkdir(exist_ok=True)
    with _alone_in(folder):
        number = next((_number(file) for file in versions(city)), 0) + 1
        version = Version(number, datetime.now(UTC).replace(microsecond=0), source)
        _write_whole(folder / f"{number:06}-{source[:8]}{ENDING}", pack(version, contents))
        for old in versions(city)[KEPT:]:
            old.unlink()
    return version


def _number(file: Path) -> int:
    number = file.name.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _write_whole(file: Path, data: bytes) -> None:
    """Write a file that is there either whole or not at all."""
    being_written = file.with_suffix(".part")
    with being_written.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    being_written.replace(file)
    with _opened(file.parent) as folder:
        os.fsync(folder)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one publish at a time."""
    with _opened(folder) as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)
