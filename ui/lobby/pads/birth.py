"""The birth pad: era, year, month and day, one after the other, each shown back above."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kiosk.calendar import PartialDate, say_day, say_partly, to_wareki
from kiosk.people import age
from kiosk.words import Words
from ui.lobby.controls import Button, PrimaryButton
from ui.lobby.labels import Text
from ui.lobby.pads.birth_sheets import EraSheet, NumberSheet
from ui.lobby.pads.birthday import UNKNOWN, BirthDraft, Part, YearCount, draft_of, year_counts
from ui.lobby.pads.boards import DigitBoard
from ui.lobby.pads.date_sheets import era_years
from ui.lobby.pads.entry import Entry, entry_of
from ui.lobby.pads.keys import Edit
from ui.lobby.pads.shown import Field
from ui.lobby.style import Style

_LETTERS = "RHSTW"
_MONTHS, _MONTH_COLUMNS = 12, 3
_DAYS, _DAY_COLUMNS = 31, 5
_SHARES = {Part.ERA: 11, Part.YEAR: 11, Part.MONTH: 11, Part.DAY: 9}


class BirthPad(QWidget):
    """A day of birth, perhaps without its day or month. ``picked`` carries a date or a PartialDate.

    The key for the day finishes. Whoever comes back, or corrects a part above, sees the whole and confirms it.
    ``left_out``: nobody here knows it.
    """

    picked = Signal(object)
    left_out = Signal()

    def __init__(self, style: Style, today: Callable[[], date]) -> None:
        super().__init__()
        self._ask_today = today
        self._today = today()
        self._counts: Mapping[str, YearCount] = year_counts(self._today)
        self._draft = BirthDraft()
        self._typed = Entry()
        self._words: Words | None = None
        self._way = [Part.ERA]
        self._way_out = ""
        self._fields = {part: Field(style, f"part:{part.name.lower()}", height_px=140) for part in Part}
        self._said = Text(style, "text", evenly=True)
        self._eras = EraSheet(style, _LETTERS)
        self._digits = DigitBoard(style)
        self._months = NumberSheet(style, "month", _MONTHS, _MONTH_COLUMNS)
        self._days = NumberSheet(style, "day", _DAYS, _DAY_COLUMNS)
        self._skip = Button(style, "skip", height_px=132)
        self._confirm = PrimaryButton(style, "next", height_px=132)
        self._sheets = QStackedWidget()
        self._foot = QWidget()
        self._lay_out(style)
        self._connect()

    @property
    def part(self) -> Part:
        """What is asked now."""
        return self._way[-1]

    def begin(self, given: date | PartialDate | None) -> None:
        """Ask from the era on, or show what was answered before."""
        self._today = self._ask_today()
        self._counts = year_counts(self._today)
        western = self._words is not None and not self._words.language.startswith("ja")
        self._draft = draft_of(given, self._counts, western=western)
        self._way = [Part.ERA if given is None else Part.DAY]
        self._ask()

    def speak(self, words: Words) -> None:
        self._words = words
        self._digits.speak(words)
        months, days = _month_labels(words), _day_labels(words)
        self._months.speak(months, words["screen.date.months"].split(), words["screen.birth.unknown.month"])
        self._days.speak(days, days, words["screen.birth.unknown.day"])
        self._confirm.say(words["screen.birth.right"])
        for part, shown in self._fields.items():
            shown.caption(words[f"screen.birth.part.{part.name.lower()}"])
        self._refresh()

    def offer(self, skip: str) -> None:
        """Letter the way out; an empty label closes it. Beside other ways on it is lettered shortly."""
        assert self._words is not None
        self._way_out = skip
        self._digits.offer(self._words["screen.birth.unknown.short"] if skip else "")
        self._skip.setVisible(bool(skip))
        self._refresh()

    def step_back(self) -> bool:
        """Go back to the part asked before; False where there is none."""
        if len(self._way) == 1:
            return False
        self._way.pop()
        self._ask()
        return True

    def _lay_out(self, style: Style) -> None:
        top = QHBoxLayout()
        top.setSpacing(style.space("s"))
        for part, shown in self._fields.items():
            top.addWidget(shown, _SHARES[part])
        for sheet in (self._eras, self._digits, self._months, self._days):
            self._sheets.addWidget(sheet)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(style.space("m"))
        foot.addWidget(self._skip, 1)
        foot.addWidget(self._confirm, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space("s"))
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self._sheets, 1)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        for part, shown in self._fields.items():
            shown.clicked.connect(lambda _checked, part=part: self._turn_to(part))
        self._eras.picked.connect(self._on_era)
        self._digits.edited.connect(self._on_edited)
        self._digits.entered.connect(lambda: self._on_year(self._typed.text))
        self._months.picked.connect(lambda month: self._settle(self._draft.in_month(month)))
        self._days.picked.connect(lambda day: self._settle(self._draft.on_day(day)))
        self._confirm.clicked.connect(lambda: self.picked.emit(self._draft.value()))
        for way_out in (self._digits.left_out, self._skip.clicked):
            way_out.connect(self.left_out)

    def _on_era(self, count: YearCount) -> None:
        self._draft = self._draft.counted(count)
        self._go_on()

    def _on_edited(self, edit: Edit) -> None:
        """Let a digit do its work; a year that no further digit can change needs no "next"."""
        typed, count = edit(self._typed), self._draft.count
        if count is None or not count.starting_with(typed.text):
            return
        longer = len(typed.text) > len(self._typed.text)
        self._typed = typed
        if longer and typed.text and count.is_year(typed.text) and not count.next_digits(typed.text):
            self._on_year(typed.text)
        else:
            self._refresh()

    def _on_year(self, typed: str) -> None:
        self._draft = self._draft.in_year(int(typed))
        self._go_on()

    def _settle(self, draft: BirthDraft) -> None:
        """Take what finishes: the day, or that nobody knows it. A corrected month is looked at first."""
        self._draft = draft
        if draft.value() is not None and (self.part is Part.DAY or draft.month == UNKNOWN):
            self.picked.emit(draft.value())
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Ask for what is missing; what is whole is shown where it was finished."""
        missing = self._draft.missing()
        self._turn_to(Part.DAY if missing is None else missing)

    def _turn_to(self, part: Part) -> None:
        if part is not self.part and self._may_ask(part):
            self._way.append(part)
            self._ask()

    def _may_ask(self, part: Part) -> bool:
        """Say whether what comes before this part is known."""
        missing = self._draft.missing()
        return part <= (Part.DAY if missing is None else missing)

    def _ask(self) -> None:
        """Begin the present part. The year is typed anew, and can be brought back."""
        number = self._draft.number
        self._typed = entry_of(("" if number is None else str(number),)).cleared()
        self._sheets.setCurrentIndex(self.part)
        self._foot.setVisible(self.part is not Part.YEAR)
        self._refresh()

    def _refresh(self) -> None:
        words, draft = self._words, self._draft
        if words is None:
            return
        for part, shown in self._fields.items():
            shown.show_text(self._part_words(part, words), active=part is self.part)
            shown.setEnabled(self._may_ask(part))
        self._show_sheet(words)
        self._said.say(self._sentence(words))
        whole = self.part is Part.DAY and draft.value() is not None
        self._confirm.setVisible(whole)
        self._skip.say(words["screen.birth.unknown.short"] if whole else self._way_out)

    def _show_sheet(self, words: Words) -> None:
        draft = self._draft
        match self.part:
            case Part.ERA:
                self._eras.show_counts(self._counts, draft.count, words)
            case Part.YEAR if draft.count is not None:
                self._show_digits(draft.count, words)
            case Part.MONTH:
                self._months.open(draft.months(), draft.month)
            case Part.DAY:
                self._days.open(draft.days(), draft.day)

    def _show_digits(self, count: YearCount, words: Words) -> None:
        typed = self._typed.text
        self._digits.show_entry(self._typed, ready=count.is_year(typed))
        self._digits.open(count.next_digits(typed))
        first = "" if typed or count.is_western else words["screen.birth.first_hint"]
        self._digits.digits["1"].hint(first)

    def _part_words(self, part: Part, words: Words) -> str:
        """Return a part as its field shows it."""
        draft = self._draft
        match part:
            case Part.ERA:
                return words[f"screen.birth.era.{draft.count.letter}"] if draft.count else ""
            case Part.YEAR:
                return self._year_words(words)
            case Part.MONTH:
                return _number_words(draft.month, _month_labels(words), words)
            case Part.DAY:
                unknown = UNKNOWN if draft.month == UNKNOWN else draft.day
                return _number_words(unknown, _day_labels(words), words)

    def _year_words(self, words: Words) -> str:
        """While it is typed, only its digits."""
        if self.part is Part.YEAR:
            return self._typed.text
        number, count = self._draft.number, self._draft.count
        if number is None or count is None:
            return ""
        first = number == 1 and not count.is_western
        return words.say("screen.birth.year", year=words["screen.birth.first"] if first else number)

    def _sentence(self, words: Words) -> str:
        """Say what is asked now, and in both calendars what is known."""
        draft, value = self._draft, self._draft.value()
        if self.part is Part.DAY and value is not None:
            return _whole_words(value, self._today, words)
        month = words["screen.date.months"].split()[draft.month - 1] if draft.month else ""
        asks = f"screen.birth.ask.{self.part.name.lower()}"
        return words.say(asks, era=self._part_words(Part.ERA, words), year=self._both_years(words), month=month)

    def _both_years(self, words: Words) -> str:
        """Name the year as it was entered, and in the other calendar."""
        year, count = self._draft.year, self._draft.count
        if year is None or count is None:
            return ""
        if count.is_western:
            return words.say("screen.date.year", year=year, era=era_years(year))
        era, number = (self._part_words(part, words) for part in (Part.ERA, Part.YEAR))
        return words.say("screen.birth.era_year", era=era, number=number, year=year)


def _month_labels(words: Words) -> list[str]:
    return words["screen.birth.months"].split()


def _day_labels(words: Words) -> list[str]:
    return [words.say("screen.birth.day", day=day) for day in range(1, _DAYS + 1)]


def _number_words(number: int | None, labels: list[str], words: Words) -> str:
    if number is None:
        return ""
    return words["screen.birth.not_known"] if number == UNKNOWN else labels[number - 1]


def _whole_words(day: date | PartialDate, today: date, words: Words) -> str:
    """Say a day in both calendars, and how old they are who were born on it."""
    japanese = words.language.startswith("ja")
    if isinstance(day, PartialDate):
        other = words.say("screen.birth.year", year=day.year) if japanese else f"{era_years(day.year)}年"
        return words.say("screen.birth.partly", day=say_partly(day, words.language), other=other)
    other = words.say("screen.birth.year", year=day.year) if japanese else str(to_wareki(day) or "")
    said = say_day(day, words.language, weekday=False)
    return words.say("screen.birth.whole", day=said, other=other, age=age(day, today))
