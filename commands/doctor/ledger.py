"""The check of a kiosk's own ledger: what it has ready, and what the queue has not heard."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from commands.doctor.finding import Finding
from kiosk.errors import LedgerUnavailable
from kiosk.settings import Kiosk
from kiosk.storage.ledger import LedgerFile, LedgerStanding


def check_ledger(kiosk: Kiosk, zone: str) -> Iterator[Finding]:
    """Say how many numbers lie ready, and how many wait to be told since when; nothing where no ledger is kept.

    A file that does not exist yet is not made: it would be this user's.
    """
    if not kiosk.needs_ledger:
        return
    file = Path(kiosk.ledger)
    if not file.exists():
        there = file.absolute().parent.is_dir()
        outcome = "to_be_made" if there else "no_folder"
        yield Finding("ledger", ok=None if there else False, outcome=outcome, values={"file": file})
        return
    try:
        with closing(LedgerFile(file, kiosk.id)) as ledger:
            yield from _told(ledger.standing(), file, zone)
    except LedgerUnavailable as error:
        yield Finding("ledger", ok=False, outcome="unavailable", values={"file": file, "error": error})


def _told(standing: LedgerStanding, file: Path, zone: str) -> Iterator[Finding]:
    values: dict[str, object] = {"file": file, "reserved": standing.reserved, "waiting": standing.waiting}
    if standing.refused:
        yield Finding("ledger", ok=False, outcome="refused", values={"numbers": ", ".join(standing.refused)})
    if standing.since is not None:
        since = f"{standing.since.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
        yield Finding("ledger", ok=None, outcome="waiting", values={**values, "since": since})
    yield Finding(
        "ledger",
        ok=True if standing.reserved else None,
        outcome="ready" if standing.reserved else "empty",
        values=values,
    )
