"""Checks of everything beside readers and printers: the city's content, keys, fonts, sound, clock."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.doctor.finding import Finding
from commands.keys.folder import COUNTER, KeyFolder
from config.content import Content, inspect
from config.published import newest_readable, read_or_none, source_of, versions
from config.snapshot import Snapshot
from kiosk.errors import KeyFileError, KeyFileExposed, KeyFileMissing
from kiosk.lettering.glyphs import Face
from kiosk.settings import Voice

SOUND_CARDS = Path("/proc/asound/cards")
_NO_CARDS = "no soundcards"

_KEY_TROUBLES: Mapping[type[KeyFileError], str] = {KeyFileMissing: "missing", KeyFileExposed: "exposed"}


class Root(Protocol):
    """An issuer of cards that the city believes; ``practice``: it made only software cards."""

    @property
    def name(self) -> str: ...

    @property
    def practice(self) -> bool: ...


def check_city(folder: Path, language: str) -> tuple[Finding, Content | None]:
    """Load the city; without it the checks that need it are left out."""
    if not folder.is_dir():
        return Finding("city", ok=False, outcome="missing", values={"folder": folder}), None
    inspection = inspect(folder)
    if inspection.content is None:
        first = inspection.faults[0]
        fault = f"{folder / first.file}:{first.line}: {first.say(language)}"
        values = {"folder": folder, "faults": len(inspection.faults), "fault": fault}
        return Finding("city", ok=False, outcome="faults", values=values), None
    name = inspection.content.settings.city.name
    return Finding("city", ok=True, outcome="loads", values={"city": name, "folder": folder}), inspection.content


def check_published(folder: Path) -> tuple[Finding, Snapshot | None]:
    """Say which version kiosks serve, and whether the YAML is still the one behind it."""
    files = versions(folder)
    snapshot = newest_readable(folder)
    if snapshot is None:
        outcome = "damaged" if files else "never"
        values = {"folder": folder, "file": files[0].name if files else ""}
        return Finding("published", ok=False if files else None, outcome=outcome, values=values), None
    version = snapshot.version
    made = version.made.astimezone(ZoneInfo(snapshot.zone))
    values = {"folder": folder, "version": version.number, "made": f"{made:%Y-%m-%d %H:%M}", "file": files[0].name}
    if read_or_none(files[0]) is None:
        return Finding("published", ok=False, outcome="older", values=values), snapshot
    same = version.source == source_of(folder)
    outcome = "current" if same else "edited"
    return Finding("published", ok=True if same else None, outcome=outcome, values=values), snapshot


def check_fonts(fonts: Mapping[Face, Path]) -> Finding:
    missing = [str(path) for path in fonts.values() if not path.is_file()]
    if missing:
        return Finding("fonts", ok=False, outcome="missing", values={"files": ", ".join(missing)})
    return Finding("fonts", ok=True, outcome="there")


def check_sound(which: Callable[[str], str | None] = shutil.which, cards: Path = SOUND_CARDS) -> Finding:
    """Look for a player and for a sound card. Neither kiosk nor board needs them to go on."""
    if which("aplay") is None:
        return Finding("sound", ok=None, outcome="missing")
    heard = cards.is_file() and _NO_CARDS not in cards.read_text()
    return Finding("sound", ok=True if heard else None, outcome="there" if heard else "no_card")


def check_voice(voice: Voice, which: Callable[[str], str | None] = shutil.which) -> Finding:
    """Say whether a board on this machine could speak the languages that the city wants."""
    values = {"languages": ", ".join(voice.languages)}
    if not voice.languages or not voice.volume:
        return Finding("voice", ok=True, outcome="unwanted")
    if "en" in voice.languages and which("flite") is None:
        return Finding("voice", ok=None, outcome="no_flite", values=values)
    return Finding("voice", ok=True, outcome="there", values=values)


def check_clock(zone: str, system: datetime) -> Finding:
    """Compare the machine's time of day with the city's. ``system`` is now, in the machine's own zone."""
    try:
        city = system.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return Finding("clock", ok=False, outcome="no_zone", values={"zone": zone})
    values = {"zone": zone, "time": f"{city:%Y-%m-%d %H:%M}", "system": f"{system:%Y-%m-%d %H:%M}"}
    same = city.utcoffset() == system.utcoffset()
    return Finding("clock", ok=True if same else None, outcome="same" if same else "differs", values=values)


def check_roots(roots: Sequence[Root]) -> Finding:
    """Say by which issuers a card is believed to be genuine."""
    practice = [root.name for root in roots if root.practice]
    if practice:
        return Finding("card_roots", ok=None, outcome="practice", values={"names": ", ".join(practice)})
    if not roots:
        return Finding("card_roots", ok=None, outcome="none")
    return Finding("card_roots", ok=True, outcome="some", values={"names": ", ".join(root.name for root in roots)})


def check_keys(folder: KeyFolder, kiosk: str) -> Finding:
    """Say whether this kiosk can seal what it prints, and that it should not be able to open it."""
    values = {"folder": folder.path, "kiosk": kiosk}
    try:
        folder.kiosk_keys(kiosk)
    except KeyFileError as error:
        outcome = _KEY_TROUBLES.get(type(error), "unreadable")
        return Finding("keys", ok=False, outcome=outcome, values={**values, "file": error.file})
    try:
        folder.counter_keys()
    except KeyFileError:
        return Finding("keys", ok=True, outcome="there", values=values)
    return Finding("keys", ok=None, outcome="opens", values={**values, "file": folder.private(COUNTER)})
