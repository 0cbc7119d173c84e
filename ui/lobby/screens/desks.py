"""Which office? The desks with what one can do there, and one desk with all that is done at it."""

from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.guidance.content import Guide
from kiosk.guidance.sentences import floor_words
from kiosk.visit.answers import ClerkWanted, DeskChosen
from kiosk.visit.steps import ChooseDesk, ShowDesk
from kiosk.words import Words
from ui.lobby.controls import Button
from ui.lobby.finding import FindingLine, errands, findings
from ui.lobby.finding_list import FindingList
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.paging import Pages
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.way import where_words


class DesksScreen(Screen[ChooseDesk]):
    """Objects ``found:desk:<desk>``, in two columns in the order of their numbers."""

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._guide = guide
        self._heading = Heading(style)
        self._help = Help(style)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space("s"))
        self._lines = {desk: self._line(style, desk) for desk in guide.desks}
        self._pages = Pages(style, content)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._pages, 1)

    def present(self, step: ChooseDesk, words: Words) -> None:
        self._heading.say(words["screen.desks.ask"])
        self._help.say(words["screen.desks.help"])
        self._pages.speak(words)
        for line in self._lines.values():
            self._grid.removeWidget(line)
            line.hide()
        for n, id_ in enumerate(step.desks):
            (finding,) = findings((self._guide.desks[id_],), self._guide, words)
            self._lines[id_].become(finding)
            self._grid.addWidget(self._lines[id_], n // 2, n % 2)
            self._lines[id_].show()
        self._grid.setRowStretch(len(step.desks), 1)
        self._pages.to_top()

    def _line(self, style: Style, desk: str) -> FindingLine:
        line = FindingLine(style)
        line.clicked.connect(lambda: self.answered.emit(DeskChosen(desk)))
        return line


class DeskScreen(Screen[ShowDesk]):
    """Objects ``found:procedure:<procedure>`` and ``ask_clerk``."""

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._guide = guide
        self._desk = ""
        self._heading = Heading(style)
        self._help = Help(style)
        self._list = FindingList(style)
        self._ask = Button(style, "ask_clerk", Icon.CLERK, height_px=140)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._ask)
        self._list.chosen.connect(self.answered)
        self._ask.clicked.connect(lambda: self.answered.emit(ClerkWanted(self._desk)))

    def present(self, step: ShowDesk, words: Words) -> None:
        desk = self._guide.desks[step.desk]
        self._desk = step.desk
        where = where_words(desk, words) or floor_words(desk.floor, words)
        self._heading.say("\u3000".join(filter(None, (where, words[f"desk.{desk.id}.name"]))))
        self._help.say(words["screen.desk.help"])
        self._ask.say(words["screen.desk.ask"])
        self._list.speak(words)
        there = map(self._guide.procedures.__getitem__, step.procedures)
        self._list.show_findings(errands(there, self._guide, words))
