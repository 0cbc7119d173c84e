"""``make screens``: every screen in every language as a picture, and the board."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer
from PySide6.QtCore import QDeadlineTimer, QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from commands.board_screens import board_screens
from commands.city import SAMPLE, City, content_of
from commands.keys.making import make_keys
from commands.kiosk_parts import KioskParts, kiosk_parts, with_kiosk
from commands.size import Size, pixels
from commands.visit_process import screen_parts
from kiosk.errors import UsageError
from kiosk.visit.steps import Step
from ui.lobby.assembly import make_window
from ui.lobby.gallery import gallery, poses, sample_case
from ui.lobby.resident import NotThereError, Resident
from ui.lobby.style import Style, load_families, scale_for
from ui.lobby.window import LobbyWindow

LOOK_MS = 20
REST_MS = 400
"""After a touch, until whatever it moved lies still."""

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="DIR/<language>/<screen>.png, DIR/board/<pose>.png")]


Only = Annotated[str, typer.Option("--only", metavar="NAME", help="Only those that are called so; * stands for all.")]


def screens(*, out: Out = Path("out/screens"), only: Only = "*", size: Size = "1080x1920", city: City = SAMPLE) -> None:
    """Draw every screen in every language, and the board as it can look."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    content = content_of(city)
    with tempfile.TemporaryDirectory() as keys:
        make_keys(Path(keys), content.settings.kiosk.id)
        parts = kiosk_parts(with_kiosk(content, keys=keys))
        settings = parts.content.settings
        extent = QSize(*(pixels(size) or (1080, 1920)))
        style = Style(settings.tokens, scale_for(extent), load_families(parts.fonts))
        window = make_window(style, screen_parts(parts))
        window.resize(extent)
        window.show()
        wanted = (one for one in _wanted(parts, out) if fnmatchcase(one.file.stem, only))
        photographer = Photographer(window, wanted)
        photographer.finished.connect(application.quit)
        application.exec()
        window.close()
        taken = photographer.taken + board_screens(content, out, only)
    if photographer.failure is not None:
        raise photographer.failure
    if not taken:
        raise UsageError(f"No screen is called {only}.")
    typer.echo(f"{taken} pictures are in {out}/")


@dataclass(frozen=True)
class Wanted:
    """One picture to be taken."""

    file: Path
    language: str
    step: Step
    touches: tuple[str, ...] = ()
    idle_s: int = 0


def _wanted(parts: KioskParts, out: Path) -> Iterator[Wanted]:
    content, now = parts.content, parts.clock.now()
    for language in content.settings.kiosk.languages:
        documents = parts.papers.preview(sample_case(content.guide, content.needs, now, language))
        furigana = None if parts.papers.with_furigana(language) is None else False
        steps = gallery(content.guide, now.date(), content.needs, documents, furigana=furigana)
        for name, step in steps.items():
            yield Wanted(out / language / f"{name}.png", language, step)
        for name, pose in poses(content.guide, now.date(), content.needs, content.towns[0]).items():
            yield Wanted(
                out / language / f"{name}.png", language, replace(steps[pose.screen]), pose.touches, pose.idle_s
            )


class Photographer(QObject):
    """Shows step after step, touches what is wanted, and takes a picture of each when it has come to rest."""

    finished = Signal()

    def __init__(self, window: LobbyWindow, wanted: Iterator[Wanted]) -> None:
        super().__init__()
        self._window = window
        self._wanted = wanted
        self._resident = Resident(window, scale_for(window.size()))
        self._shown: Wanted | None = None
        self._touches: Iterator[str] = iter(())
        self._moving = QDeadlineTimer(0)
        self.taken = 0
        self.failure: NotThereError | None = None
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        if not self._window.accepts_touch():
            return
        if (name := next(self._touches, None)) is not None:
            self._touch(name)
            return
        if not self._moving.hasExpired():
            return
        if self._shown is not None:
            self._take(self._shown.file)
        self._shown = next(self._wanted, None)
        if self._shown is None:
            self._end()
        else:
            self._show(self._shown)

    def _touch(self, name: str) -> None:
        try:
            self._resident.touch(name)
        except NotThereError as failure:
            self.failure = failure
            self._end()
        self._moving = QDeadlineTimer(REST_MS)

    def _end(self) -> None:
        self._timer.stop()
        self.finished.emit()

    def _show(self, wanted: Wanted) -> None:
        self._window.set_language(wanted.language)
        self._window.show_step(wanted.step)
        self._touches = iter(wanted.touches)
        if wanted.idle_s:
            self._window.show_idle_warning(wanted.idle_s)

    def _take(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._window.grab().save(str(file))
        self.taken += 1
