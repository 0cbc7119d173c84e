"""Lines to tick, and three ways on: none of them, I do not know, next."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.icons import Icon
from ui.lobby.paging import PagedList
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

TickT = TypeVar("TickT", bound=Touchable)


class TickList(QWidget, Generic[TickT]):
    """Objects ``tick:<id>``, ``none``, ``unknown``, ``next``.

    ``chosen`` carries the ids of what is ticked, ``unknown`` comes without. While nothing is ticked the way on is
    "none of these". ``make_tick`` builds a line that can be checked.
    """

    chosen = Signal(object)
    unknown = Signal()

    def __init__(self, style: Style, make_tick: Callable[[], TickT]) -> None:
        super().__init__()
        self._make_tick = make_tick
        self._ticks: list[TickT] = []
        self._list = PagedList(style)
        self._none = PrimaryButton(style, "none", height_px=160)
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=160)
        self._next = PrimaryButton(style, "next", height_px=160)
        self._lay_out(style)
        self._none.clicked.connect(lambda: self.chosen.emit(frozenset()))
        self._unknown.clicked.connect(self.unknown)
        self._next.clicked.connect(lambda: self.chosen.emit(self._ticked()))

    def offer(self, ids: Sequence[str], ticked: frozenset[str]) -> Sequence[TickT]:
        """Show a line for each of these and return the lines, to be lettered."""
        while len(self._ticks) < len(ids):
            self._add()
        for tick, id_ in zip(self._ticks, ids, strict=False):
            tick.setObjectName(f"tick:{id_}")
            tick.setChecked(id_ in ticked)
        for n, tick in enumerate(self._ticks):
            tick.setVisible(n < len(ids))
        self._list.pages.to_top()
        self._refresh()
        return self._ticks[: len(ids)]

    def speak(self, words: Words, none: str) -> None:
        """Letter the ways on; ``none`` says that nothing of it is so."""
        self._list.pages.speak(words)
        self._none.say(none)
        self._unknown.say(words["screen.question.unknown"])
        self._next.say(words["screen.question.next"])

    def _lay_out(self, style: Style) -> None:
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        for button, share in ((self._unknown, 1), (self._none, 2), (self._next, 2)):
            row.addWidget(button, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addWidget(self._list, 1)
        column.addLayout(row)

    def _add(self) -> None:
        tick = self._make_tick()
        tick.toggled.connect(self._refresh)
        self._list.add(tick)
        self._ticks.append(tick)

    def _refresh(self) -> None:
        chosen = bool(self._ticked())
        self._none.setVisible(not chosen)
        self._next.setVisible(chosen)

    def _ticked(self) -> frozenset[str]:
        shown = (tick for tick in self._ticks if not tick.isHidden() and tick.isChecked())
        return frozenset(tick.objectName().removeprefix("tick:") for tick in shown)
