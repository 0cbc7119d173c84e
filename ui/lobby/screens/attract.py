"""Nobody is here: what this machine does, in three pictures, and an invitation to touch it. All of it is one button."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.calendar import say_time
from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.queue.sentences import wait_words
from kiosk.settings import Office
from kiosk.visit.answers import Begin
from kiosk.visit.steps import Attract
from kiosk.words import Words
from ui.lobby.controls import Button
from ui.lobby.drawings import draw_card, draw_questions, draw_reader, draw_sheet
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Text, TextBlock
from ui.lobby.moving import MovingPicture
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import Touchable, draw_box

_CENTRE = Qt.AlignmentFlag.AlignHCenter
_ROUND_MS = 9000
_FRAME_MS = 50
_TILE_PX = 306


class AttractScreen(Screen[Attract]):
    """Begins in the first language, or in the one whose name is touched."""

    def __init__(self, style: Style, words: Mapping[str, Words], office: Office) -> None:
        super().__init__(style)
        self._words = words
        self._office = office
        self.column.setContentsMargins(0, 0, 0, 0)
        self._whole = _Whole(style)
        self.column.addWidget(self._whole)
        inside = QVBoxLayout(self._whole)
        margin = style.space("margin")
        inside.setContentsMargins(margin, style.space("l"), margin, style.space("s"))
        inside.setSpacing(style.space("m"))
        self._title = Text(style, "display", face=Face.BOLD, colour="city", align=_CENTRE, evenly=True)
        self._subtitle = Text(style, "text", colour="ink_soft", align=_CENTRE, evenly=True)
        self._pictures = Pictures(style)
        self._invitation = _Invitation(style, [words[one]["screen.attract.touch"] for one in words])
        self._hours = Text(style, "small", colour="ink_soft", align=_CENTRE)
        self._waiting = Text(style, "text", face=Face.BOLD, align=_CENTRE)
        inside.addStretch(2)
        for widget in (self._title, self._subtitle):
            inside.addWidget(widget)
        inside.addStretch(2)
        inside.addWidget(self._pictures)
        inside.addStretch(2)
        inside.addWidget(self._invitation)
        inside.addLayout(self._languages())
        inside.addStretch(1)
        inside.addWidget(self._waiting)
        inside.addWidget(self._hours)
        first = next(iter(words))
        self._whole.clicked.connect(lambda: self.answered.emit(Begin(first)))

    def present(self, step: Attract, words: Words) -> None:
        self._title.say(words["screen.attract.title"])
        self._subtitle.say(words["screen.attract.subtitle"])
        self._pictures.say([words[f"screen.attract.{step}"] for step in ("card", "questions", "paper")])
        opens, closes = map(say_time, (self._office.opens, self._office.closes))
        self._hours.say(words.say("screen.attract.hours", opens=opens, closes=closes))
        self._waiting.say(_waiting(step, words))
        self._whole.name(words["screen.attract.touch"])

    def _languages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.look.space("m"))
        for language, words in self._words.items():
            button = Button(self.look, f"begin:{language}", Icon.GLOBE)
            button.say(words["screen.frame.own_name"])
            button.clicked.connect(lambda _checked, language=language: self.answered.emit(Begin(language)))
            row.addWidget(button)
        return row


def _waiting(step: Attract, words: Words) -> str:
    if step.people_waiting is None or step.wait is None:
        return ""
    if step.people_waiting == 0:
        return wait_words(step.wait, words) if step.wait.opens else words["screen.attract.nobody"]
    return words.say("screen.attract.waiting", people=step.people_waiting, wait=wait_words(step.wait, words))


class _Whole(Touchable):
    """The screen itself; what lies on it shows that it is pressed."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, "begin")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def hasHeightForWidth(self) -> bool:
        return False


class _Invitation(QWidget):
    """The band that says to touch, in every language, and once where two say the same."""

    def __init__(self, style: Style, sentences: list[str]) -> None:
        super().__init__()
        self._style = style
        first, *others = {plain(sentence): None for sentence in sentences}
        self._first = TextBlock(style.font("title", Face.BOLD), first)
        self._others = TextBlock(style.font("text"), "  ·  ".join(others))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(style.px(216))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        city = self._style.colour("city")
        draw_box(painter, area, city, radius=self._style.px(44), edge=city, edge_px=0)
        size = self._style.px(112)
        hand = QRectF(self._style.px(64), area.center().y() - size / 2, size, size)
        draw_icon(painter, Icon.TOUCH, hand, self._style.colour("on_city"), 0.9)
        height = self._first.line_height + self._others.line_height
        ink = self._style.colour("on_city")
        words = QRectF(self._style.px(120), area.center().y() - height / 2, area.width() - self._style.px(120), height)
        self._first.draw(painter, words, ink, _CENTRE)
        self._others.draw(painter, words.adjusted(0, self._first.line_height, 0, 0), ink, _CENTRE)


