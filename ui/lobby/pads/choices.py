"""Pads on which something is chosen, not typed: one of several, one of three, or people of whom each is ticked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.words import Words
from ui.lobby.controls import Choice, PrimaryButton, Tick
from ui.lobby.labels import Block
from ui.lobby.paging import PagedList, Pages
from ui.lobby.style import Style

_CHOICE_PX = 148
_PAIR_PX = 232
_BELOW_PX = 120
_TICK_PX = 140
_NEXT_PX = 152


@dataclass(frozen=True)
class Option:
    """One of several: ``id`` names its control, ``value`` is what it means. ``small`` is a line beneath the title."""

    id: str
    value: object = field(repr=False)
    title: str = field(repr=False)
    small: str = field(default="", repr=False)


NewTitle = Callable[[], Block | None]
"""Makes what draws the title of one control; ``None`` for plain words."""


def plain_words() -> Block | None:
    return None


class ChoicePad(QWidget):
    """Choices ``choice:<id>`` in ``columns``; one touch decides. ``chosen`` carries the value."""

    chosen = Signal(object)

    def __init__(self, style: Style, *, columns: int = 1, new_title: NewTitle = plain_words) -> None:
        super().__init__()
        self._style = style
        self._columns = columns
        self._new_title = new_title
        self._options: Sequence[Option] = ()
        self._choices: list[Choice] = []
        content = QWidget()
        frame = QVBoxLayout(content)
        frame.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(style.space("s"))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        frame.addLayout(self._grid)
        frame.addStretch(1)
        self._pages = Pages(style, content)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(self._pages)

    def letter(self, options: Sequence[Option], words: Words) -> None:
        """Show these options; which one is marked stays."""
        self._options = options
        self._pages.speak(words)
        while len(self._choices) < len(options):
            self._add()
        for choice, option in zip(self._choices, options, strict=False):
            choice.setObjectName(f"choice:{option.id}")
            choice.say(option.title, option.small)
        for n, choice in enumerate(self._choices):
            choice.setVisible(n < len(options))

    def begin(self, given: object) -> None:
        """Mark what was answered before."""
        for choice, option in zip(self._choices, self._options, strict=False):
            choice.choose(given is not None and option.value == given)
        self._pages.to_top()

    def _add(self) -> None:
        n = len(self._choices)
        choice = Choice(self._style, "choice", height_px=_CHOICE_PX, title=self._new_title())
        choice.clicked.connect(lambda: self.chosen.emit(self._options[n].value))
        self._grid.addWidget(choice, n // self._columns, n % self._columns)
        self._choices.append(choice)


class PairPad(QWidget):
    """Three choices ``choice:<id>``: a pair side by side and one below, where yes, no and "I do not know" stand."""

    chosen = Signal(object)

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._options: Sequence[Option] = ()
        self._choices = tuple(Choice(style, "choice", height_px=height) for height in (_PAIR_PX, _PAIR_PX, _CHOICE_PX))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, style.px(_BELOW_PX))
        grid.setSpacing(style.space("m"))
        grid.setRowStretch(0, 1)
        for choice, (row, column, columns) in zip(self._choices, ((1, 0, 1), (1, 1, 1), (2, 0, 2)), strict=True):
            grid.addWidget(choice, row, column, 1, columns)
        for n, choice in enumerate(self._choices):
            choice.clicked.connect(lambda _checked, n=n: self.chosen.emit(self._options[n].value))

    def letter(self, options: Sequence[Option], _words: Words) -> None:
        """Show these three options; which one is marked stays."""
        self._options = options
        for choice, option in zip(self._choices, options, strict=True):
            choice.setObjectName(f"choice:{option.id}")
            choice.say(option.title, option.small)

    def begin(self, given: object) -> None:
        """Mark what was answered before."""
        for choice, option in zip(self._choices, self._options, strict=True):
            choice.choose(given is not None and option.value == given)


class TickPad(QWidget):
    """Ticks ``tick:<id>``; ``chosen`` carries the frozenset of the values ticked. At least one has to be."""

    chosen = Signal(object)

    def __init__(self, style: Style, *, new_title: NewTitle = plain_words) -> None:
        super().__init__()
        self._style = style
        self._new_title = new_title
        self._options: Sequence[Option] = ()
        self._ticks: list[Tick] = []
        self._list = PagedList(style)
        self._next = PrimaryButton(style, "next", height_px=_NEXT_PX)
        self._next.clicked.connect(lambda: self.chosen.emit(self._ticked()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("m"))
        column.addWidget(self._list, 1)
        column.addWidget(self._next)

    def letter(self, options: Sequence[Option], words: Words) -> None:
        """Show these options; which are ticked stays."""
        self._options = options
        self._list.pages.speak(words)
        self._next.say(words["screen.pad.next"])
        while len(self._ticks) < len(options):
            self._add()
        for tick, option in zip(self._ticks, options, strict=False):
            tick.setObjectName(f"tick:{option.id}")
            tick.say(option.title, option.small)
        for n, tick in enumerate(self._ticks):
            tick.setVisible(n < len(options))

    def begin(self, given: object) -> None:
        """Tick what was answered before, or everything."""
        before = given if isinstance(given, frozenset) else {option.value for option in self._options}
        for tick, option in zip(self._ticks, self._options, strict=False):
            tick.setChecked(option.value in before)
        self._list.pages.to_top()
        self._refresh()

    def _add(self) -> None:
        tick = Tick(self._style, "tick", height_px=_TICK_PX, title=self._new_title())
        tick.toggled.connect(self._refresh)
        self._list.add(tick)
        self._ticks.append(tick)

    def _ticked(self) -> frozenset[object]:
        shown = zip(self._ticks, self._options, strict=False)
        return frozenset(option.value for tick, option in shown if tick.isChecked())

    def _refresh(self) -> None:
        self._next.setEnabled(bool(self._ticked()))
