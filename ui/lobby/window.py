"""The lobby's one window: the frame, the screens, and what may lie over them. It shows steps and passes answers on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from kiosk.paperwork.case import NeedKind
from kiosk.visit import steps
from kiosk.visit.answers import Answer, Back, SpeakLanguage, StartOver
from kiosk.visit.steps import Stage, Step
from kiosk.words import Words
from ui.lobby.deck import Deck
from ui.lobby.frame import Aids, Footer, Header
from ui.lobby.overlays import ClerkOverlay, IdleOverlay, StartOverOverlay
from ui.lobby.screen import Screen
from ui.lobby.slide import Slide
from ui.lobby.style import Style
from ui.lobby.touch import Touchable

SETTLE_MS = 250
"""A touch that comes sooner after a new screen was meant for the one before."""

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin})
_SIGNS_OF_LIFE = _PRESSES | {QEvent.Type.KeyPress}


@dataclass(frozen=True)
class Ways:
    """What the frame shows around a step."""

    stage: Stage | None = None
    back: bool = True
    start_over: bool = True


WAYS: Mapping[type[Step], Ways] = {
    steps.Attract: Ways(back=False, start_over=False),
    steps.ChooseParty: Ways(start_over=False),
    steps.ChooseEvent: Ways(),
    steps.ChooseOtherEvent: Ways(),
    steps.SearchByWords: Ways(),
    steps.ChooseDesk: Ways(),
    steps.ShowDesk: Ways(),
    steps.ChooseOccasion: Ways(),
    steps.NoEventFits: Ways(),
    steps.AwaitCard: Ways(Stage.CARD),
    steps.EnterPin: Ways(Stage.CARD),
    steps.EnterCheckNumber: Ways(Stage.CARD),
    steps.EnterCardNumber: Ways(Stage.CARD),
    steps.ReadingCard: Ways(Stage.CARD, back=False),
    steps.CardUnusable: Ways(Stage.CARD),
    steps.ConfirmPerson: Ways(Stage.CARD),
    steps.GatherHousehold: Ways(Stage.CARD),
    steps.AskQuestion: Ways(Stage.QUESTIONS),
    steps.Summary: Ways(Stage.CHECK),
    steps.ShowPlan: Ways(Stage.CHECK),
    steps.FillNeed: Ways(Stage.CHECK),
    steps.CheckNeeds: Ways(Stage.CHECK),
    steps.Sign: Ways(Stage.CHECK),
    steps.Preview: Ways(Stage.CHECK),
    steps.Printing: Ways(Stage.PRINT, back=False, start_over=False),
    steps.ChooseSheet: Ways(Stage.PRINT, start_over=False),
    steps.Finished: Ways(Stage.PRINT, back=False, start_over=False),
    steps.Leaving: Ways(back=False, start_over=False),
    steps.CardLeft: Ways(back=False, start_over=False),
    steps.Over: Ways(back=False, start_over=False),
}

_OF_A_PERSON = frozenset({NeedKind.NAME, NeedKind.BIRTH, NeedKind.SEX})
"""What is told in place of a card, while the household gathers."""


def ways_of(step: Step) -> Ways:
    """Return what the frame shows around this step."""
    if isinstance(step, steps.FillNeed) and step.kind in _OF_A_PERSON:
        return WAYS[steps.AwaitCard]
    return WAYS[type(step)]


def _focus_first(screen: QWidget) -> None:
    """Go on with the keys where the new screen begins."""
    controls = (one for one in screen.findChildren(Touchable) if one.isVisible() and one.isEnabled())
    first = next(controls, None)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)


class LobbyWindow(QWidget):
    """Shows one step at a time.

    ``answered`` carries an Answer, ``clerk_called`` a call for help, ``touched`` any sign of life.
    ``screens`` has one screen for every type of step; they are built once and reused.
    """

    answered = Signal(object)
    clerk_called = Signal()
    touched = Signal()

    def __init__(
        self,
        style: Style,
        words: Mapping[str, Words],
        language: str,
        screens: Mapping[type[Step], Screen[Any]],
        crest: str,
    ) -> None:
        super().__init__()
        self._words = words
        self._language = language
        self._screens = screens
        self._step: Step | None = None
        self._by_keys = False
        self._since_shown = QElapsedTimer()
        self._header = Header(style, crest)
        self._aids = Aids(style, {one: words[one]["screen.frame.own_name"] for one in words})
        self._footer = Footer(style)
        self._stage = Deck()
        self._slide = Slide(self._stage, style.tokens.slide_ms)
        self._grid = QGridLayout(self)
        self._lay_out()
        self._start_over = StartOverOverlay(style, self)
        self._clerk = ClerkOverlay(style, self)
        self._idle = IdleOverlay(style, self)
        self._overlays = (self._start_over, self._clerk, self._idle)
        self._paint_ground(style.colour("ground"))
        self._connect()
        self._speak()

    def show_step(self, step: Step, *, forward: bool = True) -> None:
        """Show the step; ``forward`` False when one went back."""
        self._slide.stop()
        screen = self._screens[type(step)]
        old = self._stage.grab() if self._moves(step) else None
        if old is not None:
            self._uncover()
        self._step = step
        self._present()
        self._drop_focus()
        self._stage.turn_to(screen)
        if self._by_keys:
            _focus_first(screen)
        if old is not None:
            self._slide.run(old, screen.grab(), forward=forward)
        self._since_shown.start()

    def set_language(self, language: str) -> None:
        """Speak this language from now on."""
        self._language = language
        self._speak()
        if self._step is not None:
            self._present()

    def show_idle_warning(self, seconds: int) -> None:
        """Ask whether somebody is still there. The caller ends the visit when nobody touches anything."""
        self._idle.warn(seconds)

    def hide_idle_warning(self) -> None:
        self._idle.hide()

    def accepts_touch(self) -> bool:
        """Say whether the present screen has been there long enough for a touch to be meant for it."""
        return not self._since_shown.isValid() or self._since_shown.hasExpired(SETTLE_MS)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See every press before any control does. What answers the idle warning is meant for nothing beneath it."""
        if event.type() not in _SIGNS_OF_LIFE:
            return False
        self._by_keys = event.type() is QEvent.Type.KeyPress
        presses = event.type() in _PRESSES
        answers_warning = presses and self._idle.isVisible()
        if answers_warning:
            self._idle.hide()
        self.touched.emit()
        return presses and (answers_warning or not self.accepts_touch())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=self.width() > self.height())
        for overlay in self._overlays:
            overlay.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    def _lay_out(self) -> None:
        for screen in self._screens.values():
            self._stage.add(screen)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._grid.setRowStretch(1, 1)
        self._grid.setColumnStretch(0, 8)
        for row, widget in enumerate((self._header, self._stage, self._aids, self._footer)):
            self._grid.addWidget(widget, row, 0)

    def _arrange(self, *, wide: bool) -> None:
        """Put the frame above and below the stage, or beside it where the screen is wide."""
        beside = 1 if wide else 0
        self._header.stack(stacked=wide)
        self._grid.setColumnStretch(1, 5 * beside)
        for row, widget in ((0, self._header), (2, self._aids), (3, self._footer)):
            self._grid.addWidget(widget, row, beside)
        if wide:
            self._grid.addWidget(self._stage, 0, 0, 4, 1)
        else:
            self._grid.addWidget(self._stage, 1, 0)

    def _connect(self) -> None:
        for screen in self._screens.values():
            screen.answered.connect(self._on_answered)
        self._aids.chosen.connect(lambda language: self._on_answered(SpeakLanguage(language)))
        self._footer.back.connect(self._on_back)
        self._footer.start_over.connect(self._start_over.open)
        self._start_over.confirmed.connect(lambda: self._on_answered(StartOver()))
        self._footer.clerk.connect(self._on_clerk)

    def _uncover(self) -> None:
        """Take away what was said over the screen before: the new one may have something to say itself."""
        for overlay in self._overlays:
            overlay.hide()

    def _drop_focus(self) -> None:
        """Keep Qt from handing the focus of what is hidden to whatever comes next."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()

    def _paint_ground(self, ground: QColor) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, ground)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self._stage.setAutoFillBackground(True)
        for screen in self._screens.values():
            screen.setAutoFillBackground(True)

    def _moves(self, step: Step) -> bool:
        """Say whether this is another screen: news about the present step (a sheet came out) does not slide.

        Neither does a whole sheet: painted once more for the movement, it would be waited for.
        """
        if self._step is None or not self.isVisible() or isinstance(step, steps.Preview | steps.ChooseSheet):
            return False
        return type(step) is not type(self._step) or isinstance(step, steps.AskQuestion | steps.FillNeed)

    def _speak(self) -> None:
        words = self._words[self._language]
        self._aids.present(words)
        for overlay in self._overlays:
            overlay.speak(words)

    def _present(self) -> None:
        assert self._step is not None
        words = self._words[self._language]
        ways = ways_of(self._step)
        self._header.present(ways.stage, words)
        self._footer.present(words, back=ways.back, start_over=ways.start_over)
        self._footer.setVisible(not isinstance(self._step, steps.Leaving | steps.Over))
        self._aids.setVisible(not isinstance(self._step, steps.Leaving | steps.Over | steps.Attract))
        self._screens[type(self._step)].present(self._step, words)

    def _on_answered(self, answer: Answer) -> None:
        self.answered.emit(answer)

    def _on_back(self) -> None:
        screen = self._screens.get(type(self._step)) if self._step is not None else None
        if screen is None or not screen.step_back():
            self._on_answered(Back())

    def _on_clerk(self) -> None:
        self._clerk.open()
        self.clerk_called.emit()
