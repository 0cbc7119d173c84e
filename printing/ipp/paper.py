"""What a printer is asked to print on: of what the city wants, as much as the printer says it has."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from kiosk.settings import Paper
from printing.ipp.collection import MEDIA_COL
from printing.ipp.line import Answer, Attributes

PAPER_ATTRIBUTES: Final = (
    "media-supported",
    "media-col-supported",
    "media-source-supported",
    "sides-supported",
)
"""What of a printer has to be known."""

_ENDS: Final = ("custom_min", "custom_max")
_HUNDREDTHS: Final = {"mm": 100, "in": 2540}
_SIZE: Final = re.compile(r"_(?P<x>[0-9.]+)x(?P<y>[0-9.]+)(?P<unit>mm|in)$")


@dataclass(frozen=True)
class Asked:
    """Job attributes for a paper; ``lacking`` names the settings of it that the printer cannot fulfil."""

    job: Attributes = field(default_factory=dict)
    lacking: tuple[str, ...] = ()


def ask_for(paper: Paper, printer: Answer) -> Asked:
    """Return what to ask of a printer that said this of itself.

    A tray is named in ``media-col`` (PWG 5100.7), beside which ``media`` must not stand; a tray alone leaves the size
    to what lies in it.
    """
    has_size = not paper.media or _has(paper.media, printer.words("media-supported"))
    members = printer.words("media-col-supported")
    has_tray = not paper.tray or (paper.tray in printer.words("media-source-supported") and "media-source" in members)
    has_sides = paper.sides.value in printer.words("sides-supported")
    media = paper.media if has_size else ""
    job: dict[str, object] = {"sides": paper.sides.value} if has_sides else {}
    if paper.tray and has_tray:
        job[MEDIA_COL] = {**_size(media), "media-source": paper.tray}
    elif media in printer.words("media-supported"):
        job["media"] = media
    elif media and "media-size" in members:
        job[MEDIA_COL] = _size(media)
    lacks = {"media": not has_size, "tray": not has_tray, "sides": not has_sides}
    return Asked(job, tuple(setting for setting, lacking in lacks.items() if lacking))


def _size(media: str) -> Mapping[str, object]:
    """Return the size in hundredths of a millimetre as a member of media-col; nothing where no size is named."""
    extent = _extent(media)
    return {"media-size": dict(zip(("x-dimension", "y-dimension"), extent, strict=True))} if extent else {}


def _extent(media: str) -> tuple[int, int] | None:
    """Return width and height that a self-describing name (PWG 5101.1) ends with, in hundredths of a millimetre."""
    said = _SIZE.search(media)
    if said is None:
        return None
    unit = _HUNDREDTHS[said["unit"]]
    return round(float(said["x"]) * unit), round(float(said["y"]) * unit)


def _has(media: str, supported: Iterable[str]) -> bool:
    """Say whether a printer takes a size: because it lists it, or because it lies between its smallest and largest."""
    names = tuple(supported)
    if media in names:
        return True
    extent = _extent(media)
    ends = [[size for name in names if name.startswith(end) and (size := _extent(name))] for end in _ENDS]
    return extent is not None and any(
        least[0] <= extent[0] <= most[0] and least[1] <= extent[1] <= most[1] for least, most in product(*ends)
    )
