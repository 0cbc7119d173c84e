"""Who waits: for each letter how many and about how long, and their numbers where there is room."""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QRectF

from kiosk.calendar import say_time
from kiosk.queue.ticket import LetterWaiting
from kiosk.settings import Tokens
from ui.board.canvas import CENTRE, RIGHT, Canvas, text_width
from ui.board.panel import Panel
from ui.board.said import Bilingual, Pair

_HEAD = 68
_PAD = 20
_GUTTER = 18
_NARROW = 60
"""Lower than this a row of its own is not read any more: then there are two columns."""

_ROOMY = 92
"""So high, a row has room for the numbers themselves."""

_ROW_MOST = 152
_WIDE = 760
_NUMBERS_PX = 30
_MOST_NUMBERS = 12
"""No row has room for more."""


class WaitingPanel(Panel):
    """Shows every letter, in one column or in two."""

    def __init__(self, said: Bilingual, tokens: Tokens) -> None:
        super().__init__(said, tokens)
        self._letters: tuple[LetterWaiting, ...] = ()
        self._numbers: Mapping[str, tuple[str, ...]] = {}

    def show_waiting(self, letters: tuple[LetterWaiting, ...], waiting: tuple[str, ...]) -> None:
        numbers = {letter.letter: _of(letter.letter, waiting) for letter in letters}
        if (letters, numbers) == (self._letters, self._numbers):
            return
        self._letters, self._numbers = letters, numbers
        each = (f"{one.letter} {one.waiting}: {' '.join(self._wait(one))}" for one in letters)
        self.setAccessibleName(f"{' '.join(self._said['waiting'])} {len(waiting)}; {', '.join(each)}")
        self.update()

    def paint(self, on: Canvas, box: QRectF) -> None:
        on.block(box, "sunken", radius=24)
        self._paint_head(on, QRectF(_PAD, 4, box.width() - 2 * _PAD, _HEAD))
        field = box.adjusted(_PAD, _HEAD + 4, -_PAD, -8)
        count = max(1, len(self._letters))
        columns = 1 if field.height() / count >= _NARROW and field.width() < _WIDE else 2
        rows = -(-count // columns)
        width, height = field.width() / columns, min(_ROW_MOST, field.height() / rows)
        for place, letter in enumerate(self._letters):
            column, row = divmod(place, rows)
            cell = QRectF(field.left() + column * width, field.top() + row * height, width, height)
            self._paint_letter(on, cell.adjusted(0, 0, -_GUTTER if columns > 1 and not column else 0, 0), letter)

    def _paint_head(self, on: Canvas, box: QRectF) -> None:
        total = str(sum(letter.waiting for letter in self._letters))
        unit, _ = self._said["unit"]
        on.text(box, unit, 36, "ink", bold=True, align=RIGHT)
        count = box.adjusted(0, 0, -48, 0)
        on.text(count, total, 56, "city", bold=True, align=RIGHT)
        room = count.width() - text_width(total, 56, bold=True) - 16
        on.pair(QRectF(box.left(), box.top(), room, box.height()), self._said["waiting"], 44, "ink")

    def _paint_letter(self, on: Canvas, box: QRectF, letter: LetterWaiting) -> None:
        on.line(QLineF(box.topLeft(), box.topRight()), "line")
        if box.width() < _WIDE / 2:
            self._paint_stacked(on, box, letter)
            return
        numbers = self._numbers[letter.letter] if box.height() >= _ROOMY else ()
        self._paint_abreast(on, box.adjusted(0, 0, 0, -42 if numbers else 0), letter)
        if numbers:
            place = QRectF(box.left() + 4, box.bottom() - 48, box.width() - 4, 42)
            on.text(place, self._fitting(numbers, place.width()), _NUMBERS_PX, "ink")

    def _paint_abreast(self, on: Canvas, box: QRectF, letter: LetterWaiting) -> None:
        on.text(box.adjusted(4, 0, 0, 0), letter.letter, 56, "city", bold=True)
        count = QRectF(box.left() + 60, box.top(), 88, box.height())
        on.text(count, str(letter.waiting), 52, "ink", bold=True, align=RIGHT)
        on.text(QRectF(count.right() + 6, box.top() + 4, 44, box.height()), self._said["unit"][0], 34, "ink")
        on.pair(box.adjusted(count.right() + 62 - box.left(), 0, 0, 0), self._wait(letter), 42, "ink")

    def _paint_stacked(self, on: Canvas, box: QRectF, letter: LetterWaiting) -> None:
        half = box.height() / 2
        on.text(QRectF(box.left() + 2, box.top(), 48, box.height()), letter.letter, 56, "city", bold=True, align=CENTRE)
        right = box.adjusted(58, 0, 0, 0)
        upper, lower = right.adjusted(0, 4, 0, -half), right.adjusted(0, half, 0, -4)
        on.pair(upper, (f"{letter.waiting}", self._said["unit"][0]), 44, "ink")
        on.pair(lower, self._wait(letter), 34, "ink")

    def _wait(self, letter: LetterWaiting) -> Pair:
        wait = letter.wait
        if wait.opens is not None:
            return self._said.say("opens", time=say_time(wait.opens))
        if wait.at_once:
            return self._said["no_wait"]
        if not wait.low_min:
            return self._said.say("within", high=wait.high_min)
        return self._said.say("range", low=wait.low_min, high=wait.high_min)

    def _fitting(self, numbers: tuple[str, ...], room: float) -> str:
        """Return as many numbers as there is room for, and how many there are beside them."""
        for count in range(min(len(numbers), _MOST_NUMBERS), 0, -1):
            more = len(numbers) - count
            shown = numbers[:count]
            line = "  ".join((*shown, self._said.say("more", count=more)[0]) if more else shown)
            if text_width(line, _NUMBERS_PX, bold=False) <= room:
                return line
        return ""


def _of(letter: str, waiting: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(number for number in waiting if number.startswith(letter))
