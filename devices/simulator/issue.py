"""Makes the software cards that the simulator offers by name."""

from pathlib import Path

from devices import my_number as real
from devices.simulator import my_number
from devices.simulator.card import SoftwareCard
from devices.simulator.faults import Faults
from devices.simulator.files import CardProfile
from devices.simulator.people import HOLDERS
from devices.simulator.tries import TryCounters
from kiosk.errors import UsageError

KINDS = ("my_number", "unknown")


def issue_card(
    kind: str = "my_number", holder: str = "hanako", faults: Faults | None = None, state: Path | None = None
) -> SoftwareCard:
    """Return a card of this kind for a holder's id, with those of the faults that lie in the card itself.

    ``state`` is the file in which its retry counters last. Raises UsageError for a name that is none.
    """
    faults = faults or Faults()
    profile = _profile(kind, holder, faults)
    tries = TryCounters(profile, state)
    if kind == "my_number" and (faults.blocked or faults.last_try):
        tries.set(real.TEXT_AP, real.PIN, 0 if faults.blocked else 1)
    return SoftwareCard(profile, tries)


def _profile(kind: str, holder: str, faults: Faults) -> CardProfile:
    if kind not in KINDS:
        raise UsageError(f"{kind!r} is none of the cards {', '.join(KINDS)}.")
    if holder not in HOLDERS:
        raise UsageError(f"{holder!r} is none of the holders {', '.join(HOLDERS)}.")
    if kind == "unknown":
        return my_number.unknown_card()
    filler = b"\xff\xff" if faults.filler else b""
    return my_number.profile(HOLDERS[holder], leading_filler=filler)
