"""What people call the keys of the figures."""

from datetime import date

from kiosk.handover.trace import Stage
from kiosk.lettering.ruby import plain
from kiosk.statistics.figures import By
from kiosk.words import Words
from ui.counter.chart import figure_of

_LONGEST_IN_CHART = 26


class Names:
    """Names in one language, without furigana: they stand in charts, too."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def say(self, key: str, **values: object) -> str:
        return plain(self._words.say(f"manager.{key}", **values))

    def of(self, by: By, key: str) -> str:
        match by:
            case By.HOUR:
                return self.hour(int(key))
            case By.DAY:
                day = date.fromisoformat(key)
                return self.say("day", month=day.month, day=day.day, weekday=self.weekday(day))
            case By.EVENT:
                return self._named(f"event.{key}.everyday", key) if key else self.say("other_event")
            case By.DESK:
                return self.desk(key)

    def long_day(self, day: date) -> str:
        return self.say("date", year=day.year, month=day.month, day=day.day, weekday=self.weekday(day))

    def in_chart(self, by: By, key: str) -> str:
        """Return a short name; of a day, two lines."""
        if by is By.DAY:
            day = date.fromisoformat(key)
            return f"{day.day}\n{self.weekday(day)}"
        name = self.of(by, key)
        return name if len(name) <= _LONGEST_IN_CHART else f"{name[: _LONGEST_IN_CHART - 1]}…"

    def minutes(self, minutes: float) -> str:
        return self.say("about_minutes", minutes=figure_of(minutes))

    def hour(self, hour: int) -> str:
        return self.say("hour", hour=hour)

    def weekday(self, day: date) -> str:
        return self.say("weekdays")[day.weekday()]

    def desk(self, id_: str) -> str:
        return self._named(f"desk.{id_}.name", id_)

    def stage(self, stage: Stage) -> str:
        return self.say(f"stage.{stage.value}")

    def left_at(self, key: str) -> str:
        """Return the place where a visit ended: a kind of step, or a question by its own words."""
        step, _, question = key.partition(":")
        return (
            self._named(f"question.{question}.ask", question)
            if question
            else self._named(f"manager.left_at.{step}", step)
        )

    def _named(self, key: str, otherwise: str) -> str:
        return plain(self._words.get(key, otherwise)).replace("\n", "")
