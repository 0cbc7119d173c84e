"""Something else: the rarer events, on which of several occasions a thing is done, and who helps when nothing fits."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.guidance.content import Desk, Guide
from kiosk.lettering.glyphs import Face
from kiosk.visit.answers import Back, ClerkWanted, EventsChosen, Leave, Way, WayChosen
from kiosk.visit.steps import ChooseOccasion, ChooseOtherEvent, NoEventFits
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.event_card import EventGrid
from ui.lobby.finding import findings
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help, Text
from ui.lobby.overlays import Badge
from ui.lobby.paging import Pages
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.way import WayPicture, floor_of

_CENTRE = Qt.AlignmentFlag.AlignHCenter


class OtherEventsScreen(Screen[ChooseOtherEvent]):
    """Objects ``choice:<event>``, ``way:<way>``, ``ask_clerk``."""

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._heading = Heading(style)
        self._grid = EventGrid(style, guide)
        self._pages = Pages(style, self._grid)
        self._else = Text(style, "text", colour="ink_soft")
        self._aside = _Aside(style)
        self._clerk = Button(style, "ask_clerk", Icon.CLERK, height_px=128)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._else)
        self.column.addWidget(self._aside)
        self.column.addWidget(self._clerk)
        self._grid.touched.connect(lambda event: self.answered.emit(EventsChosen((event,))))
        self._aside.chosen.connect(self.answered)
        self._clerk.clicked.connect(lambda: self.answered.emit(ClerkWanted()))

    def present(self, step: ChooseOtherEvent, words: Words) -> None:
        self._heading.say(words["screen.other_events.ask"])
        self._else.say(words["screen.other_events.else"])
        self._grid.offer(step.events, words)
        self._grid.mark((), ticks=False)
        self._aside.speak(words)
        self._clerk.say(words["screen.other_events.clerk"])
        self._pages.speak(words)
        self._pages.to_top()


class OccasionScreen(Screen[ChooseOccasion]):
    """Objects ``choice:<event>``, ``ask_clerk``: somebody with neither of them asks at the window."""

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._guide = guide
        self._desk = ""
        self._about = Text(style, "text", face=Face.BOLD, colour="city")
        self._heading = Heading(style)
        self._grid = EventGrid(style, guide)
        self._pages = Pages(style, self._grid)
        self._neither = Button(style, "ask_clerk", Icon.CLERK, height_px=140)
        for widget in (self._about, self._heading):
            self.column.addWidget(widget)
        self.column.addWidget(self._pages, 1)
        self.column.addWidget(self._neither)
        self._grid.touched.connect(lambda event: self.answered.emit(EventsChosen((event,))))
        self._neither.clicked.connect(lambda: self.answered.emit(ClerkWanted(self._desk)))

    def present(self, step: ChooseOccasion, words: Words) -> None:
        procedure = self._guide.procedures[step.procedures[0]]
        (finding,) = findings((procedure,), self._guide, words)
        self._desk = procedure.desk
        self._about.say(finding.title)
        self._heading.say(words["screen.occasion.ask"])
        self._neither.say(words["screen.occasion.neither"])
        self._grid.offer(step.events, words)
        self._grid.mark((), ticks=False)
        self._pages.speak(words)
        self._pages.to_top()


class NoEventScreen(Screen[NoEventFits]):
    """A clerk knows what to do: anybody, or those at a window."""

    def __init__(self, style: Style, desks: Mapping[str, Desk]) -> None:
        super().__init__(style)
        self._desks = desks
        self._heading = Heading(style, align=_CENTRE)
        self._help = Help(style, align=_CENTRE)
        self._way = WayPicture(style)
        self._aside = _Aside(style)
        self._again = PrimaryButton(style, "choose_again", height_px=160)
        self._leave = Button(style, "leave", height_px=140)
        self._again.clicked.connect(lambda: self.answered.emit(Back()))
        self._leave.clicked.connect(lambda: self.answered.emit(Leave()))
        self._aside.chosen.connect(self.answered)
        self.column.addStretch(1)
        self.column.addWidget(Badge(style, Icon.CLERK, size_px=260), 0, _CENTRE)
        self.column.addSpacing(style.space("l"))
        for widget in (self._heading, self._help, self._way):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.column.addWidget(self._aside)
        self.column.addWidget(self._again)
        self.column.addWidget(self._leave)

    def present(self, step: NoEventFits, words: Words) -> None:
        desk = self._desks.get(step.desk or "")
        self._heading.say(words["screen.no_event.heading" if desk is None else "screen.no_event.heading_desk"])
        self._help.say(words["screen.no_event.help" if desk is None else "screen.no_event.help_desk"])
        self._way.setVisible(desk is not None)
        if desk is not None:
            self._way.point(desk, floor_of(desk, self._desks.values()), words)
        self._aside.speak(words)
        self._aside.setVisible(desk is None)
        self._again.say(words["screen.no_event.again"])
        self._leave.say(words["screen.no_event.leave"])


class _Aside(QWidget):
    """By words, by office: objects ``way:words`` and ``way:offices``. ``chosen`` carries the answer."""

    chosen = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space("m"))
        self._buttons: dict[Way, Button] = {}
        for way, icon in ((Way.WORDS, Icon.SEARCH), (Way.OFFICES, Icon.OFFICE)):
            button = self._buttons[way] = Button(style, f"way:{way.value}", icon, height_px=128)
            button.clicked.connect(lambda _checked, way=way: self.chosen.emit(WayChosen(way)))
            row.addWidget(button)

    def speak(self, words: Words) -> None:
        for way, button in self._buttons.items():
            button.say(words[f"screen.other_events.{way.value}"])
