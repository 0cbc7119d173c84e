"""Lines to tick, and three ways on: none of them, I do not know, next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton, Tick
from ui.lobby.icons import Icon
from ui.lobby.paging import PagedList
from ui.lobby.panel import Note
from ui.lobby.style import Style

_MANY = 10
"""More lines than these stand in two columns."""


@dataclass(frozen=True)
class Ways:
    """What the ways on say. ``none``: nothing of it is so. ``which`` asks which lines are not known.

    With an empty ``which`` nobody can know single lines: "I do not know" is then of all of them at once.
    """

    none: str
    unknown: str
    which: str = ""


class TickList(QWidget):
    """Objects ``tick:<id>``, ``none``, ``unknown``, ``these``, ``next``.

    ``chosen`` carries the ids of what is ticked and the ids of what is not known; ``unknown`` comes without: nothing of
    it is known. While nothing is marked the way on is "none of these". After a touch on "I do not know" every touch
    marks a line as not known, until ``these`` ends that; a second one means all of them.
    """

    chosen = Signal(object, object)
    unknown = Signal()

    def __init__(self, style: Style, make_tick: Callable[[], Tick]) -> None:
        super().__init__()
        self._make_tick = make_tick
        self._ticks: list[Tick] = []
        self._shown: Sequence[Tick] = ()
        self._ways = Ways("", "")
        self._in_doubt = False
        self._which = Note(style, Icon.QUESTION, "accent")
        self._list = PagedList(style)
        self._none = PrimaryButton(style, "none", height_px=160)
        self._unknown = Button(style, "unknown", Icon.QUESTION, height_px=160)
        self._these = PrimaryButton(style, "these", height_px=160)
        self._next = PrimaryButton(style, "next", height_px=160)
        self._lay_out(style)
        self._none.clicked.connect(lambda: self.chosen.emit(frozenset(), frozenset()))
        self._unknown.clicked.connect(self._on_unknown)
        self._these.clicked.connect(lambda: self._doubt(in_doubt=False))
        self._next.clicked.connect(lambda: self.chosen.emit(self.ticked(), self.doubted()))

    def offer(
        self, ids: Sequence[str], ticked: frozenset[str], doubted: frozenset[str] = frozenset()
    ) -> Sequence[Tick]:
        """Show a line for each of these and return the lines, to be lettered."""
        while len(self._ticks) < len(ids):
            self._add()
        self._list.set_columns(2 if len(ids) > _MANY else 1)
        self._shown = self._ticks[: len(ids)]
        for tick, id_ in zip(self._shown, ids, strict=True):
            tick.setObjectName(f"tick:{id_}")
            tick.setChecked(id_ in ticked)
            tick.doubt(id_ in doubted)
        for n, tick in enumerate(self._ticks):
            tick.setVisible(n < len(ids))
        self._list.pages.to_top()
        return self._shown

    def speak(self, words: Words, ways: Ways) -> None:
        """Letter the ways on, and begin without doubt."""
        self._ways, self._words = ways, words
        self._list.pages.speak(words)
        self._none.say(ways.none)
        self._next.say(words["screen.question.next"])
        self._doubt(in_doubt=False)

    def ticked(self) -> frozenset[str]:
        return self._ids(Tick.isChecked)

    def doubted(self) -> frozenset[str]:
        return self._ids(Tick.is_doubted)

    def _lay_out(self, style: Style) -> None:
        row = QHBoxLayout()
        row.setSpacing(style.space("m"))
        for button, share in ((self._unknown, 2), (self._none, 3), (self._these, 3), (self._next, 3)):
            row.addWidget(button, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addWidget(self._which)
        column.addWidget(self._list, 1)
        column.addLayout(row)

    def _add(self) -> None:
        tick = self._make_tick()
        tick.clicked.connect(self._refresh)
        self._list.add(tick)
        self._ticks.append(tick)

    def _on_unknown(self) -> None:
        if self._in_doubt or not self._ways.which:
            self.unknown.emit()
        else:
            self._doubt(in_doubt=True)

    def _doubt(self, *, in_doubt: bool) -> None:
        self._in_doubt = in_doubt
        for tick in self._shown:
            tick.touched_in_doubt = in_doubt
        self._which.say(self._ways.which if in_doubt else "")
        self._unknown.say(self._words["screen.question.all_unknown"] if in_doubt else self._ways.unknown)
        self._refresh()

    def _refresh(self) -> None:
        doubted = bool(self.doubted())
        marked = doubted or bool(self.ticked())
        self._these.say(self._words[f"screen.question.{'these' if doubted else 'none'}_unknown"])
        self._these.setVisible(self._in_doubt)
        self._none.setVisible(not self._in_doubt and not marked)
        self._next.setVisible(not self._in_doubt and marked)

    def _ids(self, marked: Callable[[Tick], bool]) -> frozenset[str]:
        return frozenset(tick.objectName().removeprefix("tick:") for tick in self._shown if marked(tick))
