"""What happened? Large cards in everyday words; and what to do when none of them fits."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.guidance.content import Event
from kiosk.visit.answers import Back, EventChosen, Leave
from kiosk.visit.steps import ChooseEvent, NoEventFits
from kiosk.words import Words
from ui.lobby.controls import Button, Choice, PrimaryButton
from ui.lobby.icons import Icon, icon_named
from ui.lobby.labels import Heading, Help
from ui.lobby.overlays import Badge
from ui.lobby.paging import Pages
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_ONE_COLUMN = 5
_CENTRE = Qt.AlignmentFlag.AlignHCenter


class EventsScreen(Screen[ChooseEvent]):
    """One card for each event, and "something else"."""

    def __init__(self, style: Style, events: Mapping[str, Event]) -> None:
        super().__init__(style)
        self._heading = Heading(style)
        self._help = Help(style)
        self._cards = {id_: self._card(event) for id_, event in events.items()}
        self._other = Choice(style, "choice:other", Icon.MORE, height_px=184)
        self._other.clicked.connect(lambda: self.answered.emit(EventChosen(None)))
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(style.space("m"))
        self._pages = Pages(style, content)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addSpacing(style.space("m"))
        self.column.addWidget(self._pages, 1)
        self._shown: tuple[str, ...] | None = None

    def present(self, step: ChooseEvent, words: Words) -> None:
        self._heading.say(words["screen.events.ask"])
        self._help.say(words["screen.events.help"])
        self._pages.speak(words)
        for id_, card in self._cards.items():
            card.say(words[f"event.{id_}.everyday"], _small_line(id_, words))
            card.choose(id_ == step.chosen)
        self._other.say(words["screen.events.other"], words["screen.events.other_help"])
        self._arrange(step.events)
        self._pages.to_top()

    def _arrange(self, events: tuple[str, ...]) -> None:
        if events == self._shown:
            return
        self._shown = events
        columns = 1 if len(events) <= _ONE_COLUMN else 2
        cards = [*(self._cards[id_] for id_ in events), self._other]
        for card in (*self._cards.values(), self._other):
            self._grid.removeWidget(card)
            card.setVisible(card in cards)
        for n, card in enumerate(cards):
            self._grid.addWidget(card, n // columns, n % columns)
        self._grid.setRowStretch(len(cards), 1)

    def _card(self, event: Event) -> Choice:
        card = Choice(self.look, f"choice:{event.id}", icon_named(event.icon), height_px=236, soft=event.quiet)
        card.clicked.connect(lambda: self.answered.emit(EventChosen(event.id)))
        return card


def _small_line(event: str, words: Words) -> str:
    """The statute's word, and in a few words who is meant."""
    statute, who = words[f"event.{event}.statute"], words.get(f"event.{event}.why", "")
    return f"{statute} ― {who}" if who else statute


class NoEventScreen(Screen[NoEventFits]):
    """A clerk knows what to do."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._heading = Heading(style, align=_CENTRE)
        self._help = Help(style, align=_CENTRE)
        self._again = PrimaryButton(style, "choose_again", height_px=160)
        self._leave = Button(style, "leave", height_px=140)
        self._again.clicked.connect(lambda: self.answered.emit(Back()))
        self._leave.clicked.connect(lambda: self.answered.emit(Leave()))
        self.column.addStretch(1)
        self.column.addWidget(Badge(style, Icon.CLERK, size_px=260), 0, _CENTRE)
        self.column.addSpacing(style.space("l"))
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addStretch(1)
        self.column.addWidget(self._again)
        self.column.addWidget(self._leave)

    def present(self, _step: NoEventFits, words: Words) -> None:
        self._heading.say(words["screen.no_event.heading"])
        self._help.say(words["screen.no_event.help"])
        self._again.say(words["screen.no_event.again"])
        self._leave.say(words["screen.no_event.leave"])
