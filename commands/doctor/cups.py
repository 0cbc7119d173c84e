"""Checks of a CUPS between us and the printer: whether documents stay in it (cupsd.conf(5), cups-files.conf(5))."""

import socket
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from commands.doctor.finding import Finding

ETC = Path("/etc/cups")
MOUNTS = Path("/proc/mounts")
IN_MEMORY = frozenset({"tmpfs", "ramfs"})
HISTORY_S = 600
"""For so long finished jobs may be remembered, without their documents; we ask for them only while they print."""

_QUEUES = ("/printers/", "/classes/")
_NO = frozenset({"no", "off", "false", "0"})
_FILES_S = "86400"
_SPOOL = "/var/spool/cups"


def check_cups(uris: Collection[str], etc: Path = ETC, mounts: Path = MOUNTS) -> Iterator[Finding]:
    """Check this machine's CUPS where a queue of it is used, and name those of others, which cannot be looked into."""
    parts = [urlsplit(uri) for uri in uris]
    hosts = dict.fromkeys(part.hostname or "" for part in parts if part.path.startswith(_QUEUES))
    for host in hosts:
        if not _is_here(host):
            yield Finding("cups", ok=None, outcome="remote", values={"host": host})
    if any(map(_is_here, hosts)):
        yield from _check_local(etc, mounts)


def _is_here(host: str) -> bool:
    return host in {"localhost", "127.0.0.1", "::1", socket.gethostname(), socket.getfqdn()}


def _check_local(etc: Path, mounts: Path) -> Iterator[Finding]:
    try:
        server, files = _settings(etc / "cupsd.conf"), _settings(etc / "cups-files.conf")
    except OSError:
        yield Finding("cups", ok=None, outcome="unreadable", values={"folder": etc})
        return
    kept = server.get("preservejobfiles", _FILES_S)
    removed = kept.lower() in _NO
    outcome = "removed" if removed else "kept"
    yield Finding("cups_files", ok=removed, outcome=outcome, values={"file": etc / "cupsd.conf", "value": kept})
    history = server.get("preservejobhistory", "Yes")
    short = history.lower() in _NO or (history.isdecimal() and int(history) <= HISTORY_S)
    yield Finding("cups_history", ok=True if short else None, outcome="short" if short else "long")
    spool = files.get("requestroot", _SPOOL)
    folders = (spool, files.get("tempdir", str(Path(spool, "tmp"))))
    on_disk = [folder for folder in folders if _file_system(folder, mounts) not in IN_MEMORY]
    outcome = "on_disk" if on_disk else "in_memory"
    values = {"folders": ", ".join(on_disk or folders), "file": etc / "cups-files.conf"}
    yield Finding("cups_spool", ok=not on_disk, outcome=outcome, values=values)


def _settings(file: Path) -> Mapping[str, str]:
    """Return the directives of a file of CUPS; their names count in any case. Raises OSError."""
    lines = (line.partition("#")[0].split(maxsplit=1) for line in file.read_text(errors="replace").splitlines())
    return {words[0].lower(): words[1].strip() for words in lines if len(words) > 1}


def _file_system(folder: str, mounts: Path) -> str:
    """Return the type of the file system that holds a folder; the last of what is mounted nearest above it counts."""
    place = Path(folder).resolve()
    rows = (line.split() for line in mounts.read_text().splitlines())
    above = [
        (len(row[1]), n, row[2]) for n, row in enumerate(rows) if place.is_relative_to(row[1].replace("\\040", " "))
    ]
    return max(above)[2] if above else ""
