"""What a counter opens, corrects and prints sheets with."""

from functools import partial
from pathlib import Path

from commands.keys.folder import COUNTER, KeyFolder
from commands.kiosk_parts import encode
from commands.unseal import opening
from config.city import Content
from config.published import dictionary_for
from kiosk.casework.casework import Casework
from kiosk.lettering.debian import FONTS
from kiosk.lettering.lettering import load_lettering
from kiosk.paperwork.layout import Blanks
from kiosk.paperwork.sheets import Sheets
from kiosk.ports import Clock
from kiosk.storage.cases import SqlCases
from kiosk.storage.database import Database
from printing.ipp.printer import IppPrinter
from printing.pdf import PdfRenderer
from ui.counter.parts import SheetParts

_SENDER = "kakanai-counter"


def sheet_parts(content: Content, city: Path, keys: Path, database: Database, clock: Clock) -> SheetParts:
    """Build them of the content of the city in this folder, with the keys in that one, read anew for every sheet."""
    settings = content.settings
    lettering = load_lettering(FONTS)
    blanks = Blanks(content.forms, settings.city, lettering)
    paper = settings.counter.sheets
    return SheetParts(
        casework=Casework(
            opening=partial(opening, city, content, KeyFolder(keys).private(COUNTER)),
            dictionary=dictionary_for(content),
            sheets=Sheets(content.guide, content.forms, blanks, lettering, encode),
            counter=settings.counter,
            words=content.words["ja"],
        ),
        cases=SqlCases(database, clock),
        render=PdfRenderer(lettering.fonts),
        printer=partial(IppPrinter, paper.printer, _SENDER) if paper else None,
        paper=paper,
    )
