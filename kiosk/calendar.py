"""Days as the law counts them: 和暦, periods of the Civil Code, opening days; and how people write days and times."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import jpholiday

from kiosk.lettering.ruby import annotated

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Era:
    """``letter`` is how forms and cards abbreviate it."""

    name: str
    letter: str
    first: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)
"""Newest first. The day on which an era turned counts as the first of the new one."""

GREGORIAN = date(1873, 1, 1)
"""Before this day Japan had a lunar calendar, and a day has no 和暦 here (太政官布告第337号, 1872)."""

_ERAS_READ = ("れいわ", "へいせい", "しょうわ", "たいしょう", "めいじ")
_WEEKDAYS_READ = ("げつ", "か", "すい", "もく", "きん", "ど", "にち")
_WHOLE_DAYS = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}

YEARS = range(1868, 2201)
"""The years of days that somebody living can mean, from the Meiji era on."""

_WEEKDAYS = {
    "ja": ("月", "火", "水", "木", "金", "土", "日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

WITH_READINGS = "ja-x-easy"
"""やさしい日本語, in which every kanji has its reading."""

_READ_DAYS = (
    *(
        (rf"（{kanji}）", f"（{{{kanji}|{read}}}）")
        for kanji, read in zip(_WEEKDAYS["ja"], _WEEKDAYS_READ, strict=True)
    ),
    *((rf"(?<!\d){day}日", f"{{{day}日|{read}}}") for day, read in _WHOLE_DAYS.items()),
    (r"(?<=\d)日(?!\|)", "{日|にち}"),
    (r"(?<=\d)月", "{月|がつ}"),
    (r"元年", "{元年|がんねん}"),
    (r"(?<=\d)年", "{年|ねん}"),
    (r"月日は不明", "{月|つき}と{日|ひ}はわからない"),
    (r"日は不明", "{日|ひ}はわからない"),
    *((era.name, f"{{{era.name}|{read}}}") for era, read in zip(ERAS, _ERAS_READ, strict=True)),
)

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905  a row of twelve names
)


@dataclass(frozen=True)
class Wareki:
    """A day in the Japanese calendar; the first year of an era is ``year`` 1, written 元年."""

    era: Era
    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.era.name}{_era_year(self.year)}年{self.month}月{self.day}日"


def to_wareki(day: date) -> Wareki | None:
    """Return the day in its era; ``None`` before 1873."""
    if day < GREGORIAN:
        return None
    era = next(era for era in ERAS if era.first <= day)
    return Wareki(era, day.year - era.first.year + 1, day.month, day.day)


def from_wareki(era: Era, year: int, month: int, day: int) -> date:
    """Return the day. Raises ValueError for a day that this era does not have (昭和64年1月8日)."""
    found = date(era.first.year + year - 1, month, day)
    wareki = to_wareki(found)
    if wareki is None or wareki.era != era:
        raise ValueError(f"{era.name} has no such day")
    return found


@dataclass(frozen=True)
class PartialDate:
    """A day of which only the year, or the year and the month, is known: 月日不詳, 日不詳 in a register."""

    year: int
    month: int | None = None

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """A day by whose era it is named: most of the year, or of the month, lies in that era."""
        return date(self.year, self.month or 7, 15 if self.month else 1)

    def isoformat(self) -> str:
        """Write it with reduced precision (ISO 8601): 1927 or 1927-04."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"


def day_from_iso(text: str) -> date | PartialDate:
    """Read 1927-04-01, 1927-04 or 1927. Raises ValueError for everything else."""
    parts = text.split("-")
    if len(parts) == 3:
        return date.fromisoformat(text)
    if not all(part.isdecimal() for part in parts) or len(parts) > 2 or len(parts[0]) != 4:
        raise ValueError(f"{text!r} is no day")
    partial = PartialDate(*map(int, parts))
    partial.last  # noqa: B018  # a month that there is
    return partial


