"""``make screens``: every screen in every language as a picture."""

import os
from pathlib import Path
from typing import Annotated

import typer
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from commands.city import SAMPLE, City, content_of
from commands.kiosk_parts import kiosk_parts
from commands.size import Size, pixels
from commands.visit_process import screen_parts
from ui.lobby.assembly import make_window
from ui.lobby.gallery import gallery
from ui.lobby.style import Style, load_families, scale_for

Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="DIR/<language>/<screen>.png")]


def screens(*, out: Out = Path("out/screens"), size: Size = "1080x1920", city: City = SAMPLE) -> None:
    """Draw every screen in every language."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    parts = kiosk_parts(content_of(city))
    settings = parts.content.settings
    extent = QSize(*(pixels(size) or (1080, 1920)))
    style = Style(settings.tokens, scale_for(extent), load_families(parts.fonts))
    window = make_window(style, screen_parts(parts))
    window.resize(extent)
    window.show()
    drawn = 0
    for language in settings.kiosk.languages:
        folder = out / language
        folder.mkdir(parents=True, exist_ok=True)
        window.set_language(language)
        for name, step in gallery(parts.content.guide, parts.clock.now().date()).items():
            window.show_step(step)
            window.grab().save(str(folder / f"{name}.png"))
            drawn += 1
    window.close()
    application.quit()
    typer.echo(f"{drawn} pictures are in {out}/")
