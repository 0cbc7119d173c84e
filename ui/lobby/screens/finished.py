"""The number, very large, and the way; what must not be left behind; and that nothing remains here."""

from collections.abc import Callable, Mapping
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.guidance.content import Desk
from kiosk.lettering.glyphs import Face
from kiosk.queue.sentences import wait_words
from kiosk.visit.answers import Leave, SheetBad
from kiosk.visit.steps import Finished, Leaving, Over
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton, QuietButton
from ui.lobby.floor_picture import FloorPicture
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Text
from ui.lobby.overlays import Badge
from ui.lobby.panel import Note, Panel
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.symbol import SymbolPicture
from ui.lobby.way import WayPicture, floor_of

_CENTRE = Qt.AlignmentFlag.AlignHCenter

Symbol = Callable[[str], tuple[tuple[bool, ...], ...]]
"""A text as the modules of a two-dimensional code; True is dark."""


class FinishedScreen(Screen[Finished]):
    def __init__(self, style: Style, desks: Mapping[str, Desk], symbol: Symbol, floor: FloorPicture) -> None:
        super().__init__(style)
        self._desks = desks
        self._symbol = symbol
        self._heading = Heading(style, align=_CENTRE)
        self._card = Note(style, Icon.CARD, "accent")
        self._trouble = Note(style, Icon.WARNING, "accent")
        self._helper = Badge(style, Icon.CLERK, size_px=280)
        self._ticket = Panel(style)
        self._number_label = Text(style, "text", colour="ink_soft", align=_CENTRE)
        self._number = Text(style, "number", face=Face.BOLD, colour="city", align=_CENTRE)
        self._smaller = Text(style, "figure", face=Face.BOLD, colour="city", align=_CENTRE)
        self._ahead = Text(style, "text", face=Face.BOLD, align=_CENTRE)
        self._codes = QWidget()
        self._symbols: list[SymbolPicture] = []
        self._beside = QHBoxLayout(self._codes)
        self._photo = Text(style, "small", align=_CENTRE)
        self._way = WayPicture(style)
        self._floor = floor
        self._gone = Note(style, Icon.SHIELD, "done")
        self._bad = QuietButton(style, "bad_sheet", height_px=136)
        self._leave = PrimaryButton(style, "leave", height_px=136)
        self._lay_out()
        self._bad.clicked.connect(lambda: self.answered.emit(SheetBad()))
        self._leave.clicked.connect(lambda: self.answered.emit(Leave()))

    def _lay_out(self) -> None:
        self.column.setSpacing(self.look.space("xs"))
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._ticket.column.setSpacing(0)
        self._ticket.column.setContentsMargins(*[self.look.space("m")] * 4)
        for inside in (self._number_label, self._number, self._smaller, self._ahead, self._codes, self._photo):
            self._ticket.column.addWidget(inside)
        for widget in (self._heading, self._card, self._trouble, self._ticket, self._way, self._floor):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._helper, 0, _CENTRE)
        self.column.addStretch(1)
        self.column.addWidget(self._gone)
        ways = QHBoxLayout()
        ways.setSpacing(self.look.space("m"))
        ways.addWidget(self._bad, 2)
        ways.addWidget(self._leave, 3)
        self.column.addLayout(ways)

    def present(self, step: Finished, words: Words) -> None:
        self._heading.say(words[_heading(step)])
        self._card.say(words["screen.finished.card"] if step.card_on_reader else "")
        self._trouble.say(words[f"error.{step.trouble}"] if step.trouble else "")
        self._ticket.setVisible(step.number is not None)
        self._helper.setVisible(step.number is None)
        self._number_label.say(words["screen.finished.number"])
        self._number.say(step.number or "" if step.paper else "")
        self._smaller.say(step.number or "" if not step.paper else "")
        self._ahead.say(_ahead(step, words))
        self._show_codes(step, words)
        self._show_way(step, words)
        self._gone.say("" if step.card_on_reader else words["screen.finished.gone"])
        self._bad.say(words["screen.printing.bad_sheet"])
        self._bad.setVisible(step.paper)
        self._leave.say(words["screen.finished.leave"])

    def _show_codes(self, step: Finished, words: Words) -> None:
        """Without paper the codes that it would have carried are shown, to be photographed."""
        texts = () if step.paper else tuple(filter(None, (step.reference, *step.handover)))
        while len(self._symbols) < len(texts):
            self._symbols.append(SymbolPicture(self.look))
            self._beside.addWidget(self._symbols[-1])
        for picture, text in zip_longest(self._symbols, texts):
            picture.show_rows(self._symbol(text) if text else ())
        self._codes.setVisible(bool(texts))
        self._photo.say(words["screen.finished.photo"] if texts else "")

    def _show_way(self, step: Finished, words: Words) -> None:
        """Show the window, and how one walks there where there is room for it."""
        desk = self._desks.get(step.desk or "")
        if desk is None or desk.window is None:
            self._way.hide()
            self._floor.hide()
            return
        roomy = step.paper and not step.card_on_reader
        mapped = roomy and self._floor.point(desk, words)
        self._floor.setVisible(mapped)
        self._way.point(desk, floor_of(desk, self._desks.values()) if roomy and not mapped else (), words)
        self._way.show()


def _heading(step: Finished) -> str:
    if step.number is None:
        return "screen.finished.clerk"
    return "screen.finished.heading" if step.paper else "screen.finished.no_paper"


def _ahead(step: Finished, words: Words) -> str:
    if step.prospect is None:
        return ""
    people, wait = step.prospect.people, step.prospect.wait
    if wait.at_once and wait.opens is None:
        return words["screen.finished.next" if people == 0 else "queue.wait.soon"]
    return words.say("screen.finished.wait", people=people, wait=wait_words(wait, words))


class OverScreen(Screen[Leaving | Over]):
    """Nothing at all."""

    def present(self, step: Leaving | Over, words: Words) -> None:
        """Stay empty."""