def say_partly(day: PartialDate, language: str = "ja") -> str:
    """Write what is known: 昭和2年4月（日は不明）."""
    wareki = to_wareki(day.middle)
    if language.startswith("ja"):
        year = f"{wareki.era.name}{_era_year(wareki.year)}年" if wareki else f"{day.year}年"
        return _read(f"{year}（月日は不明）" if day.month is None else f"{year}{day.month}月（日は不明）", language)
    month = "" if day.month is None else f"{_MONTHS[day.month - 1]} "
    return f"{month}{day.year} ({'day' if month else 'day and month'} not known)"


def _era_year(year: int) -> str:
    return "元" if year == 1 else str(year)


def _read(text: str, language: str) -> str:
    """Add the readings of a Japanese day where the language has them; 1日, 8日, 20日 are read as a whole."""
    if language != WITH_READINGS:
        return text
    for pattern, read in _READ_DAYS:
        text = re.sub(pattern, read, text)
    return annotated(text)


def say_day(day: date, language: str = "ja", *, weekday: bool = True) -> str:
    """Write a day for people: 令和8年11月30日（月）, in English Monday 30 November 2026."""
    if language.startswith("ja"):
        text = str(to_wareki(day) or f"{day.year}年{day.month}月{day.day}日")
        return _read(f"{text}（{_WEEKDAYS['ja'][day.weekday()]}）" if weekday else text, language)
    text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS['en'][day.weekday()]} {text}" if weekday else text


def say_time(moment: time | datetime) -> str:
    """Write a time of the day for people: 8:30."""
    return f"{moment.hour}:{moment.minute:02}"


def say_day_shortly(day: date, today: date, language: str = "ja") -> str:
    """Write a day to come: 11月30日（月）, in English Monday 30 November; with its year when that is another."""
    if day.year != today.year:
        return say_day(day, language)
    if language.startswith("ja"):
        return _read(f"{day.month}月{day.day}日（{_WEEKDAYS['ja'][day.weekday()]}）", language)
    return f"{_WEEKDAYS['en'][day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def add_months(day: date, months: int) -> date | None:
    """Return the corresponding day (応当日) that many months later; ``None`` when that month lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > monthrange(year, month + 1)[1]:
        return None
    return date(year, month + 1, day.day)


def last_day(start: date, *, days: int = 0, months: int = 0, first_counts: bool = False) -> date:
    """Return the last day of a period of either ``days`` or ``months`` that begins with an event on ``start``.

    The day of the event does not count (Civil Code art. 140) unless a law says so (``first_counts``,
    Family Register Act art. 43). Months end on the day before the corresponding day, or with the month
    that has no such day (Civil Code art. 143).
    """
    begin = start if first_counts else start + timedelta(days=1)
    if not months:
        return begin + timedelta(days=days - 1)
    corresponding = add_months(begin, months)
    if corresponding is not None:
        return corresponding - timedelta(days=1)
    return _end_of_month(begin, months)


def _end_of_month(begin: date, months: int) -> date:
    year, month = divmod(begin.year * 12 + begin.month - 1 + months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


@dataclass(frozen=True)
class OpeningDays:
    """On which days the office is open: not at weekends, on national holidays, and at the turn of the year.

    ``closed_weekdays`` counts from Monday 0; ``closed_dates`` are ``MM-DD`` or ``YYYY-MM-DD``.
    """

    closed_weekdays: tuple[int, ...] = (SATURDAY, SUNDAY)
    closed_dates: tuple[str, ...] = ("12-29", "12-30", "12-31", "01-01", "01-02", "01-03")

    def is_open(self, day: date) -> bool:
        iso = day.isoformat()
        return not (
            day.weekday() in self.closed_weekdays
            or iso in self.closed_dates
            or iso[5:] in self.closed_dates
            or jpholiday.is_holiday(day)
        )

    def on_or_after(self, day: date) -> date:
        """Return this day or the next one on which the office is open (Local Autonomy Act art. 4-2)."""
        return next(ahead for ahead in (day + timedelta(days=n) for n in range(400)) if self.is_open(ahead))
