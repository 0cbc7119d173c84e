"""Sheet by sheet, as the printer says it; and what a person has to do when it stops."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.errors import PrinterUnreachable
from kiosk.lettering.glyphs import Face
from kiosk.lettering.ruby import plain
from kiosk.paperwork.sheet import sheet_title
from kiosk.printer_state import Action, Trouble, worst
from kiosk.queue.sentences import wait_sentence
from kiosk.visit.answers import GiveUpPaper, SheetBad, TryAgain
from kiosk.visit.steps import Printing, SheetState
from kiosk.words import Words
from ui.lobby.controls import Choice, PrimaryButton, QuietButton
from ui.lobby.drawings import draw_printer
from ui.lobby.icons import Icon, draw_icon
from ui.lobby.labels import Heading, Help, Text, TextBlock
from ui.lobby.moving import MovingPicture
from ui.lobby.panel import Note
from ui.lobby.screen import Screen
from ui.lobby.style import Style
from ui.lobby.touch import draw_box

_FRAME_MS = 40
_ROUND_MS = 2400
SILENCE_MS = 15_000
"""How long a printer may say nothing of a sheet before one can go on without it."""

_ROW_PX = 148
_ROOM_PX = 760
_STUCK_ROOM_PX = 450
"""For all rows; where there are many sheets, or much else to be said, each row is lower."""

_PICTURES: Mapping[Action, Icon] = {
    Action.WAIT: Icon.CLOCK,
    Action.REFILL: Icon.PAPER,
    Action.CLEAR_JAM: Icon.WARNING,
    Action.CLOSE_COVER: Icon.DOWN,
    Action.PUT_BACK_TRAY: Icon.BACK,
    Action.EMPTY_OUTPUT: Icon.UP,
    Action.REPLACE_SUPPLY: Icon.ERASE,
    Action.TURN_ON: Icon.AGAIN,
    Action.RESUME: Icon.FORWARD,
    Action.CLEAR_QUEUE: Icon.CROSS,
    Action.CORRECT_SETTINGS: Icon.CLERK,
    Action.CALL_TECHNICIAN: Icon.CLERK,
}
_MARKS = {
    SheetState.OUT: (Icon.CHECK, "done"),
    SheetState.FAILED: (Icon.WARNING, "danger"),
    SheetState.PRINTING: (Icon.PRINTER, "accent"),
    SheetState.TO_COME: (Icon.PAPER, "quiet"),
}


class PrintingScreen(Screen[Printing]):
    """``staff`` is the language of those who come to help."""

    def __init__(self, style: Style, staff: Words) -> None:
        super().__init__(style)
        self._staff_words = staff
        self._heading = Heading(style)
        self._help = Help(style)
        self._wait = Text(style, "text", face=Face.BOLD)
        self._picture = _PrinterPicture(style)
        self._sheets = _Sheets(style)
        self._trouble = Note(style, Icon.WARNING, "accent")
        self._staff = Text(style, "small", colour="ink_soft")
        self._bad = QuietButton(style, "bad_sheet", height_px=112)
        self._again = PrimaryButton(style, "try_again", height_px=160)
        self._without = Choice(style, "without_paper", Icon.TICKET, height_px=160)
        self._again.clicked.connect(lambda: self.answered.emit(TryAgain()))
        self._without.clicked.connect(lambda: self.answered.emit(GiveUpPaper()))
        self._bad.clicked.connect(lambda: self.answered.emit(SheetBad()))
        self._silence = self.after(SILENCE_MS, self._on_silence)
        self._silent = ""
        for widget in (self._heading, self._help, self._wait, self._trouble, self._staff):
            self.column.addWidget(widget)
        self.column.addWidget(self._picture, 1)
        self.column.addWidget(self._sheets)
        for way in (self._bad, self._again, self._without):
            self.column.addWidget(way)

    def present(self, step: Printing, words: Words) -> None:
        trouble = _trouble(step)
        stuck = trouble is not None and (trouble.needs_a_person or step.trouble is not None)
        self._heading.say(words["screen.printing.stuck" if stuck else "screen.printing.heading"])
        self._help.say("" if stuck else words["screen.printing.help"])
        self._wait.say(_wait(step, words))
        self._trouble.say(_sentence(step, trouble, words))
        self._staff.say(_for_staff(trouble, self._staff_words) if trouble and stuck else "")
        self._picture.become(_PICTURES[trouble.action] if trouble and stuck else None)
        room_px = _STUCK_ROOM_PX if stuck else _ROOM_PX
        self._sheets.say([(sheet_title(kind, words), state) for kind, state in step.sheets], words, room_px)
        self._bad.say(words["screen.printing.bad_sheet"])
        self._bad.setVisible(not stuck and any(state is SheetState.OUT for _, state in step.sheets))
        self._again.say(words["screen.printing.again"])
        self._again.setVisible(step.trouble is not None)
        self._without.say(words["screen.printing.without"], words["screen.printing.without_help"])
        self._without.setVisible(stuck)
        self._silent = words["screen.printing.silent"]
        self._silence.start()

    def hideEvent(self, _event: QHideEvent) -> None:
        self._silence.stop()

    def _on_silence(self) -> None:
        """Say what is waited for, and open the way without paper: a printer may hang and give no reason."""
        if self._without.isHidden():
            self._help.say(self._silent)
            self._without.show()


def _wait(step: Printing, words: Words) -> str:
    return wait_sentence(step.wait, words) if step.wait else ""


def _trouble(step: Printing) -> Trouble | None:
    if step.trouble is not None:
        return Trouble.OFF if step.trouble == PrinterUnreachable.code else Trouble.OTHER
    return worst(step.reasons)


def _sentence(step: Printing, trouble: Trouble | None, words: Words) -> str:
    if step.trouble is not None:
        return words[f"error.{step.trouble}"]
    return words[f"printer.{trouble.value}.says"] if trouble else ""


def _for_staff(trouble: Trouble, words: Words) -> str:
    """Say what is to be done, in a word and in a sentence."""
    what = words[f"printer.action.{trouble.action.value}.staff"]
    return words.say("printer.to.staff", action=what, sentence=words[f"printer.{trouble.value}.staff"])


class _PrinterPicture(MovingPicture):
    """A sheet comes out, again and again."""

    def __init__(self, style: Style) -> None:
        super().__init__(_FRAME_MS)
        self._style = style
        self._stuck: Icon | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def become(self, stuck: Icon | None) -> None:
        """Show what is to be done where the printer is stuck; else how paper comes out."""
        self._stuck = stuck
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        moment = self.moment(_ROUND_MS)
        width = min(self.width() * 0.52, self.height() * 0.9)
        if width < self._style.px(200):
            return
        area = QRectF(0, 0, width, width)
        area.moveCenter(QPointF(self.width() / 2, self.height() * (0.66 if self._stuck else 0.5)))
        if self._stuck:
            draw_printer(painter, area, self._style, out=0.3)
            self._draw_action(painter, area, self._stuck)
        else:
            draw_printer(painter, area, self._style, out=min(1.0, 0.15 + moment * 1.2))

    def _draw_action(self, painter: QPainter, area: QRectF, icon: Icon) -> None:
        size = area.width() * 0.34
        disc = QRectF(area.right() - size * 0.7, area.top() + size * 0.55, size, size)
        painter.setPen(QPen(self._style.colour("ground"), self._style.px(8)))
        painter.setBrush(self._style.colour("accent"))
        painter.drawEllipse(disc)
        inset = size * 0.24
        draw_icon(painter, icon, disc.adjusted(inset, inset, -inset, -inset), self._style.colour("on_accent"), 1.3)


class _Sheets(QWidget):
    """One line for each sheet, with how far it is."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._lines: list[tuple[TextBlock, TextBlock, SheetState]] = []
        self._row_px = _ROW_PX
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, sheets: list[tuple[str, SheetState]], words: Words, room_px: int) -> None:
        few = len(sheets) * _ROW_PX <= room_px
        name, how = self._style.font("text" if few else "small", Face.BOLD), self._style.font("small")
        self._lines = [
            (TextBlock(name, title), TextBlock(how, words[f"screen.printing.{state.value}"]), state)
            for title, state in sheets
        ]
        self._row_px = min(_ROW_PX, room_px // max(1, len(sheets)))
        self.setFixedHeight(self._style.px(self._row_px) * len(sheets))
        self.setAccessibleName(plain("、".join(f"{title.text} {how.text}" for title, how, _ in self._lines)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        surface = self._style.colour("surface")
        line = self._style.colour("line")
        draw_box(
            painter, QRectF(self.rect()), surface, radius=self._style.radius("l"), edge=line, edge_px=self._style.px(2)
        )
        height = self._style.px(self._row_px)
        for n, (title, how, state) in enumerate(self._lines):
            row = QRectF(0, n * height, self.width(), height)
            if n:
                painter.setPen(QPen(line, self._style.px(2)))
                painter.drawLine(
                    QPointF(self._style.px(124), row.top()), QPointF(row.right() - self._style.px(40), row.top())
                )
            self._draw_row(painter, row, title, how, state)

    def _draw_row(self, painter: QPainter, row: QRectF, title: TextBlock, how: TextBlock, state: SheetState) -> None:
        icon, tone = _MARKS[state]
        size = min(self._style.px(68), row.height() * 0.7)
        disc = QRectF(self._style.px(36), row.center().y() - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._style.colour(f"{tone}_tint"))
        painter.drawEllipse(disc)
        inset = size * 0.24
        draw_icon(painter, icon, disc.adjusted(inset, inset, -inset, -inset), self._style.colour(tone), 1.3)
        left = self._style.px(132)
        ink = self._style.colour("ink_soft" if state is SheetState.TO_COME else "ink")
        width = row.width() - left - how.natural_width() - self._style.px(64)
        where = QRectF(left, row.center().y() - title.height(width) / 2, width, row.height())
        title.draw(painter, where, ink, Qt.AlignmentFlag.AlignLeft)
        right = QRectF(
            left, row.center().y() - how.line_height / 2, row.width() - left - self._style.px(40), row.height()
        )
        how.draw(painter, right, self._style.colour("ink_soft"), Qt.AlignmentFlag.AlignRight)
