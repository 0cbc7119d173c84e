"""The retry counters of a software card: like those of a real one they outlast power and, in a file, the program."""

import json
from collections.abc import Mapping
from pathlib import Path

from devices.apdu import AID, FID
from devices.simulator.files import CardProfile
from kiosk.errors import UsageError


class TryCounters:
    """Tries left for every key of one card. Kept in memory only when ``file`` is ``None``."""

    def __init__(self, profile: CardProfile, file: Path | None = None) -> None:
        self._full = {
            _name(application.aid, fid): key.tries
            for application in profile.applications
            for fid, key in application.keys.items()
        }
        self._file = file
        self._left = {**self._full, **(_stored(file) if file is not None else {})}

    def left(self, aid: AID, fid: FID) -> int:
        return self._left[_name(aid, fid)]

    def miss(self, aid: AID, fid: FID) -> int:
        """Count a wrong secret; return the tries left."""
        self.set(aid, fid, max(0, self.left(aid, fid) - 1))
        return self.left(aid, fid)

    def refill(self, aid: AID, fid: FID) -> None:
        self.set(aid, fid, self._full[_name(aid, fid)])

    def set(self, aid: AID, fid: FID, tries: int) -> None:
        self._left[_name(aid, fid)] = tries
        if self._file is not None:
            _store(self._file, self._left)


def _name(aid: AID, fid: FID) -> str:
    return f"{aid.hex().upper()}/{fid:04X}"


def _stored(file: Path) -> dict[str, int]:
    if not file.exists():
        return {}
    try:
        return {str(name): int(left) for name, left in json.loads(file.read_text("utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{file} is not a state file of a software card.") from error


def _store(file: Path, left: Mapping[str, int]) -> None:
    draft = file.with_name(file.name + ".new")
    draft.write_text(json.dumps(left, indent=1), "utf-8")
    draft.replace(file)
