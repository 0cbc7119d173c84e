"""The screen for what a form still needs: one pad for each kind of need."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QStackedWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.paperwork.case import NeedKind, NeedValue
from kiosk.people import Address
from kiosk.ports import TownDirectory
from kiosk.visit.steps import FillNeed, NeedFilled
from kiosk.words import Words
from ui.lobby.controls import Button
from ui.lobby.glyphs import GlyphPen
from ui.lobby.icons import Icon
from ui.lobby.labels import Help, Text
from ui.lobby.pads.address import AddressPad
from ui.lobby.pads.date import DatePad
from ui.lobby.pads.kana import KanaPad
from ui.lobby.pads.phone import PhonePad
from ui.lobby.pads.text import TextPad
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_ROOMY = frozenset({NeedKind.PHONE, NeedKind.DATE, NeedKind.ADDRESS})
"""Pads that leave room for a line of help; the letters need all of it."""


class FillNeedScreen(Screen[FillNeed]):
    """Asks for one need with its pad; emits NeedFilled.

    The same step shown again (in another language) keeps what was typed.
    """

    def __init__(
        self,
        style: Style,
        lettering: Lettering,
        pen: GlyphPen,
        directory: TownDirectory,
        today: Callable[[], date],
    ) -> None:
        super().__init__(style)
        self._step: FillNeed | None = None
        self._words: Words | None = None
        self._heading = Text(style, "choice", face=Face.BOLD, evenly=True)
        self._help = Help(style)
        self._kana = KanaPad(style, lettering, pen)
        self._text = TextPad(style)
        self._phone = PhonePad(style)
        self._date = DatePad(style, today)
        self._address = AddressPad(style, directory)
        self._skip = Button(style, "skip", Icon.PENCIL)
        self._pads: Mapping[NeedKind, KanaPad | TextPad | PhonePad | DatePad | AddressPad] = {
            NeedKind.KANA: self._kana,
            NeedKind.TEXT: self._text,
            NeedKind.PHONE: self._phone,
            NeedKind.DATE: self._date,
            NeedKind.ADDRESS: self._address,
        }
        self._lay_out(style)
        self._connect()

    def present(self, step: FillNeed, words: Words) -> None:
        anew = step is not self._step
        self._step = step
        self._speak(step, words)
        if anew:
            self._begin(step)
        self._stack.setCurrentWidget(self._pads[step.kind])
        self._head(step, words)

    def step_back(self) -> bool:
        """Go back inside the address; False when that is left, too."""
        return self._step is not None and self._step.kind is NeedKind.ADDRESS and self._address.step_back()

    def _lay_out(self, style: Style) -> None:
        margin = style.space("margin")
        self.column.setContentsMargins(margin, style.space("xs"), margin, style.space("s"))
        self.column.setSpacing(style.space("s"))
        self._stack = QStackedWidget()
        for pad in self._pads.values():
            self._stack.addWidget(pad)
        for widget in (self._heading, self._help):
            self.column.addWidget(widget)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self._skip)

    def _connect(self) -> None:
        for typed in (self._kana, self._text, self._phone, self._address):
            typed.finished.connect(lambda typed=typed: self._answer(typed.value()))
            typed.left_out.connect(lambda: self._answer(None))
        self._date.picked.connect(self._answer)
        self._skip.clicked.connect(lambda: self._answer(None))
        self._address.turned.connect(self._on_turned)

    def _answer(self, value: NeedValue | None) -> None:
        self.answered.emit(NeedFilled(value))

    def _speak(self, step: FillNeed, words: Words) -> None:
        """Letter the pad that is shown; the others wait until they are."""
        self._words = words
        label = words[f"need.{step.need}.label"]
        self._kana.caption(label)
        self._text.caption(label)
        self._skip.say(words["screen.pad.by_hand_later"])
        self._skip.setVisible(step.optional and step.kind is NeedKind.DATE)
        pad = self._pads[step.kind]
        pad.speak(words)
        if not isinstance(pad, DatePad):
            pad.offer(words["screen.pad.by_hand"] if step.optional else "")

    def _begin(self, step: FillNeed) -> None:
        given = step.given
        match step.kind:
            case NeedKind.KANA:
                self._kana.ask(step.name, given if isinstance(given, str) else "")
            case NeedKind.TEXT:
                self._text.ask(given if isinstance(given, str) else "")
            case NeedKind.PHONE:
                self._phone.ask(given if isinstance(given, str) else "")
            case NeedKind.DATE:
                self._date.begin(given if isinstance(given, date) else None)
            case NeedKind.ADDRESS:
                self._address.ask(given if isinstance(given, Address) else None)

    def _head(self, step: FillNeed, words: Words) -> None:
        """Say what is asked now: the need itself, or the present stage of an address."""
        inside = self._address.heading() if step.kind is NeedKind.ADDRESS else ""
        self._heading.say(inside or words[f"need.{step.need}.ask"])
        self._help.say(self._help_words(step, words, inside=bool(inside)))

    def _help_words(self, step: FillNeed, words: Words, *, inside: bool) -> str:
        if inside:
            return self._address.so_far()
        key = f"need.{step.need}.help"
        return words[key] if step.kind in _ROOMY and key in words else ""

    def _on_turned(self) -> None:
        if self._step is not None and self._words is not None:
            self._head(self._step, self._words)
