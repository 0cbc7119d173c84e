"""The card: put it on the reader, leave it there, and what to do when it cannot be used."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent

from kiosk.calendar import say_day
from kiosk.ports import ReaderState
from kiosk.visit.answers import SecretLeftOut, TryAgain, WithoutCard
from kiosk.visit.card_talk import SAME_CARD
from kiosk.visit.steps import AwaitCard, CardUnusable, ReadingCard
from kiosk.words import Words
from ui.lobby.card_kinds import CardKinds
from ui.lobby.controls import Choice
from ui.lobby.icons import Icon
from ui.lobby.labels import Heading, Help
from ui.lobby.members import whose
from ui.lobby.moving import MovingPicture
from ui.lobby.overlays import Badge
from ui.lobby.panel import Note
from ui.lobby.reader_picture import Motion, ReaderPicture
from ui.lobby.screen import Screen
from ui.lobby.style import Style

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_FRAME_MS = 40
_AWAY = frozenset({ReaderState.NO_SERVICE, ReaderState.NO_READER})

PATIENCE_MS = 2_000
OTHER_WAY_MS = 10_000


class AwaitCardScreen(Screen[AwaitCard]):
    """Asks for somebody's card; says what went wrong a moment ago; the ways without one are as large as they must be.

    That there is no card, and that there is one which is not used, are two things: the plan follows from them.
    """

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._heading = Heading(style)
        self._help = Help(style)
        self._kinds = CardKinds(style)
        self._note = Note(style, Icon.WARNING, "accent")
        self._picture = ReaderPicture(style)
        self._without = Choice(style, "no_card", Icon.CROSS, height_px=164)
        self._unused = Choice(style, "card_not_used", Icon.CARD, height_px=164)
        self._without.clicked.connect(lambda: self.answered.emit(WithoutCard(owned=False)))
        self._unused.clicked.connect(lambda: self.answered.emit(WithoutCard(owned=True)))
        for widget in (self._heading, self._help, self._kinds, self._note):
            self.column.addWidget(widget)
        self.column.addWidget(self._picture, 1)
        self.column.addWidget(self._without)
        self.column.addWidget(self._unused)

    def present(self, step: AwaitCard, words: Words) -> None:
        away = step.reader in _AWAY
        owner = whose(step.whom, words)
        self._heading.say(words["screen.card.away"] if away else words.say("screen.card.ask", whose=owner))
        self._help.say(words["screen.card.away_help" if away else "screen.card.help"])
        self._kinds.say(words)
        self._kinds.setVisible(not away)
        self._note.become(Icon.CARD if _makes_room(step) else Icon.WARNING, "accent")
        self._note.say(_note(step, owner, words))
        self._picture.become(_motion(step))
        self._without.say(words["screen.card.without"], words["screen.card.without_help"])
        self._unused.say(words["screen.card.not_used"], words["screen.card.not_used_help"])


def _makes_room(step: AwaitCard) -> bool:
    """Whether the card of the one before still lies where the next has to come."""
    return step.another and step.reader is ReaderState.CARD and step.trouble is None


def _is_read(step: AwaitCard) -> bool:
    """Whether a card lies there that was read before."""
    return step.reader is ReaderState.CARD and (_makes_room(step) or step.trouble == SAME_CARD)


def _note(step: AwaitCard, owner: str, words: Words) -> str:
    """Say what stands in the way, and what to do."""
    if step.reader in _AWAY:
        return words[f"reader.{step.reader.value}"]
    if _makes_room(step):
        return words.say("screen.card.another", whose=owner)
    return words.say(f"error.{step.trouble}", whose=owner) if step.trouble else ""


def _motion(step: AwaitCard) -> Motion:
    if step.reader in _AWAY:
        return Motion.DARK
    if _is_read(step):
        return Motion.CHANGED
    return Motion.LIES if step.reader is ReaderState.CARD else Motion.PUT_DOWN


class ReadingCardScreen(Screen[ReadingCard]):
    """While the card is read; after a while it says what it waits for, and then offers the way without it."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._heading = Heading(style, align=_CENTRE)
        self._help = Help(style, align=_CENTRE)
        self._picture = ReaderPicture(style)
        self._picture.become(Motion.LIES)
        self._bar = _Bar(style)
        self._patience = Help(style, align=_CENTRE)
        self._without = Choice(style, "no_card", Icon.CROSS, height_px=160)
        self._without.clicked.connect(self._on_without)
        for widget in (self._heading, self._help):
            self.column.addWidget(widget)
        self.column.addWidget(self._picture, 1)
        self.column.addWidget(self._bar)
        self.column.addWidget(self._patience)
        self.column.addSpacing(style.space("xl"))
        self.column.addWidget(self._without)
        policy = self._without.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._without.setSizePolicy(policy)
        self._sentence = ""
        self._signs = False
        self._timers = (self.after(PATIENCE_MS, self._on_patience), self.after(OTHER_WAY_MS, self._without.show))

    def present(self, step: ReadingCard, words: Words) -> None:
        self._signs = step.signs
        self._heading.say(_reading_words(step, words))
        self._help.say(words["screen.reading.help"])
        self._sentence = words["screen.reading.patience"]
        self._patience.say("\u3000")
        self._without.say(words["screen.sign.go_on" if step.signs else "screen.card.go_without"])
        self._without.hide()
        for timer in self._timers:
            timer.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        for timer in self._timers:
            timer.stop()

    def _on_patience(self) -> None:
        self._patience.say(self._sentence)

    def _on_without(self) -> None:
        self.answered.emit(SecretLeftOut() if self._signs else WithoutCard())


