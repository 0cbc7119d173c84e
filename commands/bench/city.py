"""The sample city as a city has it that runs: published."""

import shutil
from pathlib import Path

from commands.city import SAMPLE
from config.content import Content, load
from config.published import put, source_of


def published_sample(folder: Path) -> Path:
    """Copy the sample city into a folder, publish it, and return where it is."""
    city = Path(shutil.copytree(SAMPLE, folder / "city"))
    put(city, all_days(city), source_of(city))
    return city


def all_days(city: Path) -> list[Content]:
    """Return what holds today, and on each day from which something else does."""
    today = load(city)
    return [today, *(load(city, day) for day in today.changes)]
