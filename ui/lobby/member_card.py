"""One of the household on a card of their own: all that is known of them, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.lettering.glyphs import Face
from kiosk.lettering.lettering import Lettering
from kiosk.lettering.ruby import plain
from kiosk.visit.steps import Member
from kiosk.words import Words
from ui.lobby.controls import draw_tick_box
from ui.lobby.glyphs import GlyphPen, RegisteredText
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Text, TextBlock
from ui.lobby.members import about, name_to_call, who_and_sex, who_is
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_LEFT = Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignHCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Open:
    """What can be said of somebody: that they stay behind, that they do not belong here after all."""

    staying: bool = False
    removal: bool = False


class MemberCard(QWidget):
    """Objects ``moves:<number>``, ``remove:<number>``, and once that was touched ``remove:<number>:yes`` and ``:no``.

    ``moved`` carries whether they move along; ``removed`` comes when the removal was confirmed.
    """

    moved = Signal(bool)
    removed = Signal()

    def __init__(self, style: Style, lettering: Lettering, pen: GlyphPen, today: Callable[[], date]) -> None:
        super().__init__()
        self._style = style
        self._today = today
        self._fill = style.colour("surface")
        self._name = RegisteredText(style, lettering, pen, "choice", smaller="text")
        self._told = _Told(style)
        self._sure = Text(style, "small", face=Face.BOLD, colour="danger")
        self._moves = _Small(style)
        self._remove = _Small(style, Icon.CROSS)
        self._yes = _Small(style, Icon.CHECK)
        self._no = _Small(style, Icon.BACK)
        self._member = Member(0)
        self._open = Open()
        self._sure_words = ""
        self._lay_out(style)
        self._moves.clicked.connect(lambda: self.moved.emit(not self._moves.isChecked()))
        self._remove.clicked.connect(lambda: self._ask(sure=True))
        self._no.clicked.connect(lambda: self._ask(sure=False))
        self._yes.clicked.connect(self.removed)

    def present(self, member: Member, words: Words, ways: Open) -> None:
        """Show this one and what can be said of them; a question that was open here is forgotten."""
        self._member, self._open = member, ways
        ink = "ink" if member.person.moves else "ink_soft"
        self._name.say(name_to_call(member.person))
        self._name.set_colour(self._style.colour(ink))
        self._told.say(who_and_sex(member, words), about(member, words, self._today()), ink)
        self._moves.setChecked(member.person.moves)
        self._letter(member, words)
        self._ask(sure=False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, edge = self._style.radius("l"), self._style.colour("line")
        draw_box(painter, QRectF(self.rect()), self._fill, radius=radius, edge=edge, edge_px=self._style.px(2))

    def _lay_out(self, style: Style) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._told)
        texts.addWidget(self._sure)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(32), style.px(14), style.px(16), style.px(14))
        row.setSpacing(style.space("s"))
        row.addLayout(texts, 1)
        for button in (self._moves, self._remove, self._yes, self._no):
            row.addWidget(button, 0, _MIDDLE)

    def _letter(self, member: Member, words: Words) -> None:
        who = f"{who_is(member, words)} {member.person.name or member.person.kana}"
        number = member.number
        for button, name, what in (
            (self._moves, f"moves:{number}", "moves"),
            (self._remove, f"remove:{number}", "remove"),
            (self._yes, f"remove:{number}:yes", "yes"),
            (self._no, f"remove:{number}:no", "no"),
        ):
            button.setObjectName(name)
            button.say(words[f"screen.household.{what}"], who)
        self._sure_words = words["screen.household.sure"]

    def _ask(self, *, sure: bool) -> None:
        """Ask whether it is meant, or leave it."""
        self._sure.say(self._sure_words if sure else "")
        self._told.setVisible(not sure)
        self._moves.setVisible(self._open.staying and not sure)
        self._remove.setVisible(self._open.removal and not sure)
        self._yes.setVisible(sure)
        self._no.setVisible(sure)
        quiet = "surface" if self._member.person.moves else "sunken"
        self._fill = self._style.colour("danger_tint" if sure else quiet)
        self.update()


class _Told(QWidget):
    """Who somebody is and what else is known, side by side where there is room."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._who = TextBlock(style.font("small", Face.BOLD))
        self._about = TextBlock(style.font("small"))
        self._ink = "ink"
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, who: str, about_them: str, ink: str) -> None:
        self._who.set_text(who)
        self._about.set_text(about_them)
        self._ink = ink
        self.setAccessibleName(plain(f"{who} {about_them}".strip()))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        beside = self._beside(width)
        height = self._about.height(width - beside)
        return round((max(height, self._who.line_height) if beside else self._who.height(width) + height) + 0.5)

    def sizeHint(self) -> QSize:
        return QSize(0, round(self._who.line_height + 0.5))

    def _beside(self, width: float) -> float:
        """Return how far to the right the rest begins; 0 when it stands below."""
        beside = self._who.natural_width() + self._style.space("m")
        return beside if beside + self._about.natural_width() <= width else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, area = QPainter(self), QRectF(self.rect())
        beside = self._beside(area.width())
        self._who.draw(painter, area, self._style.colour("city"), _LEFT)
        rest = area.adjusted(beside, 0 if beside else self._who.height(area.width()), 0, 0)
        self._about.draw(painter, rest, self._style.colour(self._ink), _LEFT)


class _Small(Touchable):
    """A small thing to touch: an icon over a word; without an icon a box that is ticked."""

    def __init__(self, style: Style, icon: Icon | None = None) -> None:
        super().__init__(style, "", 116)
        self._icon = icon
        self._words = TextBlock(style.font("small", Face.BOLD))
        self.setCheckable(icon is None)
        self.setFixedWidth(style.px(160))

    def say(self, words: str, whom: str) -> None:
        """Letter it; ``whom`` it is about is only spoken."""
        self._words.set_text(words)
        self.name(f"{words} {whom}")
        self.update()

    def nextCheckState(self) -> None:
        """A touch asks; what is ticked is decided by the step shown."""

    def is_cut(self) -> bool:
        return self._words.natural_width() > self.width()

    def draw(self, painter: QPainter, area: QRectF) -> None:
        fill = self.look.colour("city_tint")
        draw_box(painter, area, fill, radius=self.look.radius("m"), edge=fill, edge_px=0)
        city = self.look.colour("city")
        size = self.look.px(48 if self._icon is None else 40)
        mark = QRectF(area.center().x() - size / 2, area.top() + self.look.px(12), size, size)
        if self._icon is None:
            draw_tick_box(painter, mark, self.look, on=self.isChecked())
        else:
            draw_icon(painter, self._icon, mark, city, 1.3)
        line = QRectF(area.left(), area.bottom() - self._words.line_height - self.look.px(4), area.width(), size)
        self._words.draw(painter, line, city, _CENTRE)
