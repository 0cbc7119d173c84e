"""A visit has ended, but its card lies on the reader: take it. Whoever finds somebody else's card calls a clerk."""

from PySide6.QtCore import Qt

from kiosk.lettering.glyphs import Face
from kiosk.visit.steps import CardLeft
from kiosk.words import Words
from ui.lobby.icons import Icon
from ui.lobby.labels import Text
from ui.lobby.panel import Note, Panel
from ui.lobby.reader_picture import Motion, ReaderPicture
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class CardLeftScreen(Screen[CardLeft]):
    """Says it large enough for somebody who has already turned away. Goes by itself once the card is taken."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._call = Panel(style, fill="accent", edge="accent")
        self._heading = Text(
            style, "display", smaller="title", face=Face.BOLD, colour="on_accent", align=_CENTRE, evenly=True
        )
        self._help = Text(style, "choice", colour="on_accent", align=_CENTRE, evenly=True)
        self._picture = ReaderPicture(style)
        self._picture.become(Motion.TAKEN)
        self._not_yours = Note(style, Icon.CLERK, "accent")
        self._gone = Note(style, Icon.SHIELD, "done")
        self._call.column.addWidget(self._heading)
        self._call.column.addWidget(self._help)
        self.column.addWidget(self._call)
        self.column.addWidget(self._picture, 1)
        self.column.addWidget(self._gone)
        self.column.addWidget(self._not_yours)

    def present(self, _step: CardLeft, words: Words) -> None:
        self._heading.say(words["screen.card_left.heading"])
        self._help.say(words["screen.card_left.help"])
        self._gone.say(words["screen.card_left.gone"])
        self._not_yours.say(words["screen.card_left.not_yours"])
