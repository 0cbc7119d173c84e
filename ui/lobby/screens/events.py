"""What happened? Large cards in everyday words, of which one touch is enough; or several to tick."""

from PySide6.QtWidgets import QHBoxLayout

from kiosk.guidance.content import Guide
from kiosk.visit.answers import EventsChosen, Way, WayChosen
from kiosk.visit.steps import ChooseEvent
from kiosk.words import Words
from ui.lobby.controls import PrimaryButton
from ui.lobby.event_card import EventGrid
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading
from ui.lobby.paging import Pages
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.tile import Tile

_WAYS = ((Way.OTHERS, Icon.MORE), (Way.WORDS, Icon.SEARCH), (Way.OFFICES, Icon.OFFICE))


class EventsScreen(Screen[ChooseEvent]):
    """Objects ``choice:<event>``, ``way:<way>``, ``several``; then ``next``.

    Whoever has several things to do says so first: then touches tick, the rarer events are among the cards, and
    "next" goes on.
    """

    def __init__(self, style: Style, guide: Guide) -> None:
        super().__init__(style)
        self._step = ChooseEvent(())
        self._words: Words | None = None
        self._several = False
        self._heading = Heading(style)
        self._grid = EventGrid(style, guide)
        self._pages = Pages(style, self._grid)
        self._tiles = {way: Tile(style, f"way:{way.value}", icon) for way, icon in _WAYS}
        self._more = Tile(style, "several", Icon.SEVERAL)
        self._next = PrimaryButton(style, "next", height_px=132)
        self._lay_out(style)
        self._grid.touched.connect(self._on_touched)
        self._more.clicked.connect(lambda: self._turn(several=True))
        self._next.clicked.connect(lambda: self.answered.emit(EventsChosen(self._grid.ticked())))

    def present(self, step: ChooseEvent, words: Words) -> None:
        ticks = self._several and step is self._step
        chosen = self._grid.ticked() if ticks else step.chosen
        self._step, self._words = step, words
        self._pages.speak(words)
        for way, tile in self._tiles.items():
            tile.say(words[f"screen.events.way.{way.value}"])
        self._more.say(words["screen.events.several"])
        self._turn(several=ticks or len(chosen) > 1, chosen=chosen)

    def step_back(self) -> bool:
        """Back from ticking to the cards of which one is enough."""
        if not self._several:
            return False
        self._turn(several=False)
        return True

    def _lay_out(self, style: Style) -> None:
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("m"), margin, style.space("m"))
        row = QHBoxLayout()
        row.setSpacing(style.space("s"))
        for way, tile in self._tiles.items():
            tile.clicked.connect(lambda _checked, way=way: self.answered.emit(WayChosen(way)))
        for tile in (*self._tiles.values(), self._more):
            row.addWidget(tile, 1)
        self.column.addWidget(self._heading)
        self.column.addWidget(self._pages, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._next)

    def _turn(self, *, several: bool, chosen: tuple[str, ...] = ()) -> None:
        assert self._words is not None
        self._several = several
        step, words = self._step, self._words
        self._heading.say(words["screen.events.ask_several" if several else "screen.events.ask"])
        self._grid.offer((*step.events, *step.rare) if several else step.events, words)
        self._grid.mark(chosen, ticks=several)
        for tile in (*self._tiles.values(), self._more):
            tile.setVisible(not several)
        self._next.setVisible(several)
        self._pages.to_top()
        self._count()

    def _on_touched(self, event: str) -> None:
        if self._several:
            self._count()
        else:
            self.answered.emit(EventsChosen((event,)))

    def _count(self) -> None:
        assert self._words is not None
        ticked = len(self._grid.ticked())
        self._next.say(self._words.say("screen.events.next", number=ticked))
        self._next.setEnabled(ticked > 0)