class Pictures(MovingPicture):
    """Card, questions, paper: three drawings that move in turn while they are seen."""

    def __init__(self, style: Style) -> None:
        super().__init__(_FRAME_MS)
        self._style = style
        self._captions = [TextBlock(style.font("text", Face.BOLD), evenly=True) for _ in range(3)]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(style.px(470))

    def say(self, captions: list[str]) -> None:
        for block, caption in zip(self._captions, captions, strict=True):
            block.set_text(caption)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        third = (self.width() - 2 * self._style.space("m")) / 3
        moment = self.moment(_ROUND_MS) * 3
        for n, draw in enumerate((self._draw_card, self._draw_questions, self._draw_paper)):
            tile = QRectF(n * (third + self._style.space("m")), 0, third, self.height())
            present = n <= moment < n + 1
            self._draw_tile(painter, tile, n, present=present)
            painter.save()
            draw(painter, tile, _ease(min(1.0, (moment - n) * 1.6)) if present else 1.0)
            painter.restore()

    def _draw_tile(self, painter: QPainter, tile: QRectF, n: int, *, present: bool) -> None:
        edge = self._style.colour("city" if present else "line")
        fill = self._style.colour("surface")
        draw_box(
            painter, tile, fill, radius=self._style.radius("l"), edge=edge, edge_px=self._style.px(5 if present else 2)
        )
        caption = self._captions[n]
        width = tile.width() - self._style.space("m")
        height = caption.height(width)
        middle = tile.bottom() - self._style.px(80)
        words = QRectF(tile.left() + self._style.space("s") * 0.75, middle - height / 2, width, height)
        caption.draw(painter, words, self._style.colour("ink"), _CENTRE)
        self._draw_number(painter, QPointF(tile.left() + self._style.px(44), tile.top() + self._style.px(44)), n + 1)

    def _draw_number(self, painter: QPainter, centre: QPointF, number: int) -> None:
        radius = self._style.px(26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.colour("city"))
        painter.drawEllipse(centre, radius, radius)
        painter.setFont(self._style.font("small", Face.BOLD))
        painter.setPen(self._style.colour("on_city"))
        area = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))

    def _draw_card(self, painter: QPainter, area: QRectF, share: float) -> None:
        width = min(area.width(), self._style.px(_TILE_PX)) * 0.8
        reader = QRectF(area.center().x() - width / 2, area.top() + self._style.px(148), width, width * 0.64)
        draw_reader(painter, reader, self._style, lit=share)
        card = QRectF(0, 0, width * 0.62, width * 0.62 * 0.63)
        start = QPointF(area.center().x() + width * 0.18, area.top() + self._style.px(90))
        card.moveCenter(start + (reader.center() - start) * share)
        draw_card(painter, card, self._style)

    def _draw_questions(self, painter: QPainter, area: QRectF, share: float) -> None:
        width = min(area.width(), self._style.px(_TILE_PX)) * 0.8
        rows = QRectF(area.center().x() - width / 2, area.top() + self._style.px(124), width, width * 0.7)
        draw_questions(painter, rows, self._style, ticked=share)

    def _draw_paper(self, painter: QPainter, area: QRectF, share: float) -> None:
        width = min(area.width(), self._style.px(_TILE_PX)) * 0.58
        sheet = QRectF(area.center().x() - width / 2, area.top() + self._style.px(88), width, width * 1.3)
        painter.setClipRect(sheet.adjusted(-8, -8, 8, -sheet.height() * (1 - (0.35 + 0.65 * share)) + 8))
        draw_sheet(painter, sheet, self._style)
        painter.setClipping(False)
        slot = sheet.top() + sheet.height() * (0.35 + 0.65 * share)
        if share < 1:
            painter.setPen(QPen(self._style.colour("accent"), self._style.px(6)))
            painter.drawLine(QPointF(sheet.left() - 12, slot), QPointF(sheet.right() + 12, slot))


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)
