"""The sample city's casework, with keys that lie in a folder, and sheets of invented people."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from commands.city import SAMPLE, content_of
from commands.keys.folder import KeyFolder
from commands.keys.making import make_keys
from config.city import Content
from config.example import read_example
from config.published import dictionary_for
from kiosk.casework.casework import Casework, Desk
from kiosk.casework.correction import Edit
from kiosk.handover.record import Handover, handover_of
from kiosk.handover.text import Opening, write_handover
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import load_lettering
from kiosk.paperwork.layout import Blanks
from kiosk.paperwork.sheets import Sheets

NOW = datetime(2026, 11, 26, 10, 40, tzinfo=ZoneInfo("Asia/Tokyo"))


@dataclass(frozen=True)
class Office:
    """A counter and its kiosk. ``keys``: their folder."""

    content: Content
    casework: Casework
    keys: Path
    now: datetime = NOW

    def sheet(self, example: str = "F01-hanako", **more: object) -> Handover:
        """Return what a kiosk hands over of an example."""
        content = self.content
        case = read_example(SAMPLE / "examples" / f"{example}.yaml", content.guide, content.needs, "Asia/Tokyo")
        case = replace(case, made=self.now, ticket="A12")
        return replace(handover_of(case, city="aonami", kiosk="kiosk-1"), **more)  # type: ignore[arg-type]

    def texts(self, handover: Handover) -> tuple[str, ...]:
        return write_handover(handover, KeyFolder(self.keys).kiosk_keys("kiosk-1"), dictionary_for(self.content))

    def correct(self, handover: Handover, *edits: Edit, who: str = "sato", window: str | None = "3") -> Handover:
        return self.casework.correct(handover, edits, Desk(who, window, self.now))

    def printed(self, handover: Handover) -> tuple[str, ...]:
        """Return the texts on the corrected sheet."""
        keys = self.casework.opening().keys.sealing
        assert keys is not None
        return write_handover(handover, keys, self.casework.dictionary)

    @cached_property
    def words(self) -> object:
        return self.content.words["ja"]


@pytest.fixture(scope="session")
def content() -> Content:
    return content_of(SAMPLE)


@pytest.fixture(scope="session")
def make_office(content: Content) -> Callable[[Path], Office]:
    lettering = load_lettering(FONTS)
    blanks = Blanks(content.forms, content.settings.city, lettering)
    sheets = Sheets(content.guide, content.forms, blanks, lettering, lambda text: ((True,),) * (len(text) > 0))
    dictionary = dictionary_for(content)

    def make(keys: Path) -> Office:
        make_keys(keys, "kiosk-1")

        def opening() -> Opening:
            known = {dictionary.id: dictionary}.get
            return Opening("aonami", KeyFolder(keys).counter_keys(), known, NOW.date(), 14)

        casework = Casework(opening, dictionary, sheets, content.settings.counter, content.words["ja"])
        return Office(content, casework, keys)

    return make


@pytest.fixture(scope="session")
def office(make_office: Callable[[Path], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    return make_office(tmp_path_factory.mktemp("keys"))
