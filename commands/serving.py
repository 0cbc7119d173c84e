"""The content that residents meet: of the newest version that was published, or of the YAML where none ever was."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

import structlog

from commands.clock import CityClock
from commands.late import late
from config.city import Content
from config.published import read_version, versions
from config.snapshot import Snapshot
from kiosk.errors import ContentError, SnapshotError
from kiosk.ports import Clock

log = structlog.get_logger()


class _Source(Protocol):
    """Where content comes from: ``config.snapshot.Snapshot``, or the YAML."""

    def since(self, day: date) -> date: ...

    def content(self, day: date) -> Content: ...


class _Yaml:
    """A city's folder that was never published. What reads YAML is imported here: most kiosks need it never."""

    def __init__(self, city: Path, day: date | None = None) -> None:
        self._city = city
        self.first: Content = late("config.content:load")(city, day)

    def on(self, day: date) -> "_Yaml":
        return self if day == self.first.day else _Yaml(self._city, day)

    def since(self, day: date) -> date:
        return max((change for change in self.first.changes if change <= day), default=self.first.day)

    def content(self, day: date) -> Content:
        return self.on(day).first


class Served:
    """``content`` as it holds today. Raises what is wrong with it only at the beginning; later the last good one stays.

    A city with versions none of which can be read is not served from its YAML, which nobody published.
    """

    def __init__(self, city: Path, clock_in: Callable[[str], Clock] = CityClock) -> None:
        self._city = city
        self._stamps = _stamps(city)
        newest = _newest(city)
        if newest is None and self._stamps:
            read_version(versions(city)[0])
        if newest is not None:
            self._source: _Source = newest
            self._clock = clock_in(newest.zone)
            self.content = newest.content(self._today)
        else:
            yaml = _Yaml(city)
            self._clock = clock_in(yaml.first.settings.office.zone)
            self._source = yaml = yaml.on(self._today)
            self.content = yaml.first
        self._since = self._source.since(self._today)

    @property
    def _today(self) -> date:
        return self._clock.now().date()

    def tell(self) -> None:
        """Write down what is served."""
        match self._source:
            case Snapshot(version=version):
                log.info("content_published", version=version.number, made=version.made.isoformat())
            case _:
                log.warning("content_never_published", folder=str(self._city))

    def renew(self) -> bool:
        """Take a version that was published since, and what holds from today; return whether there is anything new."""
        source = self._published_since() or self._source
        since = source.since(self._today)
        if source is self._source and since == self._since:
            return False
        self._source, self._since = source, since
        try:
            self.content = source.content(self._today)
        except ContentError as error:
            log.error("content_refused", faults=len(error.faults), first=str(error.faults[0]))  # noqa: TRY400  # one line
            return False
        self.tell()
        return True

    def _published_since(self) -> Snapshot | None:
        stamps = _stamps(self._city)
        if stamps == self._stamps:
            return None
        self._stamps = stamps
        newest = _newest(self._city)
        if newest is None or (isinstance(self._source, Snapshot) and newest.version == self._source.version):
            return None
        return newest


def _newest(city: Path) -> Snapshot | None:
    """Return the newest version that can be read; say which cannot."""
    for file in versions(city):
        try:
            return read_version(file)
        except SnapshotError as error:
            log.error("version_refused", file=file.name, why=error.code)  # noqa: TRY400  # one line
    return None


def _stamps(city: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells, without reading, that a version came, went, or was still being copied."""
    return tuple(stamp for file in versions(city) if (stamp := _stamp(file)) is not None)


def _stamp(file: Path) -> tuple[str, int, int] | None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return file.name, status.st_mtime_ns, status.st_size
