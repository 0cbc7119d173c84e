"""The three sheets of a date pad: the days of a month, the months of a year, and years."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.calendar import ERAS
from kiosk.words import Words
from ui.lobby.labels import Text
from ui.lobby.pads.keys import Size, SwitchKey
from ui.lobby.pads.month import DAYS_A_WEEK, Limits, Month, month_of
from ui.lobby.style import Style

WEEKS = 6
YEAR_COLUMNS, YEAR_ROWS = 4, 5
YEARS_A_PAGE = YEAR_COLUMNS * YEAR_ROWS
MONTH_COLUMNS, MONTHS = 3, 12


class DateKey(SwitchKey):
    """A day, a month or a year, with a dot beneath when it is the present one."""

    def __init__(self, style: Style, size: Size) -> None:
        super().__init__(style, "", size)
        self._present = False

    def mark(self, name: str, *, chosen: bool, present: bool) -> None:
        self.setObjectName(name)
        self.setChecked(chosen)
        self._present = present
        self.update()

    def _draw_face(self, painter: QPainter, area: QRectF) -> QRectF:
        face = super()._draw_face(painter, area)
        if self._present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("accent"))
            dot = self.look.px(7)
            painter.drawEllipse(QPointF(face.center().x(), face.bottom() - 2 * dot), dot, dot)
        return face


class Sheet(QWidget):
    """Keys in a grid. ``picked`` carries the number or the day of the one touched."""

    picked = Signal(object)

    def __init__(self, style: Style, keys: int, columns: int, size: Size, *, first_row: int = 0) -> None:
        super().__init__()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(style.space("s"))
        self.keys = tuple(DateKey(style, size) for _ in range(keys))
        self._values: Sequence[object] = ()
        for n, key in enumerate(self.keys):
            self.grid.addWidget(key, first_row + n // columns, n % columns)
            key.clicked.connect(lambda _checked, n=n: self.picked.emit(self._values[n]))
            policy = key.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            key.setSizePolicy(policy)
        for column in range(columns):
            self.grid.setColumnStretch(column, 1)

    def hold(self, values: Sequence[object]) -> None:
        self._values = values


class DaySheet(Sheet):
    """The days of one month, Sunday first."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, WEEKS * DAYS_A_WEEK, DAYS_A_WEEK, Size.WORD, first_row=1)
        self._weekdays = tuple(Text(style, "small", align=Qt.AlignmentFlag.AlignHCenter) for _ in range(DAYS_A_WEEK))
        for column, weekday in enumerate(self._weekdays):
            self.grid.addWidget(weekday, 0, column)

    def speak(self, words: Words) -> None:
        for label, weekday in zip(self._weekdays, words["screen.date.weekdays"].split(), strict=True):
            label.say(weekday)

    def _fold(self, weeks: int) -> None:
        """Leave no room for weeks that the month does not have."""
        for n, key in enumerate(self.keys):
            policy = key.sizePolicy()
            policy.setRetainSizeWhenHidden(n // DAYS_A_WEEK < weeks)
            key.setSizePolicy(policy)

    def show_month(
        self, month: Month, limits: Limits, *, chosen: date | None, today: date, say: Callable[[date], str]
    ) -> None:
        """``say`` names a day to those who cannot see the sheet."""
        days = [day for week in month.weeks() for day in week]
        days += [None] * (len(self.keys) - len(days))
        self.hold(days)
        self._fold(len(month.weeks()))
        for key, day in zip(self.keys, days, strict=True):
            key.setVisible(day is not None)
            if day is not None:
                key.say(str(day.day), say(day))
                key.mark(f"day:{day.isoformat()}", chosen=day == chosen, present=day == today)
                key.setEnabled(limits.allows(day))


class MonthSheet(Sheet):
    """The months of one year."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, MONTHS, MONTH_COLUMNS, Size.WORD)

    def show_year(self, year: int, limits: Limits, *, chosen: date | None, today: date, words: Words) -> None:
        months = [Month(year, number) for number in range(1, MONTHS + 1)]
        self.hold(months)
        for key, month in zip(self.keys, months, strict=True):
            key.say(month_words(month, words))
            held = chosen is not None and month_of(chosen) == month
            key.mark(f"month:{month.month}", chosen=held, present=month_of(today) == month)
            key.setEnabled(limits.touches(month))


class YearSheet(Sheet):
    """A score of years, the latest last, each with its year of the era."""

    def __init__(self, style: Style) -> None:
        super().__init__(style, YEARS_A_PAGE, YEAR_COLUMNS, Size.WORDS)

    def show_years(self, years: range, limits: Limits, *, chosen: date | None, today: date, words: Words) -> None:
        self.hold(years)
        for key, year in zip(self.keys, years, strict=True):
            key.say(words.say("screen.date.year_key", year=year, era=era_years(year)))
            held = chosen is not None and chosen.year == year
            key.mark(f"year:{year}", chosen=held, present=today.year == year)
            key.setEnabled(year in limits.years())


def era_years(year: int) -> str:
    """Name the year by its era, or shortly by both where an era turned in it: 令和8, 平31・令元."""
    begun = [(era.name, year - era.first.year + 1) for era in reversed(ERAS) if era.first.year <= year]
    if begun[-1][1] == 1 and len(begun) > 1:
        return "・".join(f"{name[0]}{_number(number)}" for name, number in begun[-2:])
    return "".join(f"{name}{_number(number)}" for name, number in begun[-1:])


def _number(year: int) -> str:
    return "元" if year == 1 else str(year)


def month_words(month: Month, words: Words) -> str:
    return words["screen.date.months"].split()[month.month - 1]