def _reading_words(step: ReadingCard, words: Words) -> str:
    """Say which card is being read, where that is known."""
    if step.kind is None:
        return words["screen.reading.heading"]
    card = words[f"card.{step.kind.value}.name"]
    return words.say("screen.reading.signs" if step.signs else "screen.reading.card", card=card)


class _Bar(MovingPicture):
    """Something moves as long as the reader works."""

    def __init__(self, style: Style) -> None:
        super().__init__(_FRAME_MS)
        self._style = style
        self.setFixedHeight(style.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.width() * 0.15, 0, self.width() * 0.7, self.height())
        painter.setBrush(self._style.colour("line"))
        painter.drawRoundedRect(groove, self.height() / 2, self.height() / 2)
        share = 1 - 1 / (1 + self.seen_ms() / 900)
        painter.setBrush(self._style.colour("accent"))
        painter.drawRoundedRect(
            QRectF(groove.left(), 0, groove.width() * max(0.06, share), self.height()),
            self.height() / 2,
            self.height() / 2,
        )


class CardUnusableScreen(Screen[CardUnusable]):
    """This card is not tried here any more; what to do about it, and the way on."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._heading = Heading(style, align=_CENTRE)
        self._help = Help(style, align=_CENTRE)
        self._without = Choice(style, "no_card", Icon.FORWARD, height_px=188)
        self._another = Choice(style, "try_again", Icon.CARD, height_px=156)
        self._without.clicked.connect(lambda: self.answered.emit(WithoutCard()))
        self._another.clicked.connect(lambda: self.answered.emit(TryAgain()))
        self.column.addStretch(1)
        self.column.addWidget(Badge(style, Icon.CARD, "accent", size_px=240), 0, _CENTRE)
        self.column.addSpacing(style.space("l"))
        self.column.addWidget(self._heading)
        self.column.addWidget(self._help)
        self.column.addStretch(1)
        self.column.addWidget(self._without)
        self.column.addWidget(self._another)

    def present(self, step: CardUnusable, words: Words) -> None:
        self._heading.say(words["screen.unusable.heading"])
        self._help.say(_why(step, words))
        self._without.say(words["screen.card.go_without"], words["screen.unusable.without_help"])
        self._another.say(words["screen.unusable.another"])


def _why(step: CardUnusable, words: Words) -> str:
    """Say what is the matter with the card, and who can help: not the same for every card."""
    if step.expired is not None:
        last_day = say_day(step.expired, words.language, weekday=False)
        return words.say("screen.unusable.expired", day=last_day)
    of_any = words[f"error.{step.trouble}"]
    return of_any if step.kind is None else words.get(f"screen.unusable.{step.kind.value}.{step.trouble}", of_any)
